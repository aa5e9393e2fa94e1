"""Measuring: nDCG, recall, success, silence, and two plain baselines in the same run."""

import json
import math
import re
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from django.db import connection

HERE = Path(__file__).parent
WORD = re.compile(r"\w+")
COLUMNS = ("nDCG@10", "recall@5", "success@3")


def documents():
    return json.loads((HERE / "documents.json").read_text(encoding="utf-8"))


def queries(split):
    told = json.loads((HERE / "queries.json").read_text(encoding="utf-8"))
    return [query for query in told if query["split"] == split]


def whole(document):
    steps = document.get("steps", "")
    if isinstance(steps, list):
        steps = " ".join(
            step if isinstance(step, str) else " ".join(step.values()) for step in steps
        )
    names = ("title", "summary", "what_happened", "problem", "advice")
    return " ".join([*(document.get(name) or "" for name in names), steps, *document["themes"]])


def ndcg(ranking, relevant, places=10):
    gain = sum(relevant.get(key, 0) / math.log2(n + 2) for n, key in enumerate(ranking[:places]))
    grades = sorted(relevant.values(), reverse=True)[:places]
    return gain / sum(grade / math.log2(n + 2) for n, grade in enumerate(grades))


def recall(ranking, relevant, places=5):
    wanted = {key for key, grade in relevant.items() if grade >= 2} or set(relevant)
    return len(wanted.intersection(ranking[:places])) / min(len(wanted), places)


def success(ranking, relevant, places=3):
    return float(any(relevant.get(key, 0) >= 2 for key in ranking[:places]))


@dataclass
class Report:
    """What one way of searching reached, per type of query."""

    name: str
    scores: dict = field(default_factory=lambda: defaultdict(list))
    silent: list = field(default_factory=list)
    on_nothing: list = field(default_factory=list)

    def add(self, query, ranking, shown=None):
        relevant = query["relevant"]
        if not relevant:
            self.on_nothing.append(len(shown or ()))
            return
        self.scores[query["type"]].append(
            (ndcg(ranking, relevant), recall(ranking, relevant), success(ranking, relevant))
        )
        if shown is not None:
            self.silent.append(not shown)

    @property
    def silence(self):
        return fmean(self.silent)

    @property
    def shown_on_nothing(self):
        return fmean(self.on_nothing)

    def of(self, kind, column=0):
        return fmean(row[column] for row in self.scores[kind])

    def overall(self, column=0):
        return fmean(row[column] for rows in self.scores.values() for row in rows)


def table(reports):
    kinds = sorted(reports[0].scores)
    lines = [f"{'':18}" + "".join(f"{report.name:>30}" for report in reports)]
    lines.append(f"{'':18}" + f"{' / '.join(COLUMNS):>30}" * len(reports))
    for kind in [*kinds, "ALL"]:
        cells = []
        for report in reports:
            values = [report.overall(n) if kind == "ALL" else report.of(kind, n) for n in range(3)]
            cells.append(f"{' / '.join(f'{value:.3f}' for value in values):>30}")
        lines.append(f"{kind:18}" + "".join(cells))
    for report in reports:
        if report.silent:
            lines.append(
                f"{report.name}: shown on nothing {report.shown_on_nothing:.2f}, "
                f"silent where something fits {report.silence:.3f}"
            )
    return "\n".join(lines)


def plain_fts5(texts, asked):
    """Rank by FTS5 as it comes: unicode61 tokens, OR, bm25."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5(key UNINDEXED, body)")
    base.executemany("INSERT INTO t VALUES (?, ?)", texts.items())
    found = {}
    for key, text in asked.items():
        question = " OR ".join(f'"{word}"' for word in WORD.findall(text))
        rows = base.execute("SELECT key FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", (question,))
        found[key] = [row[0] for row in rows]
    base.close()
    return found


def plain_german(texts, asked):
    """Rank by PostgreSQL's german configuration: any of the lexemes, ts_rank."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE plain (key text, body tsvector)")
        cursor.executemany(
            "INSERT INTO plain VALUES (%s, to_tsvector('german', %s))", list(texts.items())
        )
        for key, text in asked.items():
            cursor.execute(
                "SELECT key FROM plain, (SELECT string_agg(quote_literal(lexeme), ' | ')::tsquery "
                "AS q FROM unnest(to_tsvector('german', %s))) AS asked "
                "WHERE body @@ q ORDER BY ts_rank(body, q) DESC, key LIMIT 10",
                [text],
            )
            found[key] = [row[0] for row in cursor.fetchall()]
        cursor.execute("DROP TABLE plain")
    return found
