"""The tree as the house tests walk it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAB = ROOT / "src" / "lab"


def python_files(*, tests=False):
    """Return our Python files, without migrations and, by default, without tests."""
    found = [path for path in LAB.rglob("*.py") if "migrations" not in path.parts]
    return sorted(path for path in found if tests or "tests" not in path.parts)


def templates():
    return sorted(path for path in LAB.glob("*/templates/**/*") if path.is_file())


def scripts():
    found = LAB.glob("*/static/*/**/*.js")
    return sorted(path for path in found if "vendor" not in path.parts)


def styles():
    found = LAB.glob("*/static/*/**/*.css")
    return sorted(path for path in found if "vendor" not in path.parts)


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def lines_of(path):
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def syntax(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path):
    """Yield every function and method of a file."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function):
    return function.end_lineno - function.lineno + 1
