"""How well search and foresight answer, measured on queries nobody tuned on.

Printed with ``pytest -s``: one line per type beside two plain baselines in the same run.
"""

import pytest
from django.db import connection

from lab.directory.factories import MembershipFactory
from lab.knowledge.models import Approach, Pitfall, Theme
from lab.knowledge.models.approach import ApproachTheme
from lab.knowledge.models.pitfall import PitfallTheme
from lab.search import actions
from lab.search.foresight import foresee
from tests.retrieval import measure

AIMS = {
    "nDCG@10 by words": 0.65,
    "nDCG@10 with meaning": 0.82,
    "shown on nothing": 0.3,
    "silent where something fits": 0.1,
    "times the baselines on compounds and typos": 2.0,
}
# What this version reaches on the test part. An aim that is not reached stands here with the figure
# measured, so that it can only get better; nobody may lower a line without saying so in CHANGELOG.
REACHED_BY_WORDS = {
    "nDCG@10": 0.62,
    "shown on nothing": 0.3,
    "silent": 0.22,
}  # measured .633 .12 .20
REACHED_WITH_MEANING = {"nDCG@10": 0.74, "shown on nothing": 0.3, "silent": 0.1}  # .748 .12 .094
NOT_BETTER_THAN_A_BASELINE = {"paraphrase"}  # plain FTS5 .407, own .389 by words; .555 with meaning
MECHANICAL = ("compound_joined", "compound_split", "typo")

pytestmark = [pytest.mark.retrieval, pytest.mark.django_db]


def published(member, document):
    text = {
        "title": document["title"][:100],
        "external_id": document["id"],
        "lab": member.lab,
        "author": member,
        "organisation": member.organisation,
        "visibility": "network",
        "submitted_on": "2026-01-05",
        "publish_on": "2026-01-05",
    }
    if document["kind"] == "pitfall":
        return Pitfall.objects.create(
            what_happened=document["what_happened"],
            advice=document["advice"],
            phases=[document["phase"]] if document.get("phase") else [],
            **text,
        )
    steps = document["steps"]
    steps = steps if isinstance(steps, list) else [steps]
    return Approach.objects.create(
        summary=(document.get("summary") or "")[:240],
        problem=document["problem"],
        steps=[step if isinstance(step, dict) else {"title": "", "text": step} for step in steps],
        no_known_limits=True,
        **text,
    )


def with_themes(thing, names):
    for name in names:
        theme, _ = Theme.objects.get_or_create(
            name=name, defaults={"slug": f"t-{name.lower()}"[:60]}
        )
        if thing.kind == "pitfall":
            PitfallTheme.objects.create(pitfall=thing, theme=theme)
        else:
            ApproachTheme.objects.create(approach=thing, theme=theme)


def stock(documents):
    member = MembershipFactory()
    for document in documents:
        with_themes(published(member, document), document["themes"])
    actions.rebuild()
    return member


def ids(hints):
    return [hint.thing.external_id for hint in hints]


def answered(name, member, asked):
    report = measure.Report(name)
    for query in asked:
        seen = foresee(member.viewer, query["text"])
        report.add(query, ids(seen.ranking), ids([*seen.pitfalls, *seen.approaches]))
    return report


def baseline(name, rank, asked):
    texts = {document["id"]: measure.whole(document) for document in measure.documents()}
    found = rank(texts, {query["id"]: query["text"] for query in asked})
    report = measure.Report(name)
    for query in asked:
        report.add(query, found[query["id"]])
    return report


def measured(name, *, with_baselines):
    """Measure both parts of the queries; return the report on the part nobody tuned on."""
    member = stock(measure.documents())
    for split in ("tune", "test"):
        asked = measure.queries(split)
        own = answered(name, member, asked)
        reports = [own]
        if with_baselines:
            reports.append(baseline("FTS5", measure.plain_fts5, asked))
        if with_baselines and connection.vendor == "postgresql":
            reports.append(baseline("PostgreSQL german", measure.plain_german, asked))
        print(f"\n{split}\n{measure.table(reports)}")
    return own, reports[1:]


def keeps_what_was_reached(report, reached):
    assert report.overall() >= reached["nDCG@10"]
    assert report.shown_on_nothing <= reached["shown on nothing"]
    assert report.silence <= reached["silent"]


def test_words_alone(settings):
    settings.LAB_SEMANTIC = False

    own, baselines = measured("words", with_baselines=True)

    keeps_what_was_reached(own, REACHED_BY_WORDS)
    for plain in baselines:
        worse = {kind for kind in own.scores if own.of(kind) <= plain.of(kind)}
        assert worse <= NOT_BETTER_THAN_A_BASELINE
        for kind in MECHANICAL:
            least = AIMS["times the baselines on compounds and typos"] * plain.of(kind)
            assert own.of(kind) >= least


def test_words_and_meaning(settings):
    settings.LAB_SEMANTIC = True

    own, _ = measured("words + meaning", with_baselines=False)

    keeps_what_was_reached(own, REACHED_WITH_MEANING)


def test_the_odds_are_the_same_among_34_and_among_199_texts(settings):
    settings.LAB_SEMANTIC = False
    few = measure.documents()[::6]
    asked = measure.queries("tune")
    member = stock(few)
    before = odds_of(member, asked)

    for document in measure.documents():
        if document not in few:
            with_themes(published(member, document), document["themes"])
    actions.rebuild()
    after = odds_of(member, asked)

    both = before.keys() & after.keys()
    assert len(both) > 100
    moved = [pair for pair in both if abs(before[pair] - after[pair]) > 0.05]
    assert len(moved) / len(both) <= 0.02


def odds_of(member, asked):
    return {
        (query["id"], hint.thing.external_id): hint.score
        for query in asked
        for hint in foresee(member.viewer, query["text"]).ranking
    }
