"""What readers say with a tap. Pseudonymous: no row of the house book is written, ever."""

from django.db import transaction

from lab.directory.models import Membership
from lab.knowledge.models import Approach, Pitfall, Tap, Voice
from lab.knowledge.models.voice import organisation_tag, person_tag

COUNTED = {Voice.Kind.ALSO_HERE: "also_here", Voice.Kind.WARNED: "warned"}


@transaction.atomic
def say(
    pitfall: Pitfall, kind: Voice.Kind, *, by: Membership, value: str = "", story: str = ""
) -> None:
    """Say something about a pitfall; saying it again only replaces value and story."""
    locked = Pitfall.objects.select_for_update().get(pk=pitfall.pk)
    Voice.objects.update_or_create(
        pitfall=locked,
        kind=kind,
        person_tag=person_tag(by.user_id, locked),
        defaults={
            "organisation_tag": organisation_tag(by.organisation_id, locked),
            "value": value,
            "story": story,
        },
    )
    _count(locked, kind)


@transaction.atomic
def take_back(pitfall: Pitfall, kind: Voice.Kind, *, by: Membership) -> None:
    """Take back what was said; doing so twice is harmless."""
    locked = Pitfall.objects.select_for_update().get(pk=pitfall.pk)
    mine = locked.voices.filter(kind=kind, person_tag=person_tag(by.user_id, locked))
    if mine.delete()[0]:
        _count(locked, kind)


def _count(pitfall: Pitfall, kind: Voice.Kind) -> None:
    """Count houses, not people: colleagues of one organisation count once."""
    if kind not in COUNTED:
        return
    houses = pitfall.voices.filter(kind=kind).values("organisation_tag").distinct().count()
    Pitfall.objects.filter(pk=pitfall.pk).update(**{COUNTED[kind]: houses})


@transaction.atomic
def rate(approach: Approach, *, by: Membership, answers: dict[str, object]) -> Tap:
    """Say how an approach looks to somebody who might take it over; the last word counts."""
    tap, _ = Tap.objects.update_or_create(
        approach=approach, person_tag=person_tag(by.user_id, approach), defaults=answers
    )
    return tap
