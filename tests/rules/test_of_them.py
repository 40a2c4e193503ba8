"""What is told of a person to somebody else speaks of "they", whatever the rules have to say."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polib
import pytest

from rxladder.career.record import Career, Holding, Person
from rxladder.facts.language import gettext, ngettext, speaking, voice
from rxladder.facts.load import load_packs
from rxladder.facts.of_them import pairs, speaking_of_them
from rxladder.rules.audit import audit
from rxladder.rules.next_steps import next_steps
from rxladder.rules.result import AskedQuestion
from rxladder.rules.step_words import HoldingWords
from rxladder.rules.team_compliance import credential_standings, other_steps
from rxladder.web.site.templatetags.words import status_words
from tests.addressing import speaks_to_the_reader
from tests.golden import Scenario, scenarios
from tests.texts import TOOL, said

PACKS = load_packs()
LANGUAGES = ("en", *TOOL["LANGUAGES"])
PLACES = re.compile(r"\{[^{}]*\}")
# Of what an audit loads, what only the person reads: files and numbers that they typed, and their transcript.
FOR_THE_PERSON_ALONE = {
    f"src/rxladder/{name}.py"
    for name in (
        *("facts/check_references", "facts/hints", "facts/messages", "facts/uan", "facts/cpe_monitor"),
        "rules/reporting",
    )
}


def told_to_others(scenario: Scenario) -> Iterator[str]:
    """Everything that a team reads of the person of a scenario."""
    with speaking_of_them():
        found = audit(scenario.career, PACKS, scenario.on)
        steps = next_steps(scenario.career, found, PACKS, scenario.on)
        standings = credential_standings(found, steps, scenario.on)
        yield from (status_words(held) for held in found.holdings)
        for step in (*other_steps(steps), *(step for one in standings for step in one.steps)):
            yield from (step.what, step.why)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_a_team_reads_speaks_to_the_reader(language):
    with speaking(language):
        told = {text for scenario in scenarios() for text in told_to_others(scenario)}
    assert len(told) > 1000
    assert not [text for text in told if speaks_to_the_reader(text, language)]


def files_of_an_audit() -> set[str]:
    """The files that an audit and its steps load."""
    script = (
        "import sys, rxladder.rules.audit, rxladder.rules.next_steps;"
        "print(*[m.__file__ for n, m in sys.modules.items() if n.startswith('rxladder') and m.__file__])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {"src/" + path.partition("/src/")[2] for path in ran.stdout.split()}


def test_every_text_of_an_audit_that_says_you_has_one_that_says_they():
    files = files_of_an_audit() - FOR_THE_PERSON_ALONE
    assert "src/rxladder/facts/says_record.py" in files
    texts = [
        text
        for message, places in said().items()
        if message.domain == "rxladder"
        and any(place in files or place.startswith("src/rxladder/facts/data/") for place in places)
        for text in (message.one, message.many)
        if text and speaks_to_the_reader(text, "en")
    ]
    assert len(texts) > 200
    assert not [text for text in texts if text not in pairs()]


def test_each_pair_is_of_texts_that_are_said_and_names_the_same_things():
    texts = {text for message in said() for text in (message.one, message.many)}
    for you, they in pairs().items():
        assert you in texts, f"nobody says any more: {you}"
        assert set(PLACES.findall(you)) == set(PLACES.findall(they)), you
        assert not speaks_to_the_reader(they, "en")


@pytest.mark.parametrize("language", TOOL["LANGUAGES"])
def test_each_is_translated_for_itself(language):
    catalogue = polib.pofile(str(TOOL["catalogue"](language, "rxladder")))
    translated = {entry.msgid: [entry.msgstr, *entry.msgstr_plural.values()] for entry in catalogue}
    translated |= {entry.msgid_plural: translated[entry.msgid] for entry in catalogue if entry.msgid_plural}
    wrong = [
        text for they in pairs().values() for text in translated[they] if speaks_to_the_reader(text, language)
    ]
    assert not wrong


def test_the_second_voice_ends_with_its_block():
    with speaking("es"):
        with speaking_of_them():
            assert gettext("Renew your {name}") == "Renovar su {name}"
            assert voice() == "es, of them"
            many = ngettext(
                "Answer one question about your {name}", "Answer {n} questions about your {name}", 2
            )
            assert many == "Tiene {n} preguntas por responder sobre su {name}"
        assert gettext("Renew your {name}") == "Renueva tu {name}"
        assert voice() == "es"


def test_what_was_said_in_one_voice_is_not_kept_for_the_other():
    """New Hampshire asks for hours "when you make sterile medicines": words of the rules, which are kept."""
    scenario = next(one for one in scenarios() if one.file == "us-nh" and clauses_of(one, "you make sterile"))
    to_them = clauses_of(scenario, "you make sterile")
    with speaking_of_them():
        assert not clauses_of(scenario, "you make sterile")
        assert len(clauses_of(scenario, "they make sterile")) == len(to_them)
    assert clauses_of(scenario, "you make sterile") == to_them


def clauses_of(scenario: Scenario, words: str) -> list[str]:
    found = audit(scenario.career, PACKS, scenario.on).holdings
    return [clause.says for held in found for clause in held.clauses if words in clause.says]


def test_a_private_question_is_told_to_nobody_else():
    career = Career(Person(state="us-tx"), holdings=(Holding("us-tx-technician", expires=date(2027, 6, 30)),))
    (found,) = audit(career, PACKS, date(2026, 11, 22)).holdings
    say = HoldingWords(PACKS.credentials["us-tx-technician"], found)
    asks = AskedQuestion("crimes", "Ask the board how it decides about crimes.", "text", sensitive=True)
    assert "crimes" in say.check((asks,), ()).why
    with speaking_of_them():
        assert "crimes" not in say.check((asks,), ()).why
        assert "crimes" in say.check((replace(asks, sensitive=False),), ()).why
