"""Federal law, standards and safe practice: what the asks beside each fact make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from rxladder.facts.language import speaking
from rxladder.facts.phrases import say_text
from rxladder.facts.study import StudyFacts
from rxladder.facts.study_law import Ask, LawFact
from rxladder.learning.items.askings import Counting, Pair, choosing, pairing
from rxladder.learning.items.form import Asking, Form, Style
from rxladder.learning.question import Option, Source


def _asked(facts: StudyFacts, form: str) -> Iterator[tuple[str, LawFact, Ask]]:
    """The asks of a form, each with its key: the fact, and its place among the fact's asks of this form."""
    for fact in facts.law.values():
        mine = [ask for ask in fact.asks if ask.form == form]
        for at, ask in enumerate(mine):
            yield (f"{fact.id}.{at + 1}" if at else fact.id), fact, ask


def _source(fact: LawFact) -> Source:
    read = "" if fact.stands_on == "source" else ", from general knowledge: check before you rely on it"
    source, dated = _in_english(fact.source), _in_english(fact.dated or "")
    known = not dated or dated.removeprefix("official ") in source
    return Source(f"{source}{'' if known else f' ({dated})'}{read}", fact.stands_on)


def _in_english(text: str) -> str:
    """A text with its days as people write them; English, as the questions are."""
    with speaking("en"):
        return say_text(text)


def _why(fact: LawFact, ask: Ask) -> str:
    said = ask.says or f"{fact.fact.rstrip('.').removesuffix('; see drugs.csv')}."
    if fact.examples:
        said += f" For example: {', '.join(fact.examples)}."
    return f"{said} In doubt: {fact.doubt}." if fact.doubt else said


def _one(fact: LawFact, ask: Ask) -> Asking | None:
    why = _why(fact, ask)
    if ask.typed:
        return Counting((ask.ask,), Fraction(_number(ask.right)), ask.typed, why, (_source(fact),))
    wrong = [Option(text, said or f"Not so. Right is: {ask.right}.") for text, said in ask.wrong.items()]
    return choosing(ask.ask, [Option(ask.right, why)], wrong, (), (_source(fact),))


def _number(text: str) -> str:
    match = re.search(r"\d+(\.\d+)?", text.replace(",", ""))
    if match is None:
        raise ValueError(f"{text} holds no number")
    return match[0]


def _of(form: str) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    def askings(facts: StudyFacts) -> dict[str, Asking]:
        made = {key: _one(fact, ask) for key, fact, ask in _asked(facts, form)}
        return {key: asking for key, asking in made.items() if asking}

    return askings


def _pairs_of(form: str, stem: str) -> Callable[[StudyFacts], Mapping[str, Asking]]:
    def askings(facts: StudyFacts) -> dict[str, Asking]:
        pairs = [
            (key, Pair(ask.ask, ask.right, _why(fact, ask), frozenset({ask.right}), _source(fact)))
            for key, fact, ask in _asked(facts, form)
        ]
        found: dict[str, Asking] = {}
        for key, first in pairs:
            asked = pairing(stem, first, [pair for _, pair in pairs])
            if asked:
                found[key] = asked
        return found

    return askings


def _form(name: str, title: str, *areas: str, style: Style = "choice") -> Form:
    return Form(name, title, style, areas, _of(name))


def _match(name: str, title: str, stem: str, *areas: str) -> Form:
    return Form(name, title, "matching", areas, _pairs_of(name, stem))


FORMS = (
    _form("schedule-meaning", "What a schedule means", "ptce-2026:2.2", "excpt:2"),
    _form("controlled-limit", "Limits of controlled prescriptions", "ptce-2026:2.2", "excpt:2"),
    _form("controlled-number", "Limits, typed", "ptce-2026:2.2", "excpt:2", style="number"),
    _form("controlled-rule", "Rules of controlled prescriptions", "ptce-2026:2.2", "excpt:2"),
    _form("dea-form", "DEA forms", "ptce-2026:2.3", "excpt:2"),
    _match("dea-form-matching", "DEA forms and uses", "Match each DEA form with what it is for.",
           "ptce-2026:2.3", "excpt:2"),
    _form("controlled-records", "Records and stock", "ptce-2026:2.3", "excpt:2"),
    _form("records-number", "Records, typed", "ptce-2026:2.3", "excpt:2", style="number"),
    _form("pseudoephedrine", "Pseudoephedrine", "ptce-2026:2.4", "excpt:2"),
    _form("pseudoephedrine-number", "Pseudoephedrine, typed", "ptce-2026:2.4", "excpt:2", style="number"),
    _form("rems", "Restricted programs (REMS)", "ptce-2026:2.4", "excpt:2"),
    _match("rems-matching", "REMS and their drugs", "Match each program with what it guards or asks.",
           "ptce-2026:2.4", "excpt:2"),
    _form("recall", "Recalls", "ptce-2026:2.5", "excpt:2"),
    _form("recall-case", "Recalls: which class", "ptce-2026:2.5", "excpt:2"),
    _form("tracing", "Tracing products (DSCSA)", "ptce-2026:2.6", "excpt:2"),
    _form("waste", "Waste and its codes", "ptce-2026:2.1", "excpt:2", "cspt:4"),
    _match("waste-matching", "Drugs and waste codes", "Match each drug with its waste code.",
           "ptce-2026:2.1", "cspt:4"),
    _form("act", "Federal acts", "excpt:2"),
    _match("act-matching", "Acts and what they brought", "Match each act with what it brought.", "excpt:2"),
    _form("labels-privacy", "Labels, privacy, safety at work", "excpt:1", "excpt:2"),
    _form("vaccine-storage", "Vaccines: storage", "ptce-2026:1.7", "ptce-2026:1.8", "excpt:4"),
    _form("vaccine-follow-up", "Vaccines: before and after", "ptce-2026:3.3", "excpt:5"),
    _form("prevention", "Preventing errors", "ptce-2026:3.2", "excpt:5"),
    _form("refer", "Issues for the pharmacist", "ptce-2026:3.3", "excpt:1"),
    _form("reporting", "Reporting", "ptce-2026:3.2", "excpt:5"),
    _match("reporting-matching", "What is reported where", "Match each event with where it is reported.",
           "ptce-2026:3.2", "excpt:5"),
    _form("safe-handling", "High-alert drugs in practice", "ptce-2026:3.1", "excpt:5"),
    _form("daw", "Codes for substitution (DAW)", "ptce-2026:4", "excpt:4"),
    _match("daw-matching", "DAW codes matched", "Match each DAW code with its meaning.",
           "ptce-2026:4", "excpt:4"),
    _form("ndc", "NDC, lot and expiry", "ptce-2026:4", "excpt:4"),
    _form("equivalence", "The Orange Book", "excpt:3"),
    _form("beyond-use", "Beyond-use dates", "cspt:3"),
    _form("beyond-use-number", "Beyond-use dates, typed", "cspt:3", style="number"),
    _form("facility", "Rooms, hoods, cleaning", "cspt:2"),
    _form("hazardous-handling", "Handling hazardous drugs", "cspt:4", "cspt:3"),
    _form("garbing", "Garbing and testing", "cspt:2", "cspt:3"),
)  # fmt: skip
