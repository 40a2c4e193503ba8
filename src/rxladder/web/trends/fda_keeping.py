"""Between the FDA's records and the tables that keep them: a look writes what changed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import transaction
from pydantic import TypeAdapter

from rxladder.news.fda_history import Seen, differs, keyed
from rxladder.news.ndc import normal
from rxladder.news.openfda import Approval, Recall, Shortage
from rxladder.web.trends.fda_models import FdaRecord

AT_ONCE = 500
LONGEST_KEY = 400
# Digits of a code as it is billed, whose parts need no hyphens: 5, 4 and 2.
_BILLED = 11
Told = Recall | Shortage | Approval
_SHAPES: Mapping[str, type] = {"recall": Recall, "shortage": Shortage, "approval": Approval}


@cache
def _shape(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_SHAPES[kind])


def told_in(row: FdaRecord) -> Any:
    """The record that a row keeps."""
    return _shape(row.kind).validate_python(row.content, strict=False)


def seen_in(row: FdaRecord) -> Seen:
    """A shortage with when it was seen so."""
    return Seen(row.key, told_in(row), row.first, row.until, row.gone, row.begun)


# --- Writing


@dataclass(frozen=True)
class Written:
    """What a look brought: so many new, changed and gone."""

    new: int = 0
    changed: int = 0
    gone: int = 0


def keep_shortages(found: Iterable[Shortage], on: date) -> Written:
    """Keep a whole list as it is on a day; what is not on it any more is gone."""
    return _keep("shortage", keyed(found), on, differs, whole=True)


def keep_recalls(found: Iterable[Recall], on: date) -> Written:
    """Keep the recalls of some days; what has changed since takes the old one's place."""
    return _keep("recall", {one.number or f"{one.event}|{one.product}": one for one in found}, on)


def keep_approvals(found: Iterable[Approval], on: date) -> Written:
    """Keep the approvals of some days."""
    return _keep("approval", {f"{one.application}|{one.approved}|{one.tentative}": one for one in found}, on)


@transaction.atomic
def _keep(
    kind: str,
    found: Mapping[str, Any],
    on: date,
    changed: Callable[[Any, Any], bool] = lambda before, now: before != now,
    *,
    whole: bool = False,
) -> Written:
    now = {key.lower()[:LONGEST_KEY]: one for key, one in found.items()}
    open_ = {row.key: row for row in FdaRecord.objects.filter(kind=kind, until=None)}
    begun = not FdaRecord.objects.filter(kind=kind).exists()
    same = {key: row for key, row in open_.items() if key in now}
    turned = [row for key, row in same.items() if changed(told_in(row), now[key])]
    gone = [row for key, row in open_.items() if key not in now] if whole else []
    for rows, is_gone in ((turned, False), (gone, True)):
        _end([row.pk for row in rows], on, gone=is_gone)
    again = {row.key for row in turned}
    rows = [_row(kind, key, one, on, begun) for key, one in now.items() if key not in same or key in again]
    FdaRecord.objects.bulk_create(rows, batch_size=AT_ONCE)
    return Written(len(rows) - len(turned), len(turned), len(gone))


def _end(ids: Sequence[int], on: date, *, gone: bool) -> None:
    for at in range(0, len(ids), AT_ONCE):
        FdaRecord.objects.filter(pk__in=ids[at : at + AT_ONCE]).update(until=on, gone=gone)


def _row(kind: str, key: str, one: Told, on: date, begun: bool) -> FdaRecord:
    content = _shape(kind).dump_python(one, mode="json")
    return FdaRecord(
        kind=kind, key=key, content=content, day=_day(one), words=_words(one), first=on, begun=begun
    )


def _day(one: Told) -> date | None:
    match one:
        case Recall():
            return one.reported or one.initiated
        case Shortage():
            days = (one.since, one.updated, one.changed, one.discontinued)
            return max(filter(None, days), default=None)
        case Approval():
            return one.approved


def _words(one: Told) -> str:
    """What a record can be found by, in small letters: names, codes, and the firm."""
    match one:
        case Recall():
            return _search_text(one, one.product, one.firm)
        case Shortage():
            return _search_text(one, one.name, one.company, one.presentation)
        case Approval():
            return _search_text(one, *one.brands, one.sponsor, one.application)


def _search_text(one: Told, *more: str) -> str:
    return " ".join((*one.drugs, *_codes(one), *more)).lower()[:4_000]


def _codes(one: Told) -> tuple[str, ...]:
    return (one.ndc,) if isinstance(one, Shortage) else one.ndcs


# --- Finding


def sought(words: str) -> Iterator[str]:
    """The words by which records are looked for: a code in the one shape, all else as it was typed."""
    for word in words.lower().split()[:10]:
        bare = f"{word[:5]}-{word[5:9]}-{word[9:]}" if word.isdecimal() and len(word) == _BILLED else word
        yield normal(bare) or word
