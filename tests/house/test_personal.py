"""Every model says what it keeps about people (architecture: deletion with a rule per model)."""

import pytest
from django.apps import apps

from lab.accounts.models import User
from lab.core.personal import PersonalData, rule_of

MODELS = sorted(apps.get_models(), key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_rule(model):
    assert rule_of(model) is not None, (
        f"{model._meta.label} states no rule (core.personal.register)"
    )


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_that_points_to_an_account_is_personal(model):
    points = [f.name for f in model._meta.concrete_fields if f.related_model is User]

    assert not points or isinstance(rule_of(model), PersonalData)


def test_no_hidden_table_points_to_an_account():
    hidden = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.auto_created and any(f.related_model is User for f in model._meta.fields)
    ]

    assert hidden == []
