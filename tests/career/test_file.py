"""Reading the career file: what is accepted, what is rewritten, and what every mistake is answered with."""

import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from rxladder.career.dump import write_career
from rxladder.career.file import read_career
from rxladder.career.model import CHAPTERS, RESERVED
from rxladder.career.record import Career, HeldTerm, Holding, Override, Person, Training, Work
from rxladder.career.studies import OwnCard, Studies
from rxladder.career.teams import Team
from rxladder.facts.yaml_text import BadInput

SAM = """\
rxladder: 1
person: {name: Sam Example, birthday: 1994-06-15, state: us-tx, time_zone: America/Chicago}
facts: {administers-vaccines: false, education: high-school}
holdings:
  - {credential: us-tx-technician, issued: 2023-07-01, expires: 2027-06-30, number: "123456"}
  - {credential: ptcb-cpht, issued: 2023-05-10, expires: 2027-05-31}
credits:
  - {date: 2026-03-02, title: Compounding, hours: 1.5, uan: 0384-0000-26-012-H07-T, cost_usd: 0}
  - {date: 2026-04-11, title: Texas law, hours: 1, topic: state-law, jurisdiction: us-tx, format: live}
trainings: [{programme: ashp-acpe-accredited, completed: 2023-04-01, hours: 600}]
exams: [{exam: ptce, date: 2023-05-01, passed: true}]
experience: [{role: technician, workplace: community-chain, from: 2023-05-15, hours_per_week: 32}]
availability: {study_hours_per_week: 4, budget_usd_per_month: 60}
goals: [{role: sterile-compounding, by: 2027-12-31}]
"""


def refusal(text, packs) -> str:
    """The one line that a text is refused with."""
    with pytest.raises(BadInput) as caught:
        read_career(text, packs, "sam.yaml")
    said = str(caught.value)
    assert "\n" not in said
    return said


def test_the_whole_record_is_read(packs):
    career = read_career(SAM, packs)
    assert career.person == Person("Sam Example", date(1994, 6, 15), "us-tx", "America/Chicago")
    assert career.facts == {"administers-vaccines": False, "education": "high-school"}
    assert career.holdings[0] == Holding("us-tx-technician", date(2023, 7, 1), date(2027, 6, 30), "123456")
    assert career.credits[0].hours == Fraction(3, 2)
    assert career.credits[0].cost_usd == Decimal(0)
    assert career.credits[1].cost_usd is None
    assert career.credits[1].status == "done"
    assert career.trainings == (Training("ashp-acpe-accredited", None, date(2023, 4, 1), Fraction(600)),)
    assert career.exams[0].passed is True
    assert career.experience == (
        Work("technician", date(2023, 5, 15), None, "community-chain", Fraction(32)),
    )
    assert career.availability.budget_usd_per_month == Decimal(60)
    assert career.goals[0].by == date(2027, 12, 31)


def test_json_is_read_too(packs):
    text = json.dumps(
        {"rxladder": 1, "person": {"state": "us-tx"}, "credits": [{"date": "2026-03-02", "hours": 0.1}]}
    )
    career = read_career(text.encode(), packs)
    assert career.credits[0].hours == Fraction(1, 10)


def test_a_team_is_told_with_what_is_shared(packs):
    text = (
        "rxladder: 1\nteams: [{organisation: Lakeside, role: member, joined: 2026-01-31, shares: [skills]}]\n"
    )
    career = read_career(text, packs)
    assert career.teams == (Team("Lakeside", "member", date(2026, 1, 31), shares=("skills",)),)
    with pytest.raises(BadInput, match=r"left.*joined|joined.*left"):
        read_career(text.replace("shares", "left: 2025-01-01, shares"), packs)


@pytest.mark.parametrize("key", sorted({*CHAPTERS, *RESERVED}))
@pytest.mark.parametrize("nothing", ["[]", "{}", "null"])
def test_a_chapter_that_holds_nothing_says_nothing(packs, key, nothing):
    career = read_career(f"rxladder: 1\n{key}: {nothing}\n", packs)
    assert replace(career, reserved={}) == Career()


def test_null_is_as_good_as_left_out(packs):
    text = """\
rxladder: 1
person: {name: ~, state: us-tx}
facts:
holdings:
credits: [{date: 2026-01-01, hours: 1, uan: }]
"""
    career = read_career(text, packs)
    assert career.person == Person(state="us-tx")
    assert career.credits[0].uan is None


def test_aliases_are_rewritten(packs):
    text = """\
rxladder: 1
holdings: [{credential: nha-excpt, expires: 2027-01-31}]
exams: [{exam: ExCPT, date: 2023-05-01, passed: false}]
trainings: [{programme: ashp-accredited}, {programme: cpr-bls, completed: 2026-01-02}]
"""
    career = read_career(text, packs)
    assert career.holdings[0].credential == "nha-cpht"
    assert career.exams[0].exam == "excpt"
    assert [training.programme for training in career.trainings] == ["ashp-acpe-accredited", "cpr-bls"]


@pytest.mark.parametrize(
    "spelling", ["0384-0000-26-012-h07-t", "0384000026012H07T", "0384–0000-26-012-H07-T"]
)
def test_a_uan_is_kept_in_its_usual_spelling(packs, spelling):
    text = f"rxladder: 1\ncredits: [{{date: 2026-01-01, hours: 1, uan: {spelling}}}]"
    assert read_career(text, packs).credits[0].uan == "0384-0000-26-012-H07-T"


def test_earlier_terms_come_oldest_first(packs):
    text = """\
rxladder: 1
holdings:
  - credential: us-tx-technician
    expires: 2027-06-30
    filed: 2027-07-02
    terms: [{starts: 2023-06-30, ends: 2025-06-30}, {ends: 2023-06-30}]
"""
    held = read_career(text, packs).holdings[0]
    assert held.terms == (HeldTerm(None, date(2023, 6, 30)), HeldTerm(date(2023, 6, 30), date(2025, 6, 30)))


def test_the_same_credential_may_be_held_anew_after_a_break(packs):
    text = """\
rxladder: 1
holdings:
  - {credential: us-tx-technician, issued: 2018-07-01, expires: 2020-06-30}
  - {credential: us-tx-technician, issued: 2025-03-01, expires: 2027-06-30}
"""
    assert len(read_career(text, packs).holdings) == 2


def test_an_answer_may_be_given_for_one_authority(packs):
    text = (
        "rxladder: 1\nfacts: {certification-accepted: {us-oh: true, us-tx: false}, background-check: true}\n"
    )
    facts = read_career(text, packs).facts
    assert facts == {"certification-accepted": {"us-oh": True, "us-tx": False}, "background-check": True}


def test_answers_have_the_kind_of_their_question(packs):
    text = (
        "rxladder: 1\nfacts: {programme-begun-on: 2021-02-03, criminal-record: [drug-felony, other-felony]}\n"
    )
    facts = read_career(text, packs).facts
    assert facts == {
        "programme-begun-on": date(2021, 2, 3),
        "criminal-record": ("drug-felony", "other-felony"),
    }


def test_a_boards_word_to_one_person_is_read(packs):
    text = """\
rxladder: 1
overrides:
  - {credential: us-tx-technician, told_on: 2026-02-01, evidence: letter, clause: total, needed: 12}
  - {credential: us-tx-technician, told_on: 2026-02-01, evidence: order 1, extra_hours: 6, until: 2027-01-31}
"""
    first, second = read_career(text, packs).overrides
    assert first == Override("us-tx-technician", date(2026, 2, 1), "letter", "total", needed=Fraction(12))
    assert (second.extra_hours, second.until) == (6, date(2027, 1, 31))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("rxladder: 1", "rxladder: 2", 1, "version `2`"),
        ("rxladder: 1", "rxladder: true", 1, "version true"),
        ("rxladder: 1", 'rxladder: "1"', 1, "as a plain 1"),
        ("rxladder: 1\n", "\n", 2, "`rxladder: 1` is missing"),
        ("us-tx-technician, issued", "us-tx-tecnician, issued", 5, "did you mean us-tx-technician"),
        ("2023-07-01", "2023-02-30", 5, "2023-02-30 is a date that does not exist"),
        ("2023-07-01", "07/01/2023", 5, "write it as YYYY-MM-DD"),
        ("2023-07-01", "20230701", 5, "write it as YYYY-MM-DD"),
        ("2023-07-01", "2023-W01-1", 5, "write it as YYYY-MM-DD"),
        ("2027-06-30", "9999-12-31", 5, "outside the years"),
        ("2027-06-30", "2021-06-30", 5, "`expires` (2021-06-30) is before `issued` (2023-07-01)"),
        ("hours: 1.5", "hours: -1.5", 8, "hours must be from 0"),
        ("hours: 1.5", "hours: 10000", 8, "hours must be from 0 to 1,000"),
        ("hours: 1.5", "hours: .nan", 8, "`.nan` is not a number"),
        ("hours: 1.5", "hours: .inf", 8, "`.inf` is not a number"),
        ("hours: 1.5", "hours: NaN", 8, "`NaN` is not a number"),
        ("hours: 1.5", "hours: 1/0", 8, "`1/0` is not a number"),
        ("hours: 1.5", "hours: true", 8, "true is not a number"),
        ("hours: 1.5", "hours: [1]", 8, "a list is not a number"),
        (" hours: 1.5,", "", 8, "`hours` is missing"),
        ("title: Texas law", "titel: Texas law", 9, "`titel` is not known here; did you mean title?"),
        ("date: 2026-04-11", "dat: 2026-04-11", 9, "`dat` is not known here; did you mean date?"),
        ("H07-T", "H09-T", 8, "topic 09"),
        ("H07-T", "H07-X", 8, "UAN"),
        ("cost_usd: 0", "cost_usd: -1", 8, "dollars must be from 0"),
        ("cost_usd: 0", "cost_usd: 0.005", 8, "dollars and cents"),
        ("topic: state-law", "topic: stat-law", 9, "did you mean state-law?"),
        ("format: live", "format: alive", 9, "live, home-study"),
        ("jurisdiction: us-tx", "jurisdiction: NO", 9, "the state `NO` is not known"),
        ("state: us-tx,", "state: TX,", 2, "write us-tx"),
        ("state: us-tx,", "state: Texas,", 2, "write us-tx"),
        ("America/Chicago", "../../etc/passwd", 2, "time zone"),
        ("name: Sam Example", "name: {a: b}", 2, "put it in quotes"),
        ('"123456"', "1.50", 5, "put it in quotes"),
        ("vaccines: false", "vaccines: no", 3, "write true or false"),
        ("vaccines: false", "vaccines: 'false'", 3, "write true or false"),
        ("vaccines: false", "vaccines: {us-tx: false}", 3, "about the person"),
        ("administers-vaccines", "administers-vacines", 3, "did you mean administers-vaccines?"),
        ("education: high-school", "education: highschool", 3, "in-high-school, high-school"),
        ("passed: true", "passed: yes", 11, "write true or false"),
        ("exam: ptce", "exam: ptec", 11, "did you mean ptce?"),
        ("programme: ashp-acpe-accredited", "programme: ashp", 10, "the program `ashp` is not known"),
        ("hours: 600", "started: 2024-01-01", 10, "`completed` (2023-04-01) is before `started`"),
        ("role: technician,", "role: tecnician,", 12, "did you mean technician"),
        ("hours_per_week: 32", "hours_per_week: 200", 12, "hours a week must be from 0 to 168"),
        ("hours_per_week: 32", "to: 2020-01-01", 12, "`to` (2020-01-01) is before `from`"),
        ("from: 2023-05-15, ", "", 12, "`from` is missing"),
        ("workplace: community-chain", "workplace: chain", 12, "the workplace `chain` is not known"),
        ("{role: sterile-compounding, by", "{by", 14, "a goal must name a"),
        ("goals:", "gaols:", 14, "`gaols` is not known here; did you mean goals?"),
        ("goals: [{role: sterile-compounding, by: 2027-12-31}]", "goals: soon", 14, "a list is expected"),
        ("availability: {", "availability: [{", 14, "not valid YAML"),
        ("availability: {", "availability: 3 # {", 13, "keys with values are expected"),
        ("ptcb-cpht, issued: 2023-05-10", "us-tx-technician, issued: 2023-05-10", 4, "is there twice"),
        ("trainings:", "credits:", 10, "appears twice"),
        ("expires: 2027-05-31", "terms: [{starts: 2023-05-30, ends: 2024-05-31}, {ends: 2023-05-31}]", 6,
         "starts (2023-05-30) before the previous one ends (2023-05-31)"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(packs, old, new, line, words):
    assert old in SAM
    said = refusal(SAM.replace(old, new, 1), packs)
    assert said.startswith(f"sam.yaml:{line}: ")
    assert words in said


@pytest.mark.parametrize(
    "entry",
    [
        "told_on: 2026-02-01, evidence: e, clause: totl, waived: true",
        "told_on: 2026-02-01, evidence: e, waived: true",
        "told_on: 2026-02-01, evidence: e, clause: total",
        "told_on: 2026-02-01, evidence: e, clause: total, waived: true, needed: 1",
        "told_on: 2026-02-01, evidence: '', clause: total, waived: true",
        "evidence: e, clause: total, waived: true",
        "told_on: 2026-02-01, until: 2026-01-01, evidence: e, extra_hours: 1",
        "told_on: 2026-02-01, evidence: e, clause: keeps, waived: true",
        "told_on: 2026-02-01, evidence: e, clause: keeps, extended_to: 2026-08-01",
    ],
)
def test_a_boards_word_must_be_whole(packs, entry):
    text = f"rxladder: 1\noverrides:\n  - {{credential: us-tx-technician, {entry}}}\n"
    assert refusal(text, packs).startswith("sam.yaml:3: ")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("clause: total, extended_to: 2026-08-01", "write `clause: keeps`"),
        ("clause: keeps, extended_to: 2026-08-01, until: 2026-08-01", "leave out `until`"),
        ("clause: keeps, extended_to: 2026-08-01, waived: true", "one of `waived: true`"),
    ],
)
def test_more_time_is_told_of_what_must_be_kept_alone(packs, told, words):
    about = "credential: us-ks-technician, told_on: 2026-02-01, evidence: e"
    assert words in refusal(f"rxladder: 1\noverrides: [{{{about}, {told}}}]\n", packs)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n# only a comment\n",
        "hello",
        "[1, 2]",
        "{}",
        b"\xff\xfe\x00",
        b"\xc3\x28",
        SAM.encode("utf-16-le"),
        b"\x00" * 10_000_000,
        "x" * 10_000_000,
        "[" * 100_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "rxladder: 1\nperson: {name: !!python/object/apply:os.system [ls]}\n",
        "rxladder: 1\ncredits: [{date: 2026-01-01, hours: 1",
        '{"rxladder": 1, "credits": [{"date": "2026-01-01"',
        "rxladder: 1\n---\nrxladder: 1\n",
        "rxladder: 1\n" + "".join(f"k{n}: 1\n" for n in range(100_000)),
        "rxladder: 1\nfacts:\n" + "".join(f"  k{n}: 1\n" for n in range(100_000)),
        "rxladder: 1\ncredits:\n" + "- 3\n" * 200_000,
        "rxladder: 1\nperson: {name: " + "x" * 100_000 + "}\n",
    ],
    ids=lambda text: f"{text[:24]!r}",
)
def test_garbage_is_refused_quickly_with_a_line(packs, text):
    started = time.process_time()
    said = refusal(text, packs)
    assert time.process_time() - started < 3
    assert said.startswith("sam.yaml:")
    assert said.split(":")[1].isdigit()
    assert len(said) < 300


def test_utf_16_with_a_mark_is_read(packs):
    assert read_career(SAM.encode("utf-16"), packs) == read_career(SAM, packs)


PROJECT = """\
rxladder: 1
projects:
- title: Fewer late first doses
  measure: {what: Late, data: share, of: doses, better: lower, goal: 5}
  points:
  - {date: 2026-09-14, amount: 3, of: 90}
  - {date: 2026-09-07, amount: 12, of: 96}
"""


def test_the_points_of_a_project_are_read_by_their_day(packs):
    (project,) = read_career(PROJECT, packs).projects
    assert [point.amount for point in project.points] == [12, 3]
    assert project.measure.goal == 5


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("amount: 12", "amount: 97", "sam.yaml:5: point 2 (2026-09-07), `amount`: the count cannot be more"),
        ("amount: 12", "amount: -1", "`amount`: a count must be a whole number"),
        (", of: 96", "", "`of`: the total it is out of is missing"),
        ("data: share", "data: p", "sam.yaml:4: projects 1, measure, data: `p` is not known here"),
        ("what: Late, ", "", "`what` is missing"),
        ("Fewer late first doses", '""', "sam.yaml:3"),
        (
            "  measure: {what: Late, data: share, of: doses, better: lower, goal: 5}\n",
            "",
            "points need a `measure`",
        ),
    ],
)
def test_what_cannot_be_in_a_project_is_told_with_its_line(packs, written, instead, message):
    assert written in PROJECT
    assert message in refusal(PROJECT.replace(written, instead), packs)


STUDIED = """\
rxladder: 1
study:
  exam: PTCE
  date: 2027-03-01
  questions_per_day: 40
  reviews:
    drug-class/warfarin:
    - 2026-11-22T08:00:00Z again - 7
    - 2026-11-20T14:03:22.5Z good 8.25 4711 2
  mock_exams:
  - outline: ptce-2026
    begun: 2026-11-20T14:03:22Z
    seed: 7
    allowed: 6600
    seconds: 95
    questions:
    - drug-class/warfarin 4711 ptce-2026:1 counts flag right 42 2
    - sig/bid 12 ptce-2026:4 trial
"""


def test_what_was_studied_is_read_line_by_line(packs):
    study = read_career(STUDIED, packs).study
    assert (study.exam, study.date, study.questions_per_day) == ("ptce", date(2027, 3, 1), 40)
    first, second = study.reviews["drug-class/warfarin"]
    assert (first.grade, first.seconds, first.seed, first.given) == ("good", Fraction(33, 4), 4711, "2")
    assert first.at == datetime(2026, 11, 20, 14, 3, 22, 500_000, tzinfo=UTC)
    assert (second.grade, second.seconds, second.given) == ("again", None, "null")
    (mock,) = study.mock_exams
    assert (mock.kind, mock.begun, mock.ended, mock.seconds) == ("full", "2026-11-20T14:03:22Z", None, 95)
    answered, open_ = mock.questions
    assert (answered.scored, answered.flagged, answered.right, answered.seconds) == (True, True, True, 42)
    assert (open_.scored, open_.flagged, open_.right) == (False, False, None)


@pytest.mark.parametrize(
    ("good", "bad", "line", "said"),
    [
        ("exam: PTCE", "exam: driving", 3, "the exam"),
        ("  exam: PTCE\n", "", 3, "belongs to an exam"),
        ("date: 2027-03-01", "date: soon", 4, "not a date"),
        ("questions_per_day: 40", "questions_per_day: 0", 5, "questions a day"),
        ("questions_per_day: 40", "parameters: [0.2, 0.3]", 5, "21 parameters"),
        ("2026-11-22T08:00:00Z again", "2026-11-22 again", 8, "is not a date and time; write it like"),
        ("2026-11-22T08:00:00Z again", "2026-13-22T08:00:00Z again", 8, "2026-13-22"),
        ("00Z again", "00Z bad", 8, "not a grade"),
        ("again - 7", "again -1 7", 8, "seconds"),
        ("again - 7", "again - x", 8, "not a seed"),
        ("8.25 4711 2", "8.25 4711 {", 9, "not JSON"),
        ("begun: 2026-11-20T14", "begun: 2026-11-20 14", 12, "is not a date and time; write it like"),
        ("seconds: 95", "seconds: 6601", 15, "more than the 6600 seconds"),
        ("counts flag", "perhaps flag", 17, "not a question of a mock exam"),
        ("right 42 2", "right 42 {", 17, "not JSON"),
    ],
)
def test_what_is_wrong_with_a_study_is_told_with_its_line(packs, good, bad, line, said):
    with pytest.raises(BadInput) as error:
        read_career(STUDIED.replace(good, bad), packs)
    assert error.value.line == line
    assert said in error.value.message


def test_a_note_about_one_year_of_a_rule_is_read_where_the_rule_is_judged_by_years(packs):
    def text(credential: str, clause: str) -> str:
        about = f"credential: {credential}, clause: {clause}"
        return f"rxladder: 1\noverrides: [{{{about}, told_on: 2026-05-01, evidence: a letter, needed: 5}}]\n"

    for clause in ("total", "total-2026"):
        assert read_career(text("us-ri-technician-2", clause), packs).overrides[0].clause == clause
    for credential, clause in (("us-tx-technician", "total-2026"), ("us-ri-technician-2", "totl-2026")):
        with pytest.raises(BadInput, match="has no clause"):
            read_career(text(credential, clause), packs)


def test_the_day_of_an_answer_is_read_and_written(packs):
    text = """rxladder: 1
facts: {certification-accepted: {us-oh: false}}
answered_on: {certification-accepted: {us-oh: 2024-05-01}}
"""
    career = read_career(text, packs)
    assert career.answered_on == {"certification-accepted": {"us-oh": date(2024, 5, 1)}}
    assert read_career(write_career(career), packs) == career
    for wrong in ("{us-zz: 2024-05-01}", "soon", "{us-oh: 2024-02-30}"):
        with pytest.raises(BadInput, match=r"us-zz|soon|2024-02-30"):
            read_career(text.replace("{us-oh: 2024-05-01}", wrong), packs)


def test_a_record_of_many_years_is_read_as_it_was_written(packs):
    """Its file is far larger than anything that somebody writes by hand."""
    cards = tuple(OwnCard(f"card-{n}", "front " * 800, "back " * 900) for n in range(650))
    text = write_career(Career(study=Studies(own_cards=cards)), "json")
    assert len(text) > 5_900_000
    assert read_career(text, packs).study == Studies(own_cards=cards)
