"""Check publiccode.yml against the mandatory part of the standard (core, version 0)."""

import re
import sys
from datetime import date
from pathlib import Path

import yaml

STATES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {
    "standalone/mobile",
    "standalone/iot",
    "standalone/desktop",
    "standalone/web",
    "standalone/backend",
    "standalone/other",
    "addon",
    "library",
    "configurationFiles",
}
MANDATORY = [
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
]


def complaints(path: Path, root: Path) -> list[str]:
    """Say what is wrong with the file; files it names are looked for under ``root``."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    missing = [key for key in MANDATORY if not said.get(key)]
    if missing:
        return [f"missing: {', '.join(missing)}"]
    return [
        *_head(said),
        *_description(said["description"], root),
        *_maintenance(said["maintenance"]),
        *_localisation(said["localisation"]),
        *_audience(said.get("intendedAudience", {})),
    ]


def _head(said):
    address = re.fullmatch(r"https?://[\w.-]+/\S+", said["url"])
    release = said.get("releaseDate")
    checks = {
        'version is not "0"': said["publiccodeYmlVersion"] == "0",
        "url is no web address": bool(address),
        "developmentStatus is unknown": said["developmentStatus"] in STATES,
        "softwareType is unknown": said["softwareType"] in TYPES,
        "legal/license is missing": bool(said["legal"].get("license")),
        "releaseDate is no day": release is None or bool(date.fromisoformat(str(release))),
    }
    return [wrong for wrong, is_right in checks.items() if not is_right]


def _description(languages, root):
    for language, said in languages.items():
        short, long = said.get("shortDescription", ""), said.get("longDescription", "")
        if not re.fullmatch(r"[a-z]{2,3}", language):
            yield f"{language} is no language"
        if not 0 < len(short) <= 150:
            yield f"{language}: shortDescription has {len(short)} of 1 to 150 characters"
        if not 150 <= len(long) <= 10000:
            yield f"{language}: longDescription has {len(long)} of 150 to 10000 characters"
        if not said.get("features"):
            yield f"{language}: no features"
        for picture in said.get("screenshots", []):
            if not (root / picture).is_file():
                yield f"{language}: {picture} does not exist"


def _maintenance(said):
    kind = said.get("type")
    if kind not in {"internal", "contract", "community", "none"}:
        yield "maintenance/type is unknown"
    if kind in {"internal", "community"} and not all(
        c.get("name") for c in said.get("contacts") or [{}]
    ):
        yield "maintenance/contacts are missing or nameless"
    if (kind == "contract") != bool(said.get("contractors")):
        yield "maintenance/contractors belong to type contract, and only there"


def _localisation(said):
    if not isinstance(said.get("localisationReady"), bool):
        yield "localisationReady is neither true nor false"
    if not said.get("availableLanguages"):
        yield "availableLanguages is empty"


def _audience(said):
    for country in said.get("countries", []):
        if not re.fullmatch(r"[A-Z]{2}", country):
            yield f"{country} is no country"


def main():
    """Say what is wrong with the file of this repository."""
    root = Path(__file__).resolve().parents[2]
    wrong = complaints(root / "publiccode.yml", root)
    sys.stdout.write("\n".join(wrong or ["publiccode.yml: in Ordnung"]) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
