import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lab.core.worker import Worker
from lab.directory.actions import answer_barrier, draft_legal_pages, report_barrier, save_statement
from lab.directory.enforcement import enforcement_body
from lab.directory.factories import LabFactory, MembershipFactory, OrganisationFactory
from lab.directory.models import AccessibilityStatement, BarrierReport, LegalPage, Partnership
from lab.directory.models.organisation import Land

PAGES = [
    "impressum",
    "datenschutz",
    "barrierefreiheit",
    "barriere-melden",
    "leichte-sprache",
    "gebaerdensprache",
]


def lab_of(*houses):
    lab = LabFactory(host=houses[0])
    for place, house in enumerate(houses):
        Partnership.objects.create(lab=lab, organisation=house, place=place)
    return lab


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("labs", [0, 1, 2])
def test_the_root_answers_with_none_with_one_and_with_several_labs(client, page, labs):
    houses = [OrganisationFactory() for _ in range(labs)]
    for house in houses:
        lab_of(house)

    answer = client.get(f"/{page}/")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert [house.name in text for house in houses] == [True] * labs
    assert text.count("<h1") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_organisation_has_its_own_pages_and_sets_no_cookie_for_reading(client, page):
    essen, luenen = OrganisationFactory(name="Stadt Essen"), OrganisationFactory(name="Stadt Lünen")
    lab = lab_of(essen, luenen)
    draft_legal_pages(essen)
    draft_legal_pages(luenen)

    answer = client.get(f"/{lab.slug}/organisationen/{luenen.public_id}/{page}/")

    text = answer.content.decode()
    cookies = set(answer.cookies) - ({"csrf"} if page == "barriere-melden" else set())
    assert answer.status_code == 200
    assert "Stadt Lünen" in text
    assert cookies == set()


@pytest.mark.django_db
def test_drafts_say_that_they_are_drafts_and_stay_once_somebody_wrote():
    house = OrganisationFactory()
    draft_legal_pages(house)
    LegalPage.objects.filter(kind="imprint").update(text="Unser Impressum")

    draft_legal_pages(house)

    texts = dict(LegalPage.objects.values_list("kind", "text"))
    assert texts["imprint"] == "Unser Impressum"
    assert texts["privacy"].startswith("**Entwurf.**")
    assert set(texts) == {"imprint", "privacy"}


@pytest.mark.django_db
def test_the_privacy_draft_says_whom_anonymity_protects_against_and_whom_not(client):
    house = OrganisationFactory()
    lab_of(house)
    draft_legal_pages(house)

    text = client.get("/datenschutz/").content.decode()

    assert "Moderation, Koordination, Vorgesetzten und Betrieb" in text
    assert "das laufende Programm verändert oder den Netzverkehr mitschneidet" in text


@pytest.mark.django_db
def test_the_statement_shows_every_part(client):
    house = OrganisationFactory(key="05978024")
    lab_of(house)
    draft_legal_pages(house)

    text = client.get("/barrierefreiheit/").content.decode()

    headings = re.findall(r"<h2[^>]*>(.+?)</h2>", text)
    assert len(headings) >= 5
    assert "ombudsstelle-barrierefreie-it@mags.nrw.de" in text
    assert timezone.localdate().isoformat() in text


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["state", "barriers", "method", "contact"])
def test_a_statement_with_a_part_missing_is_refused(missing):
    member = MembershipFactory(roles=["coordinator"])
    values = {"state": "partial", "barriers": "Keine bekannt.", "method": "Selbst", "contact": "A"}

    with pytest.raises(ValidationError):
        save_statement(member.organisation, values | {missing: ""}, by=member)

    assert AccessibilityStatement.objects.count() == 0


@pytest.mark.django_db
def test_after_a_year_the_coordinator_is_told_to_examine_again(client):
    member = MembershipFactory(roles=["coordinator"])
    draft_legal_pages(member.organisation)
    client.force_login(member.user)
    url = reverse("directory:administration", args=[member.lab.slug])

    fresh = client.get(url).context["due"]
    AccessibilityStatement.objects.update(reviewed_on=timezone.localdate() - timedelta(days=366))
    old = client.get(url).context["due"]

    assert fresh == []
    assert [one.organisation for one in old] == [member.organisation]


@pytest.mark.parametrize("land", list(Land))
def test_the_enforcement_body_comes_from_the_land(land):
    house = OrganisationFactory.build(land=land, key="")

    body = enforcement_body(house)

    assert body.land == land.label
    assert bool(body.email) is (land == Land.NW)


def test_the_official_key_says_the_land_before_anything_else():
    house = OrganisationFactory.build(land="09", key="05978024")

    assert enforcement_body(house).land == "Nordrhein-Westfalen"


@pytest.mark.django_db(transaction=True)
def test_a_barrier_is_reported_without_account_and_reaches_the_coordinators(client):
    member = MembershipFactory(roles=["coordinator"])
    url = reverse("directory:house_barrier", args=[member.lab.slug, member.organisation.public_id])

    answer = client.post(
        url, {"text": "Der Knopf ist nicht zu sehen.", "page": "Start"}, follow=True
    )
    Worker().work_off()

    report = BarrierReport.objects.get()
    assert report.public_id in answer.content.decode()
    assert report.answer_by - report.reported_on <= timedelta(days=31)
    assert [letter.to for letter in mail.outbox] == [[member.user.email]]
    assert report.public_id in mail.outbox[0].body


@pytest.mark.django_db(transaction=True)
def test_without_coordinators_the_contact_of_the_installation_is_told(client, settings):
    settings.LAB_CONTACT = "mailto:betrieb@labor.example"
    house = OrganisationFactory()
    lab_of(house)

    client.post("/barriere-melden/", {"text": "Kein Kontrast."})
    Worker().work_off()

    assert [letter.to for letter in mail.outbox] == [["betrieb@labor.example"]]


@pytest.mark.django_db
def test_an_empty_report_comes_back_with_a_complaint_and_what_was_typed(client):
    lab_of(OrganisationFactory())

    answer = client.post("/barriere-melden/", {"text": "", "page": "Seite der Stolperfallen"})

    assert answer.status_code == 200
    assert "Seite der Stolperfallen" in answer.content.decode()
    assert BarrierReport.objects.count() == 0


@pytest.mark.django_db
def test_a_forged_receipt_is_no_receipt(client):
    lab_of(OrganisationFactory())

    assert client.get("/barriere-melden/?beleg=abc:def").status_code == 404


@pytest.mark.django_db
def test_too_many_reports_from_one_connection_are_asked_to_wait(client, settings):
    lab_of(OrganisationFactory())

    answers = [client.post("/barriere-melden/", {"text": "x"}).status_code for _ in range(22)]

    assert answers[-1] == 429
    assert BarrierReport.objects.count() == 20


@pytest.mark.django_db
def test_reports_are_answered_once_by_those_who_answer_for_the_house(client):
    member = MembershipFactory(roles=["coordinator"])
    other = MembershipFactory(lab=member.lab, roles=["coordinator"])
    report = report_barrier(member.organisation, text="x")
    url = reverse("directory:barrier_answer", args=[member.lab.slug, report.public_id])

    client.force_login(other.user)
    refused = client.post(url)
    client.force_login(member.user)
    client.post(url)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        answer_barrier(report, by=member)

    report.refresh_from_db()
    assert refused.status_code == 404
    assert report.answered_on == timezone.localdate()


@pytest.mark.django_db
def test_a_report_is_overdue_after_its_day():
    report = report_barrier(OrganisationFactory(), text="x")

    with time_machine.travel(timezone.now() + timedelta(days=32)):
        late = report.is_overdue

    assert (report.is_overdue, late) == (False, True)


@pytest.mark.django_db
def test_legal_texts_carry_no_code(client):
    member = MembershipFactory(roles=["coordinator"])
    client.force_login(member.user)
    slug, house = member.lab.slug, member.organisation.public_id
    text = "## Kontakt\n\n<script>alert(1)</script> [x](javascript:alert(1))"

    saved = client.post(
        reverse("directory:text_editing", args=[slug, house, "imprint"]), {"text": text}
    )
    page = client.get(reverse("directory:house_imprint", args=[slug, house])).content.decode()

    assert saved.status_code == 302
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<h2>Kontakt</h2>" in page


@pytest.mark.django_db
def test_editing_legal_pages_is_refused_to_members(client):
    member = MembershipFactory(roles=["editor"])
    client.force_login(member.user)
    args = [member.lab.slug, member.organisation.public_id, "imprint"]

    assert client.get(reverse("directory:text_editing", args=args)).status_code == 403


@pytest.mark.django_db
def test_security_txt_names_a_contact_and_expires_within_a_year(client, settings):
    settings.LAB_CONTACT = "sicherheit@labor.example"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    fields = dict(line.split(": ", 1) for line in lines)
    expires = parse_datetime(fields["Expires"])
    assert fields["Contact"] == "mailto:sicherheit@labor.example"
    assert timezone.now() < expires < timezone.now() + timedelta(days=365)
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
