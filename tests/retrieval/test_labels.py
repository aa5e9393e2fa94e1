"""The labelled retrieval set is complete, well formed and split as its README promises."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
PHASES = {
    "idea",
    "planning",
    "procurement",
    "introduction",
    "operation",
    "dissemination",
    "closing",
}
TEXTS = {"pitfall": ("what_happened", "advice"), "approach": ("problem", "steps")}
LEAST = {
    "project": 45,
    "short": 20,
    "compound_split": 12,
    "compound_joined": 12,
    "inflection": 12,
    "typo": 15,
    "umlaut": 12,
    "paraphrase": 30,
    "nothing": 24,
}

Entries = list[dict[str, Any]]


@pytest.fixture(scope="module")
def documents() -> Entries:
    return json.loads((HERE / "documents.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def queries() -> Entries:
    return json.loads((HERE / "queries.json").read_text(encoding="utf-8"))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.lower()))


def words_of(document: dict[str, Any]) -> set[str]:
    texts = [document["title"], document.get("summary", ""), *document["themes"]]
    return words(" ".join(texts + [document[name] for name in TEXTS[document["kind"]]]))


def test_there_are_enough_documents_of_both_kinds(documents: Entries) -> None:
    kinds = Counter(document["kind"] for document in documents)

    assert kinds["pitfall"] >= 110
    assert kinds["approach"] >= 50
    assert set(kinds) == set(TEXTS)


def test_every_document_has_its_texts_themes_and_phase(documents: Entries) -> None:
    for document in documents:
        first, second = TEXTS[document["kind"]]
        required = {"id", "kind", "title", first, second, "themes", "phase"}

        assert required <= set(document) <= required | {"summary"}, document["id"]
        assert all(document[name].strip() for name in ("title", first, second)), document["id"]
        assert document["themes"], document["id"]
        assert document["phase"] in PHASES, document["id"]
        assert document["id"].startswith(document["kind"][0]), document["id"]


@pytest.mark.parametrize("name", ["documents", "queries"])
def test_ids_are_unique(name: str, request: pytest.FixtureRequest) -> None:
    ids = [entry["id"] for entry in request.getfixturevalue(name)]

    assert len(ids) == len(set(ids))


def test_no_title_and_no_query_occurs_twice(documents: Entries, queries: Entries) -> None:
    assert len({document["title"] for document in documents}) == len(documents)
    assert len({query["text"].lower() for query in queries}) == len(queries)


def test_there_are_enough_queries_of_every_type(queries: Entries) -> None:
    types = Counter(query["type"] for query in queries)

    assert len(queries) >= 180
    assert set(types) == set(LEAST)
    assert [name for name, least in LEAST.items() if types[name] < least] == []


def test_labels_name_documents_with_grades_from_one_to_three(
    documents: Entries, queries: Entries
) -> None:
    known = {document["id"] for document in documents}

    for query in queries:
        assert set(query) == {"id", "text", "type", "split", "relevant"}, query["id"]
        assert set(query["relevant"]) <= known, query["id"]
        assert set(query["relevant"].values()) <= {1, 2, 3}, query["id"]


def test_only_nothing_queries_have_no_label(queries: Entries) -> None:
    for query in queries:
        assert (query["relevant"] == {}) == (query["type"] == "nothing"), query["id"]


def test_every_document_is_wanted_by_some_query(documents: Entries, queries: Entries) -> None:
    wanted = {name for query in queries for name in query["relevant"]}

    assert {document["id"] for document in documents} - wanted == set()


def test_the_split_follows_the_hash_of_the_id_within_each_type(queries: Entries) -> None:
    by_type: dict[str, Entries] = defaultdict(list)
    for query in queries:
        by_type[query["type"]].append(query)

    for name, members in by_type.items():
        members.sort(key=lambda query: hashlib.sha256(query["id"].encode()).hexdigest())
        tuned = round(len(members) * 0.45)
        expected = ["tune"] * tuned + ["test"] * (len(members) - tuned)

        assert [query["split"] for query in members] == expected, name


def test_the_test_part_holds_enough_queries_for_which_nothing_fits(queries: Entries) -> None:
    held = [q for q in queries if q["type"] == "nothing" and q["split"] == "test"]

    assert len(held) >= 12


@pytest.mark.parametrize("kind", ["compound_split", "compound_joined", "typo", "umlaut"])
def test_the_deciding_word_is_in_the_document_only_in_the_other_form(
    kind: str, documents: Entries, queries: Entries
) -> None:
    vocabulary = {document["id"]: words_of(document) for document in documents}

    for query in (q for q in queries if q["type"] == kind):
        exact = [name for name, grade in query["relevant"].items() if grade == 3]
        shared = set().union(*(vocabulary[name] for name in exact))

        assert exact, query["id"]
        assert words(query["text"]) - shared, query["id"]


def test_most_queries_do_without_the_words_of_the_titles_they_should_find(
    documents: Entries, queries: Entries
) -> None:
    titles = {document["id"]: words(document["title"]) for document in documents}
    counted = {word for title in titles.values() for word in title}
    common = {word for word in counted if sum(word in t for t in titles.values()) > 4}
    labelled = [query for query in queries if query["relevant"]]

    near = [
        query
        for query in labelled
        if any(
            (words(query["text"]) & titles[name]) - common
            for name, grade in query["relevant"].items()
            if grade == 3
        )
    ]

    assert len(near) < len(labelled) / 3
