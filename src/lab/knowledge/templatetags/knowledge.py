"""Words about pitfalls and approaches, said the same way on every page."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lab.knowledge.models import Approach, Pitfall
from lab.knowledge.models.contribution import Signature
from lab.knowledge.numbers import also_here_words, warned_words

register = template.Library()


@register.filter
def origin(thing: Pitfall | Approach) -> str:
    """Say where a contribution comes from, as far as its author wants it said."""
    if thing.is_anonymous or thing.organisation is None:
        return "" if thing.is_example else _("from an organisation in the network, anonymous")
    house = thing.organisation.short_name
    if thing.signature == Signature.NAME and thing.author is not None:
        return f"{thing.author.user}, {house}"
    return house if thing.signature != Signature.NOBODY else _("from the network")


@register.filter
def also_here(pitfall: Pitfall) -> str:
    """Say in how many houses it happened, too."""
    return also_here_words(pitfall.also_here)


@register.filter
def warned(pitfall: Pitfall) -> str:
    """Say how many houses it warned."""
    return warned_words(pitfall.warned)


@register.filter
def paragraphs(text: str) -> SafeString:
    """Write every line of a text as a paragraph."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))
