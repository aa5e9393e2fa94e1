import datetime

import pytest
from django.urls import reverse

from lab.activity.models import Activity
from lab.core.audience import Viewer
from lab.directory.factories import LabFactory, MembershipFactory, OrganisationFactory
from lab.knowledge.actions.examples import show_examples
from lab.knowledge.actions.voices import rate, say, take_back
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Approach, Pitfall, Tap, Visibility, Voice
from lab.knowledge.numbers import also_here_words, warned_words
from lab.knowledge.reading import readiness, standing, tap_means

pytestmark = pytest.mark.django_db
TOMORROW = datetime.date(2999, 1, 1)


def stranger(lab):
    return Viewer(lab_id=lab.pk)


VISIBLE = [  # visibility, stranger, colleague, other house of the lab, member of another lab
    (Visibility.PRIVATE, False, False, False, False),
    (Visibility.ORGANISATION, False, True, False, False),
    (Visibility.NETWORK, False, True, True, False),
    (Visibility.PUBLIC, True, True, True, True),
]


@pytest.mark.parametrize(("visibility", "street", "house", "network", "elsewhere"), VISIBLE)
@pytest.mark.parametrize("factory", [PitfallFactory, ApproachFactory])
def test_who_sees_what_is_published(factory, visibility, street, house, network, elsewhere):
    thing = factory(visibility=visibility)
    colleague = MembershipFactory(lab=thing.lab, organisation=thing.organisation)
    other_house = MembershipFactory(lab=thing.lab)
    foreigner = MembershipFactory(organisation=thing.organisation)

    seen = [
        type(thing).objects.visible_to(viewer).filter(pk=thing.pk).exists()
        for viewer in (
            stranger(thing.lab),
            colleague.viewer,
            other_house.viewer,
            foreigner.viewer,
            thing.author.viewer,
        )
    ]

    assert seen == [street, house, network, elsewhere, True]


def test_an_anonymous_pitfall_is_seen_in_the_network_and_by_no_stranger():
    pitfall = PitfallFactory(anonymous=True)
    member = MembershipFactory(lab=pitfall.lab)

    assert list(Pitfall.objects.visible_to(member.viewer)) == [pitfall]
    assert list(Pitfall.objects.visible_to(stranger(pitfall.lab))) == []


@pytest.mark.parametrize(
    "state",
    [
        {"publish_on": None},
        {"publish_on": TOMORROW},
        {"is_hidden": True},
        {"archived_on": datetime.date(2026, 2, 1)},
        {"publish_on": None, "submitted_on": None},
    ],
)
def test_nothing_is_seen_by_others_outside_its_time(state):
    pitfall = PitfallFactory(visibility=Visibility.PUBLIC, **state)
    colleague = MembershipFactory(lab=pitfall.lab, organisation=pitfall.organisation)

    assert list(Pitfall.objects.visible_to(colleague.viewer)) == []
    assert list(Pitfall.objects.visible_to(stranger(pitfall.lab))) == []


def test_somebody_who_left_sees_only_what_is_public():
    hidden = PitfallFactory()
    public = PitfallFactory(lab=hidden.lab, visibility=Visibility.PUBLIC)

    gone = Viewer(user_id=hidden.author.user_id, lab_id=hidden.lab_id)

    assert list(Pitfall.objects.visible_to(gone)) == [public]


def test_three_colleagues_are_one_house_and_three_houses_are_a_number():
    pitfall = PitfallFactory()
    house = OrganisationFactory()
    for _ in range(3):
        say(
            pitfall,
            Voice.Kind.ALSO_HERE,
            by=MembershipFactory(lab=pitfall.lab, organisation=house),
        )
    pitfall.refresh_from_db()
    one_house = pitfall.also_here
    for _ in range(2):
        say(pitfall, Voice.Kind.ALSO_HERE, by=MembershipFactory(lab=pitfall.lab))

    pitfall.refresh_from_db()

    assert (one_house, pitfall.also_here) == (1, 3)


def test_saying_it_twice_counts_once_and_taking_it_back_leaves_nothing():
    pitfall = PitfallFactory()
    member = MembershipFactory(lab=pitfall.lab)

    say(pitfall, Voice.Kind.WARNED, by=member)
    say(pitfall, Voice.Kind.WARNED, by=member, story="Zwei Monate gespart.")
    pitfall.refresh_from_db()
    told = (pitfall.warned, Voice.objects.get().story)
    take_back(pitfall, Voice.Kind.WARNED, by=member)
    take_back(pitfall, Voice.Kind.WARNED, by=member)
    pitfall.refresh_from_db()

    assert told == (1, "Zwei Monate gespart.")
    assert (pitfall.warned, Voice.objects.count()) == (0, 0)


def test_a_voice_leaves_no_trace_of_the_person():
    pitfall = PitfallFactory()
    other = PitfallFactory(lab=pitfall.lab)
    member = MembershipFactory(lab=pitfall.lab)

    say(pitfall, Voice.Kind.ALSO_HERE, by=member)
    say(other, Voice.Kind.ALSO_HERE, by=member)

    tags = [(v.person_tag, v.organisation_tag) for v in Voice.objects.all()]
    assert len({part for pair in tags for part in pair}) == 4
    assert Activity.objects.count() == 0


@pytest.mark.parametrize(
    ("houses", "words"),
    [(0, ""), (1, "auch anderswo"), (2, "auch anderswo"), (3, "auch bei 3 Verwaltungen")],
)
def test_numbers_of_houses_are_said_from_three_on(houses, words):
    assert also_here_words(houses) == words


@pytest.mark.parametrize(
    ("houses", "words"), [(0, ""), (2, "hat schon gewarnt"), (3, "hat 3 gewarnt")]
)
def test_warnings_are_counted_from_three_on(houses, words):
    assert warned_words(houses) == words


def test_how_advice_worked_is_counted_by_house():
    pitfall = PitfallFactory()
    for value in ("worked", "worked", "not"):
        say(pitfall, Voice.Kind.ADVICE, by=MembershipFactory(lab=pitfall.lab), value=value)
    mine = MembershipFactory(lab=pitfall.lab)
    before = standing(mine.viewer, pitfall)
    say(pitfall, Voice.Kind.ADVICE, by=mine, value="partly")

    after = standing(mine.viewer, pitfall)

    assert (before.worked, before.failed, before.shows_advice, before.advice) == (2, 1, True, "")
    assert (after.partly, after.advice) == (1, "partly")


def test_taps_become_means_from_seven_people_on():
    approach = ApproachFactory()
    for _ in range(6):
        rate(approach, by=MembershipFactory(lab=approach.lab), answers={"fit": 4})
    six = tap_means(approach)
    rate(approach, by=MembershipFactory(lab=approach.lab), answers={"fit": 5})

    seven = tap_means(approach)

    assert six == []
    assert [(mean.label, mean.value) for mean in seven] == [
        (str(Tap._meta.get_field("fit").verbose_name), 4.1)
    ]


def test_readiness_counts_nine_points():
    bare = ApproachFactory(needs_time="", limits="", no_known_limits=False, submitted_on=None)
    full = ApproachFactory(
        results="31 statt 74 Minuten",
        evidence="before_after",
        contact_role="Leitung Bürgerbüro",
        licence="CC-BY-4.0",
        legal_basis=[{"norm": "OZG § 1", "as_of": "2026-01"}],
    )

    assert (
        readiness(bare, has_template=False).reached,
        readiness(bare, has_template=False).total,
    ) == (2, 9)
    assert readiness(full, has_template=True).reached == 9


def test_examples_are_hidden_for_all_with_one_click_and_recorded_once():
    editor = MembershipFactory(roles=["editor"])
    PitfallFactory(lab=editor.lab, author=None, organisation=None, is_example=True)
    ApproachFactory(lab=editor.lab, author=None, organisation=None, is_example=True)

    show_examples(editor.lab, shown=False, by=editor)
    show_examples(editor.lab, shown=False, by=editor)

    assert list(Pitfall.objects.visible_to(editor.viewer)) == []
    assert list(Approach.objects.visible_to(editor.viewer)) == []
    assert Activity.objects.count() == 1


def test_a_tap_on_the_page_says_it_and_a_second_form_takes_it_back(client):
    pitfall = PitfallFactory()
    member = MembershipFactory(lab=pitfall.lab)
    client.force_login(member.user)
    url = reverse("knowledge:also_here", args=[pitfall.lab.slug, pitfall.public_id])

    said = client.post(url)
    repeated = client.post(url)
    count = Voice.objects.count()
    back = client.post(url, {"zurueck": "1"})

    assert {said.status_code, repeated.status_code, back.status_code} == {302}
    assert (count, Voice.objects.count()) == (1, 0)


def test_a_pitfall_of_another_lab_has_no_address_here(client):
    pitfall = PitfallFactory(visibility=Visibility.PUBLIC)
    elsewhere = LabFactory()

    here = client.get(reverse("knowledge:pitfall", args=[pitfall.lab.slug, pitfall.public_id]))
    there = client.get(reverse("knowledge:pitfall", args=[elsewhere.slug, pitfall.public_id]))

    assert (here.status_code, there.status_code) == (200, 404)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(
    ("name", "factory"),
    [("knowledge:pitfall_list", PitfallFactory), ("knowledge:approach_list", ApproachFactory)],
)
def test_lists_need_the_same_few_queries_for_one_and_for_many(
    client, django_assert_num_queries, name, factory, count
):
    member = MembershipFactory()
    factory.create_batch(count, lab=member.lab, author=member, organisation=member.organisation)
    client.force_login(member.user)

    with django_assert_num_queries(6):
        response = client.get(reverse(name, args=[member.lab.slug]))

    assert response.content.decode().count('<li class="row k-') == min(count, 20)


@pytest.mark.parametrize("mark", ["x", "2026-01-05~x", "9999999~1", "~", "2026-13-45~5"])
def test_a_malformed_mark_is_the_beginning(client, mark):
    pitfall = PitfallFactory(visibility=Visibility.PUBLIC)

    response = client.get(
        reverse("knowledge:pitfall_list", args=[pitfall.lab.slug]), {"nach": mark}
    )

    assert pitfall.title in response.content.decode()


def test_pages_follow_each_other_without_a_gap(client):
    author = MembershipFactory()
    things = PitfallFactory.create_batch(45, author=author, visibility=Visibility.PUBLIC)
    url = reverse("knowledge:pitfall_list", args=[author.lab.slug])

    seen, mark = [], None
    for _ in range(3):
        page = client.get(url, {"nach": mark} if mark else {}).context["page"]
        seen += page.rows
        mark = page.next

    assert sorted(p.pk for p in seen) == sorted(p.pk for p in things)
    assert mark is None
