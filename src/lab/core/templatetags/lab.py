"""Template tags of the house: icons, kinds, days, navigation, form fields. Loaded everywhere."""

import datetime
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.forms import BoundField, Form
from django.http import HttpRequest
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lab.core import navigation
from lab.core.audience import NOBODY

register = template.Library()

KINDS = {
    "pitfall": _("Pitfall"),
    "approach": _("Approach"),
}
LEGAL = [
    ("imprint", _("Imprint")),
    ("privacy", _("Privacy")),
    ("accessibility", _("Accessibility statement")),
    ("barrier", _("Report a barrier")),
    ("easy_language", _("Easy language")),
    ("sign_language", _("Sign language")),
]


class Link(NamedTuple):
    """A place one can go to."""

    label: str
    url: str
    current: bool = False


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon beside a word; ``size`` is empty or ``s``."""
    return format_html(
        '<svg class="ico{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {size}" if size else "",
        static("core/icons.svg"),
        name,
    )


@register.simple_tag
def kind(name: str) -> SafeString:
    """Name the kind of a thing by shape, word and colour."""
    drawing = icon(name, "s")
    return format_html('<span class="kind k-{}">{}{}</span>', name, drawing, KINDS[name])


@register.simple_tag(takes_context=True)
def nav(context: Context) -> list[Link]:
    """Return the main navigation for this viewer; none outside a lab."""
    request: HttpRequest = context["request"]
    slug = _slug(context)
    if not slug:
        return []
    viewer = getattr(request, "viewer", NOBODY)
    found = [(entry, _address(entry.url_name, slug)) for entry in navigation.entries(viewer)]
    home = _address("lab_start", slug)
    links = [(_("Start"), home), *((entry.label, url) for entry, url in found if url)]
    inside = [url for _label, url in links if request.path.startswith(url)]
    here = max(inside, key=len, default="")
    is_here = here != home or request.path == home
    return [Link(str(label), url, is_here and url == here) for label, url in links]


@register.simple_tag(takes_context=True)
def legal_links(context: Context) -> list[Link]:
    """Return the six links at the foot of every page, of the lab or of the installation."""
    slug = _slug(context)
    named = [
        (label, _address(f"{'directory' if slug else 'legal'}:{name}", slug))
        for name, label in LEGAL
    ]
    return [Link(str(label), url) for label, url in named if url]


@register.simple_tag(takes_context=True)
def address(context: Context, url_name: str, *args: object) -> str:
    """Return the address of a page of this lab, or nothing where it does not exist."""
    return _address(url_name, _slug(context), *args)


def _slug(context: Context) -> str:
    lab = getattr(context.get("request"), "lab", None)
    return lab.slug if lab is not None else ""


@lru_cache(maxsize=2048)
def _address(url_name: str, slug: str, *args: object) -> str:
    try:
        return reverse(url_name, args=[slug, *args] if slug else args)
    except NoReverseMatch:
        return ""


@register.simple_tag
def crumbs(*steps: str) -> SafeString:
    """Show the way back up: words and address in turn, the page itself left out."""
    links = format_html_join(
        SafeString(' <span class="muted" aria-hidden="true">/</span> '),
        '<a href="{}">{}</a>',
        zip(steps[1::2], steps[::2], strict=True),
    )
    return format_html('<nav class="crumbs" aria-label="{}">{}</nav>', _("You are here"), links)


@register.simple_tag
def sign_in_url() -> str:
    """Return the address of the sign-in page."""
    return str(settings.LOGIN_URL)


@register.filter
def day(value: datetime.date | None) -> SafeString:
    """Write a day for people and machines: 14. Mai 2027."""
    return _time(value, "j. F Y", "%Y-%m-%d")


@register.filter
def month(value: datetime.date | None) -> SafeString:
    """Write a month for people and machines: Mai 2027."""
    return _time(value, "F Y", "%Y-%m")


def _time(value: datetime.date | None, words: str, iso: str) -> SafeString:
    if value is None:
        return SafeString("")
    local = timezone.localtime(value) if isinstance(value, datetime.datetime) else value
    return format_html(
        '<time datetime="{}">{}</time>', local.strftime(iso), formats.date_format(local, words)
    )


@register.filter
def target(field: BoundField) -> str:
    """Return the id of what a complaint about the field should lead to."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def says_what_is_optional(form: Form) -> bool:
    """Does the form ask for things one must and things one may tell?"""
    asked = [field.field.required for field in form.visible_fields()]
    return len(asked) > 1 and any(asked) and not all(asked)
