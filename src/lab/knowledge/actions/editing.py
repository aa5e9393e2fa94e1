"""Writing and changing signed texts; a change after a release is read by editors again."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from lab.activity.actions import record
from lab.activity.models import Verb
from lab.directory.models import Membership
from lab.knowledge.actions.locking import T, lock, unchanged
from lab.knowledge.actions.versions import keep_version
from lab.knowledge.models import Approach, Pitfall, Theme, Visibility

OPENNESS = [
    Visibility.PRIVATE,
    Visibility.ORGANISATION,
    Visibility.NETWORK,
    Visibility.PUBLIC,
]
NOT_TEXT = frozenset({"visibility", "signature"})


@dataclass(frozen=True)
class Draft:
    """What somebody typed into a form: fields, themes, and whether it is ready for others."""

    fields: Mapping[str, Any]
    themes: Iterable[Theme] | None = None
    avoided_by: Iterable[Approach] | None = None
    note: str = ""
    is_ready: bool = True


@transaction.atomic
def write_approach(draft: Draft, *, by: Membership) -> Approach:
    """Keep a new approach; when it is ready it waits for editors or appears in-house."""
    approach = Approach(lab_id=by.lab_id, author=by, organisation_id=by.organisation_id)
    _fill(approach, draft)
    _place(approach, draft)
    approach.save()
    approach.themes.set(draft.themes or [])
    record(by, Verb.SUBMITTED if approach.awaits_release else Verb.CREATED, approach)
    return approach


@transaction.atomic
def edit(thing: T, draft: Draft, *, by: Membership, revision: int) -> T:
    """Change a text as it was last seen; what others already read is released anew."""
    old = lock(thing)
    unchanged(old, revision)
    new = copy(old)
    is_new_text = _fill(new, draft) | _links_differ(old, draft)
    if is_new_text or _is_opened(old, new) or _is_unread(new, draft):
        _place(new, draft)
    if not is_new_text and _standing(old) == _standing(new):
        return old
    if is_new_text and isinstance(old, Approach) and isinstance(new, Approach):
        keep_version(old, new, note=draft.note)
    new.revision += 1
    new.save()
    _link(new, draft)
    if new.publish_on is None:
        new.releases.valid().update(voided_on=timezone.localdate())
    record(by, Verb.EDITED, new)
    return new


def _fill(thing: Pitfall | Approach, draft: Draft) -> bool:
    """Take over what was typed and tell whether the text is another one now."""
    differs = False
    for name, value in draft.fields.items():
        differs |= name not in NOT_TEXT and getattr(thing, name) != value
        setattr(thing, name, value)
    return differs


def _links_differ(thing: Pitfall | Approach, draft: Draft) -> bool:
    """Would the text have other themes, or be avoided by other approaches?"""
    differs = draft.themes is not None and set(thing.themes.all()) != set(draft.themes)
    if isinstance(thing, Pitfall) and draft.avoided_by is not None:
        differs |= set(thing.approaches.all()) != set(draft.avoided_by)
    return differs


def _link(thing: Pitfall | Approach, draft: Draft) -> None:
    if draft.themes is not None:
        thing.themes.set(draft.themes)
    if isinstance(thing, Pitfall) and draft.avoided_by is not None:
        thing.approaches.set(draft.avoided_by)


def _standing(thing: Pitfall | Approach) -> tuple[object, ...]:
    """Return who may read it and since when."""
    return thing.visibility, thing.signature, thing.submitted_on, thing.publish_on


def _is_opened(old: Pitfall | Approach, new: Pitfall | Approach) -> bool:
    """Would more people read it than before?"""
    if old.visibility == new.visibility:
        return False
    return OPENNESS.index(Visibility(new.visibility)) > OPENNESS.index(Visibility(old.visibility))


def _is_unread(thing: Pitfall | Approach, draft: Draft) -> bool:
    """Is it not read by others, or no longer meant to be?"""
    is_taken_back = thing.visibility == Visibility.PRIVATE or not draft.is_ready
    return is_taken_back or thing.publish_on is None


def _place(thing: Pitfall | Approach, draft: Draft) -> None:
    """Say where the text stands now: draft, in-house at once, or waiting for editors."""
    today = timezone.localdate()
    is_draft = thing.visibility == Visibility.PRIVATE or not draft.is_ready
    is_in_house = thing.visibility == Visibility.ORGANISATION and not is_draft
    thing.submitted_on = None if is_draft else thing.submitted_on or today
    thing.publish_on = (thing.publish_on or today) if is_in_house else None
