"""`rxladder badge`: the contract's document, exit codes and words, and that it asks only when told to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from rxladder.cli import app
from rxladder.news.fetching import ALLOWED
from tests.badge_files import ME, Made, hosted_2, png, signed_2
from tests.web_server import Server, reply, serving

ON = "2026-11-22"
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "badge.schema.json"


@pytest.fixture(autouse=True)
def wider_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv(ALLOWED, "127.0.0.1")


@pytest.fixture
def issuer():
    with serving() as server:
        yield server


def put_up(made: Made, server: Server) -> Path:
    """An issuer's site as it stands on a server, and the badge as a file."""
    for url, document in made.site.items():
        server.pages[url.removeprefix(server.url)] = reply(200, json.dumps(document).encode())
    path = Path("badge.png")
    path.write_bytes(made.file("png"))
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(app, ["badge", *[str(arg) for arg in args], "--on", ON])


def document(*args: object) -> dict:
    found = json.loads(run(*args, "--json").stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    return found


@pytest.mark.parametrize("make", [signed_2, hosted_2])
def test_a_badge_is_genuine_once_its_issuer_says_so(issuer, make):
    path = put_up(make(issuer.url), issuer)
    found = document(path, "--email", ME)
    assert (found["verdict"], found["asked"]) == ("open", False)
    assert found["wanted"]
    assert not issuer.asked
    found = document(path, "--email", ME, "--ask")
    assert (found["verdict"], found["asked"], found["wanted"]) == ("genuine", True, [])
    assert found["proposals"][0] == {"credential": "ptcb-cpht", "site": False}
    assert (found["said"]["issued"], found["said"]["expires"]) == ("2025-06-01", "2027-05-31")


def test_the_exit_code_is_the_answer(issuer):
    path = put_up(signed_2(issuer.url), issuer)
    assert run(path).exit_code == 1
    assert run(path, "--ask").exit_code == 0
    assert run(path, "--ask", "--email", "other@example.org").exit_code == 1


def test_it_says_in_words_what_was_found(issuer):
    said = run(put_up(signed_2(issuer.url, by="stranger"), issuer), "--ask").stdout
    assert "Verdict: refused" in said
    assert "Signature: bad" in said
    assert "It is good until 31 May 2027." in said
    assert "With --ask" in run("badge.png").stdout


@pytest.mark.parametrize(
    ("content", "words"), [(png(), "has no badge in it"), (b"no badge", "no badge"), (b"", "empty")]
)
def test_what_is_no_badge_is_one_line_that_names_the_file(content, words):
    Path("file.png").write_bytes(content)
    result = run("file.png")
    assert result.exit_code == 2
    assert result.stderr.startswith("file.png: ")
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert run("nowhere.png").exit_code == 2
