"""Whatever people type is text: it never becomes markup on any page."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Model

from tests.journeys.doors import PEOPLE, client, doors, paths
from tests.journeys.world import build

MARK = "'\"><xss onx=1>[x](javascript:1)"
OURS = {"accounts", "directory", "discussions", "knowledge", "search"}
KEPT = {"email", "slug", "password", "key", "domain", "tokens", "weights", "stream", "token"}


def typed_by_people(model: type[Model]) -> list[models.Field]:
    """Return the fields of a model that hold words of people, not values of the machine."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and not field.primary_key
        and not field.unique
        and field.name not in KEPT
        and not field.name.endswith(("_tag", "_hash", "_id", "_name", "_type"))
    ]


def poison() -> int:
    """Write the mark into every such field of every row; return how many fields there are."""
    number = 0
    for model in apps.get_models():
        if model._meta.app_label not in OURS:
            continue
        for field in typed_by_people(model):
            most = field.max_length or 4000
            model._base_manager.update(**{field.name: MARK[:most]})
            number += 1
        for field in model._meta.concrete_fields:
            if field.name == "early_signs":
                model._base_manager.update(early_signs=[MARK])
            elif field.name == "steps":
                model._base_manager.update(steps=[{"title": MARK, "text": MARK}])
            elif field.name == "legal_basis":
                model._base_manager.update(legal_basis=[{"norm": MARK, "as_of": MARK}])
    return number


@pytest.mark.django_db
def test_no_typed_text_becomes_markup_on_any_page():
    world = build()
    fields = poison()

    raw, seen = [], 0
    for door in doors():
        for path in paths(door, world):
            for who in PEOPLE:
                answer = client(who, world).get(path)
                if answer.streaming:
                    continue
                body = answer.content.decode(errors="replace")
                seen += "&lt;xss" in body
                if "<xss" in body or 'href="javascript:' in body:
                    raw.append((path, who))

    assert raw == []
    assert fields > 40
    assert seen > 40
