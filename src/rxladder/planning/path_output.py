"""Paths as the document that the command line and the API give: plain dicts, ready for JSON."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rxladder.planning.path_documents import PathDocument, PathsDocument, StepDocument, WhyNotDocument
from rxladder.planning.path_result import NoPath, Path, Paths, Step
from rxladder.planning.path_words import say_step
from rxladder.planning.to_ask import to_ask_documents
from rxladder.rules.output import dollars, nearest


def paths_document(found: Paths) -> PathsDocument:
    """Paths as they are printed with `--json`."""
    return {
        "on": found.on.isoformat(),
        "goal": {"id": found.goal, "says": found.goal_says},
        "status": "infeasible" if found.why_not else "found",
        "alternatives": [_path(path) for path in found.paths],
        "why_infeasible": None if found.why_not is None else _why_not(found.why_not),
        "assumptions": [{"id": one.id, "says": one.says, "why": one.why} for one in found.assumptions],
        "to_ask": to_ask_documents(found.to_ask),
        "notes": list(found.notes),
        "packs": found.packs,
    }


def _path(path: Path) -> PathDocument:
    return {
        "name": path.name,
        "finish": path.finish.isoformat(),
        "cost_usd": dollars(path.cost_usd),
        "known_cost_usd": nearest(Fraction(path.known_cost_usd)),
        "unknown_prices": path.unknown_prices,
        "study_hours": nearest(path.study_hours),
        "gap": round(path.gap, 4),
        "sure": not path.doubts,
        "steps": [_step(step) for step in path.steps],
    }


def _step(step: Step) -> StepDocument:
    return {
        "id": step.id,
        "kind": step.kind,
        "says": say_step(step),
        "starts": step.starts.isoformat(),
        "ends": step.ends.isoformat(),
        "cost_usd": dollars(step.cost_usd),
        "study_hours": nearest(step.study_hours),
        "study_from": _day(step.study_from),
        "study_until": _day(step.study_until),
        "needs": list(step.needs),
        "depends_on_answer": step.doubt,
        "assumes": list(step.assumes),
    }


def _why_not(why: NoPath) -> WhyNotDocument:
    return {
        "says": why.says,
        "blockers": list(why.blockers),
        "relax": [
            {
                "constraint": one.constraint,
                "now": nearest(one.have),
                "needed": nearest(one.needed),
                "more": nearest(one.needed - one.have),
                "says": one.says,
            }
            for one in why.relax
        ],
        "together": why.together,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
