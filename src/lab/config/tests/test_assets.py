"""The styles a page links to: small, whole, and only rebuilt when something changed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lab.config import assets
from lab.config.styles import minified, only_used

LAB = Path(assets.__file__).resolve().parents[1]


def test_a_rule_for_a_class_in_use_stays():
    css = ".kern-btn--primary:hover{color:red}"

    kept = only_used(css)

    assert kept == css


def test_a_rule_for_a_class_nobody_uses_goes():
    css = ".kern-pb-xxs{padding:0}.kern-btn,.kern-card{margin:0}@media print{.kern-card{top:0}}"

    kept = only_used(css)

    assert kept == ".kern-btn{margin:0}"


def test_a_selector_with_brackets_is_not_torn_apart():
    css = ":is(body,.kern-light,[data-x=a]):not([class*=kern-level-]),.kern-card{color:red}"

    kept = only_used(css)

    assert kept == ":is(body,.kern-light,[data-x=a]):not([class*=kern-level-]){color:red}"


def test_braces_inside_an_image_do_not_end_a_rule():
    css = """.kern-btn{mask:url("data:a{}'");top:0}.kern-card{top:0}"""

    kept = only_used(css)

    assert kept == """.kern-btn{mask:url("data:a{}'");top:0}"""


def test_minifying_leaves_texts_and_sums_alone():
    css = 'a > b ::before {\n  /* why */\n  content: " ; { ";\n  width: calc(1rem + 2px);\n}\n'

    small = minified(css)

    assert small == 'a>b ::before{content:" ; { ";width:calc(1rem + 2px)}'


def test_every_own_style_sheet_is_delivered_once():
    names = [path.name for path in assets.own_styles()]

    assert sorted(names) == sorted(p.name for p in (assets.OWN / "css").glob("*.css"))
    assert names[0] == "tokens.css"


def test_the_first_load_is_small():
    assets.build()

    sizes = assets.first_load()

    assert set(sizes) == {"kern.css", "lab.css", "lab.js"}
    assert sum(sizes.values()) <= 40 * 1024


def test_nothing_is_built_twice():
    assets.build()

    assert assets.build() == []


def test_every_class_of_the_design_system_in_a_template_has_its_rule():
    assets.build()
    words = {
        word
        for path in LAB.rglob("templates/**/*.html")
        for text in re.findall(r'class="([^"{]*)', path.read_text(encoding="utf-8"))
        for word in text.split()
        if word.startswith("kern-")
    }

    kern = (assets.VENDOR / "kern.css").read_text(encoding="utf-8")

    assert [word for word in sorted(words) if f".{word}" not in kern] == []


def test_the_machines_npm_is_used_where_there_is_one(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")

    assert assets._npm() == ["/usr/bin/npm"]


def test_without_a_connection_one_sentence_says_so(monkeypatch, tmp_path):
    broken = subprocess.CompletedProcess([], 1, "", "npm error\nnpm error ENOTFOUND\n")
    monkeypatch.setattr(assets, "CACHE", tmp_path)
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_words: broken)

    with pytest.raises(assets.AssetsError, match="ließ sich nicht laden"):
        assets._install()


def test_the_command_ends_with_a_sentence_when_it_fails(monkeypatch, capsys):
    def fail():
        raise assets.AssetsError("Die Gestaltung fehlt.")

    monkeypatch.setattr(assets, "build", fail)

    code = assets.main()

    assert (code, capsys.readouterr().err) == (1, "Die Gestaltung fehlt.\n")


def test_the_subset_holds_german_letters_and_quotation_marks():
    assets.build()
    program = (
        "import sys; from fontTools.ttLib import TTFont;"
        "print(''.join(c for c in 'äöüÄÖÜßẞ„“‚‘–…€§≥→' if ord(c) not in TTFont(sys.argv[1])"
        ".getBestCmap()))"
    )
    font = str(assets.VENDOR / "fira-sans-400.woff2")

    missing = subprocess.run(
        [sys.executable, "-c", program, font], capture_output=True, text=True, check=True
    )

    assert missing.stdout.strip() == ""
