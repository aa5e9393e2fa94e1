"""The task worker: runs what is waiting, tries again after failures, and sweeps once a day.

Several workers may run at once on either database. A worker gives a pulse while it lives; what
a worker without a pulse had begun (``kill -9``, power cut) is begun again by another one.
"""

import datetime
import logging
import secrets
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from django.db import Error, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from lab.core.models import DailyRun, Pulse
from lab.core.queue import Daily, dailies

POLL = 0.5
PULSE_EVERY = 4
PULSE_VALID = datetime.timedelta(seconds=15)
BACK_OFF = [5, 30, 180, 900]  # seconds before the second, third, fourth and fifth attempt
KEPT_FOR = datetime.timedelta(days=7)

Row = DBTaskResult[Any, Any]
log = logging.getLogger("lab.tasks")


class Worker:
    """One worker; ``run`` ends soon after ``stop`` is set, never in the middle of a task."""

    def __init__(self) -> None:
        """Draw a name for the pulse."""
        self.name = secrets.token_hex(16)
        self.stop = threading.Event()

    def stop_on_signals(self) -> None:
        """End after the current task when asked to by the system."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())

    def run(self) -> None:
        """Work until stopped."""
        self.give_pulse()
        threading.Thread(target=self._keep_pulse, daemon=True).start()
        while not self.stop.is_set():
            with _patiently():
                rescue()
                if self.run_next_task() or self.run_next_sweep():
                    continue
            self.stop.wait(POLL)
        with _patiently():
            Pulse.objects.filter(worker=self.name).delete()

    def work_off(self) -> int:
        """Run everything that is due now and return how much it was."""
        self.give_pulse()
        rescue()
        number = 0
        while self.run_next_task() or self.run_next_sweep():
            number += 1
        return number

    def give_pulse(self) -> None:
        """Say that this worker is alive."""
        Pulse.objects.update_or_create(worker=self.name, defaults={"seen_at": timezone.now()})

    def _keep_pulse(self) -> None:
        while not self.stop.wait(PULSE_EVERY):
            with _patiently():
                self.give_pulse()
        connection.close()

    def run_next_task(self) -> bool:
        """Run one waiting task; tell whether there was one."""
        if not DBTaskResult.objects.ready().exists():
            return False
        with exclusive_transaction():
            row = DBTaskResult.objects.ready().get_locked()
            if row is not None:
                row.claim(self.name)
        if row is not None:
            _run(row)
        return row is not None

    def run_next_sweep(self) -> bool:
        """Run one daily sweep that is due; tell whether there was one."""
        due = next((sweep for sweep in _unfinished() if self._claim(sweep)), None)
        if due is not None:
            _sweep(due)
        return due is not None

    def _claim(self, sweep: Daily) -> bool:
        """Take the sweep unless another living worker has it or it has to wait."""
        with exclusive_transaction():
            DailyRun.objects.get_or_create(name=sweep.name)
            row = DailyRun.objects.select_for_update().get(name=sweep.name)
            resting = row.next_try_at is not None and row.next_try_at > timezone.now()
            taken = row.claimed_by and row.claimed_by in _alive()
            if row.finished_on == timezone.localdate() or resting or taken:
                return False
            row.claimed_by = self.name
            row.save(update_fields=["claimed_by"])
        return True


def rescue() -> int:
    """Give back the tasks whose worker has no pulse any more; return how many."""
    running = DBTaskResult.objects.running()
    if not running.exists():
        return 0
    with exclusive_transaction():
        alive = _alive()
        lost = [row for row in running.select_for_update() if row.worker_ids[-1] not in alive]
        for row in lost:
            _try_again(row)
    return len(lost)


def forget_finished() -> None:
    """Remove finished tasks after a week, and the pulses of workers long gone."""
    before = timezone.now() - KEPT_FOR
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    Pulse.objects.filter(seen_at__lt=before).delete()


def _run(row: Row) -> None:
    """Run a claimed task; a failure is tried again later, the fifth is final."""
    try:
        task, result = row.task, cast(Any, row.task_result)
        before = [TaskContext(task_result=result)] if task.takes_context else []
        value = task.call(*before, *result.args, **result.kwargs)
    except Exception as problem:  # noqa: BLE001 – whatever a task raises must not end the worker
        log.warning("task %s failed: %s", row.task_path, type(problem).__name__)
        with transaction.atomic():
            row.set_failed(problem)
            _try_again(row)
    else:
        row.set_successful(value)


def _try_again(row: Row) -> None:
    """Put the task back, to run after a pause that grows with each attempt."""
    attempts = len(row.worker_ids)
    if attempts > len(BACK_OFF):
        row.status = TaskResultStatus.FAILED
        row.finished_at = timezone.now()
    else:
        row.status = TaskResultStatus.READY
        pause = BACK_OFF[attempts - 1] if row.finished_at else 0
        row.run_after = timezone.now() + datetime.timedelta(seconds=pause)
        row.finished_at = None
    row.save(update_fields=["status", "run_after", "finished_at"])


def _sweep(sweep: Daily) -> None:
    """Run a claimed sweep and write down how it went."""
    row = DailyRun.objects.get(name=sweep.name)
    try:
        sweep.run()
    except Exception as problem:  # noqa: BLE001 – whatever a sweep raises must not end the worker
        log.warning("sweep %s failed: %s", sweep.name, type(problem).__name__)
        pause = BACK_OFF[min(row.failures, len(BACK_OFF) - 1)]
        row.failures += 1
        row.next_try_at = timezone.now() + datetime.timedelta(seconds=pause)
    else:
        row.finished_on, row.failures, row.next_try_at = timezone.localdate(), 0, None
    row.claimed_by = ""
    row.save()


def _unfinished() -> list[Daily]:
    today = timezone.localdate()
    done = set(DailyRun.objects.filter(finished_on=today).values_list("name", flat=True))
    return [sweep for sweep in dailies() if sweep.name not in done]


def _alive() -> set[str]:
    recent = Pulse.objects.filter(seen_at__gt=timezone.now() - PULSE_VALID)
    return set(recent.values_list("worker", flat=True))


@contextmanager
def _patiently() -> Iterator[None]:
    """Close worn connections; a database that does not answer is asked again later."""
    close_old_connections()
    try:
        yield
    except Error as problem:
        log.warning("the database does not answer: %s", type(problem).__name__)
        connection.close()
    finally:
        close_old_connections()
