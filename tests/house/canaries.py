"""Canaries: words that stand in one place only, and who may ever read them.

Each thing holds the word ``Ultramarinvogel`` as well, so that a search finds it, and its own
canary, which must not appear before anybody who may not read the thing.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from lab.directory.models import Profile
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Visibility
from lab.search.actions import index
from tests.journeys.world import COORDINATOR, EDITOR, LEAD, MEMBER, NEWCOMER, STRANGER

EVERYBODY = frozenset({STRANGER, MEMBER, EDITOR, COORDINATOR, LEAD, NEWCOMER})
EDITORS = frozenset({EDITOR, COORDINATOR, LEAD})
BAIT = "Ultramarinvogel"


@dataclass(frozen=True)
class Canary:
    """A word and the people who may read it."""

    word: str
    readers: frozenset


def hide_canaries(world):
    """Put the canaries into the lab and note them in ``world.extra["canaries"]``."""
    people, day = world.people, timezone.localdate()
    found = []

    def hide(word, readers, factory=PitfallFactory, **about):
        text = f"{BAIT} {word}"
        where = "what_happened" if factory is PitfallFactory else "problem"
        thing = factory(title=f"{BAIT} mit {word}", **{where: text}, **about)
        kept = world.pitfalls if factory is PitfallFactory else world.approaches
        kept[word] = thing
        found.append(Canary(word, frozenset(readers)))

    member, foreign = people[MEMBER], people[NEWCOMER]
    hide("Privatzeisig", {MEMBER}, author=member, visibility=Visibility.PRIVATE)
    hide("Entwurfszeisig", {MEMBER}, author=member, draft=True)
    hide("Ansatzzeisig", {MEMBER}, ApproachFactory, author=member, visibility=Visibility.PRIVATE)
    house = {"author": member, "visibility": Visibility.ORGANISATION}
    hide("Hauszeisig", {MEMBER, COORDINATOR}, **house)
    hide("Wartezeisig", {MEMBER} | EDITORS, author=member, waiting=True)
    hide("Anonymzeisig", EDITORS, anonymous=True, lab=world.lab, waiting=True)
    later = {"publish_on": day + datetime.timedelta(days=9)}
    hide("Morgenzeisig", EDITORS, anonymous=True, lab=world.lab, **later)
    hide("Fremdzeisig", {NEWCOMER}, author=foreign)
    hide("Netzzeisig", {MEMBER, EDITOR, COORDINATOR, LEAD}, author=member)
    hide("Verborgenzeisig", {MEMBER} | EDITORS, author=member, is_hidden=True)
    _introduce(member, "Profilzeisig")
    found.append(Canary("Profilzeisig", frozenset({MEMBER, EDITOR, COORDINATOR, LEAD})))
    world.extra["canaries"] = found
    index("pitfall", [thing.pk for thing in world.pitfalls.values()])
    index("approach", [thing.pk for thing in world.approaches.values()])


def _introduce(membership, word):
    Profile.objects.update_or_create(user=membership.user, defaults={"can": f"{BAIT} {word}"})
