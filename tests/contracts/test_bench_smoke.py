"""The benchmark itself works; how fast the house is, is not judged here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FIELDS = {"name", "value", "unit", "reference", "ratio", "aim", "met"}


@pytest.fixture(scope="module")
def tiny_run(tmp_path_factory):
    out = tmp_path_factory.mktemp("bench") / "results.json"
    command = [sys.executable, "-m", "bench", "--smoke", "--out", str(out)]
    run = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        words, _ = run.communicate(timeout=900)
    finally:
        run.terminate()
        run.wait()
    assert run.returncode == 0, words
    return words, json.loads(out.read_text(encoding="utf-8"))


def test_a_tiny_run_measures_pages_and_writes_the_results(tiny_run):
    words, results = tiny_run

    assert all(set(line) == FIELDS for line in results)
    assert any(line["name"].startswith("list as member") and line["ratio"] for line in results)
    assert "list as member" in words


def test_a_tiny_run_loses_no_request_and_doubles_no_confirmation(tiny_run):
    _words, results = tiny_run

    counted = [line for line in results if line["aim"] == "≤ 0"]
    assert len(counted) >= 5
    assert [line["name"] for line in counted if not line["met"]] == []
