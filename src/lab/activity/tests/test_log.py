import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone

import lab
from lab.activity.actions import forget_actors, record
from lab.activity.log import Line, log_of
from lab.activity.models import Activity, Verb
from lab.core.queue import dailies
from lab.directory.factories import MembershipFactory
from lab.directory.housebook import Unnamed

LAB = Path(lab.__file__).parent
ALLOWED = {"activity/personal.py", "activity/actions.py"}


@pytest.mark.django_db
def test_the_log_names_the_organisation_and_the_day_and_never_the_person():
    member = MembershipFactory(user__name="Alev Sommer", organisation__name="Stadt Lünen")
    record(member, Verb.EDITED, member.lab)

    lines = log_of(member.lab)
    html = Template('{% include "activity/_log.html" %}').render(Context({"thing": member.lab}))

    assert lines == [
        Line("Stadt Lünen", str(Verb.EDITED.label), timezone.localdate(), month_only=False)
    ]
    assert "Stadt Lünen" in html
    assert "Alev Sommer" not in html


@pytest.mark.django_db
def test_an_anonymous_thing_tells_only_what_came_after_publication_and_nobody():
    member = MembershipFactory(organisation__name="Stadt Lünen")
    member.lab.is_anonymous = True
    for verb in (Verb.DEIDENTIFIED, Verb.ASKED, Verb.RELEASED, Verb.REVIEWED):
        record(member, verb, member.lab)

    lines = log_of(member.lab)

    assert [(one.organisation, one.sentence, one.month_only) for one in lines] == [
        ("", str(Verb.REVIEWED.label), True)
    ]


@pytest.mark.django_db
def test_reports_do_not_appear_in_the_log():
    member = MembershipFactory()
    record(Unnamed(lab_id=member.lab_id), Verb.REPORTED, member.lab)

    assert log_of(member.lab) == []


@pytest.mark.django_db
def test_ordinary_deeds_lose_their_actor_after_twelve_months_and_decisions_keep_theirs():
    member = MembershipFactory()
    with time_machine.travel(timezone.now() - timedelta(days=366)):
        record(member, Verb.EDITED, member.lab)
        record(member, Verb.RELEASED, member.lab)
    record(member, Verb.EDITED, member.organisation)

    forget_actors()

    kept = {(one.verb, one.thing): one.actor for one in Activity.objects.all()}
    assert kept == {
        (Verb.EDITED, member.lab): None,
        (Verb.RELEASED, member.lab): member.user,
        (Verb.EDITED, member.organisation): member.user,
    }


def test_actors_are_forgotten_every_day():
    assert [one.run for one in dailies() if one.name == "activity.forget_actors"] == [forget_actors]


def test_nothing_in_the_house_filters_deeds_by_person():
    by_person = re.compile(r"Activity\.objects[^\n]*actor|filter\([^)]*\bactor(_id)?(__\w+)?=")

    found = {
        str(path.relative_to(LAB))
        for path in LAB.rglob("*.py")
        if "tests" not in path.parts and by_person.search(path.read_text())
    }

    assert found - ALLOWED == set()


def test_every_verb_has_words_and_no_page_address_leads_to_the_house_book():
    assert [verb for verb in Verb if not str(verb.label)] == []
    assert not (LAB / "activity" / "urls.py").exists()
    assert not (LAB / "activity" / "views.py").exists()
