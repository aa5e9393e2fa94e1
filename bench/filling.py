"""Fill an empty database: ``python -m bench.filling PITFALLS FACTS [ENTRIES]``.

Runs with the settings of the house. The same number always gives the same rows, so the search index
built for one database (ENTRIES names its address) can be taken over by another one.
"""

import datetime
import json
import random
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import texts  # noqa: E402
from bench.entering import enter  # noqa: E402
from bench.facts import facts  # noqa: E402
from lab.accounts.models import User  # noqa: E402
from lab.config.static_files import collect_if_changed  # noqa: E402
from lab.directory.models import Lab, Membership, Organisation, Partnership  # noqa: E402
from lab.discussions.models import Comment  # noqa: E402
from lab.knowledge.models import Pitfall, PitfallTheme, Theme, Visibility, Voice  # noqa: E402
from lab.knowledge.models.contribution import Phase, Signature  # noqa: E402
from lab.knowledge.models.pitfall import Cause, Severity  # noqa: E402
from lab.knowledge.models.voice import organisation_tag, person_tag  # noqa: E402
from lab.knowledge.seed import load_themes  # noqa: E402

BATCH = 2000
HOUSES = 40
MEMBERS = 400
SPEAKERS = 300  # the others have said nothing yet: they will, while time is taken
TALKED_ABOUT = 10_000
COMMENTS = 5
CONFIRMATIONS = 10
DAYS = 1000
WHO = (
    *[Visibility.NETWORK] * 5,
    *[Visibility.ANONYMOUS] * 3,
    *[Visibility.PUBLIC] * 2,
)

Row = dict[str, Any]


def main(number: int, place: Path, source: str) -> None:
    """Migrate, fill, enter into search, and write down what the measuring process needs."""
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(settings.LAB_DATA).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    collect_if_changed()
    lab, members = people()
    pitfalls = list(write(pitfall_rows(number, lab, members)))
    link(pitfalls)
    talked = pitfalls[:TALKED_ABOUT]
    comment(talked, lab, members)
    confirm(talked, members[:SPEAKERS])
    seconds = enter(source)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    speaking = members[SPEAKERS:]
    place.write_text(json.dumps(facts(lab, talked, speaking) | {"entering": seconds}))


def people() -> tuple[Lab, list[Membership]]:
    """One lab with many houses, and members who can sign in by session only."""
    houses = Organisation.objects.bulk_create(
        Organisation(
            name=f"Stadt Musterfurt {n}", short_name=f"Musterfurt {n}", kind="city", size_class="m"
        )
        for n in range(HOUSES)
    )
    lab = Lab.objects.create(slug="ruhr", name="Labor Ruhr", host=houses[0])
    Partnership.objects.bulk_create(
        Partnership(lab=lab, organisation=house, place=n) for n, house in enumerate(houses)
    )
    users = User.objects.bulk_create(
        User(email=f"mitglied{n}@musterfurt.example", name=f"Mitglied {n}", password="!")
        for n in range(MEMBERS)
    )
    members = Membership.objects.bulk_create(
        Membership(user=user, lab=lab, organisation=houses[n % HOUSES])
        for n, user in enumerate(users)
    )
    load_themes()
    return lab, members


def pitfall_rows(number: int, lab: Lab, members: list[Membership]) -> Iterator[Pitfall]:
    """Published pitfalls, told by many houses over some years."""
    dice, today = random.Random(number), timezone.localdate()
    for _ in range(number):
        day = today - datetime.timedelta(days=dice.randrange(DAYS))
        yield Pitfall(
            id=dice.getrandbits(62) | 1,
            lab=lab,
            title=texts.title(dice),
            what_happened=texts.story(dice, 4),
            advice=texts.story(dice, 2),
            early_signs=dice.sample(texts.sentences(), 2),
            causes=dice.sample(Cause.values, 2),
            phases=dice.sample(Phase.values, 2),
            severity=dice.choice(Severity.values),
            created_on=day,
            submitted_on=day,
            publish_on=day,
            **origin(dice, members),
        )


def origin(dice: random.Random, members: list[Membership]) -> Row:
    """Who may read it, and who wrote it unless it is anonymous."""
    visibility = dice.choice(WHO)
    if visibility == Visibility.ANONYMOUS:
        return {"visibility": visibility, "signature": Signature.NOBODY, "context_size": "m"}
    author = dice.choice(members)
    return {
        "visibility": visibility,
        "author_id": author.pk,
        "organisation_id": author.organisation_id,
    }


def link(pitfalls: list[Pitfall]) -> None:
    """Name two themes for each pitfall."""
    dice = random.Random(1)
    themes = list(Theme.objects.values_list("pk", flat=True))
    save(
        PitfallTheme(pitfall_id=pitfall.pk, theme_id=theme)
        for pitfall in pitfalls
        for theme in dice.sample(themes, 2)
    )


def comment(pitfalls: list[Pitfall], lab: Lab, members: list[Membership]) -> None:
    """Let members add to the pitfalls that are talked about."""
    dice, kind = random.Random(2), ContentType.objects.get_for_model(Pitfall)
    authors = (dice.choice(members) for _ in range(COMMENTS * len(pitfalls)))
    save(
        Comment(
            lab=lab,
            content_type=kind,
            object_id=pitfalls[n % len(pitfalls)].pk,
            author_id=author.pk,
            organisation_id=author.organisation_id,
            text=texts.story(dice, 2),
        )
        for n, author in enumerate(authors)
    )


def confirm(pitfalls: list[Pitfall], members: list[Membership]) -> None:
    """Let members say that it happened to them, too, and count their houses."""
    dice = random.Random(3)
    said = [(pitfall, dice.sample(members, CONFIRMATIONS)) for pitfall in pitfalls]
    save(
        Voice(
            pitfall_id=pitfall.pk,
            kind=Voice.Kind.ALSO_HERE,
            person_tag=person_tag(member.user_id, pitfall),
            organisation_tag=organisation_tag(member.organisation_id, pitfall),
        )
        for pitfall, speakers in said
        for member in speakers
    )
    for pitfall, speakers in said:
        pitfall.also_here = len({member.organisation_id for member in speakers})
    Pitfall.objects.bulk_update(pitfalls, ["also_here"], batch_size=500)


def write(rows: Iterable[Pitfall]) -> Iterator[Pitfall]:
    """Save pitfalls in batches, keeping only what the rest needs to know of them."""
    for pitfall in batches(rows):
        yield Pitfall(pk=pitfall.pk, public_id=pitfall.public_id, visibility=pitfall.visibility)


def save(rows: Iterable[models.Model]) -> None:
    """Save any number of rows of one kind."""
    for _ in batches(rows):
        pass


def batches(rows: Iterable[Any]) -> Iterator[Any]:
    """Save rows in batches and pass them on."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        type(batch[0])._default_manager.bulk_create(batch)
        yield from batch


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
