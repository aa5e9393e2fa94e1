"""The main job: somebody plans something, is warned, warns the next one – and stays unknown."""

import pytest
from django.test import override_settings

from lab.accounts.factories import PASSWORD
from lab.core.queue import dailies
from lab.knowledge.factories import PitfallFactory
from lab.knowledge.models import Pitfall
from tests.journeys.browsing import PHONE
from tests.journeys.world import EDITOR, LEAD, MEMBER, STRANGER

pytestmark = pytest.mark.journey

KNOWN = {
    "title": "Wenn die Terminsoftware ohne Bürgerbüro ausgewählt wird, bleibt sie liegen",
    "what_happened": "Die Terminsoftware wurde eingekauft, bevor jemand im Bürgerbüro sie sah.",
    "advice": "Lassen Sie vor der Ausschreibung zwei Leute aus dem Bürgerbüro damit arbeiten.",
}
PLAN = "Wir wollen im Bürgerbüro eine neue Software für Termine ausschreiben."
NEW = {
    "title": "Wenn der Hundesteuerbescheid digital kommt, fragt niemand die Kasse",
    "what_happened": (
        "Der Bescheid zur Hundesteuer ging ins digitale Postfach. Die Kasse mahnte trotzdem alle "
        "an, denn das Kassenzeichen fehlte. Herr Schulze vom Amt 21 hat 300 Briefe zurückgeholt."
    ),
    "advice": "Vor dem Versand mit der Kasse zehn Bescheide von Anfang bis Ende durchspielen.",
}
NEXT_PLAN = "Nächstes Jahr verschicken wir die Hundesteuer digital statt auf Papier."


@pytest.fixture
def demo(world):
    """A lab that publishes at once, with one pitfall of another house to be warned by."""
    known = PitfallFactory(author=world.people[EDITOR], **KNOWN)
    sweep_everything()
    with override_settings(LAB_PUBLICATION_DELAY=(0, 0)):
        yield known
    known.delete()
    sweep_everything()


def sweep_everything():
    """Do what the worker does once a day."""
    for sweep in dailies():
        sweep.run()


def sign_in(visitor, email):
    """Sign in as people do."""
    visitor.go("/anmelden/?next=/ruhr/")
    visitor.page.locator("input[type=email]").fill(email)
    visitor.page.locator("input[type=password]").fill(PASSWORD)
    visitor.page.locator("input[type=password]").press("Enter")
    visitor.page.wait_for_url("**/ruhr/")


def plan(visitor, text):
    """Write what one plans on the start page, and return the titles one is warned by."""
    visitor.go("/ruhr/")
    visitor.page.locator(".ask textarea").fill(text)
    visitor.page.locator(".ask button").first.click()
    visitor.page.wait_for_load_state("networkidle")
    return visitor.page.locator("main").inner_text()


def write_anonymously(visitor, texts):
    """Write a pitfall down on a phone and return the code."""
    visitor.go("/ruhr/stolperfallen/neu/")
    for name, words in texts.items():
        visitor.page.locator(f"[name={name}]").fill(words)
    visitor.page.locator("[name=visibility][value=network_anonymous]").check()
    visitor.page.locator("main .actions button.kern-btn--primary").click()
    return visitor.page.locator("#code").inner_text()


def release(visitor, title):
    """Decide about every marked passage and release."""
    visitor.go("/ruhr/redaktion/")
    visitor.page.locator("main").get_by_role("link", name=title[:30]).first.click()
    for _passage in range(20):
        open_ones = visitor.page.locator("button[name=deed][value=replace]")
        if not open_ones.count():
            break
        open_ones.first.click()
        visitor.page.wait_for_load_state()
    visitor.page.locator("[name=has_read]").check()
    visitor.page.locator("form[action$='/freigabe/'] button.kern-btn--primary").click()
    visitor.page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_person_is_warned_and_anonymously_warns_the_next_one(script, demo, world, visit):
    phone = visit(STRANGER, viewport=PHONE, java_script_enabled=script)
    first, second = (visit(who, java_script_enabled=script) for who in (EDITOR, LEAD))
    following = visit(MEMBER, java_script_enabled=script)

    sign_in(phone, world.people[MEMBER].user.email)
    warned = plan(phone, PLAN)
    code = write_anonymously(phone, NEW)
    faults = phone.axe() if script else []
    release(first, NEW["title"])
    between = Pitfall.objects.get(title=NEW["title"])
    release(second, NEW["title"])
    sweep_everything()
    told = plan(following, NEXT_PLAN)
    published = Pitfall.objects.get(title=NEW["title"])

    assert faults == []
    assert KNOWN["title"] in warned
    assert "Weil" in warned
    assert len(code.replace("-", "").replace(" ", "")) >= 26
    assert not between.is_published
    assert published.is_published
    assert (published.author_id, published.organisation_id) == (None, None)
    assert "Schulze" not in published.what_happened
    assert NEW["title"] in told
    published.delete()
    sweep_everything()
    assert [*phone.complaints, *first.complaints, *second.complaints, *following.complaints] == []


def test_the_code_opens_the_text_and_withdraws_it(demo, visit):
    writer, reader = visit(MEMBER, viewport=PHONE), visit(STRANGER, viewport=PHONE)
    code = write_anonymously(writer, {**NEW, "title": "Wenn niemand fragt, wird es teuer"})

    reader.go("/ruhr/mein-code/")
    reader.page.locator("[name=code]").fill(code)
    reader.page.locator("main form button").first.click()
    shown = reader.page.locator("main").inner_text()
    faults = reader.axe_in_all_modes()
    reader.page.set_viewport_size(PHONE)
    reader.page.locator("details:has(form[action$='/zurueckziehen/']) > summary").click()
    reader.page.locator("form[action$='/zurueckziehen/'] [type=checkbox]").check()
    reader.page.locator("form[action$='/zurueckziehen/'] button").last.click()
    reader.page.wait_for_load_state()

    assert "Wenn niemand fragt, wird es teuer" in shown
    assert "\n".join(faults) == ""
    assert not Pitfall.objects.filter(title="Wenn niemand fragt, wird es teuer").exists()
    assert {one["name"] for one in reader.context.cookies()} == {"csrf"}
