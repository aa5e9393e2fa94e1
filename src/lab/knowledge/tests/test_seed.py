"""What a new lab starts with: themes and labelled examples, once."""

import pytest

from lab.core.audience import Viewer
from lab.directory.factories import LabFactory
from lab.knowledge.models import Approach, Avoidance, Pitfall, Theme
from lab.knowledge.seed import load_examples

pytestmark = pytest.mark.django_db


def test_a_new_lab_gets_examples_that_say_so():
    lab = LabFactory()

    load_examples(lab)

    pitfalls, approaches = Pitfall.objects.filter(lab=lab), Approach.objects.filter(lab=lab)
    assert (pitfalls.count() >= 24, approaches.count() >= 10) == (True, True)
    assert not pitfalls.exclude(is_example=True).exists()
    assert not approaches.exclude(is_example=True).exists()
    assert (Theme.objects.count() >= 30, Avoidance.objects.exists()) == (True, True)


def test_loading_twice_changes_nothing_people_edited():
    lab = LabFactory()
    load_examples(lab)
    Pitfall.objects.filter(lab=lab).update(title="Von Menschen geändert")

    again = load_examples(lab)

    assert again == 0
    assert set(Pitfall.objects.values_list("title", flat=True)) == {"Von Menschen geändert"}


def test_strangers_see_a_few_examples_and_every_lab_has_its_own():
    load_examples(LabFactory())
    total = Pitfall.objects.count()

    load_examples(LabFactory())

    seen = Pitfall.objects.visible_to(Viewer()).count()
    assert Pitfall.objects.count() == 2 * total
    assert 0 < seen < total


def test_every_example_passes_its_own_form():
    load_examples(LabFactory())

    for example in [*Pitfall.objects.all(), *Approach.objects.all()]:
        example.full_clean(
            exclude=["author", "organisation", "merged_into", "predecessor", "claim_hash"]
        )
