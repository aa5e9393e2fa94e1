"""A small lab with three houses and an initiative, an empty lab, and a lab one must not see."""

import datetime
import time
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.test import Client
from django.utils import timezone

from lab.accounts.factories import UserFactory
from lab.accounts.models import User
from lab.accounts.sessions import SALT, SessionStore
from lab.core.pseudonyms import digest
from lab.core.queue import dailies
from lab.directory.factories import LabFactory, MembershipFactory, OrganisationFactory
from lab.directory.models import (
    AccessibilityStatement,
    Application,
    BarrierReport,
    Invitation,
    Lab,
    LegalPage,
    MailDomain,
    Membership,
    Organisation,
    Profile,
)
from lab.directory.models.membership import Role
from lab.directory.models.organisation import Kind
from lab.discussions.models import Comment, Report
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import (
    Approach,
    Attachment,
    Pitfall,
    Question,
    Release,
    Version,
    Visibility,
)
from lab.knowledge.seed import load_examples

STRANGER, MEMBER, EDITOR, COORDINATOR, LEAD, NEWCOMER = (
    "stranger",
    "member",
    "editor",
    "coordinator",
    "lead",
    "newcomer",
)
DAY = 24 * 3600  # so that nobody is asked "is it still you?" in the middle of a long walk
LONG = (
    "Datenschutzfolgenabschätzungsverantwortlichkeiten und Grundstücksverkehrsgenehmigungs­"
    "zuständigkeiten"
)[:100]
LONG_TEXT = (
    "Die Bürgerbüroterminvergabesoftwareausschreibungsunterlagen lagen drei Monate beim "
    "Rechnungsprüfungsamt, weil niemand wusste, dass die "
    "Telekommunikationsüberwachungsverordnungszuständigkeit dort nicht liegt.\n\n"
) * 3


@dataclass
class World:
    """What the journeys walk through; ``people`` are the memberships by what they may do."""

    lab: Lab
    empty: Lab
    foreign: Lab
    people: dict[str, Membership]
    pitfalls: dict[str, Pitfall] = field(default_factory=dict)
    approaches: dict[str, Approach] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    sights: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def houses(self) -> list[Organisation]:
        """The organisations of the lab."""
        return list(self.lab.organisations.order_by("partnerships__place"))


def build() -> World:
    """Fill an empty database."""
    luenen = OrganisationFactory(name="Stadt Lünen", short_name="Lünen", key="05978024")
    essen = OrganisationFactory(name="Stadt Essen", short_name="Essen", size_class="xl")
    wesel = OrganisationFactory(
        name="Kreis Wesel", short_name="Kreis Wesel", kind=Kind.COUNTY, size_class="l", key="05170"
    )
    rebels = OrganisationFactory(
        name="Initiative Verwaltungsrebellen",
        short_name="Verwaltungsrebellen",
        kind=Kind.INITIATIVE,
        size_class="",
        land="",
    )
    lab = LabFactory(slug="ruhr", name="Verwaltungslabor Ruhr", host=luenen)
    empty = LabFactory(slug="leer", name="Leeres Labor", host=wesel)
    foreign = LabFactory(slug="fremd", name="Fremdes Labor")
    people = {
        MEMBER: _member("Alev Sommer", luenen, lab),
        EDITOR: _member("Thea Lindner", essen, lab, Role.EDITOR),
        COORDINATOR: _member("Jonas Brandt", luenen, lab, Role.COORDINATOR, Role.EDITOR),
        LEAD: _member(
            "Robin Falk", rebels, lab, Role.LAB_COORDINATOR, Role.FACILITATOR, Role.EDITOR
        ),
    }
    for place, house in enumerate((luenen, essen, wesel, rebels)):
        lab.partnerships.update_or_create(organisation=house, defaults={"place": place})
    people[NEWCOMER] = _member("Hanno Vries", wesel, empty, Role.EDITOR, Role.LAB_COORDINATOR)
    world = World(lab, empty, foreign, people)
    load_examples(lab)
    _write_pitfalls(world)
    _write_approaches(world)
    _talk(world)
    _keep_house(world)
    _arm(world)
    for sweep in dailies():
        sweep.run()
    return world


def session_cookie(user: User) -> dict[str, Any]:
    """Return the cookie of a session of this person, without the sign-in page."""
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    store["_auth_user_hash"] = user.get_session_auth_hash()
    store["account_authentication_methods_user"] = str(user.pk)
    store["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + DAY, "reauthenticated": True}
    ]
    store.create()
    value = signing.TimestampSigner(salt=SALT).sign(store.session_key)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": value,
        "httpOnly": True,
        "sameSite": "Lax",
    }


def _member(name: str, house: Organisation, lab: Lab, *roles: str) -> Membership:
    local = name.split()[0].lower()
    user = UserFactory(name=name, email=f"{local}@{lab.slug}.example")
    return MembershipFactory(user=user, organisation=house, lab=lab, roles=list(roles))


def _write_pitfalls(world: World) -> None:
    member, editor = world.people[MEMBER], world.people[EDITOR]
    today = timezone.localdate()
    rich = {
        "early_signs": ["Niemand fragt nach.", "Der Termin rückt zum dritten Mal."],
        "causes": ["staff_council", "data_protection"],
        "phases": ["planning", "procurement"],
        "consequences": ["time", "trust"],
        "severity": "costly",
        "frequency": "several",
        "prevention_effort": "hours",
        "legal_basis": [{"norm": "LPVG NRW § 72", "as_of": "2026-05"}],
    }
    world.pitfalls = {
        "long": PitfallFactory(
            author=editor, title=LONG, what_happened=LONG_TEXT, advice=LONG_TEXT, **rich
        ),
        "public": PitfallFactory(author=member, visibility=Visibility.PUBLIC, **rich),
        "named": PitfallFactory(author=editor, also_here=4, warned=3, **rich),
        "anonymous": PitfallFactory(anonymous=True, lab=world.lab, context_land="05"),
        "draft": PitfallFactory(author=member, draft=True),
        "mine": PitfallFactory(author=member, waiting=True),
        "waiting": PitfallFactory(
            author=editor,
            waiting=True,
            what_happened="Frau Meier aus der Abteilung 32 hat am 3. Mai 12.500 Euro gezahlt.",
        ),
        "waiting_anonymous": PitfallFactory(
            anonymous=True,
            waiting=True,
            lab=world.lab,
            what_happened="Herr Schulze vom Amt 61 in Lünen hat am 3. Mai 12.500 Euro gezahlt.",
        ),
        "hidden": PitfallFactory(author=member, is_hidden=True),
        "due": PitfallFactory(author=member, review_on=today - datetime.timedelta(days=3)),
        "archived": PitfallFactory(author=member, archived_on=today),
        "private": PitfallFactory(author=member, visibility=Visibility.PRIVATE),
    }
    waiting = world.pitfalls["waiting_anonymous"]
    Release.objects.create(pitfall=waiting, by=editor, organisation=editor.organisation)
    for key in ("mine", "waiting_anonymous"):
        world.extra[f"question_{key}"] = Question.objects.create(
            pitfall=world.pitfalls[key],
            asked_by=editor,
            organisation=editor.organisation,
            text="Dürfen wir den Namen des Amtes weglassen?",
        )


def _write_approaches(world: World) -> None:
    member, editor = world.people[MEMBER], world.people[EDITOR]
    rich = ApproachFactory(
        author=editor,
        title="Offene Stunde im Bürgerbüro: zwei Schalter ohne Termin",
        summary="Zwei Schalter ohne Termin, und die Schlange ist weg.",
        steps=[{"title": f"Schritt {n}", "text": LONG_TEXT[:200]} for n in range(1, 5)],
        needs_people="zwei Personen, je eine Stunde",
        needs_money="keins",
        involve=["staff_council", "it"],
        results="Die Wartezeit sank von 40 auf 12 Minuten.",
        evidence="before_after",
        opening=["transparency"],
        contact_role="Leitung Bürgerbüro",
        licence="CC-BY-4.0",
        legal_basis=[{"norm": "BMG § 17", "as_of": "2026-01"}],
        number=2,
        note="Zahlen ergänzt",
    )
    Version.objects.create(approach=rich, number=1, snapshot={"title": rich.title})
    world.approaches = {
        "rich": rich,
        "public": ApproachFactory(author=member, visibility=Visibility.PUBLIC),
        "long": ApproachFactory(author=editor, title=LONG, problem=LONG_TEXT, limits=LONG_TEXT),
        "draft": ApproachFactory(author=member, draft=True),
        "waiting": ApproachFactory(author=editor, waiting=True),
    }


def _talk(world: World) -> None:
    member, editor = world.people[MEMBER], world.people[EDITOR]
    thing = world.pitfalls["named"]
    kind = ContentType.objects.get_for_model(Pitfall)
    for author, what in ((editor, Comment.Kind.ADDITION), (member, Comment.Kind.OBJECTION)):
        comment = Comment.objects.create(
            lab=world.lab,
            content_type=kind,
            object_id=thing.pk,
            author=author,
            organisation=author.organisation,
            kind=what,
            text="Bei uns war es der Personalrat, nicht der Datenschutz.",
        )
        world.extra["comment"] = comment
    for reason in ("Hier steht ein Name.", LONG_TEXT):
        world.extra["report_of_text"] = Report.objects.create(
            lab=world.lab, content_type=kind, object_id=thing.pk, reason=reason
        )
    Report.objects.create(
        lab=world.lab,
        content_type=ContentType.objects.get_for_model(Comment),
        object_id=world.extra["comment"].pk,
        reason="Das ist beleidigend.",
        hidden_by=editor,
        hidden_on=timezone.localdate(),
    )
    world.extra["file"] = Attachment.objects.create(
        approach=world.approaches["rich"],
        title="Aushang „Heute ohne Termin“ in zwei Größen",
        stored_name="knowledge/gibtesnicht.odt",
        media_type="application/vnd.oasis.opendocument.text",
        extension="odt",
        size=42_000,
        sha256="0" * 64,
        licence="CC0-1.0",
        is_editable=True,
    )


def _keep_house(world: World) -> None:
    house, member = world.people[MEMBER].organisation, world.people[MEMBER]
    today = timezone.localdate()
    for legal in LegalPage.Kind.values[:3]:
        LegalPage.objects.create(
            organisation=house,
            kind=legal,
            text="## Verantwortlich\n\nStadt Lünen, Willy-Brandt-Platz 1\n\n* Telefon: 02306 0",
        )
    AccessibilityStatement.objects.create(
        organisation=house,
        state="partial",
        barriers="* Ältere PDF-Dateien sind nicht barrierefrei.",
        method="Selbstbewertung",
        contact="barrierefrei@luenen.example",
        reviewed_on=today - datetime.timedelta(days=400),
    )
    for answered in (None, today):
        report = BarrierReport.objects.create(
            organisation=house,
            page="https://labor.example/ruhr/stolperfallen/",
            text=LONG_TEXT,
            contact="02306 1234",
            answered_on=answered,
        )
        world.extra["report"] = report
    MailDomain.objects.create(organisation=house, domain="luenen.example")
    Profile.objects.create(user=member.user, can=LONG_TEXT, seeks="Leute, die das schon tun.")
    guest = UserFactory(name="Mara Grothkopp", email="mara@luenen.example")
    world.extra["application"] = Application.objects.create(
        user=guest, organisation=house, lab=world.lab, note="Ich leite das Bürgerbüro."
    )
    world.extra["guest"] = guest
    world.extra["code"] = "einladungscode-zum-ausprobieren"
    world.extra["invitation"] = Invitation.objects.create(
        organisation=house,
        lab=world.lab,
        email="neu@luenen.example",
        code_hash=digest(world.extra["code"]),
        invited_by=world.people[COORDINATOR],
        expires_on=today + datetime.timedelta(days=14),
    )


def _arm(world: World) -> None:
    """The coordinator of the lab signs in with a second step."""
    user = world.people[LEAD].user
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
