"""What changed in a week: recalls, shortages that began or ended, approvals."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rxladder.facts.language import gettext as _
from rxladder.news.openfda import Approval, Recall, Shortage

ChangeKind = Literal["recall", "shortage", "discontinued", "changed", "resolved", "approval"]

# Where hardly anything but injections and infusions is made up; and what a shop's counter never gives out.
_INFUSING = frozenset({"home-infusion", "oncology-infusion", "compounding-sterile"})
_COUNTER = frozenset({"community-chain", "community-independent", "mail-order"})
INJECTED = ("inject", "infus", "intravenous", "lyophil", "parenteral")
"""Parts of the words by which a form, in small letters, is one that is injected."""
_INFUSED = ("infus", "intravenous", "lyophil", "parenteral", "pharmacy bulk")
# Skills whose work is with what is injected, and with everything that is bought and stored.
_INJECTING = frozenset({"aseptic-mixing", "beyond-use-dating", "hazardous-mixing", "giving-vaccines"})
_SUPPLYING = frozenset({"ordering", "receiving", "outdates-shortages", "dscsa-papers", "cabinet-care"})
MATTERING_SKILLS = _INJECTING | _SUPPLYING
"""The skills by which it is told which changes matter."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed on a day.

    `name` is a stable name by which it is known again; `title` and `detail` say it; `grade` is a recall's
    class; `form` is what was told of form and route, in small letters.
    """

    name: str
    kind: ChangeKind
    day: date
    title: str
    detail: str
    drugs: tuple[str, ...]
    ndcs: tuple[str, ...]
    form: str
    url: str
    grade: int | None = None


def changed(
    since: date,
    until: date,
    recalls: Iterable[Recall] = (),
    shortages: Iterable[Shortage] = (),
    approvals: Iterable[Approval] = (),
    seen: Iterable[Change] = (),
) -> tuple[Change, ...]:
    """What changed between two days, both included: what may harm most first, then the latest.

    The packages of one drug, company and day are one change, and so are the products of one recall. `seen`
    is what looks saw that the records do not tell (`fda_history`).
    """
    found = [*_recalled(recalls), *_short(shortages), *seen, *_approved(approvals)]
    return tuple(sorted((one for one in _joined(found) if since <= one.day <= until), key=_order))


def matters(change: Change, setting: str) -> bool:
    """Whether a change is likely to be met at a kind of workplace. Where its form was not told, it is.

    Ours, not a source's: it only leads to an order, and nothing is hidden by it.
    """
    if not change.form:
        return True
    if setting in _INFUSING:
        return any(word in change.form for word in INJECTED)
    if setting in _COUNTER:
        return not any(word in change.form for word in _INFUSED)
    return True


def matters_to(change: Change, settings: Collection[str], skills: Collection[str] = ()) -> bool:
    """Whether a change is likely to be met by somebody who works in these settings and has these skills.

    Nobody knows what matters to whoever told neither, so all of it does. A class I recall always does.
    """
    if change.grade == 1 or not settings or _SUPPLYING.intersection(skills):
        return True
    injects = bool(_INJECTING.intersection(skills)) and any(word in change.form for word in INJECTED)
    return injects or any(matters(change, setting) for setting in settings)


def _order(one: Change) -> tuple[int, int, str]:
    weight = {"recall": one.grade or 4, "shortage": 2, "discontinued": 3, "changed": 4}
    weight |= {"resolved": 5, "approval": 6}
    return (weight[one.kind], -one.day.toordinal(), one.title)


def _joined(changes: Iterable[Change]) -> Iterable[Change]:
    """Of several that are one, the first, with the drugs and codes of all."""
    kept: dict[str, Change] = {}
    for one in changes:
        first = kept.setdefault(one.name, one)
        if first is not one:
            kept[one.name] = Change(
                one.name, one.kind, max(first.day, one.day), first.title, first.detail,
                _both(first.drugs, one.drugs), _both(first.ndcs, one.ndcs), first.form or one.form,
                first.url, min(filter(None, (first.grade, one.grade)), default=None),
            )  # fmt: skip
    return kept.values()


def sentences(*parts: str) -> str:
    """The parts that are told, one after the other; one that ends with a full stop gets no second."""
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part).removesuffix(".")


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))


def _recalled(recalls: Iterable[Recall]) -> Iterable[Change]:
    for one in recalls:
        day = one.reported or one.initiated
        if day is None:
            continue
        drug = ", ".join(one.drugs) or one.product[:80]
        grade = "I" * one.grade if one.grade else ""
        said = _("Recall, class {grade}: {drug}") if grade else _("Recall, not classified yet: {drug}")
        yield Change(
            name=f"recall:{one.event or one.number}:{drug}",
            kind="recall",
            day=day,
            title=said.format(grade=grade, drug=drug),
            detail=" ".join(filter(None, (one.firm + ":" if one.firm else "", one.reason))),
            drugs=one.drugs,
            ndcs=one.ndcs,
            form=_form_in(one.product),
            url=one.url,
            grade=one.grade,
        )


def _form_in(product: str) -> str:
    """The words of a product's description that tell a form."""
    text = product.lower()
    known = (*_INFUSED, "inject", "tablet", "capsule", "cream", "ointment", "gel", "solution", "suspension")
    return " ".join(word for word in known if word in text)


def _short(shortages: Iterable[Shortage]) -> Iterable[Change]:
    for one in shortages:
        kind, day = _shortage_change(one)
        if day is None:
            continue
        said = {
            "shortage": _("New shortage: {drug}"),
            "discontinued": _("To be discontinued: {drug}"),
            "resolved": _("Shortage resolved: {drug}"),
        }[kind]
        yield Change(
            name=f"{kind}:{one.name.lower()}:{one.company.lower()}:{day}",
            kind=kind,
            day=day,
            title=said.format(drug=one.name),
            detail=sentences(one.company, one.availability, one.reason, one.note),
            drugs=one.drugs,
            ndcs=(one.ndc,) if one.ndc else (),
            form=one.form.lower(),
            url=one.url,
        )


def _shortage_change(one: Shortage) -> tuple[Literal["shortage", "discontinued", "resolved"], date | None]:
    """What a record says changed last, and when. One that was only looked at again has not changed."""
    if one.status == "resolved":
        return "resolved", one.changed or one.updated
    if one.status == "discontinued":
        return "discontinued", one.discontinued or one.changed or one.since
    return "shortage", one.since if one.status == "current" else None


def _approved(approvals: Iterable[Approval]) -> Iterable[Change]:
    for one in approvals:
        drug = ", ".join(one.brands or one.drugs) or one.application
        said = {
            "generic": _("Generic approved: {drug}"),
            "new drug": _("Approved: {drug}"),
            "biologic": _("Biologic approved: {drug}"),
            "unknown": _("Approved: {drug}"),
        }[one.kind]
        if one.tentative:
            said = _("Approved tentatively: {drug}")
        yield Change(
            name=f"approval:{one.application}:{one.approved}:{one.tentative}",
            kind="approval",
            day=one.approved,
            title=said.format(drug=drug),
            detail=sentences(one.sponsor, ", ".join(one.drugs), ", ".join(one.forms)),
            drugs=one.drugs,
            ndcs=one.ndcs,
            form=" ".join((*one.forms, *one.routes)).lower(),
            url=one.url,
        )
