"""How well each kind of workplace fits one person: a score that is explained term by term.

Each term is a share from 0 to 1, told with what it rests on; the score is their mean by weight. What no
source or record tells is unknown: the score is then a range, from that term at 0 to that term at 1. A wish
that nobody uttered is no term at all. A fit is no law and no forecast: it puts what was read beside what was
recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rxladder.career.duties import Level, Skill
from rxladder.career.record import Career
from rxladder.career.workplaces import Wishes
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.phrases import say_dollars, say_month_of, say_months, say_number
from rxladder.facts.roles import Workplace, workplaces
from rxladder.facts.skills import skill_name
from rxladder.facts.wages import IndustryWages, industries
from rxladder.facts.workplace_traits import Extent, Trait, TraitName, skills_used, trait_of

TERMS = ("skills", "credentials", "experience", "shifts", "patients", "sterile", "remote", "pay")
TRAITS: tuple[TraitName, ...] = ("shifts", "patients", "sterile", "remote")
FULL_MONTHS = 12
"""So much work at a kind of place fills the term of experience."""
FULL_VALUED = 2
"""So many credentials that are valued there fill their half of the term."""
_LEVELS: dict[Level, Fraction] = {
    "learning": Fraction(0),
    "helped": Fraction(1, 2),
    "alone": Fraction(1),
    "teaches": Fraction(1),
}
_EXTENTS: dict[Extent, Fraction] = {"no": Fraction(0), "some": Fraction(1, 2), "yes": Fraction(1)}
_MONTH = Fraction(1461, 48)  # days


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a fit. `share` is None where it is not known; `says` tells what it rests on.

    `weak`: no source confirmed what it rests on.
    """

    name: str
    weight: int
    share: Fraction | None
    says: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a workplace fits, from `least` to `most` (0 to 1); None where no term has any weight."""

    workplace: str
    terms: tuple[Term, ...]

    @property
    def least(self) -> Fraction | None:
        """The score if all that is unknown spoke against it."""
        return self._mean(Fraction(0))

    @property
    def most(self) -> Fraction | None:
        """The score if all that is unknown spoke for it."""
        return self._mean(Fraction(1))

    def _mean(self, unknown: Fraction) -> Fraction | None:
        weight = sum(term.weight for term in self.terms)
        if not weight:
            return None
        shares = ((term.share if term.share is not None else unknown) * term.weight for term in self.terms)
        return sum(shares, Fraction(0)) / weight


def fits(career: Career, skills: Iterable[Skill], wishes: Wishes, on: date) -> tuple[Fit, ...]:
    """Every kind of workplace, the best fit first.

    Of two ranges the one with the higher middle comes first, then the surer, then the file's order. `skills`
    are the person's own, which the engines' career leaves out.
    """
    asked = _Asked(career, tuple(skills), wishes, on)
    found = [Fit(id_, tuple(asked.terms(place))) for id_, place in workplaces().items()]
    return tuple(sorted(found, key=_order))


def _order(one: Fit) -> tuple[Fraction, Fraction]:
    least, most = one.least or Fraction(0), one.most or Fraction(0)
    return -(least + most), most - least


@dataclass(frozen=True)
class _Asked:
    """The person, and what they wish for."""

    career: Career
    skills: tuple[Skill, ...]
    wishes: Wishes
    on: date

    def terms(self, place: Workplace) -> Iterable[Term]:
        """The terms of one workplace, in the order of `TERMS`."""
        own: dict[str, Callable[[Workplace], Term]] = {
            "skills": self._skills,
            "credentials": self._credentials,
            "experience": self._experience,
        }
        for name, make in own.items():
            if self._weight(name):
                yield make(place)
        for trait in TRAITS:
            wish = getattr(self.wishes, trait)
            if wish is not None and self._weight(trait):
                yield self._trait(trait, wish, trait_of(place, trait))
        if self.wishes.least_usd is not None and self._weight("pay"):
            yield self._pay(place, Fraction(self.wishes.least_usd))

    def _weight(self, name: str) -> int:
        weight: int = getattr(self.wishes.weights, name)
        return weight

    def _term(self, name: str, share: Fraction | None, says: str, weak: bool = False) -> Term:
        return Term(name, self._weight(name), share, says, weak)

    def _skills(self, place: Workplace) -> Term:
        used = skills_used(place.id)
        if not used:
            return self._term("skills", None, _("No source says which skills a day’s work here uses."))
        if not self.skills:
            return self._term("skills", None, _("Your record has no skills yet."))
        best = {id_: self._level(id_) for id_ in used}
        have = [skill_name(id_) for id_, level in best.items() if level]
        says = ngettext(
            "A day here uses {n} skill. In your record: {have}.",
            "A day here uses {n} skills. In your record: {have}.",
            len(used),
        ).format(n=len(used), have=", ".join(have) or _("none"))
        return self._term("skills", sum(best.values(), Fraction(0)) / len(used), says)

    def _level(self, id_: str) -> Fraction:
        return max((_LEVELS[one.level] for one in self.skills if one.name == id_), default=Fraction(0))

    def _credentials(self, place: Workplace) -> Term:
        held = {
            one.credential for one in self.career.holdings if one.expires is None or one.expires >= self.on
        }
        often, valued = held & {*place.often}, held & {*place.valued}
        parts, says = [], []
        if place.often:
            parts.append(Fraction(bool(often)))
            says.append(
                _("You hold one that is often held here.")
                if often
                else _("You hold none of those often held here.")
            )
        if place.valued:
            full = min(FULL_VALUED, len(place.valued))
            parts.append(Fraction(min(len(valued), full), full))
            words = ngettext(
                "You hold {n} of those valued here; one is enough.",
                "You hold {n} of those valued here; {full} are enough.",
                full,
            )
            says.append(words.format(n=len(valued), full=full))
        share = sum(parts, Fraction(0)) / len(parts) if parts else None
        return self._term("credentials", share, " ".join(says) or _("No source names any."))

    def _experience(self, place: Workplace) -> Term:
        months = months_at(self.career, place.id, self.on)
        says = _("You have worked at a place like this for {span}; a year counts in full.")
        if not months:
            none = _("Your record does not show a month of work at a place like this.")
            return self._term("experience", Fraction(0), none)
        share = Fraction(min(months, FULL_MONTHS), FULL_MONTHS)
        return self._term("experience", share, says.format(span=say_months(months)))

    def _trait(self, name: TraitName, wish: str, trait: Trait | None) -> Term:
        if trait is None:
            return self._term(name, None, _("Nothing that was read answers this."))
        there = _EXTENTS[trait.is_]
        share = there if wish == "yes" else 1 - there
        return self._term(name, share, _("What was read: {line}.").format(line=_(trait.line)), trait.weak)

    def _pay(self, place: Workplace, wanted: Fraction) -> Term:
        row = main_industry(place)
        if row is None or row.p50 is None:
            return self._term("pay", None, _("No wage table comes close to this kind of place."))
        share, percentile = _reaches(row, wanted)
        says = _("{industry} ({source}): {where}.").format(
            industry=_(row.name),
            source=f"BLS, {say_month_of(row.year)}",
            where=_where(percentile, wanted, row),
        )
        return self._term("pay", share, says)


def months_at(career: Career, workplace: str, on: date) -> int:
    """Whole months of work at a kind of workplace up to a day; a day with two posts counts once."""
    spans = sorted(
        (work.from_, min(work.to or on, on))
        for work in career.experience
        if work.workplace == workplace and work.from_ <= on
    )
    days, until = 0, date.min
    for first, last in spans:
        begin = max(first, until + timedelta(days=1)) if until > date.min else first
        days += max((last - begin).days + 1, 0)
        until = max(until, last)
    return int(days / _MONTH)


def main_industry(place: Workplace) -> IndustryWages | None:
    """Of the industries near a setting the one with the most technicians; None where none is near.

    Specialty, mail order and long-term care pharmacies are mostly counted among all pharmacies, so the
    largest row is the likeliest. An industry is not the same as a setting.
    """
    rows = [industries()[code] for code in place.industries]
    return max(rows, key=lambda row: row.employment or 0, default=None)


_STEPS = (("p25", Fraction(1)), ("p50", Fraction(3, 4)), ("p75", Fraction(1, 2)), ("p90", Fraction(1, 4)))


def _reaches(row: IndustryWages, wanted: Fraction) -> tuple[Fraction, str]:
    """The share for a wanted pay, and the lowest percentile that reaches it ("" where none does)."""
    for name, share in _STEPS:
        usd = getattr(row, name)
        if usd is not None and usd >= wanted:
            return share, name
    return Fraction(0), ""


def _where(percentile: str, wanted: Fraction, row: IndustryWages) -> str:
    usd = say_dollars(wanted)
    if not percentile:
        return _("fewer than one in ten earn {usd} an hour").format(usd=usd)
    share = say_number(100 - int(percentile.removeprefix("p")))
    amount = say_dollars(getattr(row, percentile))
    return _("{n} out of 100 earn {amount} or more an hour, and you want {usd}").format(
        n=share, amount=amount, usd=usd
    )


def percent(share: Fraction | None) -> int | None:
    """A score in whole points of 100, to the nearest."""
    return None if share is None else round(share * 100)
