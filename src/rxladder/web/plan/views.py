"""The home page: the answer in one line, the next steps, and the year."""

from __future__ import annotations

from collections.abc import Sequence

from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from rxladder.planning.path_todo import path_steps
from rxladder.rules.headline import headline
from rxladder.rules.next_steps import next_steps
from rxladder.rules.steps import Step, in_order
from rxladder.web.plan.standing import aims, standings
from rxladder.web.plan.timeline import year_from
from rxladder.web.responsibilities.noting import newly_earned
from rxladder.web.site.answer import Audited, all_audited, audit_of, career_of, holdings_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs, short_name
from rxladder.web.site.source_marks import stamp
from rxladder.web.site.views import of_person
from rxladder.web.team.asked import asked_steps
from rxladder.web.upkeep.correction_pages import unseen
from rxladder.web.upkeep.notices import changed_behind


@of_person
@require_safe
def home(request):
    """What to do next, by when, and why."""
    if not request.person.state and not holdings_of(request):
        return redirect("accounts:welcome")
    # Nothing on it but links, so the finished text can be kept.
    body = kept(
        request, f"home {stamp()}", lambda: render_to_string("plan/parts/next.html", _answer(request))
    )
    notices = {"worth": newly_earned(request), "behind": changed_behind(request)}
    return render(request, "plan/home.html", {"body": body} | notices)


def _answer(request: PersonRequest) -> dict[str, object]:
    career, audit = career_of(request), audit_of(request)
    held = all_audited(request)
    steps = next_steps(career, audit, packs(), request.on)
    answer, below = headline(career, audit, steps, packs())
    # "Texas registration" names the state already.
    named = {packs().credentials[item.row.credential].pack.id for item in held}
    return {
        "person": request.person,
        "state": request.person.state if request.person.state not in named else None,
        "on": request.on,
        "answer": answer,
        "empty_log": not career.credits and any(step.act == "add-credit" for step in steps),
        # Where the first step is the whole answer, it gives the reason itself.
        "below": below if not steps or below != steps[0].why else "",
        "steps": [
            {"step": step, "row": _row(held, step), "course": _course(held, step)}
            for step in with_paths(request, steps)
        ],
        "corrected": unseen(request.person),
        "aims": aims(request),
        "names": [short_name(item.row.credential) for item in held],
        "year": year_from(request.on, held),
        "held": held,
    }


def with_paths(request: PersonRequest, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of the record with those of accepted paths and teams, what one would regret most first."""
    career, more = career_of(request), list[Step]()
    for one in standings(request):
        more += path_steps(one.found, one.changed, career, packs(), request.on)
    more += asked_steps(request.person, request.on)
    return in_order([*steps, *more], request.on) if more else steps


def _row(held, step):
    return None if step.holding is None else held[step.holding].row


def _course(held: Sequence[Audited], step: Step) -> str | None:
    """The course by name that a step asks for, so that it can be entered as just that."""
    if step.holding is None or step.clause is None:
        return None
    clause = packs().credentials[held[step.holding].row.credential].credential.ce.clauses.get(step.clause)
    return next(iter(clause.of.course), None) if clause and clause.of else None
