"""What every test may use: a browser whose session cookie is signed as ours is."""

import pytest
from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.test import Client

from lab.accounts.sessions import SALT


class SignedClient(Client):
    """Django's test browser; ``force_login`` leaves the cookie a real sign-in leaves."""

    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        cookie = self.cookies[settings.SESSION_COOKIE_NAME]
        self.cookies[settings.SESSION_COOKIE_NAME] = signing.TimestampSigner(salt=SALT).sign(
            cookie.value
        )


@pytest.fixture(autouse=True)
def fresh_memory():
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def client():
    return SignedClient()


@pytest.fixture
def another_client():
    return SignedClient()
