"""List, detail and confirmation, each beside the yardstick, in rounds that take turns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from bench import load
from bench.houses import House
from bench.report import Measure, measure

FEW, MANY = 8, 64
CROWD, HOT, LONGER = 3000, 50, 8
WARM_UP = 1.0
DOUBLES = "SELECT count(*) - count(DISTINCT (pitfall_id, kind, person_tag)) FROM knowledge_voice"
MISCOUNTED = """
SELECT count(*) FROM knowledge_pitfall p WHERE also_here <> (
  SELECT count(DISTINCT organisation_tag) FROM knowledge_voice v
  WHERE v.pitfall_id = p.id AND kind = 'also_here')
"""
Run = list[load.Outcome]


@dataclass(frozen=True)
class Target:
    """One thing to be measured, and the share of the yardstick it should reach."""

    part: str
    name: str
    requests: Callable[[House], Iterator[bytes]]
    reference: str = ""
    aim: str | None = None
    p99: str | None = None
    growth: str | None = None
    connections: int = FEW


LIST, POST = "yardstick: list", "yardstick: inserting POST"
TARGETS = [
    Target("", LIST, lambda house: house.visits.yardstick_list()),
    Target("", POST, lambda house: house.plain.yardstick_confirmations()),
    Target(
        "list", "list as stranger", lambda house: house.visits.list_as_stranger(),
        LIST, "≥ 0.35", "≤ 150", "≤ 1.2",
    ),
    Target(
        "list", "list as member", lambda house: house.visits.list_as_member(),
        LIST, "≥ 0.35", "≤ 150", "≤ 1.2",
    ),
    Target("list", "list of one theme", lambda house: house.visits.narrowed_list(), LIST),
    Target(
        "list", "list as member, 64 connections", lambda house: house.visits.list_as_member(),
        connections=MANY,
    ),
    Target(
        "detail", "detail as stranger", lambda house: house.visits.detail_as_stranger(),
        LIST, "≥ 0.25", None, "≤ 1.2",
    ),
    Target(
        "detail", "detail as member", lambda house: house.visits.detail_as_member(),
        LIST, "≥ 0.25", None, "≤ 1.2",
    ),
    Target(
        "confirm", "confirmation POST", lambda house: house.visits.confirmations(),
        POST, "≥ 0.35", None, "≤ 1.2",
    ),
]  # fmt: skip


def measure_pages(
    houses: list[House], parts: set[str], seconds: float, rounds: int
) -> list[Measure]:
    """Let all targets take turns, then compare."""
    wanted = chosen(parts)
    runs: dict[tuple[str, int], Run] = {(t.name, h.size): [] for t in wanted for h in houses}
    before = {house.size: said(house) for house in houses} if "confirm" in parts else {}
    for number in range(rounds + 1):
        for house in houses:
            for target in wanted:
                outcome = once(target, house, seconds if number else min(WARM_UP, seconds))
                runs[target.name, house.size].append(outcome)
    measures = [one for house in houses for one in compared(wanted, house, runs)]
    measures += grown(wanted, houses, runs)
    for house in houses if "confirm" in parts else []:
        run = runs["confirmation POST", house.size]
        answered = before[house.size] + sum(outcome.statuses[302] for outcome in run)
        measures += crowded(house, answered, seconds * LONGER)
    return measures


def chosen(parts: set[str]) -> list[Target]:
    """The targets of the parts, and the yardsticks they need."""
    found = [target for target in TARGETS if target.part in parts]
    needed = {target.reference for target in found}
    return [target for target in TARGETS if not target.part and target.name in needed] + found


def once(target: Target, house: House, seconds: float) -> load.Outcome:
    """Take the time once."""
    server = house.product if target.part else house.yardstick
    return load.run(server.port, target.requests(house), target.connections, seconds)


def rate(run: Run) -> float:
    """The median of the rates; the first run was for warming up."""
    return median(outcome.rate for outcome in run[1:])


def p99(run: Run) -> float:
    """The median of the 99th percentiles."""
    return median(outcome.within(0.99) for outcome in run[1:])


def compared(
    wanted: list[Target], house: House, runs: dict[tuple[str, int], Run]
) -> Iterator[Measure]:
    """Rates beside the yardstick, and how long the slowest wait."""
    for target in wanted:
        run, name = runs[target.name, house.size], f"{target.name}, {house.size:,} pitfalls"
        reference = rate(runs[target.reference, house.size]) if target.reference else None
        yield measure(name, rate(run), "req/s", reference=reference, aim=target.aim)
        yield measure(f"{name}, p50", median(o.within(0.5) for o in run[1:]), "ms")
        yield measure(f"{name}, p99", p99(run), "ms", aim=target.p99)
        failed = float(sum(outcome.failures for outcome in run))
        if failed or target.part:
            yield measure(f"{name}, failed requests", failed, "requests", aim="≤ 0")


def grown(
    wanted: list[Target], houses: list[House], runs: dict[tuple[str, int], Run]
) -> Iterator[Measure]:
    """What a request costs in the largest house, beside the smallest."""
    small, large = houses[0].size, houses[-1].size
    for target in wanted if large > small else []:
        costs = [1000 / (rate(runs[target.name, size]) or 0.001) for size in (large, small)]
        name = f"{target.name}, cost {large:,} : {small:,} pitfalls"
        yield measure(name, costs[0], "ms", reference=costs[1], aim=target.growth)


def crowded(house: House, before: int, longest: float) -> list[Measure]:
    """Many at once, everybody twice: nothing is lost, nothing counts double."""
    number = min(CROWD, HOT * len(house.facts["secrets"]) // 2)
    outcome = load.run(house.product.port, house.visits.crowd(number, HOT), MANY, longest)
    meant = (outcome.statuses.total() + 1) // 2
    lost = abs(before + meant - said(house))
    doubled, wrong = (house.count(question) for question in (DOUBLES, MISCOUNTED))
    size = f"{house.size:,} pitfalls"
    return [
        measure(f"confirmation POST, 64 connections, {size}", outcome.rate, "req/s"),
        measure(f"confirmation POST, 64 connections, {size}, p99", outcome.within(0.99), "ms"),
        measure(f"confirmations unanswered, {size}", outcome.failures, "requests", aim="≤ 0"),
        measure(f"confirmations lost or added, {size}", lost, "rows", aim="≤ 0"),
        measure(f"confirmations doubled, {size}", doubled, "rows", aim="≤ 0"),
        measure(f"pitfalls with a wrong count, {size}", wrong, "rows", aim="≤ 0"),
    ]


def said(house: House) -> int:
    """How many confirmations there are."""
    return house.count("SELECT count(*) FROM knowledge_voice")
