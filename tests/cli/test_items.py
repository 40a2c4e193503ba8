"""`rxladder study items`: questions with their answers, the same for a seed."""

from __future__ import annotations

import json

from typer.testing import CliRunner

from rxladder.cli import app

RUN = CliRunner()


def test_items_are_printed_with_answer_reason_and_source():
    shown = RUN.invoke(app, ["study", "items", "--seed", "3", "-n", "5"])
    assert shown.exit_code == 0
    assert all(f"{number}. " in shown.output for number in range(1, 6))
    assert shown.output.count("→") == 5
    assert "(ptce-2026, --seed 3)" in shown.output


def test_the_same_seed_gives_the_same_items_as_json():
    first, again = (
        RUN.invoke(app, ["study", "items", "--exam", "cspt", "--seed", "8", "-n", "40", "--json"]).output
        for _ in range(2)
    )
    assert first == again
    items = json.loads(first)["items"]
    assert len(items) == 40
    assert {item["answer"]["kind"] for item in items} >= {"choice", "matching"}
    for item in items:
        assert item["stem"]
        assert item["explanation"]
        assert any(area.startswith("cspt:") for area in item["areas"])
        assert any(source["basis"] == "general" for source in item["sources"]) == (item["basis"] == "general")


def test_an_exam_that_is_not_known_and_too_many_items_are_said_in_one_line():
    unknown = RUN.invoke(app, ["study", "items", "--exam", "naplex"])
    assert unknown.exit_code == 2
    assert "naplex" in unknown.output
    assert "ptce-2026" in unknown.output
    assert RUN.invoke(app, ["study", "items", "-n", "0"]).exit_code == 2
