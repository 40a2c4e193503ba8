"""What a pack tells beside the rules that are computed, in words: handling, exams, what opens, remarks.

Nothing that stands in a pack may be seen nowhere: pages show this beside what `says` makes of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import BaseModel

from rxladder.facts.education_rules import ClauseReading, ContinuingEducation
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.pack import Credential, Domain, Exam, Opens, Pack
from rxladder.facts.phrases import say_dollars, say_hours, say_number, say_span, say_text
from rxladder.facts.says_names import credential_name
from rxladder.facts.term_rules import EndsEarly
from rxladder.facts.trees import models_in

_TOLD = (ClauseReading, EndsEarly)
"""Models whose `says` stands beside what the sentences about them take up."""


def remarks(*trees: BaseModel | None) -> list[str]:
    """Every note in some parts of a pack, in the order written and each once."""
    found: list[str | None] = []
    for tree in trees:
        for _path, model in models_in(tree):
            if isinstance(model, _TOLD):
                found.append(model.says)
            found += [getattr(model, "note", None), *getattr(model, "notes", ())]
    return list(dict.fromkeys(say_text(text) for text in found if text))


def left_open(*trees: BaseModel | None) -> list[str]:
    """What the sources leave open in some conditions, each once."""
    found = [getattr(model, "open", None) for tree in trees for _path, model in models_in(tree)]
    return list(dict.fromkeys(say_text(text) for text in found if text))


def education_remarks(ce: ContinuingEducation) -> list[str]:
    """How hours are handled, and every note that belongs to no clause, exception or fixed value."""
    told = (ce.accepts_open, ce.first_term_note, ce.minutes_note, *ce.notes)
    return [*_handling(ce), *remarks(ce.window, ce.carry_over), *(say_text(text) for text in told if text)]


def _handling(ce: ContinuingEducation) -> Iterator[str]:
    if ce.no_carry_over:
        yield _("hours beyond what is asked do not carry over")
    elif ce.carry_over and ce.carry_over.max_hours is not None:
        hours = say_hours(ce.carry_over.max_hours)
        yield _("at most {hours} beyond what is asked carry over").format(hours=hours)
    elif ce.carry_over:
        yield _("hours beyond what is asked carry over")
    if ce.repeats_count is not None:
        yield (
            _("the same activity may count again")
            if ce.repeats_count
            else _("the same activity does not count again")
        )
    if ce.contact_minutes != 60:
        yield _("a contact hour has {n} minutes").format(n=ce.contact_minutes)


class Duty(NamedTuple):
    """What is to be done between renewals, in words, and the ids of its sources."""

    says: str
    sources: tuple[str, ...]


def between_renewals(credential: Credential) -> list[Duty]:
    """What a holder has to do apart from renewing: report changes, keep the proof of CE."""
    duties = [Duty(say_text(duty.says), duty.sources) for duty in credential.duties.values()]
    kept = credential.ce.keep_records_months
    if kept is not None:
        says = _("keep the proof of your continuing education for {time}").format(time=say_span(kept))
        duties.append(Duty(says, credential.ce.sources))
    return duties


def credential_remarks(credential: Credential) -> list[str]:
    """Where and since when a credential holds, and the notes of its own."""
    told = (credential.settings, credential.effective, *credential.notes)
    return [say_text(text) for text in told if text]


_AT_WORK = {
    "administer_medications_candidates": noop("candidates give medications"),
    "administer_vaccines": noop("technicians give vaccines"),
    "administer_vaccines_conditions": noop("conditions for giving vaccines"),
    "administer_vaccines_note": noop("about giving vaccines"),
    "clerical_exempt": noop("work that needs no registration"),
    "final_check": noop("final check"),
    "pharmacist_ratio": noop("technicians for each pharmacist"),
    "prescription_transfers": noop("prescription transfers"),
    "ratio": noop("technicians for each pharmacist"),
    "register_before_work": noop("registration before work starts"),
    "report_change_days": noop("days to report a change"),
    "settings": noop("where it applies"),
    "specimen_collection": noop("taking specimens"),
    "supervision": noop("supervision"),
    "tech_check_tech": noop("tech-check-tech"),
    "tech_check_tech_note": noop("about tech-check-tech"),
    "technician_product_verification": noop("technician product verification"),
    "trainee_ratio": noop("trainees for each pharmacist"),
    "utilization_plan": noop("utilization plan"),
    "vaccine_note": noop("about giving vaccines"),
    "vaccine_supervision_ratio": noop("vaccinators for each pharmacist"),
}
"""What a pack's `practice` may speak of; a word that is not here is said as it is written there."""


def say_practice(pack: Pack) -> list[str]:
    """What the sources tell of the work itself: ratios, supervision, who may give vaccines."""
    return [
        f"{_(_AT_WORK.get(name, name.replace('_', ' ')))}: {_practice(value)}"
        for name, value in pack.practice.items()
    ]


def _practice(value: str | bool | float) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value == "conditions":
        return _("yes, on conditions")
    return say_text(value) if isinstance(value, str) and value else str(value)


def say_exam(exam: Exam) -> list[str]:
    """An exam's size, and how it is passed and tried again, a line each."""
    told = (exam.attempts.says if exam.attempts else None, exam.note)
    return [*_exam(exam), *(say_text(text) for text in told if text)]


def say_outline(exam: Exam) -> list[str]:
    """What an exam is about, a line for each part of its outline."""
    return [_domain(part) for part in exam.outline]


def _exam(exam: Exam) -> Iterator[str]:
    if exam.questions is not None and exam.scored is not None:
        yield _("{n} questions, of which {scored} count").format(n=exam.questions, scored=exam.scored)
    elif exam.questions is not None:
        yield _("{n} questions").format(n=exam.questions)
    if exam.minutes is not None:
        yield _("{n} minutes").format(n=exam.minutes)
    if exam.passing:
        yield _("to pass: {what}").format(what=say_text(exam.passing))
    if exam.pass_rate:
        yield _("passed by: {what}").format(what=say_text(exam.pass_rate))
    if exam.outline_effective:
        yield _("outline in effect: {when}").format(when=say_text(exam.outline_effective))
    if exam.fee_usd is not None:
        yield _("fee: {price}").format(price=say_dollars(exam.fee_usd))


def _domain(part: Domain) -> str:
    name = _(part.domain)
    if part.weight is not None:
        name = _("{name} ({n} percent)").format(name=name, n=say_number(part.weight))
    topics = "; ".join(_(topic) for topic in part.topics)
    return _("{name}: {topics}").format(name=name, topics=topics) if topics else name


def say_opens(opens: Opens, packs: Packs) -> str:
    """What a credential lets its holder do or try for."""
    name = credential_name(opens.credential, packs) if opens.credential else None
    return ": ".join(part for part in (name, say_text(opens.says) if opens.says else None) if part)
