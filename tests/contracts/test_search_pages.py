import pytest
from django.urls import reverse

from lab.directory.factories import MembershipFactory
from lab.knowledge.factories import ApproachFactory, PitfallFactory
from lab.knowledge.models import Avoidance, Visibility
from lab.search import actions

pytestmark = pytest.mark.django_db
CANARY = "Kanarienvogelzucht"


def entered(thing):
    actions.index(thing.kind, [thing.pk])
    return thing


def page(client, name, lab, **query):
    return client.get(reverse(f"search:{name}", args=[lab.slug]), query)


def test_a_stranger_finds_public_things_and_sees_the_words_marked(client):
    pitfall = entered(
        PitfallFactory(title="Wenn der Personalrat zu spät kommt", visibility=Visibility.PUBLIC)
    )

    answer = page(client, "search", pitfall.lab, q="Personalvertretung")

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Wenn der <mark>Personalrat</mark> zu spät kommt" in html


@pytest.mark.parametrize(
    "visibility", [Visibility.NETWORK, Visibility.ORGANISATION, Visibility.PRIVATE]
)
def test_nothing_hidden_appears_for_a_stranger(client, visibility):
    pitfall = entered(PitfallFactory(title=f"{CANARY} im Ratssaal", visibility=visibility))

    for words in (CANARY, "Kanarienvogelzuhct", "Ratssaal"):
        answer = page(client, "search", pitfall.lab, q=words)

        assert f"{CANARY} im" not in answer.content.decode()
        assert answer.context["finding"].number == 0
        assert sum(answer.context["finding"].facets.values()) == 0


def test_no_results_show_three_ways_on(client):
    lab = MembershipFactory().lab

    answer = page(client, "search", lab, q="Parkraumbewirtschaftung")

    assert answer.content.decode().count('<li class="row') >= 3


def test_search_reads_only(client):
    lab = MembershipFactory().lab

    answer = client.post(reverse("search:search", args=[lab.slug]), {"q": "x"})

    assert answer.status_code == 405


@pytest.mark.parametrize(
    "query", [{"ab": "x"}, {"ab": "-3"}, {"ab": "99999"}, {"thema": "'"}, {"kind": "?"}]
)
def test_odd_addresses_never_break(client, query):
    pitfall = entered(PitfallFactory(visibility=Visibility.PUBLIC))

    answer = page(client, "search", pitfall.lab, q="vergisst", **query)

    assert answer.status_code == 200


def test_what_was_searched_for_is_escaped(client):
    lab = MembershipFactory().lab

    answer = page(client, "search", lab, q="<script>alert(1)</script>")

    assert "<script>alert" not in answer.content.decode()


def test_more_rows_are_a_link_away(client):
    member = MembershipFactory()
    for number in range(23):
        entered(
            PitfallFactory(
                title=f"Terminvergabe Nummer {number}", author=member, visibility=Visibility.PUBLIC
            )
        )

    first = page(client, "search", member.lab, q="Terminvergabe")
    second = page(client, "search", member.lab, q="Terminvergabe", ab="20")

    assert len(first.context["rows"]) == 20
    assert "ab=20" in first.content.decode()
    assert len(second.context["rows"]) == 3


def test_as_many_queries_for_one_row_as_for_many(client, django_assert_max_num_queries):
    member = MembershipFactory()
    for number in range(30):
        entered(PitfallFactory(title=f"Terminvergabe {number}", author=member, visibility="public"))

    with django_assert_max_num_queries(15):
        page(client, "search", member.lab, q="Terminvergabe")


def test_foresight_warns_and_says_why(client):
    pitfall = entered(
        PitfallFactory(
            title="Wenn die Terminvergabe alle Zeitfenster auf einmal freigibt",
            visibility=Visibility.PUBLIC,
        )
    )
    approach = ApproachFactory(
        title="Offene Stunde neben der Terminvergabe",
        visibility=Visibility.PUBLIC,
        author=pitfall.author,
    )
    Avoidance.objects.create(pitfall=pitfall, approach=approach)
    entered(approach)
    url = reverse("search:foresight", args=[pitfall.lab.slug])

    answer = client.post(url, {"vor": "Wir führen eine Terminvergabe ein."})

    seen = answer.context["foresight"]
    assert [hint.thing for hint in seen.pitfalls] == [pitfall]
    assert seen.pitfalls[0].why == "Weil es auch dort um Terminvergabe geht."
    assert [hint.why for hint in seen.approaches] == ["Weil er die erste Stolperfalle vermeidet."]


def test_foresight_is_silent_when_nothing_fits(client):
    pitfall = entered(PitfallFactory(title="Terminvergabe", visibility=Visibility.PUBLIC))
    url = reverse("search:foresight", args=[pitfall.lab.slug])

    answer = client.post(url, {"vor": "Rezept für Gemüselasagne"})

    assert bool(answer.context["foresight"]) is False


def test_an_empty_sentence_is_asked_for_again(client):
    lab = MembershipFactory().lab

    answer = client.post(reverse("search:foresight", args=[lab.slug]), {"vor": " "})

    assert answer.status_code == 422


def test_htmx_gets_the_band_alone(client):
    lab = MembershipFactory().lab
    url = reverse("search:foresight", args=[lab.slug])

    answer = client.post(url, {"vor": "Etwas Neues"}, headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith("<section")
