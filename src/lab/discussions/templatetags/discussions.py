"""Template tags for what people say about a thing."""

from django import template
from django.db.models import Model
from django.template import Context

from lab.core.audience import NOBODY
from lab.discussions import reading

register = template.Library()


@register.simple_tag(takes_context=True)
def talk_about(context: Context, thing: Model) -> reading.Talk:
    """Return the comments on the thing for the viewer of this page."""
    return reading.talk_about(context.get("viewer") or NOBODY, thing)
