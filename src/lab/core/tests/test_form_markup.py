"""Fields explain themselves: words, hint and complaint are tied to what one types."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from lab.core.widgets import Cards, Day


class Story(forms.Form):
    """One field of each make."""

    title = forms.CharField(label="In einem Satz", help_text="Wenn, dann")
    day = forms.DateField(label="Seit wann?", widget=Day, required=False)
    who = forms.ChoiceField(
        label="Wer liest es?",
        choices=[("all", "Alle"), ("us", "Wir")],
        widget=Cards(hints={"us": "Bleibt im Haus."}),
    )
    themes = forms.MultipleChoiceField(
        label="Themen",
        choices=[("Gruppe", [("a", "A"), ("b", "B")])],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    file = forms.FileField(label="Anhang", required=False)
    agreed = forms.BooleanField(label="Gelesen")


def page(form):
    return BeautifulSoup(str(form), "html.parser")


@pytest.fixture
def empty():
    return page(Story())


@pytest.fixture
def wrong():
    return page(Story({"title": ""}))


def test_each_field_has_its_words(empty):
    labelled = {label.get("for") for label in empty.select("label[for]")}

    assert {"id_title", "id_day", "id_file", "id_agreed"} <= labelled
    assert [legend.get_text(" ", strip=True) for legend in empty.select("legend")] == [
        "Wer liest es?",
        "Themen (freiwillig)",
    ]


def test_what_is_optional_is_said_in_words(empty):
    assert "(freiwillig)" in empty.select_one("label[for=id_day]").get_text()
    assert "(freiwillig)" not in empty.select_one("label[for=id_title]").get_text()
    assert "brauchen wir" in empty.get_text()


def test_a_hint_is_tied_to_its_field(empty):
    field = empty.select_one("#id_title")

    assert empty.find(id=field["aria-describedby"]).get_text(strip=True) == "Wenn, dann"


def test_a_choice_says_what_it_means(empty):
    cards = empty.select("label.choice")

    assert [card.b.get_text() for card in cards] == ["Alle", "Wir"]
    assert "Bleibt im Haus." in cards[1].get_text()


def test_a_day_is_asked_with_the_calendar_of_the_device(empty):
    assert empty.select_one("#id_day")["type"] == "date"


def test_a_complaint_is_tied_to_its_field(wrong):
    field = wrong.select_one("#id_title")

    described = [wrong.find(id=name) for name in field["aria-describedby"].split()]

    assert field["aria-invalid"] == "true"
    assert "Hier fehlt noch etwas." in described[1].get_text()


def test_the_summary_takes_the_focus_and_leads_to_each_field(wrong):
    summary = wrong.select_one(".summary")
    targets = [link["href"][1:] for link in summary.select("a")]

    assert summary["tabindex"] == "-1"
    assert summary.has_attr("autofocus")
    assert targets == ["id_title", "id_who_0", "id_agreed"]
    assert all(wrong.find(id=target) for target in targets)


def test_an_untouched_form_has_no_summary(empty):
    assert empty.select_one(".summary") is None


def test_every_reference_leads_somewhere(wrong):
    names = " ".join(tag["aria-describedby"] for tag in wrong.select("[aria-describedby]")).split()

    assert [name for name in names if wrong.find(id=name) is None] == []


def test_what_was_typed_comes_back_escaped():
    html = str(Story({"title": "<script>alert(1)</script>"}))

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
