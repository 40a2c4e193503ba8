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
