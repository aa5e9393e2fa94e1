"""The five gaps of KERN UX 2.7.2 that axe does not see stay closed."""

import io

import pytest
from PIL import Image

from tests.journeys.browsing import NARROW
from tests.journeys.world import MEMBER, STRANGER

pytestmark = pytest.mark.journey

FORCED = {"forced_colors": "active"}
SAMPLE = """() => {
  const sample = document.createElement("div");
  sample.innerHTML = `<p><label><input type="radio" name="probe" id="probe"> eins</label></p>
    <p><label><input type="checkbox" id="probe-box"> zwei</label></p>
    <div id="probe-region" tabindex="0" role="region" aria-label="Tabelle">Inhalt</div>
    <p><input type="date" id="probe-date" aria-label="Tag"></p>`;
  document.querySelector("main").append(sample);
}"""
MOVES = """() => [...document.querySelectorAll("*")].filter((e) => {
  const style = getComputedStyle(e);
  const longest = (list) => Math.max(...list.split(",").map((one) => parseFloat(one)));
  return style.scrollBehavior === "smooth" || longest(style.transitionDuration) > 0.02
    || (style.animationName !== "none" && longest(style.animationDuration) > 0.02);
}).map((e) => e.outerHTML.slice(0, 80))"""
PAGES = ["/ruhr/", "/ruhr/stolperfallen/", "/ruhr/ansaetze/"]


def colours(locator) -> set[int]:
    """Return the greys an element is painted in, in eight steps."""
    picture = Image.open(io.BytesIO(locator.screenshot())).convert("L")
    return {grey // 32 for _count, grey in picture.getcolors(maxcolors=256)}


@pytest.mark.parametrize("probe", ["#probe", "#probe-box"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_option_is_visible_in_forced_colours(probe, scheme, visit):
    visitor = visit(STRANGER, color_scheme=scheme, **FORCED)
    visitor.go("/ruhr/")
    visitor.page.evaluate(SAMPLE)
    option = visitor.page.locator(probe)

    before = option.screenshot()
    option.check()
    visitor.page.mouse.move(0, 0)
    visitor.page.evaluate("() => document.activeElement.blur()")
    after = option.screenshot()

    assert before != after


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_icons_are_visible_in_forced_colours(path, scheme, visit):
    visitor = visit(MEMBER, color_scheme=scheme, **FORCED)
    visitor.go(path)
    icons = [one for one in visitor.page.locator("svg.ico").all() if one.is_visible()]

    unseen = [one.inner_html() for one in icons if max(colours(one)) - min(colours(one)) < 3]

    assert icons != []
    assert unseen == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_native_parts_follow_the_colour_scheme(scheme, visit):
    visitor = visit(STRANGER, color_scheme=scheme)
    visitor.go("/ruhr/")
    visitor.page.evaluate(SAMPLE)

    style = "(e) => getComputedStyle(e).colorScheme"
    page_scheme = visitor.page.locator("html").evaluate(style)
    field_scheme = visitor.page.locator("#probe-date").evaluate(style)
    paper = visitor.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    ink = visitor.page.evaluate("() => getComputedStyle(document.body).color")

    assert scheme in page_scheme.split()
    assert scheme in field_scheme.split()
    assert (paper, ink).index(min(paper, ink, key=_brightness)) == (scheme == "light")


def _brightness(colour: str) -> float:
    """Return how bright a computed colour is, whichever way the browser writes it."""
    numbers = colour.partition("(")[2].rstrip(")").replace(",", " ").split()
    share = float(numbers[0].rstrip("%"))
    return share / 255 if colour.startswith("rgb") else share


def test_a_region_that_scrolls_shows_the_focus(visit):
    visitor = visit(STRANGER)
    visitor.go("/ruhr/")
    visitor.page.evaluate(SAMPLE)
    region = visitor.page.locator("#probe-region")

    visitor.page.locator("#probe-box").focus()
    visitor.page.keyboard.press("Tab")
    ring = region.evaluate(
        "(e) => [document.activeElement === e, getComputedStyle(e).outlineStyle,"
        " parseFloat(getComputedStyle(e).outlineWidth)]"
    )

    assert ring == [True, "solid", 3]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_those_who_asked_for_stillness(path, visit):
    visitor = visit(MEMBER, viewport=NARROW, reduced_motion="reduce")

    visitor.go(path)

    assert visitor.page.evaluate(MOVES) == []
