"""The answers of all persons as numbers: equal where the answers that matter together are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pyarrow as pa

from rxladder.facts.vocabulary import Vocabulary
from rxladder.rules.bulk.kept import listed
from rxladder.rules.bulk.records import answers_of

UNREAD = -1
"""The number of answers that the query cannot go by."""


def answers_by_facts(
    people: ibis.Table, questions: Sequence[tuple[str, ...]], vocabulary: Vocabulary
) -> tuple[ibis.Table, list[str]]:
    """For each text of facts (`k_facts`) a number by set of questions, and the columns with these numbers."""
    texts = [
        one["k_facts"] for one in listed(people.select(k_facts=ibis.coalesce(people.facts, "")).distinct())
    ]
    columns = [f"answers_{k}" for k in range(len(questions))]
    known: list[dict[object, int]] = [{} for _ in columns]
    rows = []
    for text in texts:
        row: dict[str, Any] = {"k_facts": text}
        try:
            given = answers_of(text, vocabulary)
        except (ValueError, KeyError, TypeError, AttributeError):
            rows.append(row | dict.fromkeys(columns, UNREAD))
            continue
        for name, asked, numbers in zip(columns, questions, known, strict=True):
            key = tuple(repr(given.get(question)) for question in asked)
            dated = isinstance(given.get("first-registered-on"), date)
            row[name] = numbers.setdefault(key, len(numbers))
            if dated and "first-registered-on" in asked:
                row[name] = UNREAD
        rows.append(row)
    schema = pa.schema([("k_facts", pa.string()), *((name, pa.int32()) for name in columns)])
    return ibis.memtable(pa.Table.from_pylist(rows, schema=schema)), columns
