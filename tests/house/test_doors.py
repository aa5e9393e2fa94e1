"""Every door of the house, tried by everybody: who gets in, what they see, what a look changes."""

import hashlib
import json
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, get_resolver

from lab.config.backup import _plain
from tests.house.canaries import BAIT
from tests.journeys.doors import client, doors, paths
from tests.journeys.world import LEAD, NEWCOMER, STRANGER

FINE = {200, 302, 303, 304, 400, 401, 403, 404, 405, 410}
GROUP = re.compile(r"\(\?P<[^>]+>[^)]*\)|<[^>]+>")
NOT_COMPARED = {"accounts.session", "core.pulse"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "",
}


def every_path(world):
    """Return (door, path) for all doors, and a search for the bait wherever one can search."""
    found = [(door, path) for door in doors() for path in paths(door, world)]
    assert len(found) > 50
    return found + [(door, f"{path}?q={BAIT}") for door, path in found if "such" in door.route]


def everybody(world):
    return [STRANGER, *world.people]


def dump():
    """Return a fingerprint of every table."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label_lower not in NOT_COMPARED:
            rows = list(model._default_manager.order_by("pk").values())
            text = json.dumps(rows, default=_plain, sort_keys=True)
            found[model._meta.label] = hashlib.sha256(text.encode()).hexdigest()
    return found


@pytest.fixture
def walk(world):
    """Everybody opens every door once: (door, path, who) → answer."""
    before = dump()
    answers = {
        (door.name, path, who): client(who, world).get(path)
        for door, path in every_path(world)
        for who in everybody(world)
    }
    return before, answers, world


def test_looking_changes_nothing_breaks_nothing_and_shows_nobody_too_much(walk):
    before, answers, world = walk

    broken = [(key, a.status_code) for key, a in answers.items() if a.status_code not in FINE]
    bare = [key for key, answer in answers.items() if lacks_headers(answer)]
    assert broken == []
    assert bare == []
    assert dump() == before
    assert seen_by_the_wrong_people(answers, world) == []
    assert strangers_inside(answers, world) == []


def lacks_headers(answer):
    return any(part not in answer.headers.get(name, "-") for name, part in HEADERS.items())


def seen_by_the_wrong_people(answers, world):
    """Return who read which canary where, though they may not."""
    return [
        f"{who} reads {canary.word} at {path}"
        for (_, path, who), answer in answers.items()
        if not getattr(answer, "streaming", False)
        for canary in world.extra["canaries"]
        if who not in canary.readers and canary.word in answer.content.decode(errors="replace")
    ]


def strangers_inside(answers, world):
    """Return the pages of a lab that a member of another lab gets and a stranger does not."""
    inside = f"/{world.lab.slug}/"
    return [
        path
        for (name, path, who), answer in answers.items()
        if who == NEWCOMER and path.startswith(inside) and answer.status_code == 200
        if answers[(name, path, STRANGER)].status_code != 200
    ]


def test_the_canaries_can_be_found_by_those_who_may(walk):
    _, answers, world = walk

    unread = [
        canary.word
        for canary in world.extra["canaries"]
        if not any(
            canary.word in answer.content.decode(errors="replace")
            for (_, _, who), answer in answers.items()
            if who in canary.readers
        )
    ]
    assert unread == []


def test_a_stranger_and_a_member_of_another_lab_change_nothing(world):
    before = dump()

    answers = [
        (who, path, client(who, world).post(path).status_code)
        for door, path in every_path(world)
        for who in (STRANGER, NEWCOMER)
        if path.startswith(f"/{world.lab.slug}/") and "einladung" not in door.route
    ]  # whoever holds the code of an invitation may accept it

    assert [answer for answer in answers if answer[2] not in FINE | {422, 429}] == []
    assert dump() == before


def test_every_door_has_a_name_and_asks_for_it_in_small_letters():
    entries = [one for one in walk_patterns(get_resolver()) if isinstance(one[1], URLPattern)]

    nameless = [route for route, pattern in entries if not pattern.name]
    numbered = [route for route, _ in entries if "<int:" in route]
    odd = numbered + [r for r, _ in entries if re.search(r"[A-ZÄÖÜäöüß_]", GROUP.sub("", r))]
    assert (nameless, odd) == ([], [])


def walk_patterns(resolver, before=""):
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        yield route, entry
        if hasattr(entry, "url_patterns"):
            yield from walk_patterns(entry, route)


@pytest.mark.parametrize(
    "path", ["/gibt-es-nicht/", "/ruhr/gibt-es-nicht/", "/static/gibt-es-nicht.css", "/%00/"]
)
def test_an_unknown_address_is_a_page_with_all_headers(world, path):
    answer = Client().get(path)

    assert (answer.status_code, lacks_headers(answer)) == (404, False)


def test_a_form_without_its_token_is_refused_everywhere(world):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client(LEAD, world).cookies

    codes = {path: strict.post(path).status_code for _, path in every_path(world)}

    assert [path for path, code in codes.items() if code not in {403, 404, 405}] == []


PUBLIC = {
    "account_confirm_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "accounts:gone",
    "alive",
    "directory:accessibility",
    "directory:barrier",
    "directory:easy_language",
    "directory:house_accessibility",
    "directory:joining",
    "directory:house_barrier",
    "directory:house_easy_language",
    "directory:house_imprint",
    "directory:house_privacy",
    "directory:house_sign_language",
    "directory:imprint",
    "directory:invitation",
    "directory:lab",
    "directory:organisation",
    "directory:organisations",
    "directory:privacy",
    "directory:sign_language",
    "discussions:reported",
    "knowledge:approach",
    "knowledge:approach_list",
    "knowledge:claim",
    "knowledge:pitfall",
    "knowledge:pitfall_list",
    "knowledge:versions",
    "lab_start",
    "legal:accessibility",
    "legal:barrier",
    "legal:easy_language",
    "legal:imprint",
    "legal:privacy",
    "legal:security",
    "legal:sign_language",
    "ready",
    "search:foresight",
    "search:search",
    "socialaccount_login_cancelled",
    "start",
}


def test_every_door_a_stranger_may_pass_is_public_on_purpose(world):
    opened = {
        door.name
        for door, path in every_path(world)
        if client(STRANGER, world).get(path).status_code == 200
    }

    assert sorted(opened - PUBLIC) == []
