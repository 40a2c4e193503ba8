"""What the types of the vocabulary cannot see: references to nothing, and spellings of two things."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rxladder.facts.check_references import Problem, missing
from rxladder.facts.language import gettext as _
from rxladder.facts.roles import roles, workplaces
from rxladder.facts.vocabulary import NO_COURSE, InRecord, Kind, Vocabulary
from rxladder.facts.yaml_text import Path_

_SECTIONS: dict[Kind, str] = {
    "exam": "exams",
    "programme": "programmes",
    "course": "courses",
    "experience": "experience_kinds",
    "question": "questions",
}
"""The vocabulary's key for each kind of entry."""


def vocabulary_problems(vocabulary: Vocabulary) -> list[Problem]:
    """Everything that is wrong with the vocabulary by itself."""
    return [Problem("", path, message) for path, message in _in_vocabulary(vocabulary)]


def _in_vocabulary(words: Vocabulary) -> Iterator[tuple[Path_, str]]:
    yield from _exams(words)
    yield from _programmes(words)
    yield from _courses(words)
    yield from _experience_kinds(words)
    yield from _questions(words)
    for kind in _SECTIONS:
        yield from _ambiguous(words, kind)


def _exams(words: Vocabulary) -> Iterator[tuple[Path_, str]]:
    for id_, exam in words.exams.items():
        for likely in exam.likely:
            yield from missing("exam", likely, words.exams, "exams", id_, "likely")
        if exam.question:
            yield from missing("question", exam.question, words.questions, "exams", id_, "question")


def _programmes(words: Vocabulary) -> Iterator[tuple[Path_, str]]:
    for id_, programme in words.programmes.items():
        for inner in programme.includes:
            yield from missing("programme", inner, words.programmes, "programmes", id_, "includes")


def _courses(words: Vocabulary) -> Iterator[tuple[Path_, str]]:
    for id_, course in words.courses.items():
        if course.topic is None and id_ != NO_COURSE:
            yield ("courses", id_), _("a course needs a `topic`")
        if course.question:
            yield from missing("question", course.question, words.questions, "courses", id_, "question")


def _experience_kinds(words: Vocabulary) -> Iterator[tuple[Path_, str]]:
    for id_, kind in words.experience_kinds.items():
        for role in kind.roles:
            yield from missing("role", role, roles(), "experience_kinds", id_, "roles")
        for workplace in kind.workplaces:
            yield from missing("workplace", workplace, workplaces(), "experience_kinds", id_, "workplaces")


def _questions(words: Vocabulary) -> Iterator[tuple[Path_, str]]:
    for id_, question in words.questions.items():
        if question.answer == "choice" and not question.choices:
            yield ("questions", id_), _("a choice question needs `choices`")
        if question.told_by is not None:
            yield from _told_by(question.told_by, words, "questions", id_, "told_by")


def _told_by(signs: InRecord, words: Vocabulary, *place: str) -> Iterator[tuple[Path_, str]]:
    known: dict[str, Collection[str]] = {
        "role": roles(), "workplace": workplaces(), "exam": words.exams, "programme": words.programmes,
        "course": words.courses,
    }  # fmt: skip
    for kind, entries in known.items():
        for id_ in getattr(signs, f"{kind}s"):
            yield from missing(kind, id_, entries, *place, f"{kind}s")


def credential_problems(vocabulary: Vocabulary, known: Collection[str]) -> list[Problem]:
    """Credentials that the vocabulary names and no pack has."""
    return [Problem("", path, message) for path, message in _credentials(vocabulary, known)]


def _credentials(words: Vocabulary, known: Collection[str]) -> Iterator[tuple[Path_, str]]:
    for kind, section in _SECTIONS.items():
        for id_, entry in words.entries(kind).items():
            for field, key in (("for_", "for"), ("credential", "credential")):
                named = getattr(entry, field, None)
                if named is not None:
                    yield from missing("credential", named, known, section, id_, key)
    for id_, kind_of_work in words.experience_kinds.items():
        for named in kind_of_work.while_holding:
            yield from missing("credential", named, known, "experience_kinds", id_, "while_holding")
    for id_, question in words.questions.items():
        for key in ("holdings", "ever_held"):
            for named in getattr(question.told_by, key, ()):
                yield from missing("credential", named, known, "questions", id_, "told_by", key)
    for alias, id_ in words.credential_aliases.items():
        yield from missing("credential", id_, known, "credential_aliases", alias)


def _ambiguous(words: Vocabulary, kind: Kind) -> Iterator[tuple[Path_, str]]:
    """Spellings that stand for two entries of one kind."""
    owners: dict[str, str] = {}
    for id_, entry in words.entries(kind).items():
        for spelling in (id_, *entry.aliases):
            owner = owners.setdefault(spelling.casefold(), id_)
            if owner != id_:
                said = _("`{spelling}` also stands for `{id}`").format(spelling=spelling, id=owner)
                yield (_SECTIONS[kind], id_, "aliases"), said
