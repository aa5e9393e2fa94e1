import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.knowledge.deidentification import suggest

MARKED = [  # text, kind, passage, suggestion
    ("Frau Dr. Meier-Schulz rief an.", "name", "Frau Dr. Meier-Schulz", "Eine beteiligte Person"),
    ("Unsere Amtsleiterin wollte warten.", "function", "Unsere Amtsleiterin", "Die Leitung"),
    ("Der Bürgermeister sagte ab.", "function", "Der Bürgermeister", "Die Leitung"),
    ("Es ging am 12. März hinaus.", "date", "am 12. März", "im Frühjahr"),
    ("Es ging am 3.11.2025 hinaus.", "date", "am 3.11.2025", "im Herbst"),
    ("Im Juli 2024 war Schluss.", "date", "Im Juli 2024", "Im Sommer"),
    ("Das kostete 48.300 Euro.", "amount", "48.300 Euro", "ein fünfstelliger Betrag"),
    ("Das kostete 2,5 Mio. Euro.", "amount", "2,5 Mio. Euro", "ein siebenstelliger Betrag"),
    ("Das kostete 80 €.", "amount", "80 €", "ein kleiner Betrag"),
    ("Das Amt 61 war dagegen.", "unit", "Das Amt 61", "Die Fachabteilung"),
    ("Beim Fachbereich Jugend lag es.", "unit", "Fachbereich Jugend", "die Fachabteilung"),
    ("Wir sind im Kreis Wesel.", "place", "im Kreis Wesel", "bei uns"),
    ("Das war in Lünen so.", "place", "in Lünen", "bei uns"),
    ("Als einziges Haus fehlte uns das.", "rare", "Als einziges Haus fehlte uns", ""),
    ("Fragen an a.b@luenen.example bitte.", "contact", "a.b@luenen.example", "…"),
    ("Siehe https://luenen.example/x dazu.", "contact", "https://luenen.example/x", "…"),
]


@pytest.mark.parametrize(("text", "kind", "passage", "suggestion"), MARKED)
def test_what_might_give_somebody_away_is_marked(text, kind, passage, suggestion):
    found = suggest(text, ["Lünen", "Stadt Lünen"])

    assert [(one.kind, one.passage, one.suggestion) for one in found] == [
        (kind, passage, suggestion)
    ]


HARMLESS = [
    "Die Vergabe beginnen, sobald der Bescheid in Aussicht steht.",
    "Wir hatten zweimal eingeladen, und es kamen nur Hauptamtliche.",
    "Der Personalrat wurde zu spät gefragt.",
    "Das dauerte 4 Wochen und 3 Tage.",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_sentences_are_left_alone(text):
    assert suggest(text, ["Lünen"]) == []


@given(st.text(max_size=400))
def test_findings_stand_where_they_say_and_never_overlap(text):
    found = suggest(text, ["Lünen"])

    assert [text[one.start : one.end] for one in found] == [one.passage for one in found]
    ends = [0, *(one.end for one in found)]
    assert all(one.start >= end for one, end in zip(found, ends, strict=False))


def test_what_stands_instead_at_the_beginning_of_a_sentence_begins_with_a_capital():
    found = suggest("Das lag vorne. Frau Müller fehlte, und Herr Meier auch.")

    assert [one.suggestion for one in found] == ["Eine beteiligte Person", "eine beteiligte Person"]
