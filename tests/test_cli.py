"""The command line as a person or a program meets it: answers, exit codes, and errors in one line."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rxladder.career.demo import demo_text
from rxladder.cli import app
from rxladder.cli.bring_in import is_career_file
from rxladder.cli.show_questions import PLACES
from rxladder.rules.questions import own_questions

ON = "2026-11-22"
MET = """\
rxladder: 1
holdings: [{credential: us-tx-technician-trainee, issued: 2026-01-01, expires: 2027-12-31}]
"""


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RXLADDER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def sam(tmp_path: Path) -> Path:
    """The demo person's file."""
    path = tmp_path / "sam.yaml"
    path.write_text(demo_text(date.fromisoformat(ON)), encoding="utf-8")
    return path


def run(*args: object, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=text)


def program(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [Path(sys.executable).with_name("rxladder"), *args]
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)


# --- audit


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
        found[credential] = "No duty of continuing education was found. That is not the same as none" in said
    # In Puerto Rico it is asked, and only how much was not found; in Kentucky a source says that none is.
    assert found == {"us-in-technician": True, "us-pr-technician": False, "us-ky-technician": False}


def test_what_is_left_out_of_the_hours_to_go_is_said_in_words_with_its_year(tmp_path):
    me = tmp_path / "me.yaml"
    held = "{credential: us-ri-technician-2, issued: 2020-03-01, expires: 2027-06-30}"
    me.write_text(f"rxladder: 1\nperson: {{state: us-ri}}\nholdings: [{held}]\n")
    said = " ".join(run("audit", me, "--on", ON).stdout.split())
    year = "10 contact hours in each calendar year (1 January 2025 to 31 December 2025)"
    assert f"Not in the hours to go: {year}, since its time is over." in said
    assert "total-2025" not in said


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


def test_a_file_may_come_on_standard_input(sam):
    result = run("audit", "-", "--on", ON, "--json", text=sam.read_bytes())
    assert result.exit_code == 1
    assert json.loads(result.stdout)["holdings"]


def test_a_closed_standard_input_is_said_in_one_line(sam):
    command = f"{sys.executable} -m rxladder.cli audit - <&-"
    closed = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert closed.returncode == 2
    assert closed.stderr == "standard input: cannot be read (it is closed)\n"


# --- eligible


@pytest.mark.parametrize(
    ("credential", "answer", "code"),
    [("us-tx-technician-trainee", False, 1), ("ptcb-cspt", False, 1), ("us-fl-technician", None, 1)],
)
def test_eligibility_answers_yes_no_or_unknown(sam, credential, answer, code):
    result = run("eligible", sam, credential, "--on", ON, "--json")
    document = json.loads(result.stdout)
    assert (document["eligible"], result.exit_code) == (answer, code)
    assert document["because"]["op"] in ("all", "any", "at_least", "not", "leaf")


def test_whoever_meets_it_is_eligible(tmp_path):
    path = tmp_path / "eligible.yaml"
    path.write_text(
        "rxladder: 1\n"
        "facts: {discloses-record: true}\n"
        "trainings: [{programme: ptcb-recognized, completed: 2026-01-31, hours: 600}]\n"
        "exams: [{exam: ptce, date: 2026-03-01, passed: true}]\n",
        encoding="utf-8",
    )
    result = run("eligible", path, "ptcb-cpht", "--on", ON)
    assert result.exit_code == 0
    assert "Eligible: yes" in result.stdout


def test_eligibility_for_people_is_a_tree_with_sources(sam):
    result = run("eligible", sam, "ptcb-cspt", "--on", ON)
    assert "Eligible: no" in result.stdout
    assert "├──" in result.stdout
    assert "Sources" in result.stdout


# --- packs


def test_packs_are_listed_with_their_state():
    document = json.loads(run("packs", "--json").stdout)
    texas = next(pack for pack in document["packs"] if pack["id"] == "us-tx")
    assert texas["hours"] == 20
    assert "us-tx-technician" in texas["credentials"]
    assert texas["confidence"] == "medium"
    assert texas["oldest_source"] == "2020"
    assert any("human trafficking" in text for text in texas["not_computed"])
    assert len(document["packs"]) >= 69


def test_not_found_is_listed_and_never_shown_as_nothing():
    packs = {pack["id"]: pack for pack in json.loads(run("packs", "--json").stdout)["packs"]}
    for state in ("us-hi", "us-id", "us-wi"):
        assert packs[state]["hours"] is None
        assert packs[state]["not_computed"]


def test_packs_for_people_fit_in_80_columns():
    result = run("packs")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_pack_can_be_read_beside_the_rule():
    result = run("packs", "show", "us-tx")
    assert result.exit_code == 0
    for words in (
        "Texas State Board of Pharmacy",
        "20 contact hours",
        "├──",
        "22 TAC 297.8",
        "Doubts",
        "Term",
    ):
        assert words in result.stdout


def test_a_pack_can_be_shown():
    """What is shown of every pack, `test_shown.py` looks at."""
    for pack in json.loads(run("packs", "--json").stdout)["packs"][::20]:
        assert run("packs", "show", pack["id"]).exit_code == 0
        assert json.loads(run("packs", "show", pack["id"], "--json").stdout)["id"] == pack["id"]


def test_a_credential_finds_its_pack():
    assert json.loads(run("packs", "show", "ptcb-cspt", "--json").stdout)["id"] == "ptcb"


@pytest.mark.parametrize("said", ["texas", "TX", "tx", "US-TX"])
def test_a_state_is_known_by_its_name(said):
    assert json.loads(run("packs", "show", said, "--json").stdout)["id"] == "us-tx"


def test_what_is_said_before_a_subcommand_holds_for_it():
    assert json.loads(run("packs", "--json", "show", "us-tx").stdout)["id"] == "us-tx"


# --- demo, import, export


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("me.YAML", "anything", True),
        ("me", MET, True),
        ("me.txt", "\ufeff# mine\n---\n\n" + MET, True),
        ("me", '{\n"rxladder" : 1}', True),
        ("me.txt", "Title,Hours\nrxladder: 1,2", False),
        ("me.csv", "rxladder, hours", False),
    ],
)
def test_a_career_file_is_known_by_its_ending_or_its_first_key(name, text, is_one, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert is_career_file(tmp_path / name) is is_one


def test_a_dash_is_standard_output(tmp_path):
    assert run("demo", "--on", ON, "--out", "-").stdout == demo_text(date.fromisoformat(ON))
    assert not list(tmp_path.glob("-"))


def test_the_demo_is_a_file_that_can_be_audited(tmp_path):
    out = tmp_path / "demo.yaml"
    assert run("demo", "--on", ON, "--out", out).exit_code == 0
    assert run("demo", "--on", ON).stdout == out.read_text(encoding="utf-8")
    assert run("audit", out, "--on", ON, "--json").exit_code == 1


@pytest.mark.parametrize("on", ["1900-01-01", "2016-05-31", "2099-06-01", "2199-12-31"])
def test_a_demo_that_could_not_be_read_back_is_not_written(on, tmp_path):
    for more in (["--out", tmp_path / "demo.yaml"], ["--json"], ["--serve"], []):
        result = run("demo", "--on", on, *more)
        said = f"'--on': {on}: the example can be written as of 2016-06-01 to 2099-05-31"
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"rxladder: Invalid value for {said}\n"
    assert run("serve", "--demo", "--on", on).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_the_demo_in_json_is_the_same_person(tmp_path):
    for name, flags in (("a.yaml", []), ("a.json", ["--json"])):
        (tmp_path / name).write_text(run("demo", "--on", ON, *flags).stdout, encoding="utf-8")
    yaml, js = (run("audit", tmp_path / name, "--on", ON, "--json").stdout for name in ("a.yaml", "a.json"))
    assert json.loads(yaml) == json.loads(js)


def test_what_is_imported_can_be_exported(sam, tmp_path):
    data = str(tmp_path / "site")
    imported = program("import", "sam.yaml", "--data", data, "--json", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout) == {"imported": {"holdings": 2, "credits": 14}}
    exported = program("export", "out.json", "--data", data, cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    before, after = (run("audit", name, "--on", ON, "--json") for name in (sam, tmp_path / "out.json"))
    assert json.loads(before.stdout) == json.loads(after.stdout)


@pytest.mark.parametrize("name", ["out.yaml", "out.json", "out.zip"])
def test_an_export_writes_over_no_file_unless_it_is_told_to(name, sam, own_folder, tmp_path):
    out, site = tmp_path / name, ("--data", str(own_folder))
    assert program("import", "sam.yaml", *site, cwd=tmp_path).returncode == 0
    out.write_text("what I wrote myself")
    refused = program("export", name, *site, cwd=tmp_path)
    assert (refused.returncode, refused.stderr) == (
        2, f"{name}: is there already; name another file, or say --replace\n",
    )  # fmt: skip
    assert out.read_text() == "what I wrote myself"
    assert program("export", name, "--replace", *site, cwd=tmp_path).returncode == 0
    assert b"what I wrote" not in out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted({name, "sam.yaml", "site"})


def test_the_example_writes_over_a_file_only_when_it_is_told_to(sam):
    before = sam.read_bytes()
    assert run("demo", "--out", sam).exit_code == 2
    assert sam.read_bytes() == before
    assert run("demo", "--out", sam, "--on", "2026-01-05", "--replace").exit_code == 0
    assert sam.read_bytes() != before


def test_a_file_with_a_mistake_imports_nothing(tmp_path):
    (tmp_path / "bad.yaml").write_text("rxladder: 1\ncredits: [{date: 2026-02-30, hours: 1}]\n")
    result = program("import", "bad.yaml", "--data", str(tmp_path / "site"), cwd=tmp_path)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("bad.yaml:2: ")
    assert not (tmp_path / "site" / "rxladder.sqlite3").exists()


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


# --- bad input


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["audit"], "FILE"),
        (["audit", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["audit", "."], "cannot be read"),
        (["audit", "sam.yaml", "--on", "2026-02-30"], "2026-02-30 is a day that does not exist"),
        (["audit", "sam.yaml", "--on", "tomorrow"], "YYYY-MM-DD"),
        (["audit", "sam.yaml", "--when", ON], "--when"),
        (["audit", "sam.yaml", "sam.yaml"], "sam.yaml"),
        (["eligible", "sam.yaml"], "CREDENTIAL"),
        (["eligible", "sam.yaml", "ptcb-cphtt"], "did you mean ptcb-cpht"),
        (["eligible", "sam.yaml", "cspt"], "did you mean ptcb-cspt"),
        (["eligible", "sam.yaml", "wizard"], "`rxladder packs show ID`"),
        (["packs", "show", "atlantis"], "`rxladder packs`"),
        (["demo", "--out", "sam.yaml"], "sam.yaml: is there already"),
        (["packs", "show", "us-zz"], "us-zz"),
        (["packs", "shew"], "shew"),
        (["import", "nowhere.yaml"], "nowhere.yaml"),
        (["demo", "--out", "no/such/folder.yaml"], "cannot be written"),
        (["serve", "--port", "0"], "--port"),
        (["audti"], "audit"),
    ],
)
def test_bad_input_is_said_in_one_line(sam, args, words):
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"rxladder: 1\nholdings:\n  - {credential: us-tx-tecnician}\n", 3),
        (b"rxladder: 1\ncredits:\n  - {date: 2026-01-01, hours: -1}\n", 3),
        (b"", 1),
        (b"\xff\xff\xff", 1),
        (b"\x00" * 10_000_000, 1),
        (b"x" * 10_000_000, 1),
        (b"a: &a [1]\nb: *a\n", 1),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_line(tmp_path, content, line):
    (tmp_path / "bad.yaml").write_bytes(content)
    for command in (["audit", "bad.yaml"], ["eligible", "bad.yaml", "ptcb-cpht"], ["import", "bad.yaml"]):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"bad.yaml:{line}: ")
        assert result.stderr.count("\n") == 1


def test_a_bad_correction_of_this_installation_is_named(tmp_path, sam):
    rules = tmp_path / "data" / "rules"
    rules.mkdir(parents=True)
    (rules / "mine.yaml").write_text("pack: us-zz\n", encoding="utf-8")
    result = run("audit", sam)
    assert result.exit_code == 2
    assert "mine.yaml:1: " in result.stderr


def test_an_installations_correction_counts(tmp_path, sam):
    rules = tmp_path / "data" / "rules"
    rules.mkdir(parents=True)
    correction = "pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {total: {at_least: 22}}}}}\n"
    (rules / "mine.yaml").write_text(correction, encoding="utf-8")
    corrected = json.loads(run("audit", sam, "--on", ON, "--json").stdout)
    assert corrected["holdings"][0]["hours_needed"] == 22
    (rules / "mine.yaml").unlink()
    built_in = json.loads(run("audit", sam, "--on", ON, "--json").stdout)
    assert built_in["holdings"][0]["hours_needed"] == 20
    assert built_in["packs"] != corrected["packs"]


# --- help


@pytest.mark.parametrize("command", ["audit", "eligible", "packs", "demo", "import", "export", "serve"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--on" in result.stdout


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("audit",), "Todos los períodos abiertos juntos: faltan"),
        (("eligible", "ptcb-cspt"), "Cumple los requisitos: no"),
        (("plan-ce",), "Lo mejor que se puede hacer: "),
        (("path",), "demostrado que es"),
        (("path", "--goal", "unicorn"), "la meta `unicorn` no se conoce"),
    ],
)
def test_it_answers_in_the_language_of_the_terminal_or_the_one_that_is_named(
    sam, monkeypatch, command, words
):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_MX.UTF-8")
    name, *more = command
    assert words in run(name, sam, *more, "--on", ON).output
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert words in run("--language", "es", name, sam, *more, "--on", ON).output
    assert words not in run(name, sam, *more, "--on", ON).output
    assert run("--language", "xx", name, sam).exit_code == 2


def test_it_is_told_where_in_the_file_an_answer_belongs(tmp_path):
    me = tmp_path / "me.yaml"
    text = (
        "rxladder: 1\nperson: {birthday: 2000-01-01}\nfacts: {education: high-school}\n"
        "holdings: [{credential: us-in-technician, issued: 2025-03-01}]\n"
    )
    me.write_text(text, encoding="utf-8")
    said = run("audit", me, "--on", ON).stdout
    assert "What date is printed on it as the day it expires? (write it as `expires` of" in said
    assert "`facts:`" not in said
    me.write_text(text.replace("2025-03-01", "2025-03-01, expires: 2027-03-01"), encoding="utf-8")
    said = run("audit", me, "--on", ON).stdout
    assert "to 1 March 2027" in said
    assert "What date is printed" not in said
    doubtful = run("eligible", me, "us-ma-trainee", "--on", ON).stdout
    assert "Only the authority can tell:\n  Ask the board about this" in doubtful
    assert set(PLACES) == set(own_questions())


def test_what_is_wrong_in_a_file_is_said_in_spanish_too(tmp_path):
    bad = tmp_path / "bad.yaml"
    for content, words in (
        (
            "rxladder: 1\nholdings: [{credential: us-tx-technicain}]\n",
            "bad.yaml:2: holdings 1, credential: no se",
        ),
        ("rxladder: 1\ncredits: [{date: 2026-02-30, hours: 1}]\n", "2026-02-30 es un día que no existe"),
        ("rxladder: 1\nholdigns: []\n", "¿quisiste decir holdings?"),
        (
            "rxladder: 1\nachievements: [{on: 2026-01-01, what: ''}]\n",
            "bad.yaml:2: achievements 1, what: esto no debe estar",
        ),
        (
            "rxladder: 1\nexams: [{exam: ptce, date: 2026-01-01, passed: true, score: -1}]\n",
            "exams 1, score: debe ser 0 o más",
        ),
        (
            "rxladder: 1\nexams: [{exam: ptce, date: 2026-01-01, passed: true, score: many}]\n",
            "aquí va un número entero, no `many`",
        ),
        ("a: &b\n", "no se aceptan anclas"),
        ("", "está vacío"),
    ):
        bad.write_text(content, encoding="utf-8")
        found = run("--language", "es", "audit", bad)
        assert (found.exit_code, words in found.output) == (2, True), found.output


def test_alone_it_shows_what_there_is():
    assert run().stdout == run("--help").stdout
    assert run().exit_code == 0


def test_the_program_starts_quickly(tmp_path):
    program("--help", cwd=tmp_path)
    before = os.times()
    assert program("--help", cwd=tmp_path).returncode == 0
    after = os.times()
    # The processor's time: whoever else uses the machine makes no start slow.
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.75
