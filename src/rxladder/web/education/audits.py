"""The audit of a holding: what its renewal asks, what counts and why, what is open, and each source."""

from __future__ import annotations

from datetime import date

from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.facts.load import CredentialRef
from rxladder.facts.says import say_clause
from rxladder.papers.forecast_plot import forecast_plot
from rxladder.rules.forecast import Forecast, forecast
from rxladder.rules.forecast_words import say_forecast
from rxladder.rules.holding_steps import steps_of_holdings
from rxladder.rules.renewal import has_begun, proposed_end
from rxladder.rules.result import HoldingAudit
from rxladder.rules.steps import Step
from rxladder.web.accounts.models import Answer
from rxladder.web.certifications.badges_standing import badges_of
from rxladder.web.certifications.models import EarlierTerm, Override
from rxladder.web.education.clause_view import clause_view
from rxladder.web.education.proved import proved_credits, untold_rows, without_course
from rxladder.web.education.rule_words import between_renewals_told, duty_words
from rxladder.web.site.answer import all_audited, audit_of, audited, career_of
from rxladder.web.site.kept import kept
from rxladder.web.site.request import PersonRequest
from rxladder.web.site.rules import packs
from rxladder.web.site.views import of_person


@of_person
@require_safe
def holding(request, id):
    """One holding's audit."""
    row, found = audited(request, id)
    ref = packs().credentials[row.credential]
    mine = (
        Override.objects.visible_to(request.person).filter(credential=row.credential).select_related("file")
    )
    ahead = _forecast(request, found)
    proved = proved_credits(request, found.credits)
    silent = untold_rows(request, found)
    context = {
        "forecast": say_forecast(ahead),
        "plot": forecast_plot(ahead),
        "row": row,
        "found": found,
        "ref": ref,
        "pack": ref.pack,
        "duty": duty_words(ref),
        "clauses": [clause_view(clause, ref) for clause in found.clauses],
        "excluded": dict.fromkeys(item.id for item in found.excluded),
        "credits": found.credits,
        "proved": proved,
        "unproved": [one for one in proved if not one.files],
        "questions": [asked for asked in found.questions if not asked.ask_authority],
        "asks_of_credits": any(asked.id == "credit-details" for asked in found.questions),
        "untold": silent,
        "no_course": without_course(found, silent),
        "unsure": _unsure(request, ref.pack.id),
        "board_questions": [asked for asked in found.questions if asked.ask_authority],
        "told": [{"row": told, "clause": _clause_words(ref, told.clause)} for told in mine],
        "between": between_renewals_told(ref),
        "earlier": EarlierTerm.objects.visible_to(request.person).filter(holding=row).defer("receipt"),
        "badges": badges_of(request.person, row.credential, request.on),
        "begun": has_begun(found.term, request.on),
        "unfinished": found.status in ("short", "unknown", "check"),
        "let_go": found.holding.let_go(request.on),
        "waits": _waits(found, request.on),
        "proposed": proposed_end(found, packs()),
        "others": [other for other in all_audited(request) if other.row.id != row.id],
        "over": _over(request, found),
    }
    return render(request, "education/audit.html", context)


def _waits(found: HoldingAudit, on: date) -> bool:
    """Whether nobody has to renew yet."""
    opens = found.term.renew_from if found.term else None
    return found.holding.let_go(on) or (opens is not None and opens > on)


def _forecast(request: PersonRequest, found: HoldingAudit) -> Forecast:
    career, audit = career_of(request), audit_of(request)
    all_ = kept(request, "forecast", lambda: forecast(career, packs(), audit))
    return all_[next(place for place, one in enumerate(audit.holdings) if one is found)]


def _over(request: PersonRequest, found: HoldingAudit) -> Step | None:
    """What there is to do about a term that is over, or ends for good, as the home page tells it."""
    if found.status != "lapsed" and found.renewable:
        return None
    holdings = audit_of(request).holdings
    position = next(place for place, one in enumerate(holdings) if one is found)
    steps = steps_of_holdings(holdings, packs(), request.on)
    acts = ("renew", "follow")
    return next((step for step in steps if step.holding == position and step.act in acts), None)


def _unsure(request: PersonRequest, authority: str) -> set[str]:
    """The questions to which the person said that they are not sure."""
    mine = Answer.objects.visible_to(request.person).filter(value__isnull=True)
    return set(mine.filter(authority__in=("", authority)).values_list("question", flat=True))


def _clause_words(ref: CredentialRef, clause_id: str) -> str:
    clause = ref.credential.ce.clauses.get(clause_id)
    return say_clause(clause_id, clause, None, packs()) if clause else clause_id
