"""Every page, as every kind of person sees it, in four display modes: nothing for axe to find."""

from pathlib import Path

import pytest

import lab
from tests.journeys import doors
from tests.journeys.world import STRANGER

pytestmark = pytest.mark.journey

FOLDERS = sorted(Path(lab.__file__).parent.glob("*/templates"))
AFTER_A_DEED = {  # pages that no address opens by itself
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "409.html",
    "429.html",
    "account/password_set.html",
    "account/signup_closed.html",
    "accounts/passkey.html",
    "accounts/passkey_removal.html",
    "accounts/resume.html",
    "accounts/unreachable.html",
    "core/sorry.html",
    "directory/receipt.html",
    "knowledge/captured.html",
    "knowledge/claimed.html",
    "knowledge/withdrawn.html",
    "mfa/authenticate.html",
    "mfa/webauthn/reauthenticate.html",
    "socialaccount/authentication_error.html",
    "socialaccount/login.html",
    "socialaccount/signup.html",
}

LANDMARKS = """() => {
  const count = (what) => document.querySelectorAll(what).length;
  const found = [];
  if (document.documentElement.lang !== "de") found.push("is not in German");
  for (const one of ["h1", "main", "body > header", "body > footer", "title"])
    if (count(one) !== 1) found.push(`has ${count(one)} times ${one}`);
  const navs = [...document.querySelectorAll("nav")].map((n) => n.getAttribute("aria-label")
    ?? document.getElementById(n.getAttribute("aria-labelledby"))?.textContent);
  if (navs.some((n) => !n) || new Set(navs).size !== navs.length) found.push(`navs: ${navs}`);
  if (count("body > footer a") < 6) found.push(`has ${count("body > footer a")} legal links`);
  return found;
}"""


@pytest.mark.parametrize("door", doors.doors(), ids=lambda door: door.name)
def test_every_page_is_accessible_in_every_display_mode(door, world, regular):
    found = []

    for sight in doors.sights(door, world):
        visitor = regular(sight.who)
        visitor.go(sight.path)
        faults = visitor.keyboard() + visitor.page.evaluate(LANDMARKS) + visitor.axe_in_all_modes()
        found += [f"{sight.path} ({sight.who}) {one}" for one in faults + visitor.complaints]

    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    "path", ["/kaputt/400/", "/kaputt/403/", "/kaputt/500/", "/gibt-es-nicht/", "/ruhr/nichts/"]
)
def test_pages_that_refuse_are_accessible_and_show_a_way_on(path, visit):
    visitor = visit(STRANGER)

    visitor.go(path)

    faults = visitor.page.evaluate(LANDMARKS) + visitor.axe_in_all_modes()

    assert "\n".join(faults + visitor.complaints) == ""
    assert visitor.page.locator("main a").count() > 0


def test_no_two_doors_share_a_title(world):
    titles: dict[str, set[str]] = {}

    for door in doors.doors():
        for sight in doors.sights(door, world):
            titles.setdefault(sight.title, set()).add(door.name.replace(":house_", ":"))
    shared = [f"{title}: {names}" for title, names in titles.items() if len(names) > 1 or not title]

    assert "\n".join(shared) == ""


def test_every_page_template_is_looked_at_or_named_here(world):
    pages = {str(path.relative_to(folder)) for folder in FOLDERS for path in whole_pages(folder)}
    seen = {
        name
        for door in doors.doors()
        for one in doors.sights(door, world)
        for name in one.templates
    }

    assert "\n".join(sorted(pages - seen - AFTER_A_DEED)) == ""


def whole_pages(folder):
    """Return the templates of a room that are pages, not parts of one."""
    for path in sorted(folder.rglob("*.html")):
        if path.read_text("utf-8").lstrip().startswith("{% extends"):
            yield path
