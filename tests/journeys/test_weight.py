"""The first page is light enough for a bad connection."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tests.journeys.world import MEMBER, STRANGER

pytestmark = pytest.mark.journey

LINKED = """() => [
  ...[...document.querySelectorAll("link[rel=stylesheet]")].map((e) => e.href),
  ...[...document.querySelectorAll("script[src]")].map((e) => e.src),
]"""
LOADED = """() => performance.getEntriesByType("resource").map((e) => e.name)"""
MOST = 70 * 1024


@pytest.mark.parametrize("who", [STRANGER, MEMBER])
def test_styles_and_scripts_of_the_first_page_weigh_at_most_70_kilobytes(who, visit):
    visitor = visit(who)
    visitor.go("/ruhr/")

    linked = visitor.page.evaluate(LINKED)
    loaded = visitor.page.evaluate(LOADED)
    weights = {url: weight(url) for url in linked}

    assert weights != {}
    assert sum(weights.values()) <= MOST, weights
    assert {url for url in loaded if url.endswith((".css", ".js"))} == set(linked)


def weight(url: str) -> int:
    """Return how many bytes travel for a static file."""
    place = finders.find(url.partition("/static/")[2])
    return len(gzip.compress(Path(place).read_bytes(), 9))
