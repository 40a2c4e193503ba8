"""What the record itself answers of the vocabulary's questions, before anyone is asked.

Each function takes the context of a condition and returns the answer, or None where the record does not
tell. Absent holdings, exams, trainings and work count as not there; absent answers are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rxladder.career.record import Answer, Career, Holding, Work
from rxladder.facts.days import add_months
from rxladder.rules.context import Context
from rxladder.rules.terms import term_on

VACCINE_PERMITS = frozenset(
    {
        "us-fl-immunization", "us-ga-vaccines", "us-ok-immunization-permit", "us-me-vaccine-certificate",
        "us-wv-immunizing-technician", "us-hi-vaccine-authority",
    }
)  # fmt: skip
NATIONAL = ("ptcb-cpht", "nha-cpht")


def known_answer(question: str, context: Context) -> Answer | None:
    """The person's own answer if given, else what the record tells, else None."""
    given = given_answer(context.career, question, context.authority)
    if given is not None:
        return given
    derive = _DERIVED.get(question)
    return derive(context) if derive else None


def given_answer(career: Career, question: str, authority: str) -> Answer | None:
    """An answer from the career's facts; one kept by authority serves that authority only."""
    given = career.facts.get(question)
    if given is None or isinstance(given, bool):  # the usual cases: asking for a Mapping is slow
        return given
    return given.get(authority) if isinstance(given, Mapping) else given


def active(holding: Holding, context: Context) -> bool:
    """Issued and not over on the day; without a printed date, the end of what ends by itself is computed."""
    on = context.on
    if holding.issued is not None and holding.issued > on:
        return False
    if holding.expires is not None:
        return holding.expires >= on
    ref = context.packs.credentials.get(holding.credential)
    if ref is None or ref.credential.term.renewable is not False:
        return True
    term = term_on(ref.credential.term, holding, on, birthday=context.career.person.birthday)
    return term is None or term.ends >= on


def present_work(career: Career, on: date) -> list[Work]:
    """Work that goes on on a day."""
    return [work for work in career.experience if work.from_ <= on and (work.to is None or work.to >= on)]


def first_issue(holding: Holding | None) -> date | None:
    """The earliest day on which a holding was issued, by its own date and its earlier terms."""
    if holding is None:
        return None
    days = [holding.issued, *(term.starts for term in holding.terms)]
    return min((day for day in days if day is not None), default=None)


def _gives_vaccines(context: Context) -> bool | None:
    if any(held.credential in VACCINE_PERMITS and active(held, context) for held in context.career.holdings):
        return True
    return _works_as(context, {"immunizing-technician"}, set())


def _works_as(context: Context, roles: set[str], workplaces: set[str]) -> bool | None:
    """True where present work is of such a role or place; never False from the record."""
    work = present_work(context.career, context.on)
    return True if any(item.role in roles or item.workplace in workplaces for item in work) else None


def _has_job(context: Context) -> bool | None:
    if present_work(context.career, context.on):
        return True
    return False if context.career.experience else None


def _in_programme(context: Context) -> bool | None:
    running = (item for item in context.career.trainings if item.started and not item.completed)
    return True if any(item.started and item.started <= context.on for item in running) else None


def _programme_begun(context: Context) -> date | bool | None:
    if not context.career.trainings:
        return False
    days = (item.started or item.completed for item in context.career.trainings)
    return min((day for day in days if day is not None), default=None)


def _exam_passed(context: Context) -> date | bool:
    """The day of the first exam passed; False where the record has none."""
    exams = [taken.date for taken in context.career.exams if taken.passed and taken.exam in ("ptce", "excpt")]
    issues = [first_issue(held) for held in context.career.holdings if held.credential in NATIONAL]
    certified = any(held.credential in NATIONAL for held in context.career.holdings)
    return min([*exams, *(day for day in issues if day)], default=certified)


def _trained_by_work(context: Context) -> bool | None:
    return False if any(item.completed for item in context.career.trainings) else None


def _pharmacy_degree(context: Context) -> bool | None:
    degrees = {"pharmd", "pharmacy-school-graduate"}
    done = (item for item in context.career.trainings if item.completed and item.completed <= context.on)
    return True if any(item.programme in degrees for item in done) else None


def _foreign_graduate(context: Context) -> bool | None:
    return True if any(taken.exam == "fpgee" and taken.passed for taken in context.career.exams) else None


def _cpr(context: Context) -> bool | None:
    cards = (held for held in context.career.holdings if held.credential == "aha-bls")
    return True if any(active(held, context) for held in cards) else None


def _elsewhere(context: Context) -> bool:
    for held in context.career.holdings:
        ref = context.packs.credentials.get(held.credential)
        if ref is None or not active(held, context):
            continue
        state = ref.pack.kind in ("state-board", "state-agency") and ref.pack.id != context.authority
        if state and ref.credential.required_to_practise:
            return True
    return False


def _first_registered(context: Context) -> date | None:
    held = [item for item in context.career.holdings if item.credential == context.credential]
    return min((day for item in held if (day := first_issue(item))), default=None)


def _without_break_since(context: Context) -> date | None:
    for held in context.career.holdings:
        if held.credential == context.credential:
            return held.held_without_break_since or first_issue(held)
    return None


def _same_employer_since(context: Context) -> date | None:
    return min((work.from_ for work in context.career.experience if work.to is None), default=None)


def _technician_without_break(context: Context) -> date | None:
    since = [work.from_ for work in present_work(context.career, context.on) if work.role != "trainee"]
    return min(since, default=None)


def _practised_unregulated(context: Context) -> bool | None:
    two_years_ago = add_months(context.on, -24)
    certified = any(
        held.credential in NATIONAL
        and (held.held_without_break_since or held.issued or context.on) <= two_years_ago
        for held in context.career.holdings
    )
    return None if certified else False


def _ever_registered(context: Context) -> bool | None:
    """Texas asks this of trainees: was the full registration ever held?"""
    full = context.credential.removesuffix("-trainee")
    return True if any(held.credential == full for held in context.career.holdings) else None


def _held_now(context: Context) -> bool | None:
    return True if context.holding is not None else None


def _licence_held(context: Context) -> bool | None:
    full = (ref for ref in context.packs.credentials.values() if ref.pack.id == context.authority)
    ids = {ref.id for ref in full if ref.credential.kind != "trainee-registration"}
    return True if any(held.credential in ids for held in context.career.holdings) else None


def _of_age(context: Context) -> bool | None:
    birthday = context.career.person.birthday
    return True if birthday and add_months(birthday, 18 * 12) <= context.on else None


_DERIVED: dict[str, Callable[[Context], Answer | None]] = {
    "administers-vaccines": _gives_vaccines,
    "compounds-sterile": lambda c: _works_as(
        c, {"sterile-compounding", "hazardous-oncology"}, {"compounding-sterile", "home-infusion"}
    ),
    "compounds-nonsterile": lambda c: _works_as(
        c, {"compounding-nonsterile-technician"}, {"compounding-nonsterile"}
    ),
    "handles-hazardous-drugs": lambda c: _works_as(c, {"hazardous-oncology"}, {"oncology-infusion"}),
    "works-at-remote-site": lambda c: _works_as(c, {"telepharmacy-technician"}, {"telepharmacy"}),
    "works-in-pharmacy-area": lambda c: True if present_work(c.career, c.on) else None,
    "employed-in-pharmacy": _has_job,
    "enrolled-in-programme": _in_programme,
    "programme-begun-on": _programme_begun,
    "exam-passed-on": _exam_passed,
    "trained-by-work-experience": _trained_by_work,
    "pharmacy-degree": _pharmacy_degree,
    "foreign-pharmacy-graduate": _foreign_graduate,
    "cpr-current": _cpr,
    "registered-elsewhere": _elsewhere,
    "first-registered-on": _first_registered,
    "registered-without-break-since": _without_break_since,
    "same-employer-since": _same_employer_since,
    "technician-without-break-since": _technician_without_break,
    "practised-in-unregulated-state": _practised_unregulated,
    "ever-registered-technician": _ever_registered,
    "applied-for-licence": _licence_held,
    "background-check": _held_now,
    # Whoever holds it has promised so when it was given.
    "discloses-record": _held_now,
    "application-papers": _held_now,
    "signed-form": _held_now,
    "working-age": _of_age,
}
