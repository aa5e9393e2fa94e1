"""What knowledge keeps about people, for how long, and how it is handed out and erased."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from lab.core.personal import NotPersonal, PersonalData, register
from lab.knowledge.actions.removal import remove
from lab.knowledge.models import (
    Approach,
    ApproachTheme,
    Attachment,
    Avoidance,
    Pitfall,
    PitfallTheme,
    Question,
    Redaction,
    Rejection,
    Release,
    Tap,
    Theme,
    Version,
    Voice,
)
from lab.knowledge.models.contribution import Signature
from lab.knowledge.models.voice import person_tag

Rows = Iterable[dict[str, Any]]
NOUNS: tuple[type[Pitfall], type[Approach]] = (Pitfall, Approach)
NOT_TOLD = frozenset({"id", "claim_hash", "external_id", "predecessor", "merged_into", "lab"})


def _plain(row: Model) -> dict[str, Any]:
    """Return the fields of a row as plain words and numbers, without keys of the database."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in NOT_TOLD or field.is_relation or value in ("", None, [], {}):
            continue
        told[field.name] = value.isoformat() if hasattr(value, "isoformat") else value
    return told


def _written(noun: type[Pitfall] | type[Approach]) -> Callable[[int], Rows]:
    def export(user_id: int) -> Iterator[dict[str, Any]]:
        for row in noun._default_manager.filter(author__user=user_id).select_related("lab"):
            yield {"lab": row.lab.name, **_plain(row)}

    return export


def _unsign(noun: type[Pitfall] | type[Approach]) -> Callable[[int], None]:
    """Remove what nobody else was meant to read; the rest stays, signed by the house alone."""

    def erase(user_id: int) -> None:
        mine = noun._default_manager.filter(author__user=user_id)
        for row in mine.filter(publish_on=None):
            remove(row)
        signed = Q(signature__in=[Signature.NAME, Signature.ROLE])
        mine.filter(signed).update(signature=Signature.ORGANISATION)
        mine.update(author=None)

    return erase


def _decided(model: type[Model], by: str) -> Callable[[int], Rows]:
    def export(user_id: int) -> Iterator[dict[str, Any]]:
        for row in model._default_manager.filter(**{f"{by}__user": user_id}):
            yield _plain(row)

    return export


def _forget_decider(model: type[Model], by: str) -> Callable[[int], None]:
    def erase(user_id: int) -> None:
        model._default_manager.filter(**{f"{by}__user": user_id}).update(**{by: None})

    return erase


def _own_voices(user_id: int) -> list[Voice]:
    """Return what this person said: the tag is computed anew for each pitfall with voices."""
    spoken = Pitfall.objects.filter(voices__isnull=False).distinct().only("pk")
    tags = [person_tag(user_id, pitfall) for pitfall in spoken.iterator()]
    return list(Voice.objects.filter(person_tag__in=tags).select_related("pitfall"))


def _own_taps(user_id: int) -> list[Tap]:
    tapped = Approach.objects.filter(taps__isnull=False).distinct().only("pk")
    tags = [person_tag(user_id, approach) for approach in tapped.iterator()]
    return list(Tap.objects.filter(person_tag__in=tags).select_related("approach"))


def _voices(user_id: int) -> Iterator[dict[str, Any]]:
    for voice in _own_voices(user_id):
        told = {"kind": str(voice.get_kind_display()), "value": voice.value, "story": voice.story}
        yield {"title": voice.pitfall.title, **told}


def _forget_voices(user_id: int) -> None:
    for voice in _own_voices(user_id):
        pitfall, kind = voice.pitfall, voice.kind
        voice.delete()
        houses = pitfall.voices.filter(kind=kind).values("organisation_tag").distinct().count()
        if kind in COUNTERS:
            Pitfall.objects.filter(pk=pitfall.pk).update(**{COUNTERS[kind]: houses})


COUNTERS = {Voice.Kind.ALSO_HERE.value: "also_here", Voice.Kind.WARNED.value: "warned"}


def _taps(user_id: int) -> Iterator[dict[str, Any]]:
    names = ("advantage", "fit", "simplicity", "trialability", "visibility", "missing")
    for tap in _own_taps(user_id):
        yield {"title": tap.approach.title, **{name: getattr(tap, name) for name in names}}


def _forget_taps(user_id: int) -> None:
    for tap in _own_taps(user_id):
        tap.delete()


def register_rules() -> None:
    """State the rule of every model of this app."""
    stays = _("as long as the text is of use; unsigned when the account is deleted")
    for noun in NOUNS:
        share = PersonalData(
            purpose=_("Sharing experience between organisations"),
            retention=stays,
            export=_written(noun),
            erase=_unsign(noun),
        )
        register(noun, share, order=20)
    deciders: list[tuple[type[Model], str]] = [
        (Release, "by"),
        (Rejection, "by"),
        (Question, "asked_by"),
    ]
    for decision, by in deciders:
        decided = PersonalData(
            purpose=_("Showing that two organisations examined a text"),
            retention=_("as long as the text exists; without the person after the account ends"),
            export=_decided(decision, by),
            erase=_forget_decider(decision, by),
        )
        register(decision, decided, order=30)
    _register_taps()
    for model, reason in NOTHING.items():
        register(model, NotPersonal(reason))


def _register_taps() -> None:
    purpose = _("Showing what helps others; under a pseudonym")
    retention = _("as long as the text exists, or until taken back")
    register(Voice, PersonalData(purpose, retention, _voices, _forget_voices), order=10)
    register(Tap, PersonalData(purpose, retention, _taps, _forget_taps), order=10)


NOTHING: dict[type[Model], str] = {
    Theme: "a word of the shared list",
    PitfallTheme: "links a pitfall and a theme",
    ApproachTheme: "links an approach and a theme",
    Avoidance: "links an approach and a pitfall",
    Version: "an earlier text of an approach, without its author",
    Attachment: "a file without metadata; it goes with its text",
    Redaction: "what an organisation took out of a text; the words go at publication",
}
