"""What the audit packet says: its own words, and an audit's results as cells of its tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rxladder.career.record import Override
from rxladder.facts import for_good
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.phrases import plural, say_date
from rxladder.rules.output import down, nearest, up
from rxladder.rules.result import ClauseResult, HoldingAudit, SourceNote, TermDates


def packet_words() -> dict[str, str]:
    """The fixed words of the template."""
    return {
        "packet": _("Continuing education audit packet"),
        "asks": _("What the renewal asks for"),
        "clause": _("Clause"),
        "asked": _("Required"),
        "counted": _("Counted"),
        "missing": _("Missing"),
        "state": _("Status"),
        "source": _("Source"),
        "sources": _("Sources"),
        "read": _("read on {day}"),
        "credits": _("Credits that count"),
        "no_credits": _("No credit counts toward this term yet."),
        "nothing_asked": _("This holder has no clause to meet in this term."),
        "date": _("Date"),
        "credit": _("Credit"),
        "hours": _("Hours"),
        "proof": _("Certificate"),
        "none": _("none"),
        "number": _("No. {n}"),
        "certificates": _("Certificates"),
        "certificate": _("Certificate {n}"),
        "proves": _("Proves"),
        "sheet": _("page {page} of {pages}"),
        "checksums": _("Checksums"),
        "checksums_say": _(
            "SHA-256 of each certificate's file as it was kept. Anyone who is given a file can compare."
        ),
        "no_files": _("No certificate is kept for these credits."),
        "file": _("File"),
        "pages": _("Pages"),
        "size": _("Size"),
        "page": _("Page {page} of {pages}"),
        "made": _("Made by the holder with RxLadder from the holder's own record. It is not legal advice."),
    }


def status_words(found: HoldingAudit, on: date) -> str:
    """How the term stands, in one sentence."""
    met = _("Everything this renewal asks for is there.")
    if found.asks_later:
        met = _("Nothing is missing now; the time for the rest comes later.")
    said = {
        "met": met,
        "planned": _("Everything will be there once what is booked or planned is done."),
        "short": _("Not everything is there yet; the table says what is missing."),
        "unknown": _("Whether everything is there depends on an answer that is still open."),
        "check": _("Some of it only the authority can say; the table marks it."),
        "lapsed": _("The term is over."),
        "not-required": _("Nothing is required in this term."),
    }[found.status]
    if found.only_ends:
        said = for_good.in_a_sentence()
    return _("As of {day}: {status}").format(day=say_date(on), status=said)


def state_word(clause: ClauseResult) -> str:
    """How a clause stands, in a word or two."""
    return {
        "met": _("met"),
        "short": _("not met"),
        "not-yet": _("its time comes later"),
        "unknown": _("still open"),
        "check": _("for the authority to say"),
    }[clause.state]


def clause_words(clause: ClauseResult, term: TermDates | None) -> Iterator[str]:
    """What a clause asks, and under it the days it looks at and whose word changed it."""
    yield clause.says
    starts, ends = clause.window or (None, None)
    if starts and ends and term and (starts, ends) != (term.starts, term.ends):
        yield _("Counts what was taken from {starts} to {ends}.").format(
            starts=say_date(starts), ends=say_date(ends)
        )
    if clause.override:
        yield told_words(clause.override)


def told_words(one: Override) -> str:
    """What the authority said otherwise, and when."""
    if one.extended_to is not None:
        return _("Extended to {until}, as the authority told the holder on {day}: {evidence}").format(
            until=say_date(one.extended_to), day=say_date(one.told_on), evidence=one.evidence
        )
    return _("As the authority told the holder on {day}: {evidence}").format(
        day=say_date(one.told_on), evidence=one.evidence
    )


def amount_asked(clause: ClauseResult) -> str:
    """What is asked, as a figure."""
    if clause.kind == "keeps" or clause.needed is None:
        return ""
    if clause.unit == "activities":
        return _times(clause.needed)
    if clause.kind == "at-most":
        return _("at most {n}").format(n=_hours(nearest(clause.needed), clause.needed))
    return _hours(nearest(clause.needed), clause.needed)


def amount_counted(clause: ClauseResult) -> str:
    """What is there."""
    if clause.kind == "keeps":
        return ""
    return _times(clause.counted) if clause.unit == "activities" else say_hour(clause.counted)


def amount_missing(clause: ClauseResult) -> str:
    """What is not there yet; nothing where nothing is missing."""
    if clause.kind != "at-least" or not clause.missing:
        return ""
    if clause.unit == "activities":
        return _times(clause.missing)
    return _hours(up(clause.missing), clause.missing)


def say_hour(hours: Fraction) -> str:
    """Hours that are there, never more than they are: "1.5 h"."""
    return _hours(down(hours), hours)


def _hours(shown: float, hours: Fraction) -> str:
    return ngettext("{n} h", "{n} h", plural(hours)).format(n=shown)


def _times(count: Fraction) -> str:
    return ngettext("{n} course", "{n} courses", plural(count)).format(n=down(count))


def source_words(source: SourceNote) -> dict[str, str]:
    """A source as its list has it."""
    return {
        "section": source.section or "",
        "url": source.url,
        "read": say_date(source.read),
    }


def say_bytes(size: int) -> str:
    """The size of a file: "812 KB", "1.4 MB"."""
    if size < 1_000_000:
        return _("{n} KB").format(n=max(1, round(size / 1_000)))
    return _("{n} MB").format(n=round(size / 1_000_000, 1))
