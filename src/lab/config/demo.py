"""The demo lab: four houses, seven people with random passwords, and examples to look at."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from lab.accounts.models import User
from lab.config.environment import Misconfigured
from lab.directory.actions import draft_legal_pages
from lab.directory.models import Lab, Membership, Organisation, Partnership, RoleGrant
from lab.directory.models.membership import Role
from lab.directory.models.organisation import Kind, Land, SizeClass
from lab.knowledge.seed import load_examples

SLUG = "labor"
NAME = "Verwaltungsrebellen-Labor (Vorführung)"
PURPOSE = (
    "Verwaltungen sagen einander, worüber sie gestolpert sind und was bei ihnen läuft, "
    "damit die Nächste nicht von vorn anfängt."
)
HOUSES = {
    "luenen": ("Stadt Lünen", "Lünen", Kind.CITY, SizeClass.MEDIUM, "05978024"),
    "essen": ("Stadt Essen", "Essen", Kind.CITY, SizeClass.HUGE, "05113000"),
    "wesel": ("Kreis Wesel", "Kreis Wesel", Kind.COUNTY, SizeClass.LARGE, "05170"),
    "rebellen": ("Initiative Verwaltungsrebellen", "Verwaltungsrebellen", Kind.INITIATIVE, "", ""),
}


@dataclass(frozen=True)
class Person:
    """Somebody who can sign in to try the lab."""

    local: str
    house: str
    name: str
    what: str
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        """Return the made-up address."""
        return f"{self.local}@{self.house}.example"


EDITS = (Role.EDITOR, Role.COORDINATOR)
PEOPLE = (
    Person("mitglied", "luenen", "Alev Sommer", "Mitglied"),
    Person("redaktion", "luenen", "Jonas Brandt", "Redaktion und Koordination", EDITS),
    Person("mitglied", "essen", "Mira Kowalski", "Mitglied"),
    Person("redaktion", "essen", "Thea Lindner", "Redaktion und Koordination", EDITS),
    Person("mitglied", "wesel", "Hanno Vries", "Mitglied"),
    Person("redaktion", "wesel", "Samira Aydin", "Redaktion und Koordination", EDITS),
    Person(
        "moderation",
        "rebellen",
        "Robin Falk",
        "Moderation und Koordination des Labors",
        (Role.FACILITATOR, Role.LAB_COORDINATOR, Role.EDITOR),
    ),
)


def refuse_demo_in_production() -> None:
    """Raise when the demo lab with its printed passwords would be served for real."""
    if not settings.DEMO and Lab.objects.filter(is_demo=True).exists():
        raise Misconfigured(
            "Diese Datenbank enthält das Vorführ-Labor. Bitte legen Sie für den Betrieb mit "
            "LAB_ENV=production eine neue Datenbank an und darin mit „lab new-lab“ ein Labor."
        )


def ensure_demo() -> bool:
    """Create the demo lab if this installation has no lab yet; tell whether it was created."""
    if not settings.DEMO:
        raise Misconfigured("Mit LAB_ENV=production gibt es kein Vorführ-Labor.")
    if Lab.objects.exists():
        return False
    passwords = {person.email: _password() for person in PEOPLE}
    with transaction.atomic():
        lab = _create_lab()
        for person in PEOPLE:
            _create_person(person, lab, passwords[person.email])
        load_examples(lab)
        _write(passwords)
    return True


def sign_ins() -> str:
    """Return the demo sign-ins as they were written at the first start."""
    place = _place()
    if not place.exists():
        return f"Die Zugänge zum Vorführ-Labor fehlen ({place})."
    return place.read_text(encoding="utf-8").strip()


def _create_lab() -> Lab:
    houses = {key: _create_house(*about) for key, about in HOUSES.items()}
    lab = Lab.objects.create(
        slug=SLUG, name=NAME, purpose=PURPOSE, host=houses["luenen"], is_demo=True
    )
    for place, house in enumerate(houses.values()):
        Partnership.objects.create(lab=lab, organisation=house, place=place)
        draft_legal_pages(house)
    return lab


def _create_house(name: str, short: str, kind: str, size: str, key: str) -> Organisation:
    land = Land.NW if kind != Kind.INITIATIVE else ""
    return Organisation.objects.create(
        name=name, short_name=short, kind=kind, size_class=size, land=land, key=key
    )


def _create_person(person: Person, lab: Lab, password: str) -> None:
    user = User.objects.create_user(person.email, password, name=person.name)
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    house = Organisation.objects.get(name=HOUSES[person.house][0])
    membership = Membership.objects.create(user=user, organisation=house, lab=lab)
    for role in person.roles:
        RoleGrant.objects.create(membership=membership, role=role)


def _password() -> str:
    """Draw a password of about 80 bit that can be typed from a screen."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _write(passwords: dict[str, str]) -> None:
    width = max(len(email) for email in passwords)
    lines = ["Zugänge zum Vorführ-Labor (nur für diese Installation):"]
    for person in PEOPLE:
        who = f"{HOUSES[person.house][1]}, {person.what}"
        lines.append(f"  {person.email:<{width}}  {passwords[person.email]}  {who}")
    place = _place()
    place.unlink(missing_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _place() -> Path:
    return Path(settings.LAB_DATA) / "demo-zugaenge.txt"
