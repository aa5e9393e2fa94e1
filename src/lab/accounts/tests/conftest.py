import pytest
from django.core.cache import cache
from django.test import Client

from lab.accounts import admission


@pytest.fixture(autouse=True)
def nobody_has_tried_anything():
    """Every test begins with fresh counters."""
    cache.clear()


@pytest.fixture
def luenen_takes_part(monkeypatch):
    """Addresses of luenen.example may sign up, and whoever holds the invitation "komm"."""
    gates = [lambda email, token: email.endswith("@luenen.example") or token == "komm"]
    monkeypatch.setattr(admission, "_gates", gates)
    welcomed = []
    monkeypatch.setattr(
        admission, "_welcomes", [lambda user, token: welcomed.append((user.email, token))]
    )
    return welcomed


@pytest.fixture
def client_maker():
    """Further browsers."""
    return Client
