"""The command line teaches itself: help for every word of it, and what Tab offers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from rxladder.cli import app, complete
from rxladder.cli.frame import agree
from rxladder.cli.help_words import texts
from rxladder.facts.language import speaking
from tests.cli.runs import program, run


def commands(group: Any = None, path: str = "") -> list[tuple[str, Any]]:
    """Every command with its name as it is typed."""
    found = []
    for name, command in (group or typer.main.get_command(app)).commands.items():
        found.append((f"{path} {name}".strip(), command))
        found += commands(command, f"{path} {name}") if getattr(command, "commands", None) else []
    return found


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_command_and_every_option_says_what_it_is(name, command):
    assert command.help or command.short_help
    assert not [param.name for param in command.params if not param.help]
    shown = CliRunner().invoke(app, [*name.split(), "--help"])
    assert shown.exit_code == 0
    assert shown.output.startswith("Usage: ")


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _ in commands()])
def test_every_command_takes_a_day_and_answers_in_json(name, command):
    taken = {option for param in command.params for option in param.opts}
    alone = getattr(command, "commands", None) and not {"--on", "--json"} & taken
    assert alone or {"--on", "--json"} <= taken


@pytest.mark.parametrize("module", ["rxladder", "rxladder.cli"])
def test_it_runs_as_a_module_too(module, tmp_path):
    ran = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout[:9]) == (0, "rxladder ")


def test_the_first_help_shows_how_to_begin():
    lines = CliRunner().invoke(app, ["--help"]).output.splitlines()
    typed = [line.split() for line in lines if line.startswith("    rxladder ")]
    known = {name for name, _ in commands()}
    assert len(typed) == 5
    assert {words[1] for words in typed} <= known


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "es_US.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")


def test_all_help_speaks_the_language_of_the_terminal(spanish):
    english = list(texts(typer.main.get_command(app)))
    known = {text for text in english if len(text.split()) > 3}
    for name in ("", *(name for name, _ in commands())):
        shown = CliRunner().invoke(app, [*name.split(), "--help"])
        assert (shown.exit_code, shown.output.startswith("Uso: ")) == (0, True), name
        lines = " ".join(shown.output.split())
        assert not [text for text in known if " ".join(text.replace("\b", "").split()) in lines], name
        for left in ("Options:", "Arguments:", "Commands:", "default:", "[required]", "Show this", "(today)"):
            assert left not in shown.output, name
    assert CliRunner().invoke(app, []).output == CliRunner().invoke(app, ["--help"]).output
    assert "Uso: " in CliRunner().invoke(app, ["serve", "--help"]).output
    assert "Usage: " in CliRunner().invoke(app, ["--language", "en", "audit", "--help"]).output


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("audit", "Falta FILE."),
        ("audit a b", "Esto sobra: b"),
        ("audit a --onn x", "No existe la opción --onn. ¿Quisiste decir --json, --on?"),
        ("audit a --on", "--on necesita un valor después."),
        ("audit a --json=3", "--json no lleva valor."),
        ("audit a --on 3", "--on: `3` no es una fecha; escríbela como AAAA-MM-DD"),
        ("demo --port x", "--port: debe ser un número entero"),
        ("study items -n 0", "-n / --count: debe ser 1 o más"),
        ("demo --port 70000", "--port: debe ser 65535 o menos"),
        ("study items --exam x", "--exam: `x` no se conoce aquí; sí se conocen ptce-2026, excpt, cspt"),
        ("study calculate --kind x", "--kind: el tipo `x` no se conoce; --kinds los muestra todos"),
        ("bulk . --engine x", "--engine: `x` no es ninguno de duckdb, spark, postgresql"),
        ("rules check --pack us-zz", "--pack: el paquete `us-zz` no se conoce; ¿quisiste decir us-az?"),
        ("frob", "No existe el comando frob."),
        ("feeds", "Falta el comando; --help los muestra."),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_its_language(spanish, typed, said):
    result = CliRunner().invoke(app, typed.split())
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"rxladder: {said}\n")


def test_a_number_is_asked_for_in_plain_words_in_english_too():
    for typed, said in (("demo --port x", "a whole number"), ("study items -n 0", "1 or more")):
        assert CliRunner().invoke(app, typed.split()).stderr.endswith(f": it must be {said}\n")


def test_a_start_in_english_reads_no_texts_of_another_language():
    code = "import sys; from rxladder.cli import app; app(['--version'], standalone_mode=False)"
    code += "; print(*sys.modules)"
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0
    assert "rxladder.cli.help_words" not in ran.stdout.split()


def offered(words: str, tmp_path: Path) -> list[str]:
    """What bash gets to complete the last of the words with."""
    environment = os.environ | {
        "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1),
        "_RXLADDER_COMPLETE": "complete_bash", "RXLADDER_DATA": str(tmp_path),
    }  # fmt: skip
    program = Path(sys.executable).with_name("rxladder")
    return subprocess.run([program], env=environment, capture_output=True, text=True).stdout.split()


def test_tab_offers_ids(tmp_path):
    assert offered("rxladder eligible me.yaml ptcb-cpht-a", tmp_path) == ["ptcb-cpht-adv"]
    assert [id_ for id_, _name in complete.states("us-t")] == ["us-tn", "us-tx"]
    assert ("us-tx", "Texas State Board of Pharmacy") in complete.packs("us-t")
    assert {"lead-technician", "long-term-care"} <= {id_ for id_, _ in complete.goals("l")}


def test_tab_offers_nothing_where_a_correction_is_broken(tmp_path, monkeypatch):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "mine.yaml").write_text("pack: [")
    monkeypatch.setenv("RXLADDER_DATA", str(tmp_path))
    assert complete.credentials("ptcb") == []


@pytest.mark.parametrize(
    ("answer", "agreed"), [("sí", True), ("S", True), ("y", True), ("", False), ("no", False)]
)
def test_a_yes_is_given_in_the_language_of_the_question(answer, agreed):
    ask = typer.Typer()

    @ask.command()
    def _ask() -> None:
        with speaking("es"):
            typer.echo(agree("¿Guardar?"))

    result = CliRunner().invoke(ask, input=f"{answer}\n")
    assert result.output == f"¿Guardar? [s/N]: {answer}\n{agreed}\n"


@pytest.mark.parametrize("command", ["audit", "eligible", "packs", "demo", "import", "export", "serve"])
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--on" in result.stdout


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
