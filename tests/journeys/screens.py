"""Photograph every screen: ``python -m tests.journeys.screens FOLDER [part of a name …]``."""

import os
import sys
from pathlib import Path

import django


def main(folder: str, *wanted: str) -> None:
    """Build the small lab, serve it, and photograph what each person sees on phone and desk."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    django.setup()
    from django.test.utils import (
        override_settings,
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )
    from playwright.sync_api import sync_playwright
    from pytest_django.live_server_helper import LiveServer

    from tests.journeys import browsing, world

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    server = LiveServer("localhost")
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    with (
        server._live_server_modified_settings,
        override_settings(ROOT_URLCONF="tests.journeys.urls", LAB_PUBLICATION_DELAY=(0, 0)),
        sync_playwright() as playwright,
    ):
        browser = browsing.launch(playwright)
        built = world.build()
        for name, path, who in _screens(built):
            if not wanted or any(part in name for part in wanted):
                _photograph(browser, server.url, built, (place, name, path, who))
        browser.close()
    server.stop()
    teardown_databases(databases, verbosity=0)
    teardown_test_environment()


def _screens(built):
    from tests.journeys import doors

    yield from FAILING
    for door in doors.doors():
        for number, sight in enumerate(doors.sights(door, built), 1):
            name = f"{door.name.replace(':', '-')}-{number}-{sight.who}"
            yield name, sight.path, sight.who


FAILING = [
    (f"refused-{path.strip('/').replace('/', '-')}", path, "member")
    for path in ("/kaputt/400/", "/kaputt/403/", "/kaputt/500/", "/ruhr/gibt-es-nicht/")
]


def _photograph(browser, origin, built, what) -> None:
    from tests.journeys import browsing

    place, name, path, who = what
    user = built.people[who].user if who in built.people else None
    with browsing.visitor(browser, origin, user) as visitor:
        visitor.go(path)
        _shoot(visitor, place, name)
        if visitor.page.locator("main form[method=post]:has([required])").count():
            with visitor.page.expect_navigation():
                visitor.page.evaluate(SEND_EMPTY)
            if visitor.page.locator("[aria-invalid=true]").count():
                _shoot(visitor, place, f"{name}-wrong")


SEND_EMPTY = """() => {
  const form = [...document.querySelectorAll("main form[method=post]")]
    .find((one) => one.querySelector("[required]"));
  form.noValidate = true;
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea"))
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  form.requestSubmit();
}"""


def _shoot(visitor, place: Path, name: str) -> None:
    from tests.journeys import browsing

    for size in (browsing.PHONE, browsing.WIDE):
        visitor.page.set_viewport_size(size)
        picture = place / f"{name}-{size['width']}.png"
        visitor.page.screenshot(path=picture, full_page=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
