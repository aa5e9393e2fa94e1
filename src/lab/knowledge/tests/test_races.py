"""Twenty at once: exactly one effect, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from lab.activity.models import Activity
from lab.core.access import Conflict
from lab.core.models import DailyCount
from lab.knowledge.actions.capture import capture_anonymously
from lab.knowledge.actions.claim import withdraw_anonymously
from lab.knowledge.actions.editing import Draft, edit
from lab.knowledge.actions.release import release
from lab.knowledge.actions.withdrawal import withdraw
from lab.knowledge.claimcodes import new_nonce
from lab.knowledge.factories import PitfallFactory
from lab.knowledge.models import Pitfall, Release
from lab.knowledge.tests.writing import TEXTS, a_lab, an_editor, anonymous_pitfall

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20


def at_once(deeds):
    """Do all deeds at the same moment and tell how each of them ended."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=30)
            deed()
        except (Conflict, PermissionDenied) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def test_twenty_releases_of_one_editor_are_one():
    lab, editors = a_lab(2)
    pitfall, _code = anonymous_pitfall(lab, editors[0].organisation)

    ends = at_once([lambda: release(pitfall, by=editors[1], revision=1)] * MANY)

    assert ends == ["done"] * MANY
    assert (Release.objects.count(), Activity.objects.filter(verb="released").count()) == (1, 1)


def test_of_twenty_editors_two_release_and_the_others_are_told():
    lab, editors = a_lab(MANY)
    pitfall, _code = anonymous_pitfall(lab, editors[0].organisation)

    ends = at_once([lambda by=editor: release(pitfall, by=by, revision=1) for editor in editors])

    pitfall.refresh_from_db()
    assert ends == ["Conflict"] * 18 + ["done"] * 2
    assert Release.objects.count() == 2
    assert pitfall.publish_on is not None


def test_twenty_withdrawals_with_the_code_are_one():
    lab, editors = a_lab(1)
    pitfall, _code = anonymous_pitfall(lab, editors[0].organisation)

    ends = at_once([lambda: withdraw_anonymously(pitfall)] * MANY)

    assert ends == ["done"] * MANY
    assert (Pitfall.objects.count(), DailyCount.objects.get().number) == (0, 2)


def test_twenty_withdrawals_of_a_signed_text_are_one():
    pitfall = PitfallFactory()
    author = pitfall.author

    ends = at_once([lambda: withdraw(pitfall, by=author)] * MANY)

    assert ends == ["done"] * MANY
    assert (Pitfall.objects.count(), Activity.objects.filter(verb="withdrew").count()) == (0, 1)


def test_releasing_and_withdrawing_at_once_leaves_nothing_half_done():
    lab, editors = a_lab(4)
    pitfall, _code = anonymous_pitfall(lab, editors[0].organisation)
    releases = [lambda by=editor: release(pitfall, by=by, revision=1) for editor in editors]

    at_once([*releases, lambda: withdraw_anonymously(pitfall)])

    assert (Pitfall.objects.count(), Release.objects.count()) == (0, 0)


def test_of_twenty_changes_of_the_same_text_one_is_kept():
    pitfall = PitfallFactory(waiting=True)
    editors = [an_editor(pitfall.lab) for _ in range(MANY)]
    drafts = [Draft(fields={"advice": f"Rat {n}"}) for n in range(MANY)]

    ends = at_once(
        [
            lambda draft=draft, by=by: edit(pitfall, draft, by=by, revision=1)
            for draft, by in zip(drafts, editors, strict=True)
        ]
    )

    pitfall.refresh_from_db()
    assert ends == ["Conflict"] * 19 + ["done"]
    assert pitfall.revision == 2


def test_the_same_form_sent_twenty_times_at_once_is_one_pitfall():
    lab, editors = a_lab(1)
    house, nonce = editors[0].organisation, new_nonce()

    ends = at_once([lambda: capture_anonymously(lab, house, texts=TEXTS, nonce=nonce)] * MANY)

    assert ends == ["done"] * MANY
    assert (Pitfall.objects.count(), DailyCount.objects.get().number) == (1, 1)
