"""Handing the device what it needs to make or use a passkey."""

import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

from lab.core.pseudonyms import tag

register = template.Library()


@register.filter
def as_json(value: object) -> str:
    """Write the options for an attribute; the template escapes them."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter
def mark(number: int) -> str:
    """Return the mark that names a passkey in addresses."""
    return tag("passkey", number)
