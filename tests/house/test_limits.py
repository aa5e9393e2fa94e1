"""Nothing grows until nobody understands it: the caps of docs/architektur and STYLE."""

import tomllib
from itertools import chain

from tests.house.tree import (
    LAB,
    ROOT,
    functions,
    length,
    lines_of,
    name_of,
    python_files,
    scripts,
    styles,
    templates,
)

FILE, FUNCTION, VIEW = 400, 40, 25
TEMPLATE, SCRIPT, STYLE = 120, 150, 250
README, APPS, DEPENDENCIES = 30, 18, 35


def longer_than(cap, paths):
    assert paths, "the walk found nothing"
    return [f"{name_of(path)}: {lines_of(path)}" for path in paths if lines_of(path) > cap]


def is_view(path):
    return path.stem.startswith("views") or "views" in path.parent.parts


def test_python_files_stay_short():
    assert longer_than(FILE, python_files(tests=True)) == []


def test_functions_stay_short():
    long = [
        f"{name_of(path)}:{function.name}: {length(function)}"
        for path in python_files()
        for function in functions(path)
        if length(function) > (VIEW if is_view(path) else FUNCTION)
    ]

    assert long == []


def test_templates_scripts_and_styles_stay_short():
    too_long = longer_than(TEMPLATE, templates())
    too_long += longer_than(SCRIPT, scripts())
    too_long += longer_than(STYLE, styles())

    assert too_long == []


def test_every_room_has_a_short_readme():
    rooms = sorted(path.parent for path in LAB.glob("*/apps.py"))

    missing = [room.name for room in rooms if not (room / "README.md").exists()]
    long = longer_than(README, [room / "README.md" for room in rooms if room.name not in missing])
    assert (missing, long, len(rooms) <= APPS) == ([], [], True)


def test_direct_dependencies_are_few_and_each_has_a_reason():
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = [*said["dependencies"], *chain.from_iterable(said["optional-dependencies"].values())]
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()

    names = {word.split(">")[0].split("=")[0].split("[")[0].strip().lower() for word in every}
    assert len(said["dependencies"]) <= DEPENDENCIES
    assert sorted(name for name in names if f"| {name} |" not in reasons) == []


def test_locks_name_no_index_and_hash_everything():
    locks = sorted((ROOT / "requirements").glob("*.txt"))

    text = {path.name: path.read_text(encoding="utf-8") for path in locks}
    assert {"lab.txt", "start.txt", "dev.txt"} <= set(text)
    assert [name for name, words in text.items() if "://" in words or "--index" in words] == []
    assert [name for name, words in text.items() if "--hash=sha256:" not in words] == []
