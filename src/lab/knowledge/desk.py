"""The editors' desk: what waits, and what one text looks like to those who read it first."""

from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from lab.core.access import may
from lab.core.audience import Viewer
from lab.directory.models import Organisation
from lab.knowledge.actions.locking import T
from lab.knowledge.deidentification import Finding, Kind, suggest
from lab.knowledge.models import Approach, Pitfall, Question, Redaction, Release
from lab.knowledge.passages import Text, texts_of

NOUNS: dict[str, type[Pitfall] | type[Approach]] = {
    "stolperfalle": Pitfall,
    "ansatz": Approach,
}
SLUGS = {noun: slug for slug, noun in NOUNS.items()}
MOST = 100


def find(viewer: Viewer, kind: str, public_id: str) -> Pitfall | Approach:
    """Return a text handed in for others, to editors of its lab; to others it is not there."""
    noun = NOUNS.get(kind)
    found = (
        noun.objects.known_to_editors(viewer)
        .select_related("lab", "organisation", "author__user")
        .filter(public_id=public_id)
        .first()
        if noun
        else None
    )
    if found is None:
        raise Http404
    return found


def editable(noun: type[T], viewer: Viewer, public_id: str) -> T:
    """Return a text the viewer may read as a reader, an author or an editor of its lab."""
    rows = noun._default_manager.filter(lab=viewer.lab_id, public_id=public_id)
    readable = noun.objects.visible_to(viewer).values("pk")
    edited = noun.objects.known_to_editors(viewer).values("pk")
    found = (
        rows.filter(Q(pk__in=readable) | Q(pk__in=edited))
        .select_related("lab", "organisation", "author__user")
        .first()
    )
    if found is None:
        raise Http404
    return cast(T, found)


def slug_of(thing: Pitfall | Approach) -> str:
    """Return the word for the kind of text in addresses of the desk."""
    return SLUGS[type(thing)]


@dataclass(frozen=True)
class Waiting:
    """A text in the queue: how many releases it has, and whether an answer is awaited."""

    thing: Pitfall | Approach
    released: int
    days_left: int
    needs_me: bool

    @property
    def slug(self) -> str:
        """Return the word for its kind in addresses."""
        return slug_of(self.thing)


def queue(viewer: Viewer) -> list[Waiting]:
    """Return what waits for release, oldest day first; on one day in no telling order."""
    found = [row for noun in NOUNS.values() for row in _waiting(noun, viewer)]
    return sorted(found, key=lambda row: (row.thing.submitted_on, row.thing.pk))


def _waiting(noun: type[Pitfall] | type[Approach], viewer: Viewer) -> list[Waiting]:
    rows = noun.objects.for_editors(viewer).select_related("organisation")
    things: list[Any] = list(
        rows.annotate(
            valid_releases=Count("releases", filter=Q(releases__voided_on=None), distinct=True)
        ).order_by("submitted_on", "pk")[:MOST]
    )
    name = noun.kind
    keys = [thing.pk for thing in things]
    blocking = Question.objects.blocking().filter(**{f"{name}__in": keys})
    left = {getattr(question, f"{name}_id"): question.days_left for question in blocking}
    mine = set(
        noun.objects.filter(pk__in=keys)
        .needing(viewer.organisation_id)
        .values_list("pk", flat=True)
    )
    return [
        Waiting(thing, thing.valid_releases, left.get(thing.pk, 0), thing.pk in mine)
        for thing in things
    ]


def due_for_review(viewer: Viewer) -> list[Pitfall | Approach]:
    """Return published texts whose review date has come, longest overdue first."""
    found: list[Pitfall | Approach] = []
    for noun in NOUNS.values():
        rows = noun.objects.known_to_editors(viewer).due_for_review().select_related("organisation")
        found += list(rows.filter(is_example=False).order_by("review_on", "pk")[:MOST])
    return sorted(found, key=lambda thing: (thing.review_on or timezone.localdate(), thing.pk))


class Passage(NamedTuple):
    """A marked passage: its number, where it stands, and what was or could be decided."""

    number: int
    place: str
    kind: str
    label: str | Promise
    words: str
    replacement: str
    redaction: Redaction | None

    @property
    def is_open(self) -> bool:
        """Has nobody decided about it?"""
        return self.redaction is None


class Paragraphs(NamedTuple):
    """One text with its marks, ready for the page."""

    label: str
    marked: SafeString


@dataclass(frozen=True)
class Desk:
    """One text as editors read it: marked passages, checklist, releases, questions."""

    passages: list[Passage]
    texts: list[Paragraphs]
    checks: list[tuple[str | Promise, bool]]
    releases: list[Release]
    questions: list[Question]

    @property
    def open_passages(self) -> int:
        """How many passages has nobody decided about?"""
        return sum(passage.is_open for passage in self.passages)

    @property
    def decided_passages(self) -> int:
        """How many passages have been decided?"""
        return len(self.passages) - self.open_passages


CHECKS: list[tuple[str | Promise, frozenset[Kind]]] = [
    (_("Names"), frozenset({Kind.NAME, Kind.FUNCTION, Kind.CONTACT})),
    (_("Office, department"), frozenset({Kind.UNIT})),
    (_("Place"), frozenset({Kind.PLACE})),
    (_("Date"), frozenset({Kind.DATE})),
    (_("Amounts"), frozenset({Kind.AMOUNT})),
    (_("Rare features"), frozenset({Kind.RARE})),
]


def lay_out(thing: Pitfall | Approach) -> Desk:
    """Read a text for editors."""
    texts = texts_of(thing)
    redactions = list(thing.redactions.select_related("organisation").order_by("pk"))
    found = _open_findings(texts, redactions, _places(thing))
    passages = _numbered(redactions, found)
    open_kinds = {passage.kind for passage in passages if passage.is_open}
    checks = [(word, open_kinds.isdisjoint(kinds)) for word, kinds in CHECKS]
    releases = thing.releases.valid().select_related("organisation").order_by("on", "pk")
    return Desk(
        passages=passages,
        texts=[Paragraphs(text.label, _marked(text, passages)) for text in texts],
        checks=checks,
        releases=list(releases),
        questions=list(thing.questions.select_related("organisation").order_by("asked_on", "pk")),
    )


def may_do(viewer: Viewer, thing: Pitfall | Approach) -> dict[str, bool]:
    """Tell what the viewer may do with the text at the desk."""
    deeds = ("release", "reject", "work_on", "edit", "review")
    return {f"may_{deed}": may(viewer, f"knowledge.{deed}", thing) for deed in deeds}


def _places(thing: Pitfall | Approach) -> list[str]:
    houses = Organisation.objects.filter(partnerships__lab=thing.lab_id)
    return [name for pair in houses.values_list("name", "short_name") for name in pair]


def _open_findings(
    texts: list[Text], redactions: list[Redaction], places: list[str]
) -> list[tuple[str, Finding]]:
    decided = {(row.field, row.original) for row in redactions if row.outcome == "kept"}
    found: dict[tuple[str, str], Finding] = {}
    for text in texts:
        for finding in suggest(text.words, places):
            key = (text.place, finding.passage)
            if key not in decided:
                found.setdefault(key, finding)
    return [(place, finding) for (place, _words), finding in found.items()]


def _numbered(redactions: list[Redaction], found: list[tuple[str, Finding]]) -> list[Passage]:
    done = [
        Passage(n, row.field, row.kind, _label(row.kind), row.original, row.replacement, row)
        for n, row in enumerate(redactions, 1)
    ]
    still = [
        Passage(n, place, one.kind, one.label, one.passage, one.suggestion, None)
        for n, (place, one) in enumerate(found, len(done) + 1)
    ]
    return done + still


def _label(kind: str) -> str | Promise:
    return Kind(kind).label if kind in Kind.values else _("Passage")


def _marked(text: Text, passages: list[Passage]) -> SafeString:
    """Mark the passages of one text: decided ones solid, open ones dashed."""
    spans = sorted(_spans(text, passages), key=lambda span: (span[0], -span[1]))
    parts: list[str] = []
    at = 0
    for start, end, passage in spans:
        if start < at:
            continue
        parts.append(text.words[at:start])
        parts.append(_mark(text.words[start:end], passage))
        at = end
    parts.append(text.words[at:])
    return format_html_join("", "{}", ((part,) for part in parts))


def _spans(text: Text, passages: list[Passage]) -> list[tuple[int, int, Passage]]:
    found = []
    for passage in passages:
        is_replaced = passage.redaction is not None and passage.redaction.outcome == "replaced"
        words = passage.replacement if is_replaced else passage.words
        start = text.words.find(words) if words and passage.place == text.place else -1
        if start >= 0:
            found.append((start, start + len(words), passage))
    return found


def _mark(words: str, passage: Passage) -> SafeString:
    style = "deid open" if passage.is_open else "deid"
    return format_html('<mark class="{}">{}<sup>{}</sup></mark>', style, words, passage.number)
