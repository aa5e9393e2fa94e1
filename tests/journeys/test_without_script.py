"""Everything one does here works in a browser without JavaScript."""

import pytest

from lab.accounts.factories import PASSWORD
from lab.knowledge.models import Voice
from tests.journeys.browsing import PHONE
from tests.journeys.world import MEMBER, STRANGER

pytestmark = pytest.mark.journey

QUIET = {"java_script_enabled": False}


def test_a_stranger_reads_what_is_public(visit, world):
    visitor = visit(STRANGER, **QUIET)
    visitor.go("/ruhr/stolperfallen/")

    visitor.page.get_by_role("link", name=world.pitfalls["public"].title).click()

    assert visitor.page.locator("h1").inner_text() == world.pitfalls["public"].title


def test_the_menu_of_a_phone_opens(visit):
    visitor = visit(MEMBER, viewport=PHONE, **QUIET)
    visitor.go("/ruhr/")

    visitor.page.locator("button[popovertarget=menue].menu").first.click()

    assert visitor.page.locator("#menue").is_visible()


def test_a_member_confirms_a_pitfall_and_takes_it_back(visit, world):
    pitfall = world.pitfalls["named"]
    visitor = visit(MEMBER, **QUIET)
    visitor.go(f"/ruhr/stolperfallen/{pitfall.public_id}/")
    said = Voice.objects.filter(pitfall=pitfall, kind=Voice.Kind.ALSO_HERE)

    visitor.page.locator("form[action$='/auch-bei-uns/'] button").first.click()
    after_saying = said.count()
    visitor.page.locator("form[action$='/auch-bei-uns/'] button").first.click()
    after_taking_back = said.count()

    assert (after_saying, after_taking_back) == (1, 0)


def test_a_person_signs_in(visit, world):
    visitor = visit(STRANGER, **QUIET)
    visitor.go("/anmelden/")
    page = visitor.page

    page.locator("input[type=email]").fill(world.people[MEMBER].user.email)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()

    assert page.locator("header").get_by_role("link", name="Mein Konto").count() == 1
