"""Template tags for the log of a thing."""

from django import template
from django.db.models import Model

from lab.activity import log

register = template.Library()


@register.simple_tag
def log_of(thing: Model) -> list[log.Line]:
    """Return what happened to the thing, newest first."""
    return log.log_of(thing)
