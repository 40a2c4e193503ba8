"""Items made from facts: right by an independent reading of the tables, and the same for a seed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from random import Random

import pytest
import yaml

from rxladder.facts.exam_outlines import outlines
from rxladder.facts.study import study_facts
from rxladder.facts.study_tables import DATA
from rxladder.learning.grading import grade
from rxladder.learning.items import FORMS, UnknownCard, all_cards, cards, law, question, slug
from rxladder.learning.items.askings import Choosing, plain
from rxladder.learning.items.draws import by_domain, session, shares
from rxladder.learning.question import Card, Choice, Matching, Number, Ordering, Typed
from tests.learning.item_facts import faults, in_fact
from tests.learning.item_tables import DOUBTS, LAW

KNOWN = study_facts()
EVERY = tuple(all_cards(KNOWN))
NAMED = {card.id: card for card in EVERY}
PTCE = outlines()["ptce-2026"]
EXAMS = [outline for outline in outlines().values() if not (outline.superseded or outline.until)]
LAW_FORMS = frozenset(form.name for form in law.FORMS)
ITEMS = 20_000


def sample(count: int, seed: int = 1) -> list[tuple[Card, int]]:
    """Cards of every form alike, so that small forms are tried as often as large ones."""
    rng = Random(seed)
    forms: dict[str, list[Card]] = defaultdict(list)
    for card in EVERY:
        forms[card.form].append(card)
    names = sorted(forms)
    return [(rng.choice(forms[names[at % len(names)]]), rng.randrange(10**9)) for at in range(count)]


def test_every_card_and_20_000_items_agree_with_the_tables():
    drawn = [(card, 7) for card in EVERY] + sample(ITEMS)
    found = [fault for card, seed in drawn for fault in faults(question(KNOWN, card, seed), LAW_FORMS)]
    assert not found[:20]


def test_an_item_is_the_same_for_its_seed_whatever_was_asked_before():
    drawn = sample(300, seed=2)
    first = [question(KNOWN, card, seed) for card, seed in drawn]
    fresh = replace(KNOWN)
    assert [question(fresh, card, seed) for card, seed in reversed(drawn)] == first[::-1]


def test_another_seed_asks_otherwise():
    """Nobody shall learn an answer by its place: of choices, the right one moves."""
    card = NAMED["drug-class/lisinopril"]
    places = Counter()
    for seed in range(400):
        answer = question(KNOWN, card, seed).answer
        assert isinstance(answer, Choice)
        places[answer.right] += 1
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) < 140


def test_the_right_answer_tells_itself_neither_by_place_nor_by_length():
    placed, longest, shortest, choices = Counter(), Counter(), Counter(), Counter()
    for card, seed in sample(12_000, seed=3):
        answer = question(KNOWN, card, seed).answer
        if not isinstance(answer, Choice):
            continue
        lengths = [len(option.text) for option in answer.options]
        mine = lengths[answer.right]
        choices[card.form] += 1
        placed[answer.right] += 1
        longest[card.form] += lengths.count(mine) == 1 and mine == max(lengths)
        shortest[card.form] += lengths.count(mine) == 1 and mine == min(lengths)
    total = sum(choices.values())
    assert all(0.23 < placed[at] / total < 0.27 for at in range(4))
    assert 0.15 < sum(longest.values()) / total < 0.33
    assert 0.10 < sum(shortest.values()) / total < 0.33


def test_no_question_gives_its_answer_away():
    """The right option repeats no long piece of the question that the wrong ones lack."""
    told = []
    for card, seed in sample(6_000, seed=4):
        asked = question(KNOWN, card, seed)
        if not isinstance(asked.answer, Choice):
            continue
        stem = plain(asked.stem)
        right = plain(asked.answer.options[asked.answer.right].text)
        others = [plain(o.text) for at, o in enumerate(asked.answer.options) if at != asked.answer.right]
        pieces = {right[at : at + 9] for at in range(len(right) - 8)} & {
            stem[at : at + 9] for at in range(len(stem) - 8)
        }
        if pieces and not any(piece in other for piece in pieces for other in others):
            told.append((asked.card.id, asked.seed, asked.stem, right))
    assert len(told) < 0.004 * 6_000, told[:20]


@pytest.mark.parametrize("domain", PTCE.domains, ids=lambda domain: domain.id)
def test_each_domain_has_twelve_forms_over_fifty_facts_and_none_is_over_a_tenth(domain):
    exam = PTCE
    forms = by_domain(cards(KNOWN, "ptce-2026"), exam)[domain.id]
    assert len(forms) >= 12
    facts = {card.fact.split(".")[0] for its in forms.values() for card in its}
    assert len(facts) >= 50
    for seed in range(20):
        drawn = [
            card for card, _ in session(KNOWN, exam.id, seed, 500) if exam.domain(card.areas) == domain.id
        ]
        assert max(Counter(card.form for card in drawn).values()) <= 0.1 * len(drawn)
        assert len({card.form for card in drawn}) >= 12
    assert max(shares({name: len(its) for name, its in forms.items()}).values()) <= 0.1 + 1e-9


def test_a_session_follows_the_weights_and_asks_no_card_twice():
    exam = PTCE
    drawn = session(KNOWN, "ptce-2026", 5, 80)
    assert len({card for card, _ in drawn}) == 80
    assert session(KNOWN, "ptce-2026", 5, 80) == drawn
    counts = Counter(exam.domain(card.areas) for card, _ in drawn)
    assert counts == {id_: weight * 80 for id_, weight in exam.weights.items()}


def test_more_items_than_cards_are_refused():
    with pytest.raises(ValueError, match="cards"):
        session(KNOWN, "cspt", 1, 100_000)


def test_shares_cap_the_large_and_feed_the_small():
    assert shares({}) == {}
    assert shares({"only": 5}) == {"only": 1}
    found = shares({"huge": 1000, **{f"small{at}": 2 for at in range(18)}})
    assert found["huge"] == pytest.approx(0.1)
    assert found["small0"] == pytest.approx(0.05)
    assert sum(found.values()) == pytest.approx(1)


@pytest.mark.parametrize("exam", EXAMS, ids=lambda exam: exam.id)
def test_every_domain_of_every_exam_has_something_to_ask(exam):
    assert all(forms for forms in by_domain(cards(KNOWN, exam.id), exam).values())


def test_every_kind_of_answer_is_asked_in_every_domain_of_the_ptce():
    exam = PTCE
    for domain, forms in by_domain(cards(KNOWN, exam.id), exam).items():
        styles = {FORMS[name].style for name in forms}
        assert {"choice", "matching"} <= styles, domain
        assert len(styles) >= 2
    assert {form.style for form in FORMS.values()} == {"choice", "typed", "number", "ordering", "matching"}


def test_the_answer_of_every_card_is_graded_right():
    for card in EVERY:
        answer = question(KNOWN, card, 11).answer
        match answer:
            case Choice(right=right):
                given: object = right
            case Typed(accepted=accepted):
                given = accepted[-1].upper()
            case Number(value=value, unit=unit):
                given = f"{float(value):g} {unit}"
            case Ordering(order=order):
                given = list(order)
            case Matching(pairs=pairs):
                given = list(pairs)
        assert grade(answer, given).right, card.id  # type: ignore[arg-type]


def test_what_is_in_doubt_is_not_asked():
    for file, key, field in DOUBTS:
        if file == "law_safety.yaml" and field == "fact":
            assert not KNOWN.law[key].asks
    columns = {
        "boxed-of": "boxed_warning",
        "tall-man": "tall_man",
        "look-alike": "look_alike_with",
        "hazardous": "hazardous",
        "high-alert": "high_alert",
        "storage-of": "storage",
    }
    for form, field in columns.items():
        asked = {card.fact for card in EVERY if card.form == form}
        doubted = {slug(key) for file, key, column in DOUBTS if file == "drugs.csv" and column == field}
        assert not asked & doubted, form
    assert not [fact.id for fact in KNOWN.law.values() if fact.doubt and fact.asks and "dscsa" not in fact.id]


def test_what_the_law_asks_stands_in_the_facts_own_words():
    read = yaml.safe_load((DATA / "law_asks.yaml").read_text("utf-8"))
    assert set(read) <= set(LAW)
    for fact, asks in read.items():
        for ask in asks:
            for text in ask.get("quotes") or [ask["right"]]:
                assert in_fact(fact, str(text)), (fact, text)
            assert ask["form"] in LAW_FORMS, ask["form"]


def test_every_ask_of_the_law_is_asked():
    """None is dropped silently because its question gave the answer away."""
    asked = Counter(card.form for card in EVERY if card.form in LAW_FORMS)
    assert asked == Counter(ask.form for fact in KNOWN.law.values() for ask in fact.asks)


def test_a_program_of_two_drugs_is_matched_with_what_both_are():
    """Xywav is a mix of oxybate salts; Xyrem alone is sodium oxybate."""
    answer = question(KNOWN, NAMED["rems-matching/rems_xyrem"], 1).answer
    assert isinstance(answer, Matching)
    assert "oxybates" in answer.right
    assert "sodium oxybate" not in answer.right


def test_a_source_of_the_law_has_its_days_as_people_write_them_and_each_once():
    found = {question(KNOWN, card, 1).sources[0].says for card in all_cards(KNOWN) if card.form in LAW_FORMS}
    assert not [says for says in found if re.search(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])", says)]
    assert not [says for says in found if says.count("1 November 2023") > 1]


def test_a_limit_that_states_may_make_stricter_is_asked_of_federal_law():
    facts = ("inventory", "retention", "filing", "five_percent", "cii_multiple", "cii_partial_short",
             "cii_partial_cara", "cmea_day", "cmea_30", "cmea_mail", "cmea_log")  # fmt: skip
    for fact in facts:
        for ask in KNOWN.law[fact].asks:
            if ask.form in ("controlled-limit", "controlled-number", "controlled-records", "records-number",
                            "pseudoephedrine", "pseudoephedrine-number"):  # fmt: skip
                assert "nder federal law" in ask.ask, (fact, ask.ask)


def test_a_question_of_a_sterile_preparation_says_which_standard_and_which_test():
    for fact, entry in KNOWN.law.items():
        for ask in entry.asks if fact.startswith("bud797_cat") else ():
            assert "USP <797>" in ask.ask, ask.ask
            if "Category 2" in ask.ask or "Category 3" in ask.ask:
                assert "beyond-use date" in ask.ask
                assert "sterility test" in ask.ask


def test_one_thing_is_not_told_as_several():
    for card in EVERY:
        said = question(KNOWN, card, 1).explanation
        assert not re.search(r"(?<![\d.,/-])1 (particle|unit|drop|tablet|hour|gram|pint)s\b(?!/)", said), said


def test_a_card_tells_its_areas_and_one_that_is_gone_is_told():
    card = NAMED["schedule-of/alprazolam"]
    assert card.areas == ("ptce-2026:2.2", "excpt:2")
    assert card.basis == "source"
    assert "schedule-of/aspirin" not in NAMED
    with pytest.raises(UnknownCard):
        question(KNOWN, Card("drug-class", "unicorn", (), "general"), 1)


def test_an_item_on_general_knowledge_says_so():
    asked = question(KNOWN, NAMED["use-of/metformin"], 1)
    assert asked.card.basis == "general"
    assert "not checked" in asked.sources[0].says


# What a careful reader would object to, kept as cases.


def options(card_id: str, seeds: int = 60) -> set[str]:
    """All options that some seeds show for a card."""
    card = NAMED[card_id]
    answers = [question(KNOWN, card, seed).answer for seed in range(seeds)]
    return {option.text for answer in answers if isinstance(answer, Choice) for option in answer.options}


@pytest.mark.parametrize(
    ("card", "never"),
    [
        ("sig-often/frequency-bid", "every 12 hours"),
        ("sig-often/frequency-tid", "every 8 hours"),
        ("brand-of/valsartan", "Diovan HCT"),
        ("brand-of/metoprolol-tartrate", "Toprol-XL"),
        ("generic-of/Depakote", "valproic acid"),
        ("drug-class/alprazolam", "anticonvulsant"),
        ("drug-class/ibuprofen", "COX-2 selective NSAID"),
        ("use-of/propranolol", "anxiety"),
        ("use-of/duloxetine", "neuropathic pain"),
        ("use-of/nortriptyline", "smoking cessation"),
        ("drug-class/tramadol", "serotonin-norepinephrine reuptake inhibitor (SNRI)"),
        ("class-member/levetiracetam", "magnesium sulfate"),
        ("high-alert/warfarin", "lisinopril"),  # the list has what is contraindicated in pregnancy,
        ("high-alert/warfarin", "cetirizine"),  # and liquids that are measured for children
        ("schedule-drug/pregabalin", "acetaminophen / codeine"),  # its solution is in that schedule
    ],
)
def test_what_might_be_true_as_well_is_not_offered_as_wrong(card, never):
    shown = options(card)
    assert len(shown) > 4
    assert never not in shown


@pytest.mark.parametrize(
    ("card", "right", "wrong"),
    [
        ("brand-typed/naproxen", ["Aleve", "Anaprox DS", "anaprox"], ["Advil"]),
        ("brand-typed/levonorgestrel", ["Plan B", "Plan B One-Step"], ["Plan"]),
        ("brand-typed/valsartan-hydrochlorothiazide", ["Diovan HCT"], ["Diovan"]),
        ("brand-typed/acetaminophen-codeine", ["Tylenol with Codeine"], ["Tylenol"]),
        ("brand-typed/insulin-regular-human", ["Humulin R"], ["Humulin"]),
    ],
)
def test_a_brand_may_be_begun_where_no_other_drugs_brand_begins_so(card, right, wrong):
    answer = question(KNOWN, NAMED[card], 1).answer
    assert [grade(answer, text).right for text in (*right, *wrong)] == [True] * len(right) + [False]


@pytest.mark.parametrize(
    ("brand", "another"),
    [
        ("Peridex", "skin antisepsis"),
        ("Ocuflox", "otitis externa"),
        ("Vazculep", "nasal congestion"),
        ("Epivir", "hepatitis B"),
        ("Microzide", "edema"),
        ("Silenor", "depression"),
        ("Acetadote", "abnormal mucus secretions"),
        ("Diamox-Sequels", "edema"),
        ("Lotrimin-AF", "candidiasis"),
        ("Azulfidine", "rheumatoid arthritis"),
        ("Benadryl", "insomnia"),
        ("Antivert", "motion sickness"),
    ],
)
def test_a_brand_is_not_for_what_another_product_of_its_drug_is_for(brand, another):
    assert another not in options(f"brand-use/{brand}")
    assert "brand-use/Abraxane" not in NAMED  # whose row names ovarian cancer, which is Taxol's


def test_a_number_in_a_question_of_a_mixture_stands_not_in_the_right_answer_alone():
    """As the 70/30 of an insulin's brand would."""
    told = []
    for card in (one for one in EVERY if one.form in ("combination-parts", "ingredient-in")):
        for seed in range(6):
            asked = question(KNOWN, card, seed)
            assert isinstance(asked.answer, Choice)
            right = asked.answer.options[asked.answer.right].text
            told += [(card.id, number) for number in re.findall(r"\d[\d/]+", asked.stem) if number in right]
    assert not told


def test_a_question_of_a_use_is_good_english():
    """A drug is used for a condition, not for an aid or an agent; and esters are, one is."""
    for card in (one for one in EVERY if one.form in ("use-of", "drug-for", "use-odd", "use-matching")):
        for seed in range(6):
            asked = question(KNOWN, card, seed)
            assert not re.search(r"What is .*(estrogens|esters) used", asked.stem), asked.stem
            assert not re.search(r"\b(aid|agent|antisialagogue)\b", f"{asked.stem} {asked.answer}"), asked


def test_what_is_dangerous_together_is_asked_of_prescriptions_that_somebody_fills():
    """Remifentanil is given in operating rooms alone."""
    for card in (one for one in EVERY if one.form == "co-use"):
        assert "remifentanil" not in options(card.id)
    assert "oxycodone" in options("co-use/diazepam")


def test_directions_are_such_as_a_prescriber_writes():
    """Meals go with two or three doses a day, and nobody takes a dose a week for pain."""
    lines = [question(KNOWN, NAMED[f"label-words/{often}"], seed).stem
             for often in ("qwk", "q4h", "qpm", "tid") for seed in range(80)]  # fmt: skip
    assert not [line for line in lines if "qwk prn" in line]
    assert {line.split()[-2] for line in lines if line.endswith(("ac”?", "pc”?"))} == {"tid"}


@pytest.mark.parametrize("card", ["boxed-of/doxycycline", "not-controlled/gabapentin"])
def test_what_a_careful_reader_would_object_to_is_not_asked_at_all(card):
    assert card.split("/")[0] in FORMS
    assert card not in NAMED


@pytest.mark.parametrize(
    ("card", "typed", "counts"),
    [
        ("generic-typed/Cardizem", "diltiazem HCl", False),
        ("generic-typed/Lopressor", "metoprolol", False),
        ("generic-typed/Lopressor", "metoprolol succinate", True),
        ("brand-typed/diltiazem", "Matzim LA", False),
        ("brand-typed/diltiazem", "Zocor", True),
    ],
)
def test_a_typed_name_is_told_wrong_only_where_the_table_tells_so(card, typed, counts):
    asked = question(KNOWN, next(one for one in EVERY if one.id == card), 1)
    graded = grade(asked.answer, typed)
    assert not graded.right
    assert graded.understood == counts


def test_what_may_be_drawn_stands_in_an_order_that_no_process_changes():
    """A question is kept as its card and its seed alone: a set's order would make another of it tomorrow."""
    for asked in FORMS["look-alike"].askings(KNOWN).values():
        assert isinstance(asked, Choosing)
        assert list(asked.right) == sorted(asked.right, key=lambda option: option.text)
