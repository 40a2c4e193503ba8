"""Calculation problems: right by a second solution, the same for the same seed, and fit to be asked."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from rxladder.facts.calculations import CalculationKind, calculation_kinds
from rxladder.facts.exact_functions import half_up
from rxladder.learning.calculations.choices import choice_question
from rxladder.learning.calculations.prepared import SCENES, prepared
from rxladder.learning.calculations.problem import cards, draw, question
from rxladder.learning.grading import grade
from rxladder.learning.grading_numbers import shown
from rxladder.learning.numbers import say, say_fraction
from rxladder.learning.question import Choice, Number, Typed
from rxladder.learning.typed_days import spellings_of_day
from tests.learning.solutions import SOLUTIONS

KINDS = calculation_kinds()
CARDS = {card.fact: card for card in cards()}
SEEDS = range(50)
# With two particles the two mistakes lead to one number, with one particle the second to none.
SAME_AS_ANOTHER = ("milliosmoles", {"uses the valence instead of species"})
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

# Inputs that the question says in other words: flags, feet and inches, hours, teaspoonfuls, 72 hours.
IN_OTHER_WORDS = {
    "weight_is_lb", "male", "female", "day_one", "height_in", "minutes", "dose_mL", "volume_mL_total", "eyes",
    "times_per_day", "days_each", "seven_digits", "year", "month", "component_expiry", "start", "filled",
    "overhead", "deductible_left", "safety", "lipid20_mL", "tsp", "tbsp", "floz", "discount_pct", "low",
    "doses_per_day", "patches",
}  # fmt: skip


def test_every_kind_has_a_scene_and_a_card():
    assert set(SCENES) == set(KINDS) == set(SOLUTIONS) == set(CARDS)
    assert len(KINDS) == 74
    for card in CARDS.values():
        assert card.id == f"calc/{card.fact}"
        assert card.areas


@each_kind
def test_a_worked_example_is_solved_by_the_second_solution_too(kind: CalculationKind):
    for example in kind.examples:
        found = SOLUTIONS[kind.id](example.given)
        assert found == (example.answer if isinstance(found, str) else Fraction(example.answer))


@each_kind
def test_problems_are_right_by_a_second_solution(kind: CalculationKind):
    for seed in SEEDS:
        problem = draw(kind, seed)
        assert problem.answer == SOLUTIONS[kind.id](problem.values), (seed, problem.values)
        assert problem.answer == kind.formula(problem.values) or kind.formula.rounds_to is None
        assert all(rule(problem.values) for rule in kind.constraints)


@each_kind
def test_wrong_answers_are_wrong_and_differ_from_each_other(kind: CalculationKind):
    for seed in SEEDS:
        problem = draw(kind, seed)
        wrong = [value for _name, value in problem.mistakes]
        assert wrong
        assert problem.answer not in wrong
        assert len(set(wrong)) == len(wrong)


@each_kind
def test_mistakes_of_the_facts_lead_where_the_facts_say(kind: CalculationKind):
    told = set()
    for seed in range(100):
        problem = draw(kind, seed)
        for way in kind.wrong_ways:
            if way.mistake in dict(problem.mistakes):
                value, exact = dict(problem.mistakes)[way.mistake], way.formula(problem.values)
                assert value == exact or abs(value - exact) <= Fraction(1, 2)
                told.add(way.mistake)
    never = {way.mistake for way in kind.wrong_ways} - told
    assert not never or (kind.id, never) == SAME_AS_ANOTHER


@each_kind
def test_the_same_seed_gives_the_same_question_and_others_give_others(kind: CalculationKind):
    card = CARDS[kind.id]
    asked = [question(KINDS, card, seed) for seed in range(40)]
    assert asked == [question(KINDS, card, seed) for seed in range(40)]
    assert len({one.stem for one in asked}) >= (8 if kind.id in ("elixir_alcohol", "expiry_month") else 15)


@each_kind
def test_every_wording_step_and_mistake_is_met(kind: CalculationKind):
    """Nothing is written that no draw can reach, and every draw has a question and a solution."""
    ready = prepared(kind)
    drawn = [draw(kind, seed) for seed in range(300)]
    for condition, text in (*ready.stems, *ready.steps):
        assert condition is None or any(condition(problem.values) for problem in drawn), text
    names = {name for problem in drawn for name, _value in problem.mistakes}
    ours = {mistake for mistake, _formula in ready.scene.mistakes} | {e.mistake for e in ready.scene.early}
    assert ours <= names


@pytest.mark.long
def test_many_thousand_problems_are_right_and_have_four_options():
    for kind in KINDS.values():
        for seed in range(10_000, 10_400):
            problem = draw(kind, seed)
            assert problem.answer == SOLUTIONS[kind.id](problem.values), (kind.id, seed)
            answer = choice_question(KINDS, CARDS[kind.id], seed).answer
            assert isinstance(answer, Choice)
            assert len({option.text for option in answer.options}) == 4, (kind.id, seed)


@each_kind
def test_texts_are_whole(kind: CalculationKind):
    for seed in SEEDS:
        asked = question(KINDS, CARDS[kind.id], seed)
        texts = (asked.stem, *asked.steps, asked.explanation)
        for text in texts:
            assert not re.search(
                r"[{}]|\s{2}|(?<![\d,.])\.\d|\d\.\d*0(?![\d…])(?!\d)", _without_money(text)
            ), text
        assert asked.steps
        assert asked.stem.rstrip(".").endswith("?") or "?" in asked.stem or "Write" in asked.stem
        assert asked.sources[0].says


def _without_money(text: str) -> str:
    return re.sub(r"\$[\d,]+\.\d\d", "$1", text)


@each_kind
def test_the_question_says_what_is_given(kind: CalculationKind):
    for seed in range(20):
        problem, stem = draw(kind, seed), question(KINDS, CARDS[kind.id], seed).stem
        for name in kind.inputs:
            value = problem.values[name]
            if name in IN_OTHER_WORDS or (kind.id, name) in {
                ("days_supply_insulin", "volume_mL"),
                ("days_supply_insulin", "containers"),
            }:
                continue
            said = value if isinstance(value, str) else say(value, 4)
            forms = {said} if isinstance(value, str) else {said, say_fraction(value), f"{float(value):,.2f}"}
            assert any(form in stem for form in forms), (name, stem)


@each_kind
def test_the_last_step_comes_to_the_answer(kind: CalculationKind):
    for seed in SEEDS:
        asked = question(KINDS, CARDS[kind.id], seed)
        if isinstance(asked.answer, Number):
            number = shown(asked.answer).strip("$%").split(" ")[0]
            assert number in asked.steps[-1], asked.steps
        else:
            assert isinstance(asked.answer, Typed)
            assert asked.answer.accepted[0] in asked.steps[-1]


@each_kind
def test_the_shown_answer_is_graded_right_and_each_mistake_is_named(kind: CalculationKind):
    for seed in range(25):
        answer = question(KINDS, CARDS[kind.id], seed).answer
        if isinstance(answer, Typed):
            assert all(grade(answer, text).right for text in answer.accepted)
            for text, name in answer.mistakes:
                graded = grade(answer, text)
                assert (graded.right, graded.mistake) == (False, name)
            continue
        assert isinstance(answer, Number)
        assert grade(answer, shown(answer)).right
        assert grade(answer, f"{answer.value} {answer.unit}").right
        for mistake in answer.mistakes:
            graded = grade(answer, f"{mistake.value} {answer.unit}")
            assert not graded.right
            assert graded.mistake == mistake.name


@each_kind
def test_as_a_choice_exactly_one_option_is_right_and_none_stands_twice(kind: CalculationKind):
    for seed in SEEDS:
        typed = question(KINDS, CARDS[kind.id], seed).answer
        answer = choice_question(KINDS, CARDS[kind.id], seed).answer
        assert isinstance(answer, Choice)
        texts = [option.text for option in answer.options]
        assert len(texts) == len(set(texts)) == 4, texts
        right = [i for i, text in enumerate(texts) if grade(typed, text).right]
        assert right == [answer.right], texts
        assert all(option.why for option in answer.options)


def test_rounding_is_half_up():
    assert half_up(Fraction("0.125"), 2) == Fraction("0.13")


def test_no_refrigerator_is_as_warm_as_a_patient():
    stems = [question(KINDS, CARDS["f_to_c"], seed).stem for seed in range(200)]
    logged = [int(told) for stem in stems for told in re.findall(r"^The log.* (\d+) °F", stem)]
    assert logged
    assert max(logged) <= 50


def test_no_cold_room_and_no_package_is_kept_at_what_only_a_formula_knows():
    stems = [question(KINDS, CARDS["c_to_f"], seed).stem.replace("−", "-") for seed in range(300)]
    shown = [int(told) for stem in stems for told in re.findall(r"^A refrigerator.* (-?\d+) °C", stem)]
    named = [int(told) for stem in stems for told in re.findall(r"^A package.* (-?\d+) °C", stem)]
    assert shown
    assert named
    assert min(shown) >= 1
    assert max(*shown, *named) <= 30


MOST_MEQ = {"calcium": 20, "magnesium": 40, "potassium": 60, "sodium": 154}


@pytest.mark.parametrize("kind", ["meq_to_mg", "mg_to_meq"])
def test_no_electrolyte_is_ordered_at_a_dose_that_no_one_gives(kind):
    met = set()
    for seed in range(400):
        problem = draw(KINDS[kind], seed)
        meq = problem.answer if kind == "mg_to_meq" else problem.values["meq"]
        salt = str(problem.values["salt"]).split(" ")[0]
        assert meq <= MOST_MEQ[salt], (seed, salt, meq)
        met.add(salt)
    assert met == set(MOST_MEQ)


def test_no_question_puts_chemotherapy_into_a_syringe():
    """1.4 mg/m², 2 mg at most, is vincristine, which goes into minibags and never into syringes."""
    assert not [
        seed for seed in range(60) if "syringe" in question(KINDS, CARDS["chemo_dose_cap"], seed).stem
    ]


@pytest.mark.parametrize("kind", ["iv_rate_mL_h", "iv_rate_gtt_min"])
def test_no_step_turns_a_time_into_what_the_question_gives(kind):
    for seed in range(100):
        asked = question(KINDS, CARDS[kind], seed)
        if asked.steps[0].startswith(("Minutes to hours", "Hours to minutes")):
            told = re.search(r" ([\d.,…]+) (h|min)$", asked.steps[0])
            assert told
            unit = "hour" if told[2] == "h" else "minute"
            assert f"{told[1]} {unit}" not in asked.stem, asked.stem


def test_where_rounding_early_is_a_mistake_the_question_says_when_to_round():
    late = {kind for kind, scene in SCENES.items() if scene.early}
    assert {"dose_by_weight", "child_dose_young", "child_dose_clark", "child_dose_fried"} <= late
    for kind in KINDS:
        assert ("Round only at the end" in question(KINDS, CARDS[kind], 1).stem) == (kind in late), kind


def test_a_beyond_use_date_without_a_component_is_not_explained_by_one():
    for seed in range(200):
        problem = draw(KINDS["bud_days"], seed)
        names = " ".join(name for name, _value in problem.mistakes)
        if not problem.values["component_expiry"]:
            assert "component" not in names, seed
        if problem.values["days"] in (14, 35, 90, 180):  # days of USP <795>, which counts from day 1
            assert problem.values["day_one"] == 1


@pytest.mark.parametrize("kind", ["tpn_component_volume", "alligation_medial"])
def test_every_amount_on_the_way_has_its_unit(kind):
    for seed in SEEDS:
        for step in question(KINDS, CARDS[kind], seed).steps:
            assert re.search(r"(g|mL|%)$", step), step


def test_an_unknown_is_no_sign_of_multiplying():
    assert "so x = b × c ÷ a" in question(KINDS, CARDS["ratio_proportion"], 1).explanation


@pytest.mark.parametrize("typed", ["09-05-2027", "Sept. 5, 2027", "September 5th, 2027", "2027/09/05"])
def test_a_day_is_right_however_it_is_written(typed):
    assert grade(Typed(spellings_of_day(date(2027, 9, 5))), typed).right


def test_a_day_written_with_hyphens_is_no_other_day():
    """Hyphens are free in typed words, so `1-11-2027` would be `11-1-2027`, too: only whole ones count."""
    assert not grade(Typed(spellings_of_day(date(2027, 1, 11))), "11-01-2027").right
    assert not grade(Typed(spellings_of_day(date(2027, 1, 11))), "1-11-2027").right
