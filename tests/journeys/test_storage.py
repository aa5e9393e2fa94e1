"""Reading leaves nothing on the device; a form may set the cookie against forgery, nothing more."""

import pytest

from tests.journeys import doors
from tests.journeys.world import LEAD, MEMBER, NEWCOMER, STRANGER

pytestmark = pytest.mark.journey

STORED = "() => ({...localStorage, ...sessionStorage})"
FORMS = "form[method=post]"


def walk(who, world):
    """Return every page a person may open, once."""
    seen = [sight for door in doors.doors() for sight in doors.sights(door, world)]
    return dict.fromkeys(sight.path for sight in seen if sight.who == who)


def test_a_stranger_who_reads_keeps_nothing(world, visit):
    visitor = visit(STRANGER)
    kept = {}

    for path in walk(STRANGER, world):
        visitor.go(path)
        cookies = {cookie["name"] for cookie in visitor.context.cookies()}
        allowed = {"csrf"} if visitor.page.locator(FORMS).count() else set()
        stored = visitor.page.evaluate(STORED)
        if cookies - allowed or stored:
            kept[path] = (cookies, stored)
        visitor.context.clear_cookies()

    assert kept == {}


@pytest.mark.parametrize("who", [MEMBER, LEAD])
def test_a_member_keeps_the_session_and_the_cookie_against_forgery(who, world, visit):
    visitor = visit(who)
    kept = {}

    for path in [*walk(who, world), "/ruhr/", "/ruhr/stolperfallen/"]:
        visitor.go(path)
        cookies = {cookie["name"] for cookie in visitor.context.cookies()}
        stored = visitor.page.evaluate(STORED)
        if cookies - {"session", "csrf"} or stored:
            kept[path] = (cookies, stored)

    assert kept == {}


def test_cookies_are_closed_to_scripts_and_other_sites(visit):
    visitor = visit(NEWCOMER)

    visitor.go("/leer/")
    cookies = visitor.context.cookies()
    seen = visitor.page.evaluate("() => document.cookie")

    assert seen == ""
    assert {(one["name"], one["sameSite"], one["httpOnly"]) for one in cookies} - {
        ("csrf", "Lax", True)
    } == {("session", "Lax", True)}


def test_nobody_is_asked_about_cookies(visit):
    visitor = visit(STRANGER)

    visitor.go("/ruhr/")

    assert visitor.page.locator("[role=dialog], dialog[open]").count() == 0
