"""Habits the house keeps: one place per question, no inline code, views that look first."""

import ast
import re

import pytest
from django.apps import apps

from tests.house.tree import LAB, functions, name_of, python_files, syntax, templates

JUNK = {"utils", "util", "helpers", "common", "mixins", "services", "managers", "base", "misc"}
INLINE = [
    re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    re.compile(r"<style\b", re.IGNORECASE),
    re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE),
    re.compile(r"""<[^>]*\son[a-z]+\s*=""", re.IGNORECASE),
    re.compile(r"hx-on|javascript:", re.IGNORECASE),
]
LOADS = re.compile(
    r"""<(?:script|img|link|iframe|source|video|audio)\b[^>]*(?:src|href)\s*=\s*["'](?:https?:)?//"""
)
GATES = {"visible_to", "for_editors"}


def views():
    return [p for p in python_files() if p.stem.startswith("views") or p.parent.name == "views"]


def test_names_say_what_is_inside():
    found = [path for path in LAB.rglob("*") if "migrations" not in path.parts]

    assert [name_of(p) for p in found if p.suffix in {"", ".py"} and p.stem in JUNK] == []


@pytest.mark.parametrize("rule", INLINE, ids=lambda rule: rule.pattern[:12])
def test_templates_hold_no_inline_code(rule):
    pages = [path for path in templates() if path.suffix in {".html", ".svg"}]
    pages = [path for path in pages if path.name != "mail.html"]  # programs for mail need it

    assert len(pages) > 10
    assert [name_of(path) for path in pages if rule.search(path.read_text())] == []


def test_templates_name_no_other_server():
    pages = [path for path in templates() if path.suffix in {".html", ".svg"}]
    text = {name_of(path): path.read_text() for path in pages}

    assert [name for name, words in text.items() if LOADS.search(words)] == []


def objects_without_gate(path):
    """Yield ``X.objects`` that is not followed by a gate."""
    tree = syntax(path)
    gated = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in GATES
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects" and id(node) not in gated:
            yield f"{name_of(path)}:{node.lineno}"


def test_views_see_only_what_the_viewer_may_see():
    assert len(views()) > 3
    assert [place for path in views() for place in objects_without_gate(path)] == []


def test_views_are_functions():
    classes = [
        f"{name_of(path)}:{node.name}"
        for path in views()
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.ClassDef)
        and any(
            "View" in ast.unparse(one) and "Viewer" not in ast.unparse(one) for one in node.bases
        )
    ]

    assert classes == []


def test_nobody_listens_to_saving():
    signals = re.compile(r"django\.db\.models(?:\.signals\b| import [^\n]*\bsignals\b)")

    assert [name_of(p) for p in python_files() if signals.search(p.read_text())] == []


def test_nothing_is_put_off_and_no_complaint_is_silenced():
    words = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|type: ignore")

    found = [name_of(p) for p in python_files(tests=True) if words.search(p.read_text())]
    assert found == []


def test_a_silenced_rule_has_a_reason():
    bare = re.compile(r"# noqa(?!: [A-Z0-9, ]+ +[–-] +\w)")

    assert [name_of(p) for p in python_files() if bare.search(p.read_text())] == []


def test_every_content_noun_says_to_whom_it_is_visible():
    own = [model for model in apps.get_models() if model.__module__.startswith("lab.")]

    found = {m.__name__ for m in own if hasattr(m._default_manager.all(), "visible_to")}
    assert {"Pitfall", "Approach", "Membership", "Profile", "Lab", "Organisation"} <= found


def test_whoever_acts_is_named():
    positional = [
        f"{name_of(path)}:{function.name}"
        for path in python_files()
        if path.stem == "actions" or path.parent.name == "actions"
        for function in functions(path)
        if not function.name.startswith("_")
        and "by" in [argument.arg for argument in function.args.args]
        and function.name not in {"record", "remember"}
    ]

    assert positional == []
