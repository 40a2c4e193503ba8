"""Rules in words, as a person reads them."""

from __future__ import annotations

import gettext
import timeit
from fractions import Fraction
from typing import Any

import pytest
from pydantic import TypeAdapter

from rxladder.facts import language
from rxladder.facts.conditions import Condition, walk
from rxladder.facts.education_rules import Clause, Exception_, WindowRule
from rxladder.facts.fee_names import FEES
from rxladder.facts.load import Packs, load_packs
from rxladder.facts.matches import Match
from rxladder.facts.pack import Fee
from rxladder.facts.phrases import say_date, say_days, say_number, say_share, say_text
from rxladder.facts.says import (
    say_clause,
    say_condition,
    say_exception,
    say_fee,
    say_match,
    say_term,
    say_window,
)
from rxladder.facts.says_term import say_late_price
from rxladder.facts.term_rules import LateTier, TermRule

SHIPPED = load_packs()
CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)


@pytest.mark.parametrize(
    ("id_", "clause", "words"),
    [
        ("total", {"at_least": 20}, "20 contact hours"),
        ("total", {"at_least": 1}, "1 contact hour"),
        ("yearly", {"at_least": 10}, "At least 10 hours"),
        (
            "law",
            {"at_least": 1, "of": {"topic": "state-law", "jurisdiction": "us-tx"}},
            "At least 1 hour on Texas pharmacy law",
        ),
        ("live", {"at_least": 4, "of": {"format": "live"}}, "At least 4 hours live"),
        (
            "in-service",
            {"at_most": 5, "of": {"format": "in-service"}},
            "At most 5 hours of in-service training at work",
        ),
        (
            "technician",
            {
                "at_least": 15,
                "of": {"audience": "technician", "accreditation": "acpe"},
                "among": {"accreditation": "acpe"},
            },
            "At least 15 hours for technicians, of the hours from ACPE providers",
        ),
        (
            "course",
            {"at_least": 1, "unit": "activities", "of": {"course": "tx-human-trafficking"}},
            "The course “Human trafficking prevention, approved by the Texas Health and Human Services "
            "Commission”",
        ),
        (
            "bias",
            {"at_least": 1, "unit": "activities", "of": {"topic": "implicit-bias"}, "once": True},
            "At least 1 activity on implicit bias, once in your career",
        ),
        (
            "vaccines",
            {"at_least": 2, "of": {"topic": "immunizations"}, "when": {"answer": "administers-vaccines"}},
            "At least 2 hours on vaccines, when you give vaccines at work",
        ),
        (
            "share",
            {"at_most_share": "1/3", "of": {"format": "other"}},
            "At most one third of the hours in another form",
        ),
        ("share", {"at_most_share": "1/10"}, "At most 10 percent of the hours"),
        ("day", {"at_most": 12, "per_day": True}, "At most 12 hours, on any one day"),
        ("total", {"hours_unknown": True}, "Contact hours (how many was not found)"),
        (
            "bias",
            {"at_least": 1, "of": {"topic": "implicit-bias"}, "in_force": "unconfirmed", "separate": True},
            "At least 1 hour on implicit bias, on top of the other hours, if the rule is in effect (not "
            "confirmed)",
        ),
        (
            "every",
            {"at_least": 2, "of": {"topic": ["law", "ethics"]}, "every_months": 24},
            "At least 2 hours on pharmacy law or ethics, once every 2 years",
        ),
        ("own", {"at_least": 2, "says": "two hours of something new"}, "Two hours of something new"),
    ],
)
def test_a_clause(id_: str, clause: dict[str, Any], words: str) -> None:
    assert say_clause(id_, Clause.model_validate(clause), None, SHIPPED) == words


def test_an_accepted_certification_beside_those_that_are_shown_around_it() -> None:
    one, another = (
        CONDITION.validate_python(node)
        for node in (
            {"holds": "ptcb-cpht"},
            {"accepted_certification": ["ptcb-cpht"]},
        )
    )
    assert say_condition(another, SHIPPED, [one, another]) == (
        "You hold another certification that the board accepts"
    )


def test_a_clause_says_the_number_that_is_asked_of_this_person() -> None:
    clause = Clause(at_least=Fraction(20))
    assert say_clause("total", clause, Fraction(10), SHIPPED) == "10 contact hours"
    assert say_clause("total", clause, Fraction(32, 5), SHIPPED) == "6.4 contact hours"
    assert say_clause("total", clause, None, SHIPPED) == "20 contact hours"


def test_saying_a_clause_again_costs_a_microsecond() -> None:
    clause, needed = Clause(at_least=Fraction(20)), Fraction(20)
    took = (
        min(timeit.repeat(lambda: say_clause("total", clause, needed, SHIPPED), number=2000, repeat=5)) / 2000
    )
    assert took < 5e-6


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"holds": "ptcb-cpht"}, "You hold “Certified Pharmacy Technician (PTCB)”"),
        ({"holds": "us-tx-technician"}, "You hold “Registered pharmacy technician, Texas”"),
        (
            {"any": [{"holds": "ptcb-cpht"}, {"holds": "us-tx-technician"}]},
            "You hold “Certified Pharmacy Technician (PTCB)” or “Registered pharmacy technician, Texas”",
        ),
        ({"not": {"answer": "administers-vaccines"}}, "You do not give vaccines at work"),
        ({"not": {"first_term": True}}, "This is not your first term"),
        ({"not": {"age": 18}}, "You are under 18"),
        (
            {"all": [{"age": 18}, {"education": "high-school"}, {"answer": "background-check"}]},
            "You are at least 18 years old; you have finished high school (or its equivalent); "
            "and a criminal background check has been done for this",
        ),
        (
            {"all": [{"age": 18}, {"any": [{"first_term": True}, {"answer": "english"}]}]},
            "You are at least 18 years old; and (this is your first term; or you can read, write and "
            "speak English "
            "well enough for the job)",
        ),
        (
            {"at_least": 1, "of": [{"age": 18}, {"first_term": True}]},
            "At least 1 of these: you are at least 18 years old; this is your first term",
        ),
        (
            {"if": {"answer": "administers-vaccines"}, "then": {"answer": "cpr-current"}},
            "If you give vaccines at work, then your CPR or basic life support card is still valid",
        ),
        (
            {"due": {"event": "first-registered", "months": 24}, "then": {"passed": "ptce"}},
            "Within 2 years of your first registration: you passed the exam "
            "“Pharmacy Technician Certification Exam (PTCB)”",
        ),
        (
            {"due": {"date": "2026-06-30"}, "then": {"age": 18}},
            "By 30 June 2026: you are at least 18 years old",
        ),
        (
            {"passed": "ptce", "within_months": 24},
            "You passed the exam “Pharmacy Technician Certification Exam (PTCB)”, in the last 24 months",
        ),
        (
            {"course": "cpr-bls", "in_term": True, "hours_each_year": 1},
            "You took the course “CPR or basic life support with a part done by hand”, 1 hour for each year "
            "of this term, in this term",
        ),
        (
            {"trained": "armed-forces", "hours": 240},
            "You finished the training “Technician training of the US armed forces”, of at least 240 hours",
        ),
        (
            {"experience": "technician", "hours": 1500},
            "You have at least 1,500 hours of work as a pharmacy technician",
        ),
        (
            {"credit_hours": 3, "of": {"topic": "child-abuse"}},
            "You have taken at least 3 hours on child abuse",
        ),
        (
            {"answer": "first-registered-on", "on_or_after": "2017-07-01"},
            "The day you were first registered as a technician in this state was on or after 1 July 2017",
        ),
        (
            {"answer": "criminal-record", "false_if": ["drug-felony"], "ask_if": ["other-felony"]},
            "Your answer to “Have you ever been found guilty of a crime?”: not a drug "
            "felony and the "
            "board decides on another felony",
        ),
        (
            {"issued": {"after": {"end_less_months": 12}}},
            "It was first issued to you less than 1 year before this term ends",
        ),
        (
            {"issued": {"on_or_after": {"day": "07-01", "year": -1}}},
            "It was first issued to you on or after 1 July of the year before this term ends",
        ),
        ({"age": 18, "from": "2027-01-01"}, "From 1 January 2027 on: you are at least 18 years old"),
        (
            {"any": [{"education": "in-high-school"}, {"education": "high-school"}]},
            "You are in high school or have finished it",
        ),
        ({"employed": "any-pharmacy"}, "You have a job at a pharmacy"),
        (
            {"not": {"any": [{"answer": "administers-vaccines"}, {"first_term": True}]}},
            "None of these is true: you give vaccines at work; this is your first term",
        ),
        (
            {"any": [{"holds": "ptcb-cpht"}, {"accepted_certification": ["ptcb-cpht", "nha-cpht"]}]},
            "You hold “Certified Pharmacy Technician (PTCB)” or another certification that the board accepts "
            "(probably “Certified Pharmacy Technician (NHA, by the ExCPT)”)",
        ),
        (
            {"any": [{"holds": "ptcb-cpht"}, {"accepted_certification": ["ptcb-cpht"]}]},
            "You hold “Certified Pharmacy Technician (PTCB)” or another certification that the board accepts",
        ),
        (
            {"not": {"ever_held": "us-tx-technician-trainee", "ended_months_ago": 0}},
            "No “Registered pharmacy technician trainee, Texas” of yours has ended",
        ),
        (
            {"experience": "technician", "months": 12, "within_months": 96},
            "You have at least 1 year of work as a pharmacy technician, in the last 8 years",
        ),
        (
            {"age": 18, "from": "2025-03-01", "until": "2025-03-01"},
            "On 1 March 2025: you are at least 18 years old",
        ),
        (
            {"all": [{"first_term": True}, {"ask_authority": "whether it counts"}]},
            "This is your first term and your board’s answer allows it (ask whether it counts)",
        ),
        ({"ask_authority": "whether it counts"}, "Ask your board whether it counts"),
    ],
)
def test_a_condition(condition: dict[str, Any], words: str) -> None:
    assert say_condition(CONDITION.validate_python(condition), SHIPPED) == words


@pytest.mark.parametrize(
    ("match", "words"),
    [
        ({"topic": "law"}, "on pharmacy law"),
        ({"topic": "law", "jurisdiction": "us-or"}, "on pharmacy law about Oregon"),
        ({"accreditation": ["acpe", "board-approved"]}, "from ACPE providers or approved by the board"),
        ({"topic": "law", "format": ["live", "blended"]}, "on pharmacy law, live or partly live"),
        ({"not": {"audience": "pharmacist"}}, "other than hours for pharmacists"),
        (
            {"any_of": [{"accreditation": "acpe"}, {"format": "in-service"}]},
            "from ACPE providers or of in-service training at work",
        ),
    ],
)
def test_a_match(match: dict[str, Any], words: str) -> None:
    assert say_match(Match.model_validate(match)) == words


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("term", "in this term"),
        ("record", "at any time up to the end of this term"),
        ({"months": 24}, "in the 24 months up to the end of this term"),
        ({"months": 24, "ends": "filed"}, "in the 24 months before you renew"),
        ({"months": 24, "cycle": "07-31", "years": "odd"}, "in the 24 months up to 31 July of an odd year"),
        ({"calendar_years": 1}, "in the last calendar year that ends within this term"),
        ({"calendar_years": 2}, "in each of the last 2 calendar years that end within this term"),
        ({"last_months": 12}, "in the last 12 months"),
    ],
)
def test_a_window(window: Any, words: str) -> None:
    rule = {"kind": window} if isinstance(window, str) else window
    assert say_window(WindowRule.model_validate(rule)) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, "The date printed on your certificate says when it ends."),
        (
            {"months": 24, "anchor": "birth-month-end", "renew_from": {"days_before": 75}},
            "A term is 2 years long. It ends on the last day of your birth month. Renewal opens 75 days "
            "before the end.",
        ),
        (
            {
                "months": 24,
                "anchor": "fixed-date",
                "date": "02-29",
                "years": "odd",
                "apply_by": {"day_of_month": 1},
            },
            "A term is 2 years long. It ends on the last day of February of odd years. "
            "Apply by the first day of the month in which it ends.",
        ),
        ({"anchor": "none", "expires": "never"}, "It never expires."),
        (
            {"months": 12, "anchor": "credential", "of": ["ptcb-cpht"]},
            "A term is 1 year long. It ends with the term of “Certified Pharmacy Technician (PTCB)”.",
        ),
        (
            {
                "months": 18,
                "after_end": {
                    "may_work": False,
                    "tiers": [{"until_days": 90, "times_fee": 1.5}, {"says": "register anew."}],
                },
            },
            "A term is 18 months long. The date printed on your certificate says when it ends. After it "
            "ends, you may not work until you renew. Up to 90 days late: 1.5 times the fee. Later still: "
            "register anew.",
        ),
        (
            {
                "months": 24,
                "anchor": "fixed-date",
                "date": "06-30",
                "years": "even",
                "first": {"strictly": False},
                "after_end": {
                    "tiers": [
                        {"until_days": 14, "times_fee": 1},
                        {"until_months": 60, "times_fee": 2, "says": "twice the fee of the day."},
                        {"under_months": 72, "times_fee": 2, "says": "a new exam too"},
                        {"times_fee": 3, "says": "a new photograph too"},
                    ],
                    "reinstatement_ce": [
                        {"hours": 10, "says": "of the last 12 months"},
                        {"hours": 1, "of": {"topic": "law"}},
                        {"hours": 7, "of": {"audience": "technician"}},
                    ],
                },
            },
            "A term is 2 years long. It ends on 30 June of even years. The first term ends on the next "
            "such day, which can be the issue date itself. Up to 14 days late: the usual fee. Up to 5 "
            "years late: twice the fee of the day. Less than 6 years late: twice the fee (a new exam "
            "too). Later still: 3 times the fee (a new photograph too). Getting it back takes 10 hours "
            "(of the last 12 months), including 1 hour on pharmacy law and 7 hours for technicians.",
        ),
    ],
)
def test_a_term(rule: dict[str, Any], words: str) -> None:
    assert say_term(TermRule.model_validate(rule), SHIPPED) == words


CLAUSES = {
    "total": Clause(at_least=Fraction(20)),
    "law": Clause.model_validate({"at_least": 1, "of": {"topic": "law"}}),
}


@pytest.mark.parametrize(
    ("exception", "words"),
    [
        ({"waive": "all"}, "When this is your first term, then none of it is required."),
        (
            {"waive": "all", "keep": ["law"]},
            "When this is your first term, then only this is required: at least 1 hour on pharmacy law.",
        ),
        (
            {"need": {"total": 10}},
            "When this is your first term, then it takes 10 hours instead of 20 contact hours.",
        ),
        (
            {"per_month": {"total": "4/5"}, "confidence": "low"},
            "When this is your first term, then it takes 0.8 hours for each whole month instead of 20 "
            "contact hours. This rests on a source that is not certain enough to rely on.",
        ),
        (
            {"cases": [{"when": {"age": 18}}, {"waive": "law"}]},
            "This applies when this is your first term. When you are at least 18 years old, then "
            "everything is required. In all other cases, this renewal does not require: at least 1 hour "
            "on pharmacy law.",
        ),
    ],
)
def test_an_exception(exception: dict[str, Any], words: str) -> None:
    built = Exception_.model_validate({"kind": "first-term", "when": {"first_term": True}} | exception)
    assert say_exception(built, CLAUSES, SHIPPED) == words


def test_a_fee() -> None:
    assert say_fee("renewal", Fee(usd=Fraction(36))) == "$36: renewal"
    assert (
        say_fee("late", Fee(usd=Fraction("7.5"), says="for each month"))
        == "$7.50: late renewal, for each month"
    )


def test_each_fee_of_a_pack_has_words() -> None:
    keys = {key for ref in SHIPPED.credentials.values() for key in ref.credential.fees}
    assert keys <= FEES.keys()
    assert say_fee("practice_bank", Fee(usd=Fraction(65))) == "$65: a bank of practice questions"
    assert say_fee("of_ones_own", Fee(usd=Fraction(1))) == "$1: of ones own"


def test_the_small_parts() -> None:
    assert say_number(Fraction(10, 3)) == "3 1/3"
    assert say_number(Fraction(1, 3)) == "1/3"
    assert say_days(1) == "1 day"
    assert say_share(Fraction(2, 5)) == "40 percent"
    assert say_date(SHIPPED.packs["us-tx"].read) == "22 November 2026"
    assert say_text("since 2020-01-01; not 2026-13-01") == "since 1 January 2020; not 2026-13-01"
    assert say_text("0384-0000-26-012") == "0384-0000-26-012"


def test_every_shipped_rule_can_be_said() -> None:
    for ref in SHIPPED.credentials.values():
        credential = ref.credential
        said = [say_term(credential.term, SHIPPED)]
        said += [say_clause(id_, clause, None, SHIPPED) for id_, clause in credential.ce.clauses.items()]
        said += [
            say_exception(one, credential.ce.clauses, SHIPPED) for one in credential.ce.exceptions.values()
        ]
        for root in (credential.eligibility, credential.keeps):
            said += [say_condition(node, SHIPPED) for node in walk(root)] if root else []
        for text in said:
            assert text
            assert "{" not in text
            assert "None" not in text.replace("None of these", "")


class _Shouting(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return message.upper().replace("{N}", "{n}").replace("{MATCH}", "{match}")

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.gettext(one if n == 1 else many)


def test_another_language_is_spoken_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def catalogue(code: str) -> gettext.NullTranslations:
        return _Shouting() if code == "xx" else gettext.NullTranslations()

    monkeypatch.setattr(language, "_catalogue", catalogue)
    clause = Clause.model_validate({"at_least": 2, "of": {"format": "live"}})
    with language.speaking("xx"):
        assert say_clause("live", clause, None, SHIPPED) == "AT LEAST 2 HOURS LIVE"
        assert language.language() == "xx"
    assert say_clause("live", clause, None, SHIPPED) == "At least 2 hours live"


def test_a_text_that_stays_english_keeps_its_days() -> None:
    with language.speaking("es"):
        assert say_text("2020-01-01") == "1 de enero de 2020"
        assert say_text("two pathways since 2020-01-01") == "two pathways since 2020-01-01"


def test_a_language_without_a_catalogue_is_english() -> None:
    with language.speaking("tlh"):
        assert say_days(2) == "2 days"


def test_the_words_of_the_small_world(packs: Packs) -> None:
    assert say_condition(CONDITION.validate_python({"answer": "vaccines"}), packs) == "You give vaccines"


@pytest.mark.parametrize(("spoken", "said"), [("en", "twice the fee"), ("es", "el doble de la tarifa")])
def test_a_fee_that_the_source_says_itself_is_said_once_in_each_language(spoken, said):
    with language.speaking(spoken):
        assert say_late_price(LateTier(times_fee=2, says="twice the fee")) == said
