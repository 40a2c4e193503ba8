"""A clause as the audit's page draws it: a figure in words, and a measure as wide as it is full."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_UP
from fractions import Fraction

from django.utils.translation import gettext as _

from rxladder.facts.load import CredentialRef
from rxladder.facts.phrases import say_date
from rxladder.rules.result import ClauseResult
from rxladder.web.education.rule_words import clause_place
from rxladder.web.site.templatetags.words import plain_number


@dataclass(frozen=True)
class ClauseView:
    """A clause with its drawing; widths are in percent of the measure."""

    clause: ClauseResult
    figure: str
    chip: str
    missing: str
    counted_width: str | None
    booked_width: str
    place: str


def clause_view(clause: ClauseResult, ref: CredentialRef) -> ClauseView:
    """How a clause of a credential looks."""
    counted, booked = _widths(clause)
    place = clause_place(ref, clause.id)
    return ClauseView(clause, _figure(clause), _chip(clause), _missing(clause), counted, booked, place)


def _widths(clause: ClauseResult) -> tuple[str | None, str]:
    if clause.kind == "keeps" or not clause.needed:
        return None, "0"
    counted = min(clause.counted / clause.needed, Fraction(1)) * 100
    booked = min(clause.planned / clause.needed * 100, 100 - counted)
    return plain_number(counted), plain_number(booked)


def _figure(clause: ClauseResult) -> str:
    if clause.kind == "keeps":
        if clause.open_until:
            return _("by %(day)s") % {"day": say_date(clause.open_until)}
        return {"met": _("met"), "short": _("not met")}.get(clause.state, "")
    if clause.needed is None:
        return _("not required") if clause.override else ""
    if not clause.needed and clause.kind == "at-least":
        return _("no hours of its own") if clause.override is None else _("not required")
    values = {"counted": plain_number(clause.counted), "needed": plain_number(clause.needed)}
    if clause.unit == "activities":
        return _("%(counted)s of %(needed)s done") % values
    if clause.kind == "at-most":
        return _("%(counted)s of at most %(needed)s h") % values
    return _("%(counted)s of %(needed)s h") % values


def _chip(clause: ClauseResult) -> str:
    return {
        "not-yet": _("comes later"),
        "unknown": _("depends on an answer"),
        "check": _("ask your board"),
    }.get(clause.state, "")


def _missing(clause: ClauseResult) -> str:
    if clause.kind == "keeps" or clause.state != "short" or not clause.missing:
        return ""
    amount = plain_number(clause.missing, ROUND_UP)
    if clause.unit == "activities":
        said = _("%(n)s still to do") % {"n": amount}
    else:
        said = _("%(n)s h missing") % {"n": amount}
    if clause.planned:
        said += ", " + _planned(clause)
    return said


def _planned(clause: ClauseResult) -> str:
    values = {"n": plain_number(clause.planned)}
    if clause.unit == "activities":
        return _("%(n)s booked or planned") % values
    return _("%(n)s h booked or planned") % values
