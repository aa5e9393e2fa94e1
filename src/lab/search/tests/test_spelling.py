from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lab.search.spelling import distance, edits_allowed, keys, nearest, pieces

WORD = st.text("abcde", min_size=5, max_size=14)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "add", "swap", "put"]),
        st.integers(0, 13),
        st.sampled_from("abcde"),
    ),
    min_size=1,
    max_size=2,
)


def edited(word, edits):
    for kind, place, letter in edits:
        at = place % len(word)
        if kind == "drop":
            word = word[:at] + word[at + 1 :]
        elif kind == "add":
            word = word[:at] + letter + word[at:]
        elif kind == "put":
            word = word[:at] + letter + word[at + 1 :]
        else:
            word = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return word


@settings(max_examples=400)
@given(WORD, EDITS)
def test_every_neighbour_within_reach_shares_a_piece(word, edits):
    typed = edited(word, edits)
    assume(len(typed) >= 5 and distance(typed, word, 2) <= edits_allowed(len(word)))

    first, middle, last = keys(typed)
    _start, head, centre, tail = pieces(word)

    assert head in first or (centre and centre in middle) or tail in last


@given(WORD, WORD)
def test_distance_is_the_same_both_ways_and_zero_for_equal_words(one, other):
    assert distance(one, other, 9) == distance(other, one, 9)
    assert distance(one, one, 2) == 0


def test_nearest_first_and_never_the_word_itself():
    found = nearest("personalart", ["personalrat", "personalrats", "personalart", "haushalt"])

    assert found == [(1, "personalrat"), (2, "personalrats")]
