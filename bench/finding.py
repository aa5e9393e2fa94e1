"""Search and foresight as one person meets them, on both databases."""

from collections.abc import Iterator
from itertools import islice
from statistics import median

from bench import load
from bench.houses import Place, opened
from bench.report import Measure, measure
from bench.visits import Visits

AIMS = {10_000: "≤ 60", 100_000: "≤ 150"}
DATABASES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}
WARM_UP, PATIENCE = 60, 60.0


def measure_finding(
    places: list[Place], parts: set[str], seconds: float, rounds: int
) -> list[Measure]:
    """Ask every place in turn; each question is a new one."""
    measures: list[Measure] = []
    for part in sorted(parts & {"search", "foresight"}):
        for place in places:
            measures += asked(part, place, seconds, rounds)
    return measures


def asked(part: str, place: Place, seconds: float, rounds: int) -> Iterator[Measure]:
    """One person asks one question after the other."""
    visits = Visits(place.facts)
    ask = visits.searches if part == "search" else visits.plans
    warm = WARM_UP if seconds > 1 else WARM_UP // 6
    with opened(place) as server:
        load.run(server.port, islice(ask(0), warm), 8, PATIENCE)  # both workers
        runs = [load.run(server.port, ask(n + 1), 1, seconds) for n in range(rounds)]
    name = f"{part}, {DATABASES[place.kind]}, {place.size:,} documents"
    aim = AIMS.get(place.size)
    yield measure(f"{name}, p50", median(run.within(0.5) for run in runs), "ms")
    yield measure(f"{name}, p99", median(run.within(0.99) for run in runs), "ms", aim=aim)
    failed = float(sum(run.failures for run in runs))
    yield measure(f"{name}, failed requests", failed, "requests", aim="≤ 0")
