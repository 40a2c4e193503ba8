"""What matters to one technician first, each with its reasons; the digest of at most ten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from rxladder.career.demo import demo_career
from rxladder.career.record import Goal
from rxladder.facts.language import speaking
from rxladder.facts.load import load_packs
from rxladder.news.ce_in_news import offer_in
from rxladder.news.digest import MOST, digest, in_words
from rxladder.news.items import Item, Source
from rxladder.news.ranking import Aim, Reader, is_rule_change, less_marks, rank, reader_of
from rxladder.news.stories import group
from tests.news.headlines import NOW

SOURCES = {
    one.id: one
    for one in [
        Source("tsbp", "Texas State Board of Pharmacy", "regulator", ("state-law",), ("all",), "us-tx"),
        Source("nabp", "NABP", "regulator", ("state-law", "licensing"), ("all",)),
        Source(
            "ashp", "ASHP news", "association", ("practice",), ("hospital-inpatient", "oncology-infusion")
        ),
        Source("topics", "Drug Topics", "publication", ("community", "business"), ("community-chain",)),
        Source("times", "Pharmacy Times", "publication", ("clinical", "CE"), ("all",)),
    ]
}
READER = Reader(
    state="us-tx",
    settings=("hospital-inpatient",),
    aims=(Aim("Sterile compounding", ("sterile compounding", "CSPT")),),
)


def item(source: str, title: str, text: str = "", hours: float = 1) -> Item:
    return Item(
        f"{source}:{title}",
        source,
        title,
        f"https://{source}.example/{abs(hash(title))}",
        NOW - timedelta(hours=hours),
        text,
    )


def ranked(*items: Item, reader: Reader = READER):
    return rank(group(items), SOURCES, reader, NOW)


def why(one) -> set[str]:
    return {reason.why for reason in one.because}


# --- Rule changes at my board


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("tsbp", "Adopted rules: technician ratio"),
        ("tsbp", "Notice of public hearing"),
        ("tsbp", "Board adopts rule on sites; webinar on it, 1 hour CE, 10 December 2026"),
        ("nabp", "Texas Board of Pharmacy amends rules on technicians"),
        ("times", "New Texas law lets pharmacy technicians give vaccines"),
    ],
)
def test_a_rule_change_at_my_board_comes_before_everything(source, title):
    grave = item("ashp", "Class I recall of sterile compounding bags in hospital pharmacy", hours=0)
    found = ranked(
        grave,
        item(source, title, hours=24 * 6),
        reader=replace(READER, less=frozenset(less_marks(SOURCES[source]))),
    )
    assert found[0].story.lead.title == title
    assert found[0].at_my_board
    assert "less" not in why(found[0])
    assert "Texas" in found[0].because[0].says


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("nabp", "Ohio Board of Pharmacy amends rules on technicians", ""),
        ("nabp", "Arkansas and Kansas boards amend rules", ""),
        ("times", "Texas hospital opens pharmacy", ""),
        ("times", "Rules of thumb for insulin", "x " * 900 + "Texas board of pharmacy"),
        ("topics", "Rules at work: Texas barbecue", ""),
        ("tsbp", "Office closed on Thursday", ""),
        ("tsbp", "Live webinar: law update for technicians, 1 hour CE, 10 December 2026", "Register now."),
    ],
)
def test_what_is_no_rule_change_of_mine_is_not_called_one(source, title, text):
    assert not ranked(item(source, title, text))[0].at_my_board


def test_without_a_state_there_is_no_board():
    one = item("tsbp", "Adopted rules: technician ratio")
    assert not ranked(one, reader=Reader())[0].at_my_board
    assert is_rule_change(one, "us-tx", own=True)
    assert not is_rule_change(one, "us-tx")


# --- Reasons


def test_each_reason_is_told_and_the_points_are_their_sum():
    found = ranked(
        item("ashp", "Class I recall: CSPT teachers warn hospital staff of bags"),
        item("times", "Class I recall: CSPT teachers warn hospital staff of bags", hours=2),
        reader=replace(READER, read={"source:times": 8, "topic:practice": 4}),
    )
    assert len(found) == 1
    assert {"recall", "setting", "goal", "habit", "told", "fresh"} == why(found[0])
    assert found[0].points == pytest.approx(sum(reason.points for reason in found[0].because), abs=0.01)
    assert all(reason.says for reason in found[0].because)
    said = " ".join(reason.says for reason in found[0].because)
    assert "Sterile compounding" in said
    assert "Pharmacy Times" in said
    assert "1 other source reports it" in said


def test_every_story_has_a_reason_and_none_is_lost():
    items = [item(source, f"Story {n} about nothing", hours=n * 30) for n, source in enumerate(SOURCES)]
    found = ranked(*items, reader=Reader())
    assert len(found) == len(items)
    assert all(one.because for one in found)
    assert [one.story.lead.id for one in found] == [one.id for one in items]


def test_my_place_of_work_and_my_aims_go_before_others():
    mine, aim, other = item("ashp", "A"), item("times", "Sterile compounding explained"), item("topics", "B")
    order = [one.story.lead.title for one in ranked(other, aim, mine)]
    assert order == ["A", "Sterile compounding explained", "B"]


@pytest.mark.parametrize("mark", ["source:ashp", "topic:practice", "setting:hospital-inpatient"])
def test_what_i_want_less_of_sinks_and_says_so(mark):
    items = item("ashp", "A"), item("topics", "B")
    assert ranked(*items)[0].story.lead.title == "A"
    found = ranked(*items, reader=replace(READER, less=frozenset([mark])))
    assert [one.story.lead.title for one in found] == ["B", "A"]
    assert "less" in why(found[1])
    assert "less" not in why(found[0])


@pytest.mark.parametrize(
    ("source", "mark", "name"),
    [
        ("nabp", "topic:state-law", "state law"),
        ("topics", "setting:community-chain", "Community pharmacy, chain or in a store"),
    ],
)
def test_what_i_want_less_of_is_named_in_words(source, mark, name):
    (one,) = ranked(item(source, "A"), reader=replace(READER, less=frozenset([mark])))
    assert f"You asked to see less of this: {name}." in {reason.says for reason in one.because}
    (often,) = ranked(item("nabp", "A"), reader=Reader(read={"topic:state-law": 5}))
    assert "You often read about this: state law." in {reason.says for reason in often.because}


def test_what_i_read_often_rises():
    items = item("topics", "A", hours=1), item("times", "B", hours=2)
    assert ranked(*items, reader=Reader())[0].story.lead.title == "A"
    assert ranked(*items, reader=Reader(read={"source:times": 5}))[0].story.lead.title == "B"
    assert "habit" not in why(ranked(*items, reader=Reader(read={"source:times": 1}))[0])


def test_a_reader_is_told_by_the_record():
    packs = load_packs()
    career = demo_career(date(2026, 11, 25))
    reader = reader_of(career, packs, {"source:x": 1}, ["topic:y"])
    assert reader.state == career.person.state
    assert set(reader.settings) == {
        one.workplace for one in career.experience if one.workplace and one.to is None
    }
    assert len(reader.aims) >= 1
    assert all(aim.words for aim in reader.aims)
    assert (reader.read, reader.less) == ({"source:x": 1}, frozenset(["topic:y"]))


# --- Education in the news


@pytest.mark.parametrize(
    ("title", "text", "uans", "hours", "live", "until"),
    [
        (
            "Webinar: beyond-use dates",
            "Join us on December 9, 2026 for 1.5 contact hours of CE. UAN 0384-0000-26-012-L07-T.",
            ("0384-0000-26-012-L07-T",), Fraction(3, 2), date(2026, 12, 9), None,
        ),
        (
            "Update on diabetes drugs",
            "ACPE 0384-0000-26-013-H01-P and 0384-0000-26-013-H01-T, 0.1 CEU. Expires 06/30/2027.",
            ("0384-0000-26-013-H01-T", "0384-0000-26-013-H01-P"), Fraction(1), None, date(2027, 6, 30),
        ),
        ("Free webinar for CE credit", "Register for December 1, 2026.", (), None, date(2026, 12, 1), None),
        ("Two CE offers", "1 hour of CE now. 2 hours of CE later.\nJoin the webinar.", (), None, None, None),
    ],
)  # fmt: skip
def test_education_is_recognised_with_what_it_tells(title, text, uans, hours, live, until):
    found = offer_in(item("times", title, text))
    assert (found.uans, found.hours, found.live_on, found.until) == (uans, hours, live, until)


@pytest.mark.parametrize(
    ("title", "text", "hours", "live", "until"),
    [
        ("Free Continuing Education", "Earn 1.0 Contact Hours. Ends 12/31.", 1, None, None),
        ("Free CE", "1.0 CE hour, available until 12/31.", 1, None, date(2026, 12, 31)),
        ("Live webinar Thursday, December 10 at 7 pm", "1 CE credit.", 1, date(2026, 12, 10), None),
        ("Law update", "Join us on Jan. 14, 2027 for 1.5 hours of CPE.", "3/2", date(2027, 1, 14), None),
        ("Workshop, Tuesday 12/8", "1.25 Contact Hours (ACPE)", "5/4", date(2026, 12, 8), None),
        ("Register by December 5; live on December 12", "2 CPE credits", 2, date(2026, 12, 12), None),
    ],
)
def test_education_is_recognised_as_announcements_are_written(title, text, hours, live, until):
    found = offer_in(item("times", title, text))
    assert (found.hours, found.live_on, found.until) == (Fraction(hours), live, until)


def test_hours_that_are_asked_are_not_offered():
    assert offer_in(item("times", "News", "The board proposes 10 hours of CE a year.")) is None


@pytest.mark.parametrize(
    ("title", "text", "change"),
    [
        ("Board approves tech-check-tech", "Texas pharmacies may begin in May.", True),
        ("Tech-check-tech approved in Texas by the state board", "", True),
        ("Robbery at an Austin pharmacy", "Texas law enforcement asks for help.", False),
    ],
)
def test_words_of_a_rule_change(title, text, change):
    assert is_rule_change(item("times", title, text), "us-tx") is change


@pytest.mark.parametrize(
    "text",
    [
        "Pharmacies are open 24 hours a day.",
        "The webinar of last year was about wages.",
        "The board wants 20 years of data.",
        "Many technicians take CE.",
        "Call 0384-0000-26 for more.",
    ],
)
def test_what_only_speaks_of_it_is_no_offer(text):
    assert offer_in(item("times", "News", text)) is None


def test_a_day_that_is_past_is_not_the_day_of_an_offer():
    found = offer_in(item("times", "Webinar", "We met live on January 5, 2026. CE credit is available."))
    assert found.live_on is None


def test_education_for_pharmacists_alone_brings_no_points():
    one = ranked(item("times", "Update", "UAN 0384-0000-26-013-H01-P"))[0]
    other = ranked(item("times", "Update", "UAN 0384-0000-26-013-H01-T"))[0]
    assert "education" not in why(one)
    assert "education" in why(other)


# --- The digest

WEEK = NOW - timedelta(days=7)
NUMBERS = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"]


def test_a_week_is_ten_items_at_most_and_no_source_fills_it():
    items = [
        item(source, f"{name} {source} {name}thing", hours=n)
        for n, name in enumerate(NUMBERS)
        for source in SOURCES
    ]
    found = digest(ranked(*items), WEEK, NOW)
    assert len(found.items) == MOST
    assert found.left_out == len(items) - MOST
    led = [one.story.lead.source for one in found.items]
    assert max(led.count(source) for source in SOURCES) <= 3


def test_a_digest_leaves_out_what_is_old_read_or_unwanted_but_no_rule_of_mine():
    rule = item("tsbp", "Adopted rules: technician ratio")
    old, read, unwanted, new = (
        item("times", "Old thing", hours=24 * 8), item("times", "Read thing"),
        item("topics", "Unwanted thing"),
        item("ashp", "New thing"),
    )  # fmt: skip
    reader = replace(READER, less=frozenset(["source:topics", "source:tsbp"]))
    found = digest(ranked(old, read, unwanted, new, rule, reader=reader), WEEK, NOW, {read.id})
    assert [one.story.lead.title for one in found.items] == [rule.title, "New thing"]


def test_a_digest_says_where_from_and_why():
    told = [
        item("ashp", "Hospital technicians wanted"),
        item("times", "Hospital technicians wanted", hours=2),
    ]
    text = in_words(digest(ranked(*told), WEEK, NOW), SOURCES)
    assert "1. Hospital technicians wanted" in text
    assert "Pharmacy Times, also in ASHP news" in text
    assert "https://times.example/" in text
    assert "where you work" in text


def test_reasons_name_places_and_goals_in_the_language_of_the_reader():
    with speaking("es"):
        career = replace(demo_career(NOW.date()), goals=(Goal(role="sterile-compounding"),))
        reader = replace(reader_of(career, load_packs()), settings=("hospital-inpatient",))
        [one] = ranked(item("ashp", "Sterile compounding technicians in the hospital"), reader=reader)
    said = {reason.why: reason.says for reason in one.because}
    assert said["setting"] == "Es para donde trabajas: Hospital, pacientes internados."
    assert said["goal"].startswith("Trata de la meta que buscas: ")
    assert "ompounding" not in said["goal"]


def test_an_item_without_an_address_leaves_no_empty_line():
    bare = replace(item("times", "A thing"), url="")
    text = in_words(digest(ranked(bare), WEEK, NOW), SOURCES)
    assert all(line.strip() for line in text.rstrip("\n").split("\n"))


def test_a_quiet_week_is_no_mail():
    assert in_words(digest(ranked(item("times", "Old", hours=24 * 30)), WEEK, NOW), SOURCES) == ""
