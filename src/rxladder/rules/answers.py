"""What the record itself answers of the vocabulary's questions, before anyone is asked.

Each function takes the context of a condition and returns the answer, or None where the record does not
tell. Absent holdings, exams, trainings and work count as not there; absent answers are unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from rxladder.career.record import Answer, Career, Holding, Work
from rxladder.facts.days import add_months
from rxladder.facts.vocabulary import InRecord
from rxladder.rules.context import Context
from rxladder.rules.experience import months_of, stretches
from rxladder.rules.terms import term_on


def known_answer(question: str, context: Context) -> Answer | None:
    """The person's own answer if given, else what the record tells, else None."""
    given = given_answer(context.career, question, context.authority)
    if given is not None:
        return given
    derive = _DERIVED.get(question)
    if derive is not None:
        return derive(context)
    asked = context.packs.vocabulary.questions.get(question)
    return True if asked and asked.told_by and _record_shows(asked.told_by, context) else None


def derived(question: str) -> bool:
    """Whether more than signs in the record may answer a question that the person did not."""
    return question in _DERIVED


def given_answer(career: Career, question: str, authority: str) -> Answer | None:
    """An answer from the career's facts; one kept by authority serves that authority only."""
    given = career.facts.get(question)
    if given is None or isinstance(given, bool):  # the usual cases: asking for a Mapping is slow
        return given
    return given.get(authority) if isinstance(given, Mapping) else given


ACCEPTANCE = "certification-accepted"
"""The question of which a board's answer is about what was held on the day on which it was given."""


def given_on(career: Career, question: str, authority: str) -> date | None:
    """The day on which an answer was given, if the record kept it."""
    day = career.answered_on.get(question)
    return day.get(authority) if isinstance(day, Mapping) else day


def accepted(career: Career, authority: str) -> tuple[bool | None, date | None]:
    """What a board said of a certification, and when, as far as the record tells."""
    given = given_answer(career, ACCEPTANCE, authority)
    return (given if isinstance(given, bool) else None), given_on(career, ACCEPTANCE, authority)


def came_after(holding: Holding, day: date) -> bool | None:
    """Whether a credential was got after a day; None where the record does not tell when it was got."""
    since = holding.held_without_break_since or holding.first_issued
    return None if since is None else since > day


def active(holding: Holding, context: Context) -> bool:
    """Issued and not over on the day; without a printed date, the end of what ends by itself is computed."""
    on = context.on
    if context.looking_back:
        if came_after(holding, on):
            return False
    elif holding.issued is not None and holding.issued > on:
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
    return holding.first_issued if holding else None


def _record_shows(signs: InRecord, context: Context) -> bool:
    """Whether the record shows one of the things that answer a question with yes."""
    career = context.career
    work = present_work(career, context.on) if signs.roles or signs.workplaces else []
    return (
        any(item.role in signs.roles or item.workplace in signs.workplaces for item in work)
        or any(held.credential in signs.ever_held for held in career.holdings)
        or any(held.credential in signs.holdings and active(held, context) for held in career.holdings)
        or any(
            done.programme in signs.programmes and _is_over(done.completed, context)
            for done in career.trainings
        )
        or any(taken.exam in signs.exams and taken.passed for taken in career.exams)
        or any(_still_good(course, context) for course in signs.courses)
    )


def _is_over(day: date | None, context: Context) -> bool:
    return day is not None and day <= context.on


def _still_good(course: str, context: Context) -> bool:
    """Whether a course was taken and, were it the credential that it stands for, would not have ended yet."""
    stands_for = context.packs.vocabulary.courses[course].credential
    ref = context.packs.credentials.get(stands_for or "")
    months = ref.credential.term.months if ref else None
    days = [cr.date for cr in context.career.credits if cr.course == course and cr.status == "done"]
    days += [
        done.completed for done in context.career.trainings if done.programme == course and done.completed
    ]
    return any(day <= context.on and (months is None or add_months(day, months) > context.on) for day in days)


def _pharmacist_or_intern(context: Context) -> bool | None:
    """Who said that they hold a pharmacist's licence need not be asked again."""
    return True if given_answer(context.career, "pharmacist-licence", context.authority) is True else None


def _exams(question: str, context: Context) -> tuple[str, ...]:
    signs = context.packs.vocabulary.questions[question].told_by
    return signs.exams if signs else ()


def _certifications(question: str, context: Context) -> list[Holding]:
    """Held certifications to which the exams lead that a question is told by."""
    words = context.packs.vocabulary
    ids = {words.exams[exam].for_ for exam in _exams(question, context)}
    return [held for held in context.career.holdings if held.credential in ids]


def _has_job(context: Context) -> bool | None:
    if present_work(context.career, context.on):
        return True
    return False if context.career.experience else None


def _works_here(context: Context) -> bool | None:
    """Whether present work is in the authority's own state."""
    own = context.career.person.state
    here = (work.state or own for work in present_work(context.career, context.on))
    return True if context.authority in here else None


def _in_programme(context: Context) -> bool | None:
    running = (item for item in context.career.trainings if item.started and not item.completed)
    return True if any(item.started and item.started <= context.on for item in running) else None


def _programme_begun(context: Context) -> date | bool | None:
    if not context.career.trainings:
        return False
    days = (item.started or item.completed for item in context.career.trainings)
    return min((day for day in days if day is not None), default=None)


def _exam_passed(context: Context) -> date | bool | None:
    """The day of the first exam passed; False where the record has none, None where it tells no day."""
    exams = _exams("exam-passed-on", context)
    passed = [taken.date for taken in context.career.exams if taken.passed and taken.exam in exams]
    certified = _certifications("exam-passed-on", context)
    issues = [day for held in certified if (day := first_issue(held))]
    return min([*passed, *issues], default=None if certified else False)


def _trained_by_work(context: Context) -> bool | None:
    return False if context.career.trainings else None


def _elsewhere(context: Context) -> bool:
    for held in context.career.holdings:
        ref = context.packs.credentials.get(held.credential)
        if ref is None or not active(held, context):
            continue
        state = ref.pack.is_board and ref.pack.id != context.authority
        trainee = ref.credential.kind == "trainee-registration"
        if state and ref.lets_work and not trainee:
            return True
    return False


def boards_own(context: Context) -> bool:
    """Whether what the record calls approved is so by the authority that asks.

    It is by the boards of the states where the person lives, works, or holds something; where the record
    tells of none, by whichever asks.
    """
    career, packs = context.career, context.packs
    asking = packs.packs.get(context.authority)
    if asking is None or not asking.is_board:
        return True
    refs = [packs.credentials.get(held.credential) for held in career.holdings]
    places = {ref.pack.id for ref in refs if ref and ref.pack.is_board}
    places |= {state for state in (career.person.state, *(work.state for work in career.experience)) if state}
    return not places or context.authority in places


def _first_registered(context: Context) -> date | None:
    issues = [first_issue(item) for item in context.career.holdings if item.credential == context.credential]
    return min([day for day in issues if day], default=None)


def _without_break_since(context: Context) -> date | None:
    for held in context.career.holdings:
        if held.credential == context.credential:
            return held.held_without_break_since or first_issue(held)
    return None


def _same_employer_since(context: Context) -> date | None:
    return min((work.from_ for work in context.career.experience if work.to is None), default=None)


def _technician_without_break(context: Context) -> date | None:
    """The first day of the technician's work that goes on; posts that follow day on day are one stretch."""
    posts = [work for work in context.career.experience if work.role != "trainee"]
    return next((start for start, end in stretches(posts, None, context.on) if end == context.on), None)


def _practised_unregulated(context: Context) -> bool | None:
    """Ohio's measure: certified for 24 months, and 24 months of the last 60 where nobody is registered."""
    two_years_ago = add_months(context.on, -24)
    certified = any(
        active(held, context)
        and (held.held_without_break_since or first_issue(held) or context.on) <= two_years_ago
        for held in _certifications("practised-in-unregulated-state", context)
    )
    if not certified:
        return False
    free = {id_ for id_, pack in context.packs.packs.items() if pack.regulates_technicians is False}
    own = context.career.person.state
    works = [work for work in context.career.experience if (work.state or own) in free]
    # A state that registers technicians today may not have done so then: less than that is asked.
    return True if months_of(works, add_months(context.on, -60), context.on) >= 24 else None


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
    "works-in-pharmacy-area": _works_here,
    "employed-in-pharmacy": _has_job,
    "enrolled-in-programme": _in_programme,
    "programme-begun-on": _programme_begun,
    "exam-passed-on": _exam_passed,
    "pharmacist-or-intern-licence": _pharmacist_or_intern,
    "trained-by-work-experience": _trained_by_work,
    "registered-elsewhere": _elsewhere,
    "first-registered-on": _first_registered,
    "registered-without-break-since": _without_break_since,
    "same-employer-since": _same_employer_since,
    "technician-without-break-since": _technician_without_break,
    "practised-in-unregulated-state": _practised_unregulated,
    "applied-for-licence": _licence_held,
    "background-check": _held_now,
    # Whoever holds it has promised so when it was given.
    "discloses-record": _held_now,
    "application-papers": _held_now,
    "signed-form": _held_now,
    "working-age": _of_age,
}
