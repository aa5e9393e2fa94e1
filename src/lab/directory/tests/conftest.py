import pytest
from django.core.cache import cache

from lab.directory import housebook


@pytest.fixture(autouse=True)
def _nobody_has_tried_before():
    cache.clear()


@pytest.fixture
def book():
    """The verbs remembered during the test, in order."""
    verbs = []

    def remember(by, verb, thing):
        verbs.append(verb)

    housebook.keep_book(remember)
    yield verbs
    housebook._books.remove(remember)
