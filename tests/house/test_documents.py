"""Documents say what is there: links resolve, guards exist, catalogues are complete."""

import ast
import re
import tomllib

import pytest
import yaml
from django.urls import get_resolver

from lab.core.evaluations import catalogue
from lab.core.personal import personal_rules
from lab.core.queue import dailies
from tests.house.publiccode import complaints
from tests.house.tree import ROOT

DECISIONS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
HEADINGS = ["Question", "Decision", "Price", "Guard", "When to decide anew"]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("src/lab/*/README.md")]
)


def evaluations():
    """Every evaluation, once all pages are loaded."""
    assert get_resolver().url_patterns
    return catalogue()


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def guards(decision):
    section = decision.read_text(encoding="utf-8").split("## Guard\n")[1].split("\n## ")[0]
    return [g for g in re.findall(r"`([^`]+)`", section) if "/" in g or "." in g]


def names_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_five_headings_on_forty_lines(decision):
    lines = decision.read_text(encoding="utf-8").splitlines()

    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    assert len(lines) <= 40


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_the_guard_of_a_decision_exists(decision):
    named = [guard.partition("::") for guard in guards(decision)]

    gone = [path for path, _, _ in named if not (ROOT / path).exists()]
    nameless = [f"{p}::{n}" for p, _, n in named if n and n not in names_in(ROOT / p)]
    assert (bool(named), gone, nameless) == (True, [], [])


def test_decisions_are_numbered_without_a_gap_and_listed():
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", text_of("docs/adr/README.md"))

    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert listed == [path.name for path in DECISIONS]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    targets = [link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
    inside = [target for target in targets if target and not re.match(r"[a-z]+:", target)]

    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_the_readme_names_commands_the_makefile_knows():
    recipes = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))

    named = set(
        re.findall(
            r"(?:`|^)make ([a-z-]+)",
            text_of("README.md") + text_of("CONTRIBUTING.md"),
            re.MULTILINE,
        )
    )
    assert {"start", "test"} <= named
    assert named - recipes == set()


def test_the_change_log_begins_with_what_is_unreleased():
    sections = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.MULTILINE)

    assert sections[0] == "Unveröffentlicht"


def test_publiccode_is_valid():
    assert complaints(ROOT / "publiccode.yml", ROOT) == []


def test_publiccode_and_package_say_the_same_version_and_licence():
    public = yaml.safe_load(text_of("publiccode.yml"))
    package = tomllib.loads(text_of("pyproject.toml"))["project"]

    said = (public["softwareVersion"], public["legal"]["license"])
    assert said == (package["version"], package["license"])


def test_every_evaluation_stands_in_the_catalogue_for_staff_councils():
    rows = set(text_of("docs/personalrat/auswertungskatalog.md").splitlines())
    wanted = [
        f"| `{e.key}` | {e.title} | {e.purpose} | {e.audience} | {e.threshold} | {e.retention} |"
        for e in evaluations()
    ]

    assert wanted
    assert [row for row in wanted if row not in rows] == []


def test_the_catalogue_for_staff_councils_names_nothing_that_is_gone():
    listed = re.findall(
        r"^\| `([\w.]+)` \|", text_of("docs/personalrat/auswertungskatalog.md"), re.M
    )

    assert listed == [evaluation.key for evaluation in evaluations()]


@pytest.mark.parametrize("name", ["verzeichnis.md", "loeschkonzept.md"])
def test_every_model_with_personal_data_stands_in_the_privacy_documents(name):
    found = re.findall(
        r"^\| `(\w+\.[A-Z]\w+)` \|", text_of(f"docs/datenschutz/{name}"), re.MULTILINE
    )
    listed = set(found)

    assert listed == {label for label, _ in personal_rules()}


def test_everything_that_happens_daily_stands_in_the_deletion_concept():
    text = text_of("docs/datenschutz/loeschkonzept.md").split("## Was jeden Tag")[1]

    listed = re.findall(r"^\| `([a-z_.]+)` \|", text, re.MULTILINE)
    assert sorted(listed) == [sweep.name for sweep in dailies()]


def test_no_document_names_a_path_of_somebodys_machine():
    named = [*PAGES, ROOT / "publiccode.yml"]
    found = [
        page.name
        for page in named
        if re.search(r"(?<![\w.])/(home|work|root|Users)/", page.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_documents_name_only_files_that_exist():
    ours = re.compile(r"`((?:src|tests|docs|scripts|requirements)/[\w./-]+)")
    named = {(page.name, path) for page in PAGES for path in ours.findall(page.read_text("utf-8"))}

    assert {(page, path) for page, path in named if not (ROOT / path).exists()} == set()
