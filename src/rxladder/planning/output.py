"""A plan as the document that the command line and the API give: plain dicts, ready for JSON."""

from __future__ import annotations

from fractions import Fraction

from rxladder.facts.ce_offers import directories
from rxladder.planning.ce_result import Plan, PlannedActivity, Serves, Wanted, WhyInfeasible
from rxladder.planning.documents import (
    PlanDocument,
    PlannedDocument,
    ServesDocument,
    WantedDocument,
    WhyInfeasibleDocument,
)
from rxladder.planning.to_ask import to_ask_documents
from rxladder.rules.output import dollars, down, nearest, up
from rxladder.rules.places import Place

_NOWHERE = Place(None, None, None, None, None, None)


def plan_document(plan: Plan) -> PlanDocument:
    """A plan as it is printed with `--json`."""
    why = plan.why_infeasible
    return {
        "on": plan.on.isoformat(),
        "status": plan.status,
        "cost_usd": dollars(plan.cost_usd),
        "known_cost_usd": nearest(Fraction(plan.known_cost_usd)),
        "unknown_prices": plan.unknown_prices,
        "hours": nearest(plan.hours),
        "activities": [_planned(one) for one in plan.activities],
        "still_missing": [wanted.says for wanted in plan.still_missing],
        "shopping": [_wanted(wanted) for wanted in plan.still_missing],
        "where_to_look": [
            {"name": one.name, "url": one.url} for one in (directories() if plan.still_missing else ())
        ],
        "why_infeasible": None if why is None else _why_document(why),
        "deadlines": [
            {"credential": one.credential, "by": one.by.isoformat(), "late": one.late}
            for one in plan.deadlines
        ],
        "left_out": [{"credential": one.credential, "why": one.why} for one in plan.left_out],
        "excluded": [
            {"credential": one.credential, "clause": one.clause, "why": one.why} for one in plan.excluded
        ],
        "to_ask": to_ask_documents(plan.to_ask),
        "notes": list(plan.notes),
        "packs": plan.packs,
    }


def _planned(one: PlannedActivity) -> PlannedDocument:
    activity = one.activity
    return {
        "id": activity.id,
        "uan": activity.uan,
        "title": activity.title,
        "provider": activity.provider,
        "url": activity.url,
        "hours": nearest(activity.hours or Fraction(0)),
        "cost_usd": dollars(activity.cost_usd),
        "by": one.by.isoformat(),
        "live_on": None if activity.live_on is None else activity.live_on.isoformat(),
        "serves": [_serves(each) for each in one.serves],
        "because": list(one.because),
        "pinned": one.pinned,
    }


def _serves(one: Serves) -> ServesDocument:
    return {
        "credential": one.credential,
        "clause": one.clause,
        "hours": down(one.hours),
        "says": one.says,
        "unit": one.unit,
    }


def _wanted(one: Wanted) -> WantedDocument:
    place = one.place or _NOWHERE
    return {
        "says": one.says,
        "amount": up(one.amount),
        "unit": one.unit,
        "credentials": list(one.credentials),
        "topic": place.topic,
        "format": place.format,
        "audience": place.audience,
        "accreditation": place.accreditation,
        "jurisdiction": place.jurisdiction,
        "course": place.course,
    }


def _why_document(why: WhyInfeasible) -> WhyInfeasibleDocument:
    return {
        "clauses": [
            {"credential": one.credential, "clause": one.clause, "says": one.says} for one in why.clauses
        ],
        "says": why.says,
        "would_help": list(why.would_help),
    }
