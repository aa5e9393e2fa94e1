"""Settings of the tests: those of the house, in a folder of their own that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="lab-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [
    name for name in os.environ if name.startswith("LAB_") and not name.startswith("LAB_TEST_")
]:
    del os.environ[_name]
(_folder / "static").mkdir()
os.environ["LAB_DATA"] = str(_folder)

from lab.config.environment import database  # noqa: E402
from lab.config.settings import *  # noqa: E402, F403
from lab.config.settings import LAB_TEST_DATABASE_URL  # noqa: E402

LAB_PUBLICATION_DELAY = (3, 14)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if LAB_TEST_DATABASE_URL:
    DATABASES = {"default": database(LAB_TEST_DATABASE_URL, _folder)}
    DATABASES["default"]["OPTIONS"] = {}
else:
    DATABASES["default"]["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
