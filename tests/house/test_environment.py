"""Every setting an operator can make is described, and no description is about nothing."""

import re

from lab.config.commands.words import parser
from lab.config.settings import env
from tests.house.tree import ROOT

BETRIEB = ROOT / "docs" / "betrieb.md"


def test_every_environment_variable_is_documented_and_none_besides():
    text = BETRIEB.read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| `(LAB_[A-Z_]+)` \|", text, re.MULTILINE))

    assert sorted(env.known - rows) == []
    assert sorted(rows - env.known) == []


def test_every_command_is_documented():
    text = BETRIEB.read_text(encoding="utf-8")
    commands = parser()._subparsers._group_actions[0].choices
    assert [name for name in commands if f"lab {name}" not in text] == []
