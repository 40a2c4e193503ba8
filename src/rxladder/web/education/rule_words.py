"""An authority's rules as its page shows them: in words, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pydantic import BaseModel

from rxladder.facts import conditions as c
from rxladder.facts.education_rules import clause_and_window
from rxladder.facts.language import gettext as spoken
from rxladder.facts.load import CredentialRef
from rxladder.facts.not_computed import not_computed_of
from rxladder.facts.overlay_draft import as_text
from rxladder.facts.pack import Pack
from rxladder.facts.phrases import one_of, say_hours, say_months, say_text
from rxladder.facts.says import say_clause, say_condition, say_exception, say_fee, say_term, say_window
from rxladder.facts.says_more import (
    between_renewals,
    education_remarks,
    left_open,
    remarks,
    say_exam,
    say_opens,
    say_outline,
)
from rxladder.rules.result import Because, SourceNote
from rxladder.rules.sources import ce_source, source_note
from rxladder.rules.titles import full_title
from rxladder.web.site.rules import packs
from rxladder.web.site.templatetags.words import in_heading


@dataclass(frozen=True)
class Told:
    """One thing that a rule says."""

    says: str
    source: SourceNote | None = None
    note: str | None = None
    check: str | None = None
    contradicts: str | None = None
    unconfirmed: bool = False
    readings: tuple[str, ...] = ()
    place: str = ""
    """Where it stands in its pack, for who thinks it is wrong."""


@dataclass(frozen=True)
class CredentialRules:
    """What one credential takes to get and to keep."""

    ref: CredentialRef
    title: str
    get: Because | None
    get_source: SourceNote | None
    keep: Because | None
    term: str
    term_source: SourceNote | None
    duty: str
    window: str
    clauses: list[Told]
    exceptions: list[Told]
    values: list[Told]
    fees: list[Told]
    exam: list[str]
    outline: list[str]
    opens: list[str]
    between: list[Told]
    notes: list[str]
    not_computed: list[str]

    @property
    def lasts(self) -> str:
        """How long a term is, in a word or two; empty where that is not told in months."""
        months = self.ref.credential.term.months
        return say_months(months) if months else ""

    @property
    def total(self) -> str:
        """The hours of a term in a few words."""
        return total_words(self.ref)

    @property
    def get_place(self) -> str:
        """Where in its pack it stands what it takes to get it."""
        return _place(self.ref, "eligibility")

    @property
    def term_place(self) -> str:
        """Where in its pack it stands how long it lasts."""
        return _place(self.ref, "term")


def rules_of(ref: CredentialRef) -> CredentialRules:
    """Everything that a pack says of one credential."""
    credential = ref.credential
    return CredentialRules(
        ref=ref,
        title=full_title(ref),
        get=condition_tree(credential.eligibility),
        get_source=_source_of_tree(ref),
        keep=condition_tree(credential.keeps),
        term=say_term(credential.term, packs()),
        term_source=source_note(ref, credential.term.sources, credential.term.confidence),
        duty=duty_words(ref),
        window=window_words(ref),
        clauses=_clauses(ref),
        exceptions=_exceptions(ref),
        values=[
            Told(
                f"{value.says}: {say_hours(value.hours)}",
                ce_source(ref, value.sources),
                _note(value),
                place=_place(ref, "ce", "fixed_values", id_),
            )
            for id_, value in credential.ce.fixed_values.items()
        ],
        fees=[
            Told(say_fee(name, fee), source_note(ref, fee.sources), place=_place(ref, "fees", name))
            for name, fee in credential.fees.items()
        ],
        exam=say_exam(credential.exam) if credential.exam else [],
        outline=say_outline(credential.exam) if credential.exam else [],
        opens=[say_opens(opens, packs()) for opens in credential.opens],
        between=between_renewals_told(ref),
        notes=_each_once(
            *remarks(credential.term),
            *education_remarks(credential.ce),
            *map(say_text, credential.notes),
        ),
        not_computed=not_computed_of(ref, packs()),
    )


def between_renewals_told(ref: CredentialRef) -> list[Told]:
    """What a holder has to do between renewals."""
    # The pack's own come first, then what is made of its numbers.
    ids = iter(ref.credential.duties)
    return [
        Told(duty.says, source_note(ref, duty.sources), place=_duty_place(ref, next(ids, None)))
        for duty in between_renewals(ref.credential)
    ]


def duty_words(ref: CredentialRef) -> str:
    """What continuing education a credential asks, in one sentence."""
    ce = ref.credential.ce
    if ce.by_silence:
        return _("The rules that were read require no continuing education: they name only other duties.")
    if ce.duty == "none":
        return _("A source says that no continuing education is required.")
    if ce.duty == "not-found":
        return _(
            "No duty to take continuing education was found. That is not the same as none: ask the authority."
        )
    if ce.duty == "unknown-hours":
        return _("Continuing education is required; how many hours was not found. Ask the authority.")
    return ""


def window_words(ref: CredentialRef) -> str:
    """Over which days hours are counted, where those are not the days of the term."""
    ce = ref.credential.ce
    if ce.duty != "hours" or ce.window.kind == "term":
        return ""
    return _("What counts: hours you took %(when)s.") % {"when": say_window(ce.window)}


def _each_once(*texts: str) -> list[str]:
    """Texts without those that stand there already, whatever their capitals."""
    return list({text.rstrip(".").casefold(): text for text in reversed(texts)}.values())[::-1]


def total_words(ref: CredentialRef) -> str:
    """The total of hours in few words, for a list."""
    ce = ref.credential.ce
    total = ce.clauses.get("total")
    if ce.duty == "hours" and total and total.at_least is not None:
        return say_hours(total.at_least)
    return {
        "hours": _("by topic"),
        "none": _("none required"),
        "unknown-hours": _("hours not found"),
        "not-found": _("not found"),
    }[ce.duty]


def condition_tree(node: c.Node | None, beside: Sequence[c.Node] = ()) -> Because | None:
    """A condition as a tree of words without states; what a branch says are its notes alone."""
    if node is None:
        return None
    branch = isinstance(node, (c.All, c.AnyOf, c.AtLeast))
    notes = [in_heading(node.note or "")] if branch else remarks(node)
    told = "".join(f" ({note})" for note in notes if note)
    of = tuple(part for child in c.children(node) if (part := condition_tree(child, c.alternatives(node))))
    match node:
        case c.All():
            return Because("all", told, None, of=of, open=node.open)
        case c.AnyOf():
            return Because("any", told, None, of=of, open=node.open)
        case c.AtLeast():
            return Because("at_least", told, None, n=node.at_least, of=of, open=node.open)
        case _:
            says = say_condition(node, packs(), beside) + told
            return Because("leaf", says, None, open="; ".join(left_open(node)) or None)


def _duty_place(ref: CredentialRef, id_: str | None) -> str:
    return _place(ref) if id_ is None else _place(ref, "duties", id_)


def clause_place(ref: CredentialRef, id_: str) -> str:
    """Where a clause of an audit stands in its pack; one of several years stands there once."""
    own = clause_id(ref, id_)
    if own is not None:
        return _place(ref, "ce", "clauses", own)
    return _place(ref, "keeps") if ref.credential.keeps else _place(ref)


def clause_id(ref: CredentialRef, id_: str) -> str | None:
    """The pack's own id of a clause of an audit; None for what stands in no clause of the pack."""
    found = clause_and_window(id_, ref.credential.ce.clauses)
    return found[0] if found else None


def _place(ref: CredentialRef, *keys: str) -> str:
    return as_text(("credentials", ref.id, *keys))


def _note(part: BaseModel) -> str | None:
    return "; ".join(note.rstrip(".") for note in remarks(part)) or None


def _source_of_tree(ref: CredentialRef) -> SourceNote | None:
    node = ref.credential.eligibility
    named = [id_ for part in (c.walk(node) if node else []) for id_ in part.sources]
    return source_note(ref, [*named, *ref.credential.sources])


def _clauses(ref: CredentialRef) -> list[Told]:
    return [
        Told(
            say_clause(id_, clause, None, packs()),
            ce_source(ref, clause.sources, clause.confidence),
            _note(clause.model_copy(update={"readings": {}})),
            "; ".join([*([say_text(clause.check)] if clause.check else []), *left_open(clause.when)]) or None,
            clause.contradicts,
            clause.in_force == "unconfirmed",
            tuple(say_text(reading.says) for reading in clause.readings.values()),
            _place(ref, "ce", "clauses", id_),
        )
        for id_, clause in ref.credential.ce.clauses.items()
    ]


def _exceptions(ref: CredentialRef) -> list[Told]:
    ce = ref.credential.ce
    return [
        Told(
            say_exception(exception, ce.clauses, packs()),
            ce_source(ref, exception.sources, exception.confidence),
            _note(exception),
            "; ".join(left_open(exception)) or None,
            place=_place(ref, "ce", "exceptions", id_),
        )
        for id_, exception in ce.exceptions.items()
    ]


def to_work(pack: Pack) -> list[str]:
    """What lets a person work in a state: each group of credentials, and who may work without."""
    lines: list[str] = []
    known = packs().credentials
    for group in pack.to_work:
        line = one_of([known[id_].credential.title for id_ in group.any_of if id_ in known])
        where = {"names": line, "where": say_text(group.where or "")}
        lines.append(_("%(names)s (to work in: %(where)s)") % where if group.where else line)
        lines += [spoken("May work without it: {who}").format(who=say_text(who)) for who in group.except_]
        lines += [group.note] if group.note else []
    return lines
