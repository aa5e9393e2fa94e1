import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.directory.factories import LabFactory
from lab.knowledge.coarsening import ENOUGH, NOTHING, Context, coarsen, shared_contexts
from lab.knowledge.tests.writing import same_houses

CITY = Context("city", "m", "05")
COUNTY = Context("county", "m", "05")
BIG_CITY = Context("city", "xl", "05")

contexts = st.builds(
    Context,
    st.sampled_from(["city", "county", "initiative"]),
    st.sampled_from(["m", "l", ""]),
    st.sampled_from(["05", "06"]),
)


def houses(*groups):
    pairs = [context for number, context in groups for _ in range(number)]
    return dict(enumerate(pairs))


LADDER = [  # who takes part, what is told about the first
    (((5, CITY),), CITY),
    (((4, CITY),), NOTHING),
    (((4, CITY), (1, COUNTY)), Context("", "m", "05")),
    (((4, CITY), (1, BIG_CITY)), Context("", "", "05")),
    (((4, CITY), (1, Context("city", "m", "06"))), NOTHING),
]


@pytest.mark.parametrize(("groups", "told"), LADDER)
def test_kind_goes_first_then_size_then_state(groups, told):
    assert shared_contexts(houses(*groups))[0] == told


def test_who_is_told_less_does_not_stand_out_by_it():
    told = shared_contexts(houses((5, CITY), (1, COUNTY)))

    assert set(told.values()) == {NOTHING}


def test_large_groups_keep_their_context_beside_those_who_say_nothing():
    told = shared_contexts(houses((9, CITY), (5, Context("city", "l", "06")), (1, COUNTY)))

    assert (told[0], told[9], told[14]) == (CITY, NOTHING, NOTHING)


@given(st.lists(contexts, max_size=40))
def test_at_least_five_houses_share_every_context_that_is_told(found):
    told = list(shared_contexts(dict(enumerate(found))).values())

    crowds = {context: told.count(context) for context in set(told)}
    assert [n for context, n in crowds.items() if context != NOTHING and n < ENOUGH] == []
    silent = crowds.get(NOTHING, 0)
    assert silent == 0 or silent >= ENOUGH or silent == len(found)


@pytest.mark.django_db
def test_a_lab_of_three_tells_nothing_and_one_of_five_alike_tells_all():
    small, large = LabFactory(), LabFactory()
    three = same_houses(small, 3)
    five = same_houses(large, 5)

    assert coarsen(small, three[0]) == NOTHING
    assert coarsen(large, five[0]) == Context("city", "m", "05")
    assert coarsen(small, five[0]) == NOTHING
