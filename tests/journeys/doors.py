"""All addresses of the house that answer GET, with things to put into them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lab.directory.models import LegalPage
from tests.journeys.world import (
    COORDINATOR,
    EDITOR,
    LEAD,
    MEMBER,
    NEWCOMER,
    STRANGER,
    World,
    session_cookie,
)

PEOPLE = (STRANGER, MEMBER, EDITOR, COORDINATOR, LEAD)
NO_PAGE = {"alive", "ready", "fail"}
QUESTIONS = {
    "search:search": ["?q=Bürgerbüro", "?q=xqzwvk", "?q=" + "Grundstücksverkehrsgenehmigung" * 6],
    "knowledge:pitfall_list": ["?q=xqzwvk"],
    "knowledge:approach_list": ["?q=xqzwvk"],
    "directory:members": ["?q=xqzwvk"],
}


@dataclass(frozen=True)
class Door:
    """One address pattern."""

    name: str
    route: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Sight:
    """A page as one person sees it."""

    path: str
    who: str
    title: str
    templates: frozenset[str]


def doors() -> list[Door]:
    """Return every address pattern with a name."""
    return [door for door in _walk(get_resolver(), "", "") if door.name not in NO_PAGE]


def _walk(resolver: URLResolver, route: str, space: str) -> Iterator[Door]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Door(f"{space}{entry.name}", here, tuple(_names(here)))
        else:
            yield from _walk(
                entry, here, f"{space}{entry.namespace}:" if entry.namespace else space
            )


def _names(route: str) -> Iterator[str]:
    for part in route.split("<")[1:]:
        yield part.split(">")[0].split(":")[-1]


def paths(door: Door, world: World) -> list[str]:
    """Return addresses of this door for things that exist."""
    if not door.parameters:
        return [reverse(door.name)]
    if door.parameters == ("lab",):
        plain = [reverse(door.name, kwargs={"lab": lab.slug}) for lab in (world.lab, world.empty)]
        return plain + [plain[0] + question for question in QUESTIONS.get(door.name, [])]
    found = []
    for filling in fillings(door, world):
        values = {"lab": world.lab.slug, **filling}
        found.append(reverse(door.name, kwargs={name: values[name] for name in door.parameters}))
    return found


def fillings(door: Door, world: World) -> list[dict[str, object]]:
    """Return values for the parameters of a door, found by its name or by the noun before them."""
    for key, find in SUBJECTS.items():
        if door.name == key or f"{key}/<" in door.route or f"{key}/(" in door.route:
            return find(world)
    raise LookupError(f"tests/journeys/doors.py knows nothing to put into {door.route}")


Filling = list[dict[str, object]]


def _ids(things: Callable[[World], Iterable]) -> Callable[[World], Filling]:
    return lambda world: [{"public_id": thing.public_id} for thing in things(world)]


def _texts(world: World) -> Filling:
    house = world.people[COORDINATOR].organisation.public_id
    return [{"public_id": house, "kind": kind} for kind in LegalPage.Kind.values[2:]]


def _things(pitfall: str, approach: str) -> Callable[[World], Filling]:
    return lambda world: [
        {"kind": word, "word": word, "public_id": thing.public_id}
        for word, things in ((pitfall, world.pitfalls), (approach, world.approaches))
        for thing in things.values()
    ]


def _said(world: World) -> Filling:
    about = [("stolperfalle", world.pitfalls["named"]), ("kommentar", world.extra["comment"])]
    return [{"word": word, "public_id": thing.public_id} for word, thing in about]


OWN = _things("stolperfallen", "ansaetze")
SUBJECTS: dict[str, Callable[[World], Filling]] = {
    "directory:text_editing": _texts,
    "verwaltung/antraege": _ids(lambda world: [world.extra["application"]]),
    "verwaltung/einladungen": _ids(lambda world: world.houses),
    "verwaltung/barrieren": _ids(lambda world: [world.extra["report"]]),
    "verwaltung/domains": _ids(lambda world: world.houses),
    "verwaltung/rechtstexte": _ids(lambda world: world.houses),
    "organisationen": _ids(lambda world: world.houses),
    "mitglieder": _ids(lambda world: list(world.people.values())),
    "einladung": lambda world: [{"code": world.extra["code"]}, {"code": "abgelaufen"}],
    "knowledge:answer": OWN,
    "knowledge:withdrawal": OWN,
    "knowledge:attaching": OWN,
    "redaktion": _things("stolperfalle", "ansatz"),
    "redaktion/stolperfalle": _ids(lambda world: world.pitfalls.values()),
    "anhaenge": _ids(lambda world: [world.extra["file"]]),
    "kommentare": _said,
    "kommentar": _ids(lambda world: [world.extra["comment"]]),
    "meldungen": _said,
    "meldung": _ids(lambda world: [world.extra["report_of_text"]]),
    "stolperfallen": _ids(lambda world: world.pitfalls.values()),
    "ansaetze": _ids(lambda world: world.approaches.values()),
    "geraete": _ids(lambda world: world.people[LEAD].user.sessions.all()[:1]),
    "passkeys": lambda world: [],
    "anmelden/dienst": lambda world: [],
    "registrieren/bestaetigen": lambda world: [{"key": "verdorben"}],
    "passwort/neu": lambda world: [{"uidb36": "0", "key": "verdorben"}],
}


def look(path: str, who: str, world: World) -> Sight | None:
    """Return what the person finds there, or nothing if it is no page for them."""
    answer = client(who, world).get(path)
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200 or not kind.startswith("text/html"):
        return None
    body = answer.content.decode()
    title = body.partition("<title>")[2].partition("</title>")[0].strip()
    names = frozenset(str(one.name) for one in answer.templates if one.name)
    return Sight(path, who, title, names)


def client(who: str, world: World) -> Client:
    """Return a client without a browser, signed in as the person."""
    if who not in world.clients:
        world.clients[who] = Client()
        if who != STRANGER:
            cookie = session_cookie(world.people[who].user)
            world.clients[who].cookies[cookie["name"]] = cookie["value"]
    return world.clients[who]


def sights(door: Door, world: World) -> list[Sight]:
    """Return the different pages behind a door: one for each lab and set of templates."""
    if door.name not in world.sights:
        world.sights[door.name] = list(_sights(door, world))
    return world.sights[door.name]


def _sights(door: Door, world: World) -> Iterator[Sight]:
    seen = set()
    for path in paths(door, world):
        is_empty = path.startswith(f"/{world.empty.slug}/")
        for who in (STRANGER, NEWCOMER) if is_empty else PEOPLE:
            sight = look(path, who, world)
            if sight is not None and (is_empty, sight.templates) not in seen:
                seen.add((is_empty, sight.templates))
                yield sight
