import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.search.analysis import fold, shape, unfold, words
from lab.search.synonyms import FILE, groups, spans

GERMAN = st.text("abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜ -", max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bürgerbüro", "Buergerbuero"),
        ("Straße", "Strasse"),
        ("Bußgeld", "Bussgeld"),
        ("ausfüllen", "ausgefuellt"),
        ("Prüfung", "prüfen"),
        ("Bauanträge", "Bauantrag"),
        ("ausschreiben", "Ausschreibung"),
        ("Online-Terminvergabe", "Onlineterminvergabe"),
        ("E-Akte", "E-Akten"),
    ],
)
def test_two_ways_to_write_a_word_are_one(one, other):
    assert shape(one).whole == shape(other).whole


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Kitaplatzvergabe", ("kita", "platz", "vergab")),
        ("Personalratsbeteiligung", ("personal", "rat", "beteil")),
        ("Mängelmelder", ("mangel", "meld")),
        ("Sitzungsstream", ("sitzung", "stream")),
    ],
)
def test_a_compound_has_parts(compound, parts):
    assert shape(compound).parts == parts


@pytest.mark.parametrize("word", ["neue", "Steuer", "aktuell", "Michael", "quer", "Poesie"])
def test_not_every_ue_is_an_umlaut(word):
    assert unfold(word.lower()) == word.lower()


@pytest.mark.parametrize("word", ["und", "wir", "nicht", "haben", "sollen", "zwölf"])
def test_function_words_carry_no_meaning(word):
    assert shape(word).is_function is True


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_and_its_words_stand_where_they_say(text):
    read = words(text)

    composed = unicodedata.normalize("NFC", text)
    assert all(composed[word.start : word.end] == word.surface for word in read)
    assert all(token == fold(token) for word in read for token in word.shape.parts)


@settings(max_examples=100, deadline=None)
@given(GERMAN)
def test_capitals_do_not_matter(text):
    small = [word.shape.whole for word in words(text.lower())]
    assert [word.shape.whole for word in words(text.title())] == small


def test_the_list_of_synonyms_has_at_least_200_groups_of_at_least_two():
    assert FILE.exists()
    assert len(groups()) >= 200
    assert min(len(group) for group in groups()) >= 2


def test_members_of_a_group_share_a_token_even_inside_a_compound():
    tokens = {
        text: {token for token, _, _ in spans(words(text))}
        for text in ("Bürgeramt", "Einwohnermeldeamt", "Einwohnermeldeamtsleitung")
    }

    assert tokens["Bürgeramt"] == tokens["Einwohnermeldeamt"]
    assert tokens["Bürgeramt"] <= tokens["Einwohnermeldeamtsleitung"]


def test_a_short_word_inside_another_is_not_meant():
    tokens = {token for token, _, _ in spans(words("Fahrradständer"))}

    assert tokens.isdisjoint({token for token, _, _ in spans(words("Rat"))})
