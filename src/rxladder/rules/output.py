"""Results as the documents that the command line and the API give: plain dicts, ready for JSON.

Documents are to be read only: those of clauses, sources, windows and explanations are shared by all that name
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import orjson

from rxladder.career.record import Override
from rxladder.rules.documents import (
    AuditDocument,
    BecauseDocument,
    ClauseDocument,
    CreditDocument,
    EligibilityDocument,
    HoldingDocument,
    Number,
    OverrideDocument,
    QuestionDocument,
    RangeDocument,
    SourceDocument,
    TermDocument,
    WindowDocument,
)
from rxladder.rules.result import (
    AskedQuestion,
    Audit,
    Because,
    ClauseResult,
    CreditResult,
    Eligibility,
    HoldingAudit,
    HoursRange,
    HoursToGo,
    SourceNote,
    TermDates,
)

_KEPT = 5_000
_explained: dict[tuple[int, int], tuple[Because, SourceNote | None, BecauseDocument]] = {}
_clauses: dict[int, tuple[ClauseResult, ClauseDocument]] = {}
_sources: dict[int, tuple[SourceNote, SourceDocument]] = {}


def audit_document(audit: Audit) -> AuditDocument:
    """An audit as section 5 of the contract has it."""
    return {
        "on": _written[audit.on],
        "holdings": [_holding(found, audit.on) for found in audit.holdings],
        "together": {"hours_to_go": to_go_document(audit.together_hours_to_go)},
        "packs": audit.packs,
    }


def audit_json(audit: Audit, *, indent: bool = False) -> bytes:
    """An audit's document as JSON, in UTF-8."""
    return orjson.dumps(audit_document(audit), option=orjson.OPT_INDENT_2 if indent else None)


def eligibility_document(found: Eligibility) -> EligibilityDocument:
    """Whether a credential can be had, why, and from when on."""
    return {
        "credential": found.credential,
        "eligible": found.eligible,
        "because": because_document(found.because),
        "earliest": _day(found.earliest),
        "questions": [question_document(asked) for asked in found.questions],
        "retries": [
            {"exam": one.exam, "failed": one.failed, "next": _day(one.next), "says": one.says}
            for one in found.retries
        ],
    }


def because_document(because: Because, around: SourceNote | None = None) -> BecauseDocument:
    """An explanation as a tree; `n` is null but with `at_least`, `of` empty in a leaf.

    A part that rests on the same source as what is `around` it does not repeat it.
    """
    key = id(because), id(around)
    known = _explained.get(key)
    if known is None:
        if len(_explained) > _KEPT:
            _explained.clear()
        # What the key names is kept with the document, so that nothing else can take over its id.
        known = _explained[key] = because, around, _because(because, around)
    return known[2]


def _because(because: Because, around: SourceNote | None) -> BecauseDocument:
    source = because.source
    return {
        "op": because.op,
        "n": because.n,
        "says": because.says,
        "state": because.state,
        "source": None if source == around else source_document(source),
        "of": [because_document(part, source or around) for part in because.of],
        "question": because.question,
        "open": because.open,
    }


def source_document(source: SourceNote | None) -> SourceDocument | None:
    """Where a claim comes from, or None where no source is named."""
    if source is None:
        return None
    known = _sources.get(id(source))
    if known is None:
        if len(_sources) > _KEPT:
            _sources.clear()
        known = _sources[id(source)] = source, _source(source)
    return known[1]


def _source(source: SourceNote) -> SourceDocument:
    return {
        "url": source.url,
        "section": source.section,
        "read": source.read.isoformat(),
        "confidence": source.confidence,
        "kind": source.kind,
        "dated": source.dated,
        "read_for": source.for_,
    }


def down(hours: Fraction) -> Number:
    """Hours cut to two decimals, never more than they are."""
    return _cut[hours.as_integer_ratio()]


class _Cuts(dict[tuple[int, int], Number]):
    """Amounts cut to two decimals, by their ratio: the same few over and over."""

    def __missing__(self, ratio: tuple[int, int]) -> Number:
        if len(self) > _KEPT:
            self.clear()
        top, bottom = ratio
        cut = self[ratio] = top if bottom == 1 else _cents(top * 100 // bottom)
        return cut


_cut = _Cuts()


def up(hours: Fraction) -> Number:
    """Hours raised to two decimals, never less than they are."""
    top, bottom = hours.as_integer_ratio()
    return top if bottom == 1 else _cents(-(-top * 100 // bottom))


def nearest(hours: Fraction) -> Number:
    """Hours to the nearest two decimals, a half upward."""
    top, bottom = hours.as_integer_ratio()
    return top if bottom == 1 else _cents((top * 200 // bottom + 1) // 2)


def dollars(usd: Decimal | None) -> Number | None:
    """A price in cents; None where it is not known."""
    return None if usd is None else nearest(Fraction(usd))


def _cents(cents: int) -> Number:
    return cents / 100 if cents % 100 else cents // 100


def _day(day: date | None) -> str | None:
    return None if day is None else _written[day]


class _Days(dict[date, str]):
    """Days as they are written: the same few over and over."""

    def __missing__(self, day: date) -> str:
        written = self[day] = day.isoformat()
        return written


_written = _Days()


def to_go_document(hours: HoursToGo) -> Number | RangeDocument:
    """Hours to go with two decimals, rounded up; a range where answers that are open decide."""
    if isinstance(hours, HoursRange):
        return {"min": up(hours.min), "max": up(hours.max)}
    return up(hours)


def _holding(found: HoldingAudit, on: date) -> HoldingDocument:
    document: HoldingDocument = {
        "credential": found.holding.credential,
        "title": found.title,
        "authority": found.authority,
        "status": found.status,
        "term": _term(found.term),
        "hours_needed": None if found.hours_needed is None else nearest(found.hours_needed),
        "hours_counted": down(found.hours_counted),
        "hours_to_go": to_go_document(found.hours_to_go),
        "clauses": [_clause(clause) for clause in found.clauses],
        "excluded": [{"id": clause.id, "why": clause.why} for clause in found.excluded],
        "credits": _credits(found.credits),
        "questions": [question_document(asked) for asked in found.questions],
        "notes": list(found.notes),
        "doubts": list(found.doubts),
    }
    if (decided := found.holding.not_renewing) and found.holding.let_go(on):
        document["not_renewing"] = _written[decided]
    return document


def _term(term: TermDates | None) -> TermDocument | None:
    if term is None:
        return None
    return {
        "starts": _day(term.starts),
        "ends": _written[term.ends],
        "renew_from": _day(term.renew_from),
        "apply_by": _day(term.apply_by),
        "printed": term.printed,
        "first": term.first,
        "doubt": term.doubt,
    }


def _clause(clause: ClauseResult) -> ClauseDocument:
    """A clause's document: made once for all to whom the same result is given."""
    if clause.override is not None:
        return _own_clause(clause)
    known = _clauses.get(id(clause))
    if known is None:
        if len(_clauses) > _KEPT:
            _clauses.clear()
        known = _clauses[id(clause)] = clause, _own_clause(clause)
    return known[1]


def _own_clause(clause: ClauseResult) -> ClauseDocument:
    return {
        "id": clause.id,
        "says": clause.says,
        "unit": clause.unit,
        "needed": None if clause.needed is None else nearest(clause.needed),
        "counted": down(clause.counted),
        "missing": up(clause.missing),
        "state": clause.state,
        "source": source_document(clause.source),
        "kind": clause.kind,
        "planned": down(clause.planned),
        "separate": clause.separate,
        "note": clause.note,
        "window": None if clause.window is None else _window(*clause.window),
        "because": None if clause.because is None else because_document(clause.because, clause.source),
        "override": None if clause.override is None else _override(clause.override),
    }


@lru_cache(maxsize=_KEPT)
def _window(starts: date | None, ends: date | None) -> WindowDocument:
    return {"starts": _day(starts), "ends": _day(ends)}


def _override(said: Override) -> OverrideDocument:
    written: OverrideDocument = {
        "told_on": said.told_on.isoformat(), "evidence": said.evidence, "until": _day(said.until),
    }  # fmt: skip
    if said.extended_to is not None:
        written["extended_to"] = _written[said.extended_to]
    return written


def _credits(found: Sequence[CreditResult]) -> list[CreditDocument]:
    return [
        {
            "title": credit.title,
            "date": _written[credit.date],
            "counted": _cut[counted.as_integer_ratio()],
            "why": why,
        }
        for credit, counted, why, _serves in found
    ]


def question_document(asked: AskedQuestion) -> QuestionDocument:
    """A question whose answer can change something."""
    return {
        "id": asked.id,
        "asks": asked.asks,
        "answer": asked.answer,
        "choices": list(asked.choices),
        "sensitive": asked.sensitive,
        "ask_authority": asked.ask_authority,
        "clauses": list(asked.clauses),
    }
