"""``make bench``: how fast the house is, beside a bare Django in the same run."""

import argparse
import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import houses, report, servers
from bench.finding import measure_finding
from bench.footprint import measure_memory
from bench.pages import measure_pages

PARTS = ["list", "detail", "confirm", "search", "foresight", "memory"]
PAGES = {"list", "detail", "confirm"}
RESULTS = Path(__file__).with_name("results.json")
BUSY = 1.0


def main(arguments: list[str]) -> int:
    """Measure what was asked for, show it as a table and keep it as JSON."""
    wish = understood(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leave no server behind
    begin = time.monotonic()
    tell_of_load()
    with contextlib.ExitStack() as stack:
        root = stack.enter_context(folder(wish.keep))
        uri = stack.enter_context(servers.postgresql(root / "postgresql"))
        measures = measured(wish, root, uri)
    report.write(measures, wish.out)
    print(report.table(measures))
    tell_of_load()
    missed = sum(one.met is False for one in measures)
    print(f"{len(measures)} measures, {missed} aims missed, {time.monotonic() - begin:.0f} s")
    return 0


def understood(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--parts", type=words, default=set(PARTS), help=",".join(PARTS))
    parser.add_argument("--sizes", type=numbers, default=[10_000, 100_000])
    parser.add_argument("--seconds", type=float, default=8.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="folder for the filled databases")
    parser.add_argument("--out", type=Path, default=RESULTS)
    parser.add_argument("--smoke", action="store_true", help="tiny: does it run at all?")
    wish = parser.parse_args(arguments)
    if wish.smoke:
        wish.sizes, wish.seconds, wish.rounds = [200], 0.3, 1
    return wish


def words(text: str) -> set[str]:
    """The parts somebody named."""
    found = set(text.split(","))
    if not found <= set(PARTS):
        raise argparse.ArgumentTypeError(f"choose from {','.join(PARTS)}")
    return found


def numbers(text: str) -> list[int]:
    """The sizes somebody named, smallest first."""
    return sorted({int(number) for number in text.split(",")})


@contextlib.contextmanager
def folder(kept: Path | None) -> Iterator[Path]:
    """The folder somebody named, or one that is thrown away."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="lab-bench-") as name:
        yield Path(name)


def measured(wish: argparse.Namespace, root: Path, uri: str) -> list[report.Measure]:
    """Fill the databases and run the parts."""
    places = []
    for size in wish.sizes:
        begin = time.monotonic()
        address = servers.database(uri, f"lab_{size}")
        places.append(houses.fill("postgresql", size, root, address))
        say(f"{size:,} pitfalls on PostgreSQL ready after {time.monotonic() - begin:.0f} s")
    measures: list[report.Measure] = []
    if wish.parts & PAGES:
        with contextlib.ExitStack() as stack:
            open_houses = [stack.enter_context(houses.furnished(place)) for place in places]
            say("pages …")
            measures += measure_pages(open_houses, wish.parts & PAGES, wish.seconds, wish.rounds)
    if wish.parts & {"search", "foresight"}:
        twins = [houses.fill("sqlite", p.size, root, "", source=p.address) for p in places]
        say("search and foresight …")
        measures += measure_finding([*places, *twins], wish.parts, wish.seconds, wish.rounds)
    if "memory" in wish.parts:
        say("memory …")
        measures += measure_memory(places[0], thorough=not wish.smoke)
    return measures


def tell_of_load() -> None:
    """Say when the machine is busy with something else: figures then mean little."""
    load = os.getloadavg()[0]
    busy = " – CONTENDED, figures are not comparable" if load > BUSY else ""
    say(f"load {load:.2f} on {os.cpu_count()} cores{busy}")


def say(text: str) -> None:
    """Tell what happens now."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
