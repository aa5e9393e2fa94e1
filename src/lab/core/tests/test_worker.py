"""The task worker: nothing is lost, nothing is done twice at once, failures come back later."""

import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lab.core import queue
from lab.core.models import DailyRun, Pulse
from lab.core.queue import task
from lab.core.worker import BACK_OFF, Worker, forget_finished, rescue

pytestmark = pytest.mark.django_db
DONE = []


@task()
def remember(word):
    DONE.append(word)


@task()
def stumble():
    raise RuntimeError("gestolpert")


@task(takes_context=True)
def count_attempts(context):
    DONE.append(context.attempt)


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    DONE.clear()
    monkeypatch.setattr(queue, "_dailies", {})


def later(**span):
    return timezone.now() + datetime.timedelta(**span)


def test_waiting_tasks_are_run_once():
    remember.enqueue("eins")
    remember.enqueue("zwei")

    numbers = [Worker().work_off(), Worker().work_off()]

    assert (sorted(DONE), numbers) == (["eins", "zwei"], [2, 0])


def test_a_task_may_ask_for_its_context():
    count_attempts.enqueue()

    Worker().work_off()

    assert DONE == [1]


def test_a_failed_task_is_tried_again_after_a_pause():
    stumble.enqueue()

    Worker().work_off()

    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("READY", 1)
    assert later(seconds=0) < row.run_after < later(seconds=BACK_OFF[0] + 1)


def test_the_fifth_failure_is_final():
    stumble.enqueue()

    for _ in range(7):
        DBTaskResult.objects.update(run_after=later(seconds=-1))
        Worker().work_off()

    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("FAILED", 5)
    assert "gestolpert" in row.traceback


def test_a_task_for_later_waits():
    remember.using(run_after=later(hours=1)).enqueue("später")

    assert (Worker().work_off(), DONE) == (0, [])


def test_a_task_whose_worker_is_gone_is_given_back():
    remember.enqueue("eins")
    DBTaskResult.objects.get().claim("killed")

    assert (rescue(), Worker().work_off(), DONE) == (1, 1, ["eins"])


def test_a_task_whose_worker_lives_is_left_alone():
    remember.enqueue("eins")
    other = Worker()
    other.give_pulse()
    DBTaskResult.objects.get().claim(other.name)

    assert (rescue(), Worker().work_off(), DONE) == (0, 0, [])


def test_a_task_that_kills_every_worker_ends_as_failed():
    remember.enqueue("tödlich")
    DBTaskResult.objects.update(worker_ids=["a", "b", "c", "d", "e"], status="RUNNING")

    rescue()

    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_daily_sweep_runs_once_a_day(time_machine):
    queue.daily("sweep", lambda: DONE.append("gefegt"))
    time_machine.move_to("2026-11-22T23:30:00+01:00", tick=False)
    first = [Worker().work_off(), Worker().work_off()]

    time_machine.move_to("2026-11-23T00:05:00+01:00", tick=False)
    second = Worker().work_off()

    assert (first, second, DONE) == ([1, 0], 1, ["gefegt", "gefegt"])


def test_a_sweep_that_fails_is_tried_again_later():
    queue.daily("sweep", lambda: 1 / 0)
    Worker().work_off()
    resting = Worker().work_off()

    DailyRun.objects.update(next_try_at=later(seconds=-1))
    again = Worker().work_off()

    row = DailyRun.objects.get()
    assert (resting, again, row.failures, row.finished_on) == (0, 1, 2, None)


def test_a_sweep_another_worker_has_begun_is_left_to_it():
    queue.daily("sweep", lambda: DONE.append("gefegt"))
    other = Worker()
    other.give_pulse()
    DailyRun.objects.create(name="sweep", claimed_by=other.name)

    assert Worker().work_off() == 0

    Pulse.objects.filter(worker=other.name).update(seen_at=later(minutes=-1))

    assert (Worker().work_off(), DONE) == (1, ["gefegt"])


def test_finished_tasks_are_forgotten_after_a_week():
    remember.enqueue("alt")
    remember.enqueue("neu")
    Worker().work_off()
    oldest = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=oldest.pk).update(finished_at=later(days=-8))

    forget_finished()

    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_stopped_worker_leaves_no_pulse():
    worker = Worker()
    worker.stop.set()

    worker.run()

    assert Pulse.objects.count() == 0
