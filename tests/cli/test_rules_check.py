"""`rxladder rules check`: which pages that the rules rest on changed since they were last read."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from rxladder.cli import app
from rxladder.facts.load import load_packs
from rxladder.facts.source_pages import source_pages
from rxladder.news.fetching import Unreadable
from rxladder.news.page_text import page_text
from tests.certificates import certificate_pdf
from tests.own_board import own_board
from tests.web_server import reply, serving

PAGE = """<html><head><title>{title}</title><script>var now = {n}</script></head><body><nav>Menu {n}</nav>
<main><h1>CE</h1><p>Technicians complete <b>{hours}</b> hours.</p><p>Keep   proof.</p></main>
<footer>Seen {n} times</footer></body></html>"""
ON = "2026-11-26"


def page(hours: int, n: int = 1) -> bytes:
    return reply(200, PAGE.format(hours=hours, n=n, title="Board").encode(), Content_Type="text/html")


@pytest.fixture
def board(tmp_path, monkeypatch):
    """A server, and an installation with one pack of its own whose sources stand there."""
    monkeypatch.setenv("RXLADDER_ALLOWED_HOSTS", "127.0.0.1")
    rules = tmp_path / "data" / "rules"
    rules.mkdir(parents=True)
    with serving() as server:
        pack = own_board(
            f'rule: {{url: "{server.url}/rule", section: "1.2", for: hours, kind: rule}}',
            f'again: {{url: "{server.url}/rule#two", for: proof, kind: rule}}',
            f'form: {{url: "{server.url}/form.pdf", for: the form, kind: board-page}}',
        )
        (rules / "own-board.yaml").write_text(pack)
        server.pages |= {"/rule": page(10), "/form.pdf": reply(200, certificate_pdf("One"))}
        yield server


def check(*args: str, on: str = ON):
    result = CliRunner().invoke(app, ["rules", "check", "--pack", "own-board", "--all", "--on", on, *args])
    assert result.exit_code in (0, 1), result.output
    return result


def found(*args: str, on: str = ON) -> tuple[int, dict[str, dict]]:
    result = check("--json", *args, on=on)
    pages = json.loads(result.stdout)["pages"]
    return result.exit_code, {one["url"].rsplit("/", 1)[1]: one for one in pages}


def test_the_first_look_keeps_and_the_next_tells_what_changed(board):
    code, pages = found()
    assert (code, {name: one["verdict"] for name, one in pages.items()}) == (
        0,
        {"rule": "first", "form.pdf": "first"},
    )
    assert [by["source"] for by in pages["rule"]["cited_by"]] == ["rule", "again"], "one page, asked once"
    board.pages["/rule"] = page(12, n=2)
    code, pages = found()
    assert (code, pages["rule"]["verdict"], pages["form.pdf"]["verdict"]) == (1, "changed", "same")
    assert pages["rule"]["removed"] == ["Technicians complete 10 hours."]
    assert pages["rule"]["added"] == ["Technicians complete 12 hours."]
    assert found()[0] == 0, "told once: the new words are what the next look compares with"


def test_what_surrounds_the_words_is_no_change(board):
    found()
    board.pages["/rule"] = page(10, n=7)
    assert found()[1]["rule"]["verdict"] == "same"


def test_a_page_that_is_gone_or_refuses_is_told_and_its_words_are_kept(board):
    found()
    board.pages["/rule"] = reply(404)
    board.pages["/form.pdf"] = reply(403)
    code, pages = found()
    assert (code, pages["rule"]["verdict"], pages["form.pdf"]["verdict"]) == (1, "gone", "failed")
    assert "404" in pages["rule"]["problem"]
    board.pages["/rule"] = page(11)
    assert found()[1]["rule"]["removed"] == ["Technicians complete 10 hours."]


def test_it_asks_again_only_after_a_week_and_only_for_what_changed(board):
    board.pages["/rule"] = reply(200, b"<p>Ten hours</p>", Content_Type="text/html", ETag='"v1"')
    found()
    asked = len(board.asked)
    CliRunner().invoke(app, ["rules", "check", "--pack", "own-board", "--on", "2026-11-27"])
    assert len(board.asked) == asked
    CliRunner().invoke(app, ["rules", "check", "--pack", "own-board", "--on", "2026-12-05"])
    assert any('if-none-match: "v1"' in one.lower() for one in board.asked[asked:])


def test_people_read_it_as_a_list(board):
    found()
    board.pages["/rule"] = page(12)
    said = check().stdout
    assert f"changed: {board.url}/rule" in said
    assert "own-board cites it as rule, 1.2" in said
    assert "+ Technicians complete 12 hours." in said


def test_where_nothing_answers_it_says_so(board):
    board.pages.clear()
    board.pages |= {"/rule": reply(500), "/form.pdf": reply(500)}
    assert found()[0] == 1


@pytest.mark.parametrize(
    ("content", "kind"), [(b"", "text/html"), (b"<script>1</script>", "text/html"), (b"\x89PNG", "image/png")]
)
def test_what_has_no_words_is_unreadable(content, kind):
    with pytest.raises(Unreadable):
        page_text(content, "https://x.example", kind)


def test_every_source_of_every_pack_is_among_the_pages():
    packs = load_packs()
    pages = source_pages(packs)
    cited = {(by.pack, by.source) for all_ in pages.values() for by in all_}
    assert cited == {(id_, name) for id_, pack in packs.packs.items() for name in pack.sources}
    assert all("#" not in url for url in pages)
