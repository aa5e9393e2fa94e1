"""A house full of people and things for the tests that open every door."""

import pytest

from tests.house.canaries import hide_canaries
from tests.journeys import world as worlds


@pytest.fixture
def world(db):
    """The small lab of the journeys, with things in it that not everybody may see."""
    found = worlds.build()
    hide_canaries(found)
    return found
