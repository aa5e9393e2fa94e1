"""How the journeys use a browser: visitors, display modes, and what a page must never do."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from lab.accounts.models import User
from tests.journeys.world import session_cookie

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
MODES = {
    "light": (WIDE, {"color_scheme": "light", "forced_colors": "none"}),
    "dark": (WIDE, {"color_scheme": "dark", "forced_colors": "none"}),
    "narrow": (NARROW, {"color_scheme": "light", "forced_colors": "none"}),
    "forced": (WIDE, {"color_scheme": "light", "forced_colors": "active"}),
}
RUN_AXE = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
  });
  return found.violations.map((v) =>
    `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
}"""
SETTLED = """async () => {
  for (let frame = 0; frame < 30; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
    if (!document.getAnimations().length) return;
  }
}"""
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const rings = (e) => {
    const style = getComputedStyle(e);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && !style.outlineColor.endsWith(", 0)");
  };
  const all = [...document.querySelectorAll("*")];
  const box = here.getBoundingClientRect();
  return [all.indexOf(here), rings(here) || [...document.querySelectorAll("label.choice")]
    .some((label) => label.contains(here) && rings(label)),
    box.width > 0 && box.right > 0 && box.bottom > 0, here.outerHTML.slice(0, 120)];
}"""
REACHABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  const named = new Set();
  return all.filter((e) => {
    if (e.tabIndex < 0 || e.disabled) return false;
    if (!e.checkVisibility({visibilityProperty: true})) return false;
    if (e.type !== "radio") return true;
    const key = e.form && e.name;
    return !named.has(key) && named.add(key);
  }).length;
}"""
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > room + 1;
  });
  return wide.slice(-3).map((e) => e.outerHTML.slice(0, 120));
}"""


def chromium() -> str | None:
    """Return where the browser is."""
    return next((place for name in NAMES if (place := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Start the browser of this machine."""
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


@cache
def axe_script() -> str:
    """Return the text of axe-core."""
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


@dataclass
class Visitor:
    """Somebody with a browser of their own; ``complaints`` is what the browser grumbled about."""

    context: BrowserContext
    origin: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> int:
        """Open an address and return the status."""
        answer = self.page.goto(self.origin + path)
        return answer.status if answer else 0

    def click(self, words: str, role: str = "button") -> None:
        """Press the control with these words."""
        self.page.get_by_role(role, name=words).first.click()

    def show(self, mode: str) -> None:
        """Switch to a display mode."""
        size, media = MODES[mode]
        self.page.set_viewport_size(size)
        self.page.emulate_media(**media, reduced_motion="reduce")
        self.page.evaluate(SETTLED)

    def axe(self) -> list[str]:
        """Return the violations of the open page."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(axe_script())
        return self.page.evaluate(RUN_AXE, TAGS)

    def keyboard(self) -> list[str]:
        """Walk through the page with the Tab key; return where the way is lost or unseen."""
        expected = self.page.evaluate(REACHABLE)
        seen: dict[int, str] = {}
        found = []
        last = ""
        for _press in range(expected + 20):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop is None:
                break
            place, rings, visible, words = stop
            if place in seen and words == last and "date" in words:
                continue  # day, month and year are stops of one field
            if place in seen:
                if words == last:
                    found.append(f"holds the keyboard: {words}")
                break
            last = words
            seen[place] = words
            if not (rings and visible):
                found.append(f"shows no focus: {words}")
        return found + list(self.gaps(seen, expected))

    @staticmethod
    def gaps(seen: dict[int, str], expected: int) -> Iterator[str]:
        """Say where the way begins late or ends early."""
        if seen and next(iter(seen)) != min(seen):
            yield f"does not begin at its beginning: {next(iter(seen.values()))}"
        if len(seen) < expected:
            yield f"stops after {len(seen)} of {expected}: {list(seen.values())[-1:]}"

    def axe_in_all_modes(self) -> list[str]:
        """Return the violations of the open page in four display modes, and what sticks out."""
        found = []
        for mode in MODES:
            self.show(mode)
            found += [f"{mode}: {one}" for one in self.axe()]
            if mode == "narrow":
                found += [f"sticks out at 320: {one}" for one in self.page.evaluate(OVERFLOW)]
        self.show("light")
        return found


@contextmanager
def visitor(
    browser: Browser, origin: str, user: User | None = None, **settings: object
) -> Iterator[Visitor]:
    """Open a fresh browser profile, signed in if there is a person."""
    options = {"viewport": WIDE, "locale": "de-DE", "reduced_motion": "reduce", **settings}
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    if user is not None:
        context.add_cookies([{**session_cookie(user), "url": origin}])
    someone = Visitor(context, origin, context.new_page())
    _listen(someone)
    try:
        yield someone
    finally:
        context.close()


def _listen(someone: Visitor) -> None:
    home = urlsplit(someone.origin).netloc

    def requested(request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != home:
            someone.complaints.append(f"left the house: {request.url}")

    def said(message) -> None:
        is_status = message.text.startswith("Failed to load resource") and (
            message.location.get("url", "").split("?")[0] == someone.page.url.split("?")[0]
        )
        if message.type in {"error", "warning"} and not is_status:
            someone.complaints.append(f"console: {message.text}")

    someone.context.on("request", requested)
    someone.page.on("console", said)
    someone.page.on("pageerror", lambda error: someone.complaints.append(f"script: {error}"))
