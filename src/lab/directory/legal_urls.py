"""Addresses of the legal pages, once at the root and once below every organisation."""

from django.urls import URLPattern, path

from lab.directory.models import LegalPage
from lab.directory.views import legal

Kind = LegalPage.Kind
TEXTS = {
    "imprint": ("impressum", Kind.IMPRINT),
    "privacy": ("datenschutz", Kind.PRIVACY),
    "easy_language": ("leichte-sprache", Kind.EASY_LANGUAGE),
    "sign_language": ("gebaerdensprache", Kind.SIGN_LANGUAGE),
}


def legal_pages(below: str = "", prefix: str = "") -> list[URLPattern]:
    """Return the six pages below an address, their names beginning with ``prefix``."""
    texts = [
        path(f"{below}{noun}/", legal.text_page, {"kind": kind}, name=f"{prefix}{name}")
        for name, (noun, kind) in TEXTS.items()
    ]
    return [
        *texts,
        path(f"{below}barrierefreiheit/", legal.statement, name=f"{prefix}accessibility"),
        path(f"{below}barriere-melden/", legal.barrier, name=f"{prefix}barrier"),
    ]


app_name = "legal"
urlpatterns = [
    path(".well-known/security.txt", legal.security, name="security"),
    *legal_pages(),
]
