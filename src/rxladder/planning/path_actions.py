"""The steps that could lead to a goal, found backwards from it: each with what it needs, takes and costs.

Only what some need calls for is made. Lengths and hours that no source tells come from the assumptions, by
name; a price that no source tells stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import ceil

from rxladder.career.record import Credit, Training, Work
from rxladder.facts import conditions as c
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.load import CredentialRef
from rxladder.facts.path_assumptions import ToDo
from rxladder.facts.phrases import plural, say_days, say_hours, say_number, with_details
from rxladder.facts.says import say_condition
from rxladder.planning import path_ways
from rxladder.planning.path_ground import Ground
from rxladder.planning.path_needs import NOTHING, Action, Need, Table, Test, Way, joined, simplified
from rxladder.planning.path_prices import exam_cents, fee_cents, holding_cents
from rxladder.planning.path_renewals import first_term
from rxladder.rules.attempts import retries
from rxladder.rules.context import Atom
from rxladder.rules.places import matches, place_of
from rxladder.rules.questions import asked
from rxladder.rules.readiness import own_exams
from rxladder.rules.titles import short_title


class Book:
    """All actions found so far. What an action needs is worked out once everything before it is named."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.actions: dict[str, Action] = {}
        self.tables: dict[str, Table] = {}
        self._open: list[tuple[str, Callable[[], Need]]] = []
        self._named: set[str] = set()
        self._lasting: dict[str, int | None] = {}
        self._hours: dict[str, Fraction] = {}

    def fill(self) -> None:
        """Work out what every action named needs, and all that it names in turn."""
        while self._open:
            id_, need = self._open.pop()
            self.actions[id_] = _with_need(self.actions[id_], need())

    def _add(self, action: Action, need: Callable[[], Need] | None = None) -> str:
        self._named.add(action.id)
        self.actions[action.id] = action
        if need is not None:
            self._open.append((action.id, need))
        return action.id

    # --- What is learned

    def training(self, programme: str, hours: Fraction | None = None) -> str | None:
        """The step of completing a programme; None where it cannot be planned."""
        id_ = f"training:{programme}"
        entry = self.ground.packs.vocabulary.programmes[programme]
        if id_ in self._named:
            self._longer(id_, hours)
            return id_
        if programme in self.ground.skip or (entry.kind == "armed-forces" and not self._running(programme)):
            return None
        efforts = self.ground.assumptions.programmes
        effort = efforts.get(programme) or efforts[entry.kind]
        length = self.ground.assume(
            f"training:{programme}",
            _("{name}: at least {days}, {hours} of study").format(
                name=_(entry.name), days=say_days(effort.days), hours=say_hours(effort.study_hours)
            ),
            _(effort.why),
        )
        study = max(effort.study_hours, hours or Fraction(0)) if effort.study_hours else Fraction(0)
        ref = self.ground.packs.credentials.get(entry.credential or "")
        cents = None if effort.price_usd is None else int(effort.price_usd * 100)
        if cents is None and ref is not None:
            cents = holding_cents(ref)
        days = effort.days - self._spent(programme)
        study = study * max(days, 1) / max(effort.days, 1) if self._running(programme) else study
        return self._add(
            Action(
                id_, "training", programme, self._of_hours(programme, hours), days=max(1, days),
                study_hours=study, cents=0 if self._running(programme) else cents, assumes=(length,),
                priced_by=entry.credential or "",
            )
        )  # fmt: skip

    def _longer(self, id_: str, hours: Fraction | None) -> None:
        known = self.actions[id_]
        if hours is not None and hours > self._hours.get(id_, 0):
            study = max(known.study_hours, hours) if known.study_hours else known.study_hours
            self.actions[id_] = replace(known, study_hours=study, says=self._of_hours(known.what, hours))

    def _of_hours(self, programme: str, hours: Fraction | None) -> str:
        """A programme's name, with the hours that are asked for where being that programme is not enough."""
        entry, said = self.ground.packs.vocabulary.programmes[programme], None
        if hours is not None and hours > (entry.hours or 0):
            self._hours[f"training:{programme}"] = hours
            said = ngettext("of at least {n} hour", "of at least {n} hours", plural(hours))
            said = said.format(n=say_number(hours))
        return with_details(_(entry.name), said)

    def _running(self, programme: str) -> Training | None:
        begun = (one for one in self.ground.career.trainings if one.programme == programme)
        return next((one for one in begun if one.started and one.completed is None), None)

    def _spent(self, programme: str) -> int:
        running = self._running(programme)
        return (
            0 if running is None or running.started is None else max(0, -self.ground.number(running.started))
        )

    def course(self, course: str) -> str | None:
        """The step of taking a course."""
        if course in self.ground.skip:
            return None
        entry, effort = self.ground.packs.vocabulary.courses[course], self.ground.assumptions.course
        assumes: tuple[str, ...] = ()
        if entry.hours is None:
            told = _("{name}: {hours}").format(name=_(entry.name), hours=say_hours(effort.study_hours))
            assumes = (self.ground.assume(f"course:{course}", told, _(effort.why)),)
        return self._add(
            Action(
                f"course:{course}", "training", course, _(entry.name), days=effort.days,
                study_hours=entry.hours or effort.study_hours, cents=None, assumes=assumes,
            )
        )  # fmt: skip

    def education(self, node: c.CreditHours) -> str | None:
        """The step of taking hours of continuing education; None where their kind is open."""
        credit = credit_for(node, self.ground)
        if credit is None:
            return None
        id_ = f"education:{credit.topic or 'any'}:{say_number(node.credit_hours)}"
        says = say_condition(node.model_copy(update={"within_months": None}), self.ground.packs)
        return self._add(
            Action(
                id_, "training", "education", says, study_hours=node.credit_hours, cents=None, credit=credit
            )
        )

    def exam(self, exam: str) -> str | None:
        """The step of passing an exam; None where a path must do without it."""
        id_ = f"exam:{exam}"
        if id_ in self._named:
            return id_
        entry = self.ground.packs.vocabulary.exams[exam]
        ref = self.ground.packs.credentials.get(entry.for_ or "")
        if exam in self.ground.skip or (ref is not None and not _offered(ref, self.ground)):
            return None
        taken = [one for one in self.ground.career.exams if one.exam == exam and one.date <= self.ground.on]
        study = self._study(exam, entry.name, ref)
        return self._add(
            Action(
                id_, "exam", exam, _(entry.name),
                cents=None if ref is None else self._exam_cents(ref, exam, again=bool(taken)),
                authority=ref.pack.id if ref else "", priced_by=ref.id if ref else "",
            ),
            lambda: self._exam_need(exam, study, ref),
        )  # fmt: skip

    def _exam_cents(self, ref: CredentialRef, exam: str, *, again: bool) -> int | None:
        """An exam's fee; where a credential's exam has several parts, the whole is paid with the first."""
        whole = ref.credential.exam.id if ref.credential.exam else None
        parts = own_exams(ref, self.ground.packs)
        return 0 if whole in parts and exam in parts and exam != whole else exam_cents(ref, again=again)

    def _study(self, exam: str, name: str, ref: CredentialRef | None) -> str:
        kinds = self.ground.assumptions.exams
        kind = ref.credential.kind if ref is not None else "other"
        told = kinds.get(exam) or kinds.get(kind) or kinds["other"]
        assumed = self.ground.assume(
            f"study:{exam}",
            _("{name}: {hours} of study beforehand").format(name=_(name), hours=say_hours(told.hours)),
            _(told.why),
        )
        return self._add(
            Action(f"study:{exam}", "study", exam, _(name), study_hours=told.hours, assumes=(assumed,))
        )

    def _exam_need(self, exam: str, study: str, ref: CredentialRef | None) -> Need:
        parts: list[Need] = [Test(self.actions[study].says, (Way(study),))]
        if ref is not None and ref.credential.eligibility is not None:
            context = self.ground.context(ref.pack.id, ref.id)
            rest = path_ways.need_of(
                ref.credential.eligibility, context, self, passed=(exam, *own_exams(ref, self.ground.packs))
            )
            parts += [rest, self._retake(ref, exam)]
        return joined(parts)

    def _retake(self, ref: CredentialRef, exam: str) -> Need:
        """The wait after attempts that failed; what comes after the last one is the certifier's to say."""
        ground, node = self.ground, ref.credential.eligibility
        assert node is not None
        for retry in retries(node, ground.career, ground.packs, ground.on):
            if retry.exam == exam and retry.next is not None:
                return Test(retry.says, (Way(since=max(0, ground.number(retry.next))),))
            if retry.exam == exam:
                return Test(retry.says, (Way(asks=(self.ask(Atom("authority", retry.says), ref.pack.id),)),))
        return NOTHING

    # --- What is held

    def holding(self, credential: str) -> str | None:
        """The step of applying for a credential; None where none is given, or a path must do without it."""
        ref = self.ground.packs.credential(credential)
        id_ = f"holding:{ref.id}"
        if id_ in self._named:
            return id_
        if not _offered(ref, self.ground):
            return None
        wait = self.ground.assumptions.processing_days[ref.credential.kind]
        name = short_title(ref)
        assumed = self.ground.assume(
            f"wait:{ref.credential.kind}",
            _("{days} from applying to having it").format(days=say_days(wait.days)),
            _(wait.why),
        )
        exam = self._own_exam(ref)
        tasks = self.ground.assumptions.answers.to_do.values()
        beside = [key for task in tasks for key in task.fees]
        return self._add(
            Action(
                id_, "holding", ref.id, name, days=max(1, wait.days),
                cents=holding_cents(ref, exam=exam is not None, beside=beside),
                authority=ref.pack.id, assumes=(assumed,), priced_by=ref.id,
            ),
            lambda: self._holding_need(ref, exam),
        )  # fmt: skip

    def lasting(self, credential: str) -> int | None:
        """The days for which a credential is good that cannot be renewed, at the least; None for others."""
        ref, ground = self.ground.packs.credential(credential), self.ground
        if ref.credential.term.renewable is not False:
            return None
        if ref.id not in self._lasting:
            terms = ((first_term(ref, ground.day(n), ground), n) for n in range(0, ground.last + 1, 7))
            days = [ground.number(term.ends) - n for term, n in terms if term is not None]
            self._lasting[ref.id] = max(0, min(days) - 7) if days else None
        return self._lasting[ref.id]

    def _own_exam(self, ref: CredentialRef) -> str | None:
        """The exam that a credential cannot be had without: one that is asked in any case, or that it has."""
        node = ref.credential.eligibility
        exams = self.ground.packs.vocabulary.exams
        asked_for = [one.passed for one in c.walk(node) if isinstance(one, c.Passed)] if node else []
        parts = node.all if isinstance(node, c.All) else ()
        own = (one.passed for one in parts if isinstance(one, c.Passed))
        always = next((exam for exam in own if exams[exam].for_ == ref.id), None)
        unsaid = ref.credential.exam.id if ref.credential.exam and not asked_for else None
        return always or (unsaid if unsaid in exams else None)

    def _holding_need(self, ref: CredentialRef, exam: str | None) -> Need:
        node = ref.credential.eligibility
        passed = self._passed(exam)
        if node is not None:
            needs = path_ways.need_of(node, self.ground.context(ref.pack.id, ref.id), self)
            return joined([needs, passed])
        says = _("no source that was read says what it takes to get {name}").format(name=short_title(ref))
        asked_ = Test(says, (Way(asks=(self.ask(Atom("authority", says), ref.pack.id),)),))
        return joined([asked_, passed, self._learned(ref)])

    def _passed(self, exam: str | None) -> Need:
        taken = self.ground.career.exams
        if exam is None or any(
            one.exam == exam and one.passed and one.date <= self.ground.on for one in taken
        ):
            return NOTHING
        step = self.exam(exam)
        return Test(_(self.ground.packs.vocabulary.exams[exam].name), (Way(step),) if step else ())

    def _learned(self, ref: CredentialRef) -> Need:
        """The study for a credential that is itself a training which no source describes."""
        effort = self.ground.assumptions.credentials.get(ref.credential.kind)
        if effort is None:
            return NOTHING
        says = _("{name}: at least {days}, {hours} of study").format(
            name=short_title(ref), days=say_days(effort.days), hours=say_hours(effort.study_hours)
        )
        assumed = self.ground.assume(f"study:{ref.id}", says, _(effort.why))
        id_ = self._add(
            Action(
                f"study:{ref.id}", "study", ref.id, short_title(ref), days=effort.days,
                study_hours=effort.study_hours, assumes=(assumed,),
            )
        )  # fmt: skip
        return Test(says, (Way(id_),))

    # --- Work

    def post(self, role: str, workplace: str | None = None, hours: Fraction | None = None) -> str | None:
        """The step of taking up a post in a role; None for one that is off the ladder or to be skipped."""
        told = self.ground.roles.get(role)
        if told is None or told.asks is None or role in self.ground.skip:
            return None
        weekly = max(self.ground.work_hours, hours or Fraction(0))
        id_ = f"work:{role}" + (f"@{workplace}" if workplace else "")
        id_ += "" if weekly == self.ground.work_hours else f"+{ceil(weekly)}h"
        if id_ in self._named:
            return id_
        return self._add(
            Action(id_, "work", role, _(told.name), workplace=workplace, hours_per_week=weekly),
            lambda: self._post_need(role),
        )

    def _post_need(self, role: str) -> Need:
        state = self.ground.career.person.state or ""
        asks = self.ground.roles[role].asks
        assert asks is not None
        context = self.ground.context(state)
        pack = self.ground.packs.packs.get(state)
        groups = pack.asked_of_all if pack else ()
        lawful = [c.AnyOf(any=tuple(c.Holds(holds=id_) for id_ in group)) for group in groups]
        return joined([path_ways.need_of(node, context, self) for node in (asks, *lawful)])

    def work_of(self, id_: str, start: int) -> Work:
        """The work that taking up a post on a day brings."""
        post = self.actions[id_]
        return Work(
            post.what, self.ground.day(start), workplace=post.workplace, hours_per_week=post.hours_per_week,
            state=self.ground.career.person.state,
        )  # fmt: skip

    @property
    def posts(self) -> list[str]:
        """Every post named so far."""
        return [id_ for id_, action in self.actions.items() if action.kind == "work"]

    # --- What must be asked or answered

    def ask(self, atom: Atom, authority: str, *, yes: bool = True) -> str:
        """The step of settling what is not known, by a yes or a no."""
        question = self.ground.packs.vocabulary.questions.get(atom.question)
        local = question is None or question.scope == "authority" or atom.kind != "person"
        id_ = f"ask:{atom.question}" if yes else f"ask-not:{atom.question}"
        id_ += f":{authority}" if local and authority else ""
        if id_ in self._named:
            return id_
        answers = self.ground.assumptions.answers
        task = answers.to_do.get(atom.question) if atom.kind == "person" and yes else None
        doubt = atom.kind != "person" or (yes and task is None and atom.question not in answers.to_say)
        outcome = question and (question.says if yes else question.says_not)
        says = _(outcome) if outcome and not doubt else asked([atom], self.ground.packs)[0].asks
        action = Action(id_, "ask", atom.question, says, doubt=doubt, authority=authority)
        return self._add(action if task is None else self._as_task(action, task))

    def _as_task(self, action: Action, task: ToDo) -> Action:
        """An answer that is brought about, with the days and the fees that this takes."""
        ground = self.ground
        ref = next((r for r in ground.packs.credentials.values() if r.pack.id == action.authority), None)
        cents = fee_cents(ref, task.fees) if task.costs else 0
        if not task.days:
            return replace(action, cents=cents)
        takes = _("{days} to get this done: {what}").format(days=say_days(task.days), what=action.says)
        assumed = ground.assume(action.id, takes, _(ground.assumptions.answers.why_days))
        return replace(action, days=task.days, cents=cents, assumes=(assumed,))


def credit_for(node: c.CreditHours, ground: Ground) -> Credit | None:
    """A credit of the kind that a test asks for, where that can be told."""
    match = node.of
    credit = Credit(
        ground.on, node.credit_hours, topic=match.topic[0] if match.topic else None,
        format=match.format[0] if match.format else "home-study", audience=match.audience or "technician",
        accreditation=match.accreditation[0] if match.accreditation else "acpe",
        jurisdiction=match.jurisdiction,
        course=match.course[0] if match.course else None,
    )  # fmt: skip
    fits = matches(match, place_of(credit, ground.packs.vocabulary.courses))
    return credit if fits is True else None


def _offered(ref: CredentialRef, ground: Ground) -> bool:
    """Whether a credential is given to new holders, and not to be done without."""
    one = ref.credential
    over = one.until is not None and one.until < ground.on
    return one.status == "current" and not over and ref.id not in ground.skip


def _with_need(action: Action, need: Need) -> Action:
    return replace(action, need=simplified(need))
