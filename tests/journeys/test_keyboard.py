"""Whoever has no mouse comes everywhere, and always sees where they are."""

import pytest

from tests.journeys.browsing import PHONE
from tests.journeys.world import MEMBER, STRANGER

pytestmark = pytest.mark.journey

FOCUSED = "() => document.activeElement.textContent.trim()"


@pytest.mark.parametrize("who", [STRANGER, MEMBER])
def test_the_first_stop_leads_past_the_header(who, visit):
    visitor = visit(who)
    visitor.go("/ruhr/")

    visitor.page.keyboard.press("Tab")
    skip = visitor.page.locator(":focus")
    box, target = skip.bounding_box(), skip.get_attribute("href")
    visitor.page.keyboard.press("Enter")

    assert target == "#inhalt"
    assert box is not None
    assert box["x"] >= 0
    assert visitor.page.evaluate("() => document.activeElement.id") == "inhalt"


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(visit):
    visitor = visit(MEMBER, viewport=PHONE)
    visitor.go("/ruhr/")
    page = visitor.page
    menu = page.locator("#menue")
    button = page.locator("button[popovertarget=menue].menu").first

    before = menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    opened = menu.is_visible()
    page.keyboard.press("Tab")
    inside = page.evaluate("() => document.activeElement.closest('#menue') !== null")
    page.keyboard.press("Escape")
    closed = not menu.is_visible()
    back = page.evaluate("() => document.activeElement.getAttribute('popovertarget')")

    assert (before, opened, inside, closed, back) == (False, True, True, True, "menue")


def test_the_menu_leads_to_the_page_it_names(visit):
    visitor = visit(MEMBER, viewport=PHONE)
    visitor.go("/ruhr/")
    page = visitor.page

    page.locator("button[popovertarget=menue].menu").first.focus()
    page.keyboard.press("Enter")
    link = page.locator("#menue a").nth(1)
    target = link.get_attribute("href")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")

    assert page.locator("#menue a[aria-current=page]").get_attribute("href") == target


def test_the_open_menu_has_nothing_for_axe_to_find(visit):
    visitor = visit(MEMBER, viewport=PHONE)
    visitor.go("/ruhr/")

    visitor.page.locator("button[popovertarget=menue].menu").first.click()

    assert visitor.axe() == []
