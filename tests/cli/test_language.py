"""Answers and mistakes in the language of the terminal, or in the one that is named."""

from __future__ import annotations

import pytest

from tests.cli.runs import ON, run


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


def test_what_is_wrong_in_a_file_is_said_in_spanish_too(tmp_path):
    bad = tmp_path / "bad.yaml"
    for content, words in (
        (
            "rxladder: 1\nholdings: [{credential: us-tx-technicain}]\n",
            "bad.yaml:2: holdings 1, credential: no se",
        ),
        ("rxladder: 1\ncredits: [{date: 2026-02-30, hours: 1}]\n", "2026-02-30 es una fecha que no existe"),
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
