"""Who in a team can do what: gaps, single points of failure, and who could teach whom."""

from datetime import date

from rxladder.career.duties import SignOff, Skill
from rxladder.rules.team_skills import team_skills

ON = date(2026, 11, 22)
SIGNED = (SignOff(date(2026, 6, 1), "Maria"),)
OVER = (SignOff(date(2025, 6, 1), "Maria", until=date(2026, 5, 31)),)
RECORDS = {
    "Ana": [Skill("aseptic-mixing", level="teaches", sign_offs=SIGNED), Skill("receiving", sign_offs=SIGNED)],
    "Ben": [Skill("Aseptic mixing", level="alone", sign_offs=SIGNED), Skill("sterile-cleaning")],
    "Cora": [Skill("aseptic-mixing", sign_offs=OVER), Skill("Folding boats", sign_offs=SIGNED)],
    "Dev": [Skill("receiving")],
}


def test_the_matrix_of_a_team():
    found = {one.skill: one for one in team_skills(RECORDS, ["aseptic-mixing", "hazardous-spills"], ON)}
    mixing, receiving, cleaning = found["aseptic-mixing"], found["receiving"], found["sterile-cleaning"]
    assert (mixing.signed, mixing.learners, mixing.coverage) == (("Ana", "Ben"), ("Cora",), "some")
    assert mixing.teachers == ("Ana",), "who shows others, before who is only signed off"
    assert mixing.tasks["Cora"].state == "over"
    assert (receiving.signed, receiving.coverage, receiving.teachers) == (("Ana",), "one", ("Ana",))
    assert (cleaning.coverage, cleaning.gap, cleaning.teachers) == ("nobody", False, ())
    assert found["hazardous-spills"].gap
    assert found["hazardous-spills"].tasks == {}


def test_known_skills_stand_by_their_area_and_others_last():
    names = [one.skill for one in team_skills(RECORDS, ["hazardous-spills"], ON)]
    assert names == ["aseptic-mixing", "sterile-cleaning", "hazardous-spills", "receiving", "Folding boats"]


def test_nobody_and_no_needs_are_an_empty_matrix():
    assert team_skills({}, [], ON) == ()
    assert [one.gap for one in team_skills({}, ["receiving"], ON)] == [True]
