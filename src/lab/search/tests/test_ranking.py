from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from lab.search.candidates import Candidate
from lab.search.entries import fill
from lab.search.finding import Hit
from lab.search.foresight import odds
from lab.search.models import Entry
from lab.search.registry import Document, Field
from lab.search.scoring import Question, concepts

WORDS = st.sampled_from(
    ["Terminvergabe", "Personalrat", "Scannen", "Haushalt", "Kita", "Platz", "Vergabe", "Radweg"]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=8).map(" ".join), min_size=1, max_size=12)


def entries_of(texts):
    made = []
    for number, text in enumerate(texts):
        entry = Entry(id=number, kind="pitfall", object_id=number)
        fill(entry, Document(title=text, fields=(Field(text),)))
        made.append(entry)
    return made


def question(text, entries, extra=0):
    held = Counter(token for entry in entries for token in entry.tokens.split())
    return Question(concepts(text), len(entries) + extra, held)


@settings(max_examples=60, deadline=None)
@given(TEXTS, WORDS)
def test_an_entry_scores_exactly_when_it_shares_a_word(texts, asked):
    entries = entries_of(texts)
    reading = question(asked, entries)

    for entry in entries:
        shared = {t for c in reading.concepts for t in (*c.tokens, *c.parts)} & set(
            entry.tokens.split()
        )
        assert (reading.score(entry.weights).score > 0) == bool(shared)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_the_order_of_words_in_a_question_changes_no_score(texts, asked):
    entries = entries_of(texts)
    backwards = " ".join(reversed(asked.split()))

    one = [round(question(asked, entries).score(e.weights).score, 9) for e in entries]
    other = [round(question(backwards, entries).score(e.weights).score, 9) for e in entries]

    assert one == other


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.integers(0, 10_000))
def test_the_odds_of_a_text_do_not_depend_on_the_size_of_the_collection(texts, asked, extra):
    entries = entries_of(texts)

    def told(more):
        reading = question(asked, entries, more)
        return [
            odds(
                Hit("pitfall", e.pk, match.score, match, Candidate(e.pk, "", e.pk, "", "")),
                reading.concepts,
            )
            for e in entries
            for match in [reading.score(e.weights)]
        ]

    assert told(0) == told(extra)
