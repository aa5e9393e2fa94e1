"""One browser, one server and one small lab for all journeys."""

import logging
import os
from contextlib import ExitStack

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys import browsing
from tests.journeys import world as worlds

MISSING = (
    "The journeys were SKIPPED: Chromium is missing. Install it with the system's package manager, "
    "for example: apt-get install chromium"
)


def pytest_terminal_summary(terminalreporter):
    """Say in one loud line that no browser looked at the pages."""
    if browsing.chromium() is None:
        terminalreporter.write_line(MISSING, red=True, bold=True)


@pytest.fixture(autouse=True)
def transactional_db():
    """Tell pytest-django that journeys need a database; they share one, see ``world``."""


@pytest.fixture(scope="package")
def browser():
    """The browser of this machine."""
    if browsing.chromium() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
    with sync_playwright() as playwright:
        found = browsing.launch(playwright)
        yield found
        found.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def world(browser, django_db_setup, django_db_blocker):
    """The small lab; it is gone again behind the last journey."""
    with django_db_blocker.unblock():
        yield worlds.build()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def origin(world):
    """The address at which the house answers."""
    server = LiveServer("localhost")
    requests = logging.getLogger("django.request")
    level = requests.level
    requests.setLevel(logging.CRITICAL)  # some pages fail on purpose
    with ExitStack() as stack:
        stack.enter_context(server._live_server_modified_settings)
        stack.enter_context(
            override_settings(
                ROOT_URLCONF="tests.journeys.urls",
                LAB_URL=server.url,
                CSRF_TRUSTED_ORIGINS=[server.url],
                LAB_PUBLICATION_DELAY=(0, 0),
            )
        )
        yield server.url
        server.stop()
    requests.setLevel(level)


@pytest.fixture
def visit(browser, origin, world):
    """Open browsers: ``visit("member", viewport=PHONE)`` returns a visitor."""
    with ExitStack() as stack:

        def open_one(who=worlds.STRANGER, **settings):
            member = world.people.get(who) if isinstance(who, str) else who
            user = member.user if member else None
            return stack.enter_context(browsing.visitor(browser, origin, user, **settings))

        yield open_one


@pytest.fixture(scope="module")
def regular(browser, origin, world):
    """Return the same browser again for the same person: ``regular("member")``."""
    known = {}
    with ExitStack() as stack:

        def find(who):
            if who not in known:
                user = world.people[who].user if who in world.people else None
                known[who] = stack.enter_context(browsing.visitor(browser, origin, user))
            known[who].complaints.clear()
            return known[who]

        yield find
