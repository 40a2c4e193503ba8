"""What the types of a pack cannot see: that every reference leads somewhere, and that rules fit together.

`rxladder.facts.load` calls this and says the file and line.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from rxladder.facts import conditions as c
from rxladder.facts.check_clauses import clause_clashes, exception_clashes
from rxladder.facts.check_references import Problem, missing
from rxladder.facts.check_vocabulary import credential_problems
from rxladder.facts.education_rules import ContinuingEducation, FixedValue
from rxladder.facts.hints import nearest
from rxladder.facts.language import gettext as _
from rxladder.facts.matches import Format, Match
from rxladder.facts.pack import Credential, Exam, Opens, Pack, WorkGroup
from rxladder.facts.states import STATES
from rxladder.facts.term_rules import TermRule
from rxladder.facts.topics import TOPICS
from rxladder.facts.trees import models_in
from rxladder.facts.vocabulary import Kind, Question, Vocabulary
from rxladder.facts.yaml_text import Path_


class _Known(NamedTuple):
    """Every id that a pack may name."""

    credentials: Collection[str]
    vocabulary: Vocabulary
    sources: Collection[str]


def problems(packs: Mapping[str, Pack], vocabulary: Vocabulary) -> list[Problem]:
    """Everything that is wrong with the packs, pack by pack in the order of their keys."""
    found: list[Problem] = []
    owners: dict[str, str] = {}
    for pack in packs.values():
        for id_ in pack.credentials:
            if id_ in owners:
                message = _("the credential {id} is already in the pack {pack}")
                found.append(Problem(pack.id, ("credentials", id_), message.format(id=id_, pack=owners[id_])))
            owners.setdefault(id_, pack.id)
    for pack in packs.values():
        known = _Known(owners, vocabulary, pack.sources)
        found += [Problem(pack.id, path, message) for path, message in _in_pack(pack, known)]
    found += credential_problems(vocabulary, owners)
    return found


def _in_pack(pack: Pack, known: _Known) -> Iterator[tuple[Path_, str]]:
    for path, model in models_in(pack):
        for source in getattr(model, "sources", ()) if not isinstance(model, Pack) else ():
            yield from missing("source", source, known.sources, *path, "sources")
        yield from _references(path, model, known)


def _references(path: Path_, model: BaseModel, known: _Known) -> Iterator[tuple[Path_, str]]:
    check = _CHECKS.get(type(model))
    if check is not None:
        yield from ((path + inner, message) for inner, message in check(model, known))


# --- References

_Check = Callable[[Any, _Known], Iterator[tuple[Path_, str]]]


def _credentials(ids: Collection[str], known: _Known, *path: str | int) -> Iterator[tuple[Path_, str]]:
    for id_ in ids:
        yield from missing("credential", id_, known.credentials, *path)


def _word(kind: Kind, id_: str, known: _Known, *path: str) -> Iterator[tuple[Path_, str]]:
    yield from missing(kind, id_, known.vocabulary.entries(kind), *path)


def _holds(node: c.Holds, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _credentials((node.holds,), known, "holds")


def _ever_held(node: c.EverHeld, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _credentials((node.ever_held,), known, "ever_held")


def _accepted(node: c.AcceptedCertification, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _credentials(node.accepted_certification, known, "accepted_certification")


def _passed(node: c.Passed, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _word("exam", node.passed, known, "passed")


def _trained(node: c.Trained, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _word("programme", node.trained, known, "trained")


def _course(node: c.Course, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _word("course", node.course, known, "course")


def _experience(node: c.Experience, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _word("experience", node.experience, known, "experience")


def _employed(node: c.Employed, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _word("experience", node.employed, known, "employed")


def _answer(node: c.Answer, known: _Known) -> Iterator[tuple[Path_, str]]:
    question = known.vocabulary.questions.get(node.answer)
    if question is None:
        yield from _word("question", node.answer, known, "answer")
        return
    dated = [
        key
        for key in ("before", "on_or_after", "months_at_least", "months_below")
        if getattr(node, key) is not None
    ]
    chosen = [key for key in ("false_if", "ask_if") if getattr(node, key)]
    if dated and question.answer != "date":
        yield (dated[0],), _("`{id}` is not answered with a date").format(id=node.answer)
    if chosen and question.answer != "choice":
        yield (chosen[0],), _("`{id}` has no choices").format(id=node.answer)
    elif question.answer == "choice" and not chosen:
        said = _("`{id}` has choices: say which in `false_if` or `ask_if`")
        yield ("answer",), said.format(id=node.answer)
    elif question.answer == "date" and not dated:
        yield ("answer",), _("`{id}` is a date: say when it must be").format(id=node.answer)
    yield from _choices(node, question)


def _choices(node: c.Answer, question: Question) -> Iterator[tuple[Path_, str]]:
    for key in ("false_if", "ask_if"):
        for choice in getattr(node, key):
            if question.choices and choice not in question.choices:
                said = _("`{choice}` is not a choice of `{id}`").format(choice=choice, id=node.answer)
                yield (key,), said + nearest(choice, question.choices)


def _any_of(node: c.AnyOf, _known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _no_if(node.any, "any")


def _at_least(node: c.AtLeast, _known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _no_if(node.of, "of")


def _no_if(nodes: tuple[c.Node, ...], key: str) -> Iterator[tuple[Path_, str]]:
    for position, node in enumerate(nodes):
        if isinstance(node, c.If):
            said = _("an `if` here lets everyone pass whom it does not apply to: write `all: [...]`")
            yield (key, position), said


def _match(match: Match, known: _Known) -> Iterator[tuple[Path_, str]]:
    for course in match.course:
        yield from _word("course", course, known, "course")
    if match.jurisdiction:
        yield from missing("jurisdiction", match.jurisdiction, STATES, "jurisdiction")


def _credential(credential: Credential, known: _Known) -> Iterator[tuple[Path_, str]]:
    if credential.parent:
        yield from _credentials((credential.parent,), known, "parent")
    yield from _credentials(credential.counts_as, known, "counts_as")


def _opens(opens: Opens, known: _Known) -> Iterator[tuple[Path_, str]]:
    if opens.credential:
        yield from _credentials((opens.credential,), known, "credential")


def _work_group(group: WorkGroup, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _credentials(group.any_of, known, "any_of")


def _exam(exam: Exam, known: _Known) -> Iterator[tuple[Path_, str]]:
    if exam.id:
        yield from _word("exam", exam.id, known, "id")


def _term(rule: TermRule, known: _Known) -> Iterator[tuple[Path_, str]]:
    yield from _credentials(rule.of, known, "of")


def _fixed_value(value: FixedValue, _known: _Known) -> Iterator[tuple[Path_, str]]:
    if value.topic:
        yield from missing("topic", value.topic, TOPICS, "topic")
    if value.format:
        yield from missing("format", value.format, get_args(Format), "format")


def _education(ce: ContinuingEducation, known: _Known) -> Iterator[tuple[Path_, str]]:
    if ce.served_by:
        yield from _credentials((ce.served_by,), known, "served_by")
    for id_, clause in ce.clauses.items():
        if clause.from_ and clause.until and clause.until < clause.from_:
            yield ("clauses", id_, "until"), _("ends before it begins")
    yield from clause_clashes(ce)
    yield from exception_clashes(ce)


_CHECKS: dict[type[BaseModel], _Check] = {
    c.Holds: _holds,
    c.EverHeld: _ever_held,
    c.AcceptedCertification: _accepted,
    c.Passed: _passed,
    c.Trained: _trained,
    c.Course: _course,
    c.Experience: _experience,
    c.Employed: _employed,
    c.Answer: _answer,
    c.AnyOf: _any_of,
    c.AtLeast: _at_least,
    Match: _match,
    Credential: _credential,
    Opens: _opens,
    WorkGroup: _work_group,
    Exam: _exam,
    TermRule: _term,
    FixedValue: _fixed_value,
    ContinuingEducation: _education,
}
