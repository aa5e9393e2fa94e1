"""Installations for the contracts: one demo lab is made once, every test gets a copy of it."""

import itertools
import os

import pytest

from tests.contracts.console import MODEL, House, copy_of, drop_database, new_database

numbers = itertools.count()


@pytest.fixture(scope="module")
def model_house(tmp_path_factory):
    """An installation right after its first start."""
    house = House(tmp_path_factory.mktemp("model") / "var", new_database(MODEL))
    done = house.lab("demo")
    assert done.returncode == 0, done.stderr
    yield house
    drop_database(MODEL)


@pytest.fixture
def house(model_house, tmp_path):
    name = f"lab_contract_{os.getpid()}_{next(numbers)}"
    yield copy_of(model_house, tmp_path / "var", name)
    drop_database(name)


@pytest.fixture
def empty_house(tmp_path):
    name = f"lab_contract_{os.getpid()}_{next(numbers)}"
    yield House(tmp_path / "empty", new_database(name))
    drop_database(name)
