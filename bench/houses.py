"""Houses of different size: a filled database, the product that serves it, and the yardstick."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench import servers
from bench.servers import Server
from bench.visits import Visits

PRODUCT = "lab.config.wsgi:application"
AS_FILLED = """
CREATE TABLE IF NOT EXISTS bench_spoken AS SELECT id FROM knowledge_voice;
DELETE FROM knowledge_voice WHERE id NOT IN (SELECT id FROM bench_spoken);
DELETE FROM yardstick_voice;
UPDATE knowledge_pitfall p SET also_here = counted.houses FROM (
  SELECT pitfall_id, count(DISTINCT organisation_tag) AS houses
  FROM knowledge_voice GROUP BY pitfall_id
) counted WHERE counted.pitfall_id = p.id AND p.also_here <> counted.houses;
"""


@dataclass(frozen=True)
class Place:
    """A filled database and the folder that belongs to it."""

    kind: str
    size: int
    folder: Path
    address: str
    facts: dict[str, Any]

    def variables(self, **more: Any) -> dict[str, str]:
        """The settings under which the house runs here."""
        return servers.production(self.folder, self.address, **more)


@dataclass(frozen=True)
class House:
    """A place with its two servers."""

    place: Place
    product: Server
    yardstick: Server
    visits: Visits
    plain: Visits

    @property
    def size(self) -> int:
        return self.place.size

    @property
    def facts(self) -> dict[str, Any]:
        return self.place.facts

    def count(self, question: str) -> int:
        """Ask the database for a number."""
        with psycopg.connect(self.place.address) as connection:
            row = connection.execute(question).fetchone()
        return int(row[0]) if row else 0


def fill(kind: str, size: int, root: Path, address: str, source: str = "") -> Place:
    """Fill a database, unless an earlier run has kept it in the folder."""
    folder = root / f"{kind}-{size}"
    written = folder / "facts.json"
    if not written.exists():
        variables = servers.production(folder, address)
        servers.call("bench.filling", variables, size, written, *([source] if source else []))
    return Place(kind, size, folder, address, json.loads(written.read_text()))


@contextlib.contextmanager
def opened(place: Place, **more: Any) -> Iterator[Server]:
    """The product, open for visitors."""
    name = f"{place.kind} {place.size:,}"
    with servers.gunicorn(name, PRODUCT, place.variables(**more)) as server:
        yield server


@contextlib.contextmanager
def furnished(place: Place) -> Iterator[House]:
    """The product and the yardstick side by side."""
    variables = servers.environment(
        YARDSTICK_DATABASE_URL=place.address,
        YARDSTICK_DATA=place.folder,
        DJANGO_SETTINGS_MODULE="bench.yardstick.settings",
    )
    servers.call("bench.yardstick.table", variables)
    with psycopg.connect(place.address) as connection:
        connection.execute(AS_FILLED)
    application = "bench.yardstick.wsgi:application"
    with (
        opened(place) as product,
        servers.gunicorn("yardstick", application, variables, "/") as yardstick,
    ):
        yield House(place, product, yardstick, Visits(place.facts), Visits(place.facts))
