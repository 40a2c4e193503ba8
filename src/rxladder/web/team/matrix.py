"""The compliance matrix: who stands how with which credential, what is due, and who has to act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rxladder.facts.plain_text import has_words, plain
from rxladder.rules.team_compliance import (
    Concern,
    CredentialStanding,
    NextStep,
    Span,
    counted,
    span_of,
    urgency,
)
from rxladder.web.team.models import TeamMember
from rxladder.web.team.standing import Stand

COLUMNS = 4
Order = tuple[int, int, date, str]
SPAN_WORDS: dict[Span, object] = {
    "over": _("past due"),
    "30": _("within 30 days"),
    "60": _("within 60 days"),
    "90": _("within 90 days"),
    "later": _("later"),
    "no-date": _("date not known"),
    "done": _("nothing due"),
}
WANTED = (
    ("", _("Everyone")),
    ("act", _("Someone needs to act")),
    ("30", _("Past due, or due within 30 days")),
    ("60", _("Past due, or due within 60 days")),
    ("90", _("Past due, or due within 90 days")),
    ("waiting", _("Not worked out yet")),
)
_WITHIN: dict[str, tuple[Span, ...]] = {
    "30": ("over", "30"),
    "60": ("over", "30", "60"),
    "90": ("over", "30", "60", "90"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One credential of one person, in words; `span` and `tone` are for who looks at colours, too."""

    credential: str
    words: str
    status: str
    due: date | None
    ends: date | None
    span: Span
    filed: bool
    step: NextStep | None
    concern: Concern
    only_ends: bool = False
    not_renewing: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One person: their credentials, the step to take first, and of what day that is where not of today.

    `lacking` is what they have to get before they may work where they do, whatever else they hold; `empty`
    tells that their record is, so that this is not known.
    """

    member: TeamMember
    cells: tuple[Cell, ...]
    step: NextStep | None
    as_of: date | None
    known: bool
    order: Order
    lacking: NextStep | None = None
    empty: bool = False

    def by_column(self, columns: Sequence[str]) -> list[list[Cell]]:
        """The cells of each column; what has none of its own comes last."""
        return [
            *([cell for cell in self.cells if cell.credential == name] for name in columns),
            [cell for cell in self.cells if cell.credential not in columns],
        ]

    @property
    def ends_soon(self) -> bool:
        """Whether something of it ends for good within the days that a team looks ahead."""
        return any(cell.only_ends and cell.span in _WITHIN["90"] for cell in self.cells)

    @property
    def acts(self) -> bool:
        """Whether somebody has to act about something of it."""
        acts = any(cell.concern == "act" for cell in self.cells)
        return acts or self.empty or self.lacking is not None

    @property
    def without(self) -> str:
        """What there is to say of somebody without a credential."""
        if self.empty:
            return gettext("nothing is known because their record is empty")
        return gettext("holds nothing yet")


def row_of(stand: Stand) -> Row:
    """A person's row of the table."""
    answer = stand.answer
    if answer is None:
        return Row(stand.member, (), None, None, False, _order(9, stand))
    on = answer.on
    cells = tuple(_cell(one, words, on) for one, words in answer.credentials)
    steps = [step for one, _words in answer.credentials for step in one.steps]
    lacking = next(iter(answer.others), None)
    first = lacking or next(iter(steps), None)
    order = _order(0 if lacking or answer.empty else 8, stand)
    if answer.credentials and not lacking:
        order = (*urgency(answer.credentials[0][0], on), plain(stand.member.person.name))
    as_of = None if stand.current else on
    return Row(stand.member, cells, first, as_of, True, order, lacking, answer.empty)


def _order(first: int, stand: Stand) -> Order:
    return first, 0, date.max, plain(stand.member.person.name)


def _cell(one: CredentialStanding, words: str, on: date) -> Cell:
    return Cell(
        one.credential,
        words,
        one.status,
        one.due,
        one.ends,
        span_of(one, on),
        one.filed,
        next(iter(one.steps), None),
        one.concern,
        one.only_ends,
        one.not_renewing,
    )


def matching(rows: Iterable[Row], wanted: str, words: str, site: str) -> list[Row]:
    """The rows that somebody looks for, who has to act first on top."""
    found = [row for row in rows if _wanted(row, wanted)]
    if words:
        found = [row for row in found if has_words(row.member.person.name, words)]
    if site:
        found = [row for row in found if str(row.member.site_id) == site]
    return sorted(found, key=lambda row: row.order)


def _wanted(row: Row, wanted: str) -> bool:
    if wanted == "act":
        return row.acts
    if wanted == "waiting":
        return not row.known
    spans = _WITHIN.get(wanted)
    return spans is None or row.lacking is not None or any(cell.span in spans for cell in row.cells)


def columns_of(rows: Iterable[Row]) -> list[str]:
    """The credentials that most people hold, each a column."""
    held = Counter(cell.credential for row in rows for cell in row.cells)
    return [name for name, _count in sorted(held.items(), key=lambda one: (-one[1], one[0]))[:COLUMNS]]


def counts_of(stands: Iterable[Stand]) -> dict[Span, dict[Concern, int]]:
    """How many credentials are due when, over everyone; each by the day it was worked out for."""
    total: dict[Span, dict[Concern, int]] = {}
    by_day: dict[date, list[CredentialStanding]] = {}
    for stand in stands:
        if stand.answer is not None:
            mine = by_day.setdefault(stand.answer.on, [])
            mine += [one for one, _words in stand.answer.credentials]
    for on, standings in by_day.items():
        for span, concerns in counted(standings, on).items():
            kept = total.setdefault(span, {"act": 0, "ask": 0, "fine": 0})
            for concern, count in concerns.items():
                kept[concern] += count
    return total or counted([], date.min)
