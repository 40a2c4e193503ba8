"""`rxladder audit`: what is missing by when, in words and in JSON, and the exit codes."""

from __future__ import annotations

import json
import subprocess
import sys

from rxladder.cli.show_questions import PLACES
from rxladder.rules.questions import own_questions
from tests.cli.runs import MET, ON, run


def test_hours_that_nobody_found_are_not_shown_as_none(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(
        "rxladder: 1\nholdings:\n  - {credential: us-wi-technician, expires: 2028-05-31}\n"
        "  - {credential: us-or-technician, expires: 2027-06-30}\n"
        "  - {credential: us-hi-technician, expires: 2027-12-31}\n"
    )
    shown = run("audit", path, "--on", ON).stdout.split("\n\n")[1]
    rows = [line.split("  ") for line in shown.splitlines()]
    to_go = [part.strip() for row in rows for part in row if part.strip() in ("0 h", "not known")]
    assert to_go == ["not known", "not known", "0 h"]
    assert "All open terms together: 0 hours to go, as far as is known." in shown


def test_an_audit_in_json_has_what_is_promised(sam):
    result = run("audit", sam, "--on", ON, "--json")
    document = json.loads(result.stdout)
    assert document["on"] == ON
    assert [held["credential"] for held in document["holdings"]] == ["us-tx-technician", "ptcb-cpht"]
    assert all(held["status"] == "short" for held in document["holdings"])
    assert len(document["packs"]) == 64
    assert result.exit_code == 1


def test_an_audit_for_people_says_what_is_missing_by_when_and_where_it_stands(sam):
    result = run("audit", sam, "--on", ON)
    for words in ("Sam Example", "short", "Texas pharmacy law", "18.5 of 20", "297.8", "https://", "June"):
        assert words in result.stdout
    assert result.exit_code == 1
    assert "\x1b" not in result.stdout
    lines = [line for line in result.stdout.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 80


def test_no_name_in_a_file_steers_the_terminal(tmp_path):
    steering = "\\u001b]0;mine\\u0007\\u009b2JSam"
    (tmp_path / "me.json").write_text(f'{{"rxladder": 1, "person": {{"name": "{steering}"}}}}')
    said = run("audit", "me.json", "--on", ON).stdout
    assert said.startswith("]0;mine2JSam, on 22 November 2026")


def test_what_ends_for_good_cannot_be_renewed_in_words_and_is_to_be_checked_in_json(tmp_path):
    me = tmp_path / "me.yaml"
    me.write_text(
        "rxladder: 1\nperson: {state: us-oh}\nholdings: [{credential: us-oh-trainee, issued: 2026-02-01}]\n"
    )
    said = " ".join(run("audit", me, "--on", ON).stdout.split())
    assert said.count("cannot be renewed") == 2
    assert "cannot be renewed (it ends for good)" in said
    assert "checked with the authority" not in said
    assert "no se puede renovar (termina para siempre)" in run("--language", "es", "audit", me).stdout
    (held,) = json.loads(run("audit", me, "--on", ON, "--json").stdout)["holdings"]
    assert held["status"] == "check"


def test_where_no_duty_was_found_that_is_what_is_to_be_checked(tmp_path):
    me = tmp_path / "me.yaml"
    held = "rxladder: 1\nholdings: [{{credential: {}, issued: 2020-01-01, expires: 2027-06-30}}]\n"
    found = {}
    for credential in ("us-in-technician", "us-pr-technician", "us-ky-technician"):
        me.write_text(held.format(credential))
        said = " ".join(run("audit", me, "--on", ON).stdout.split())
        found[credential] = "No continuing education duty was found. That is not the same as none" in said
    # In Puerto Rico it is asked, and only how much was not found; in Kentucky a source says that none is.
    assert found == {"us-in-technician": True, "us-pr-technician": False, "us-ky-technician": False}


def test_a_date_is_asked_for_only_where_one_is_printed(tmp_path):
    path = tmp_path / "me.yaml"
    holdings = "[{credential: us-ca-certified-duties}, {credential: us-tx-technician, issued: 2020-01-01}]"
    path.write_text(f"rxladder: 1\nholdings: {holdings}\n")
    duties, texas = run("audit", path, "--on", ON).stdout.split("Registered pharmacy technician, Texas ─")
    assert "Term: its last day is not known." in duties
    assert "What date is printed on it?" in texas
    assert "What date is printed" not in duties


def test_what_is_left_out_of_the_hours_to_go_is_said_in_words_with_its_year(tmp_path):
    me = tmp_path / "me.yaml"
    held = "{credential: us-ri-technician-2, issued: 2020-03-01, expires: 2027-06-30}"
    me.write_text(f"rxladder: 1\nperson: {{state: us-ri}}\nholdings: [{held}]\n")
    said = " ".join(run("audit", me, "--on", ON).stdout.split())
    year = "10 contact hours in each calendar year (1 January 2025 to 31 December 2025)"
    assert f"Not in the hours to go: {year}, because its time is over." in said
    assert "total-2025" not in said


def test_where_no_hours_in_general_are_asked_what_is_to_go_is_not_said_beside_none(tmp_path):
    me = tmp_path / "me.yaml"
    held = "{credential: us-fl-technician, issued: 2026-02-01, expires: 2026-12-31}"
    me.write_text(
        f"rxladder: 1\nperson: {{state: us-fl}}\nfacts: {{administers-vaccines: false}}\nholdings: [{held}]\n"
    )
    said = " ".join(run("audit", me, "--on", "2026-11-25").stdout.split())
    assert "Hours: none in general this term; 1 h to go by 31 December 2026, of a kind named below" in said
    assert "0 of 0 count" not in said


def test_an_audit_with_nothing_missing_exits_with_0(tmp_path):
    path = tmp_path / "met.yaml"
    path.write_text(MET, encoding="utf-8")
    result = run("audit", path, "--on", ON, "--json")
    assert [held["status"] for held in json.loads(result.stdout)["holdings"]] == ["not-required"]
    assert result.exit_code == 0


def test_without_holdings_there_is_nothing_to_miss(tmp_path):
    path = tmp_path / "new.json"
    path.write_text('{"rxladder": 1}', encoding="utf-8")
    result = run("audit", path)
    assert result.exit_code == 0
    assert "holdings" in result.stdout


def test_nothing_is_said_to_go_where_no_term_is_open(tmp_path):
    undated = tmp_path / "undated.yaml"
    undated.write_text("rxladder: 1\nholdings: [{credential: ptcb-cpht}]\n")
    shown = run("audit", undated, "--on", ON).stdout
    assert "to go by" not in shown
    lapsed = tmp_path / "lapsed.yaml"
    lapsed.write_text("rxladder: 1\nholdings: [{credential: ptcb-cpht, expires: 2020-05-31}]\n")
    shown = run("audit", lapsed, "--on", ON).stdout
    assert "lapsed" in shown
    assert "to go by" not in shown
    assert "Not in the hours" not in shown


def test_it_is_told_where_in_the_file_an_answer_belongs(tmp_path):
    me = tmp_path / "me.yaml"
    text = (
        "rxladder: 1\nperson: {birthday: 2000-01-01}\nfacts: {education: high-school}\n"
        "holdings: [{credential: us-in-technician, issued: 2025-03-01}]\n"
    )
    me.write_text(text, encoding="utf-8")
    said = run("audit", me, "--on", ON).stdout
    assert "What date is printed on it as the day it expires? (write it as `expires` in" in said
    assert "`facts:`" not in said
    me.write_text(text.replace("2025-03-01", "2025-03-01, expires: 2027-03-01"), encoding="utf-8")
    said = run("audit", me, "--on", ON).stdout
    assert "to 1 March 2027" in said
    assert "What date is printed" not in said
    doubtful = run("eligible", me, "us-ma-trainee", "--on", ON).stdout
    assert "Only the authority can say:\n  Ask the board about this" in doubtful
    assert set(PLACES) == set(own_questions())


def test_a_file_may_come_on_standard_input(sam):
    result = run("audit", "-", "--on", ON, "--json", text=sam.read_bytes())
    assert result.exit_code == 1
    assert json.loads(result.stdout)["holdings"]


def test_a_closed_standard_input_is_said_in_one_line(sam):
    command = f"{sys.executable} -m rxladder.cli audit - <&-"
    closed = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert closed.returncode == 2
    assert closed.stderr == "standard input: cannot be read (it is closed)\n"
