"""Examples help an empty lab; they step back as soon as it has texts of its own."""

import pytest

from lab.directory.factories import MembershipFactory
from lab.knowledge.factories import PitfallFactory
from lab.knowledge.search import ENOUGH_OWN
from lab.search.actions import rebuild
from lab.search.foresight import foresee

pytestmark = pytest.mark.django_db
QUESTION = "Wir führen eine neue Friedhofssatzung ein"


def shown(member):
    rebuild()
    return [hint.thing.title for hint in foresee(member.viewer, QUESTION).pitfalls]


def test_an_example_is_shown_until_the_lab_has_enough_texts_of_its_own():
    member = MembershipFactory()
    here = {"lab": member.lab, "author": member, "organisation": member.organisation}
    example = PitfallFactory(
        lab=member.lab,
        author=None,
        organisation=None,
        is_example=True,
        title="Wenn man die Friedhofssatzung allein schreibt, dann fehlt das Steinmetzhandwerk",
        what_happened="Die Friedhofssatzung war fertig, gefragt hatte niemand.",
    )
    PitfallFactory.create_batch(ENOUGH_OWN - 1, **here)
    before = shown(member)
    PitfallFactory(**here)

    after = shown(member)

    assert (before, after) == ([example.title], [])


def test_a_draft_is_never_shown_unasked():
    member = MembershipFactory()
    PitfallFactory(
        draft=True,
        author=member,
        title="Wenn man die Friedhofssatzung allein schreibt, dann fehlt jemand",
    )

    assert shown(member) == []
