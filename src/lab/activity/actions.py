"""Remembering deeds."""

from datetime import timedelta

from django.db import models
from django.dispatch import Signal
from django.utils import timezone

from lab.activity.models import DECISIONS, Activity, Verb
from lab.directory.housebook import Doer

recorded = Signal()
ACTOR_KEPT_FOR = timedelta(days=365)


def record(by: Doer, verb: Verb, thing: models.Model) -> Activity:
    """Remember a deed. Upper floors listen; their tasks commit or roll back with it."""
    activity = Activity.objects.create(
        lab_id=by.lab_id,
        actor_id=by.user_id,
        organisation_id=by.organisation_id,
        verb=verb,
        thing=thing,
    )
    recorded.send(Activity, activity=activity)
    return activity


def remember(by: Doer, verb: str, thing: models.Model) -> None:
    """Keep the book for the floor below, which says its verbs as plain words."""
    record(by, Verb(verb), thing)


def forget_actors() -> None:
    """Remove the actor of ordinary rows after twelve months; decisions keep theirs."""
    old = Activity.objects.filter(at__lt=timezone.now() - ACTOR_KEPT_FOR)
    old.exclude(verb__in=DECISIONS).exclude(actor=None).update(actor=None)
