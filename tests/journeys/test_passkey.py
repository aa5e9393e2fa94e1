"""A passkey is made and used in a real browser, under our own policy and scripts."""

import pytest

from lab.accounts.factories import PASSWORD, UserFactory
from lab.accounts.models import User

pytestmark = pytest.mark.journey


@pytest.fixture
def person(world):
    user = UserFactory(name="Paula Pass")
    yield user
    User.objects.filter(pk=user.pk).delete()


@pytest.fixture
def page(browser, origin):
    """A browser with a device that always says yes."""
    context = browser.new_context(base_url=origin, locale="de-DE")
    found = context.new_page()
    device = context.new_cdp_session(found)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    found.complaints = []
    found.on("console", lambda said: said.type == "error" and found.complaints.append(said.text))
    yield found
    context.close()


def main_form(page, action):
    return page.locator(f"main form[action='{action}']")


def test_a_passkey_is_added_and_signs_in_without_a_password(page, person):
    page.goto("/anmelden/?next=/konto/zweiter-schritt/passkeys/neu/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", PASSWORD)
    main_form(page, "/anmelden/").locator("[type=submit]").click()
    page.wait_for_url("**/noch-einmal/**")
    page.fill("[name=password]", PASSWORD)
    main_form(page, "/konto/noch-einmal/").locator("[type=submit]").click()
    page.wait_for_url("**/passkeys/neu/")
    page.locator("lab-passkey button").click()
    page.wait_for_url("**/codes/")

    page.goto("/abmelden/")
    main_form(page, "/abmelden/").locator("[type=submit]").click()
    page.goto("/anmelden/")
    page.locator("lab-passkey button").click()
    page.wait_for_function("() => location.pathname !== '/anmelden/'")
    page.goto("/konto/")

    assert page.locator("[name=name]").input_value() == "Paula Pass"
    assert page.complaints == []
