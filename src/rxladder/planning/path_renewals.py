"""The renewals that fall into a path: of what is held, on fixed days; of what is gained, told by its issue.

A renewal is done on the last day without a late fee. What runs on another credential's term is renewed with
it. Where no rule fixes a first term, one as long as any other is taken, by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from rxladder.career.record import Holding
from rxladder.facts.days import ONE_DAY
from rxladder.facts.language import gettext as _
from rxladder.facts.load import CredentialRef
from rxladder.planning.path_ground import Ground
from rxladder.planning.path_prices import renewal_cents
from rxladder.rules.answers import active
from rxladder.rules.audit import audit
from rxladder.rules.holding_terms import term_of
from rxladder.rules.renewal import renewed_until
from rxladder.rules.result import HoldingAudit, HoursRange, TermDates
from rxladder.rules.terms import last_day, term_sequence
from rxladder.rules.titles import short_title


@dataclass(frozen=True, slots=True)
class Renewal:
    """One renewal: its day, the first day of the term that it closes, its fee and its hours of education.

    Days are numbers counted from the path's first; `cents` is None where no fee was read, `hours` where it is
    not known how many are asked. `ends` is the term's own last day.
    """

    credential: str
    title: str
    opens: int
    day: int
    ends: date
    next_ends: date | None
    cents: int | None
    hours: Fraction | None

    @property
    def id(self) -> str:
        """Its id as a step."""
        return f"renewal:{self.credential}:{self.ends.isoformat()}"


def held_renewals(ground: Ground) -> list[Renewal]:
    """The renewals of what is held, up to the last day of the path, in order."""
    found: list[Renewal] = []
    judged = {one.holding: one for one in audit(ground.career, ground.packs, ground.on).holdings}
    context = ground.context("", career=ground.career)
    for holding in ground.career.holdings:
        ref = ground.packs.credentials.get(holding.credential)
        if ref is None or holding.let_go(ground.on):
            continue
        if not active(holding, context) or not _renewed_apart(ref, ground):
            continue
        term = term_of(holding, ground.context(ref.pack.id, ref.id, ground.career))
        if term is not None:
            found += _renewals(ref, term, judged[holding], ground)
    return _sharing_hours(sorted(found, key=lambda one: (one.day, one.credential)), ground)


def _renewed_apart(ref: CredentialRef, ground: Ground) -> bool:
    rule = ref.credential.term
    parents = set(rule.of) & {one.credential for one in ground.career.holdings}
    ends = rule.renewable is not False and rule.expires != "never"
    return ends and not (rule.anchor == "credential" and parents)


def _renewals(ref: CredentialRef, term: TermDates, judged: HoldingAudit, ground: Ground) -> list[Renewal]:
    hours = judged.hours_to_go
    first = hours.max if isinstance(hours, HoursRange) else hours
    opens = term.starts or ground.on
    return _chain(ref, opens, term.ends, last_day(term, ground.on), first, ground)


def _chain(
    ref: CredentialRef, opens: date, ends: date, by: date, hours: Fraction | None, ground: Ground
) -> list[Renewal]:
    """A renewal and those after it, each term as long as the rule says."""
    found = list[Renewal]()
    early = ends - by
    while ground.number(ends - early) <= ground.last:
        following = renewed_until(ref.credential.term, ends)
        day = max(0, ground.number(ends - early))
        title = short_title(ref)
        found.append(
            Renewal(ref.id, title, ground.number(opens), day, ends, following, renewal_cents(ref), hours)
        )
        if following is None:
            break
        opens, ends, hours = ends + ONE_DAY, following, _renewal_hours(ref)
    return found


def _renewal_hours(ref: CredentialRef) -> Fraction | None:
    """The hours that any renewal asks; None where that is not known."""
    ce = ref.credential.ce
    total = ce.clauses.get("total")
    if total is not None and total.at_least is not None:
        return total.at_least
    return Fraction(0) if ce.duty == "none" else None


def gained_renewals(ref: CredentialRef, issued: int, ground: Ground) -> list[Renewal]:
    """The renewals of a credential issued on a day, up to the last day of the path."""
    rule, day = ref.credential.term, ground.day(issued)
    if rule.renewable is False or rule.expires == "never" or rule.anchor == "credential":
        return []
    term = first_term(ref, day, ground)
    if term is None:
        return []
    return _chain(ref, day, term.ends, last_day(term, day), _renewal_hours(ref), ground)


def first_term(ref: CredentialRef, issued: date, ground: Ground) -> TermDates | None:
    """The first term of a credential; where the rule does not fix it, one of full length is taken."""
    birthday = ground.career.person.birthday
    told = next(term_sequence(ref.credential.term, issued, birthday=birthday), None)
    ends = renewed_until(ref.credential.term, issued - ONE_DAY)
    if told is not None or ends is None:
        return told
    taken = ground.assumptions.first_term
    ground.assume(f"first-term:{ref.id}", f"{short_title(ref)}: {_(taken.says)}", _(taken.why))
    return TermDates(issued, ends, printed=False, first=True)


def issued_holding(ref: CredentialRef, issued: date, ground: Ground) -> Holding:
    """A credential as it is held once it is issued on a day."""
    term = None if ref.credential.term.expires == "never" else first_term(ref, issued, ground)
    return Holding(ref.id, issued=issued, expires=term.ends if term else None)


def _sharing_hours(renewals: list[Renewal], ground: Ground) -> list[Renewal]:
    """Renewals in order, each with the hours that others within its term do not bring with them."""
    found: list[Renewal] = []
    for one in renewals:
        if one.hours:
            shared = sum(
                (r.hours or Fraction(0) for r in found if one.opens <= r.day <= one.day), Fraction(0)
            )
            one = replace(one, hours=max(Fraction(0), one.hours - shared))
        found.append(one)
    if any(one.hours for one in found):
        taken = ground.assumptions.ce_hours
        ground.assume("ce-hours", _(taken.says), _(taken.why))
    return found
