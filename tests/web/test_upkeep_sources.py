"""The sources of the rules, looked at again by the site: only when allowed, and told where they matter."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from rxladder.facts.load import load_packs
from rxladder.facts.source_pages import source_pages
from rxladder.news import page_text_apart
from rxladder.news.reading_folder import ReadingFolder
from rxladder.news.refresh import FeedState
from rxladder.news.rule_pages import Reading
from rxladder.web.certifications.models import Holding
from rxladder.web.site import rules
from rxladder.web.upkeep import sources_job
from tests.certificates import certificate_pdf
from tests.own_board import own_board
from tests.web.pages import page_of, text_of
from tests.web_server import reply, serving

PAGE = "<html><main><h1>CE</h1><p>Technicians complete {hours} hours.</p><p>Keep proof.</p></main></html>"
T0 = datetime(2026, 12, 1, 9, tzinfo=UTC)
WEEK = timedelta(days=8)


def says(hours: int) -> bytes:
    return reply(200, PAGE.format(hours=hours).encode(), Content_Type="text/html", ETag=f'"{hours}"')


@pytest.fixture
def board(tmp_path, settings, monkeypatch):
    """An installation with a pack of its own whose sources stand on a server; no other page is due."""
    monkeypatch.setenv("RXLADDER_ALLOWED_HOSTS", "127.0.0.1")
    monkeypatch.setattr(rules, "_known", [])
    settings.DATA, settings.TODAY = tmp_path, None
    later = datetime(2099, 1, 1, tzinfo=UTC)
    built_in = {url: Reading(FeedState(url, due=later)) for url in source_pages(load_packs())}
    ReadingFolder(tmp_path / "sources").keep(built_in)
    with serving() as server:
        (tmp_path / "rules").mkdir()
        pack = own_board(
            f'rule: {{url: "{server.url}/rule#4", section: "1.2", for: hours, kind: rule}}',
            f'fees: {{url: "{server.url}/fees", for: fees, kind: board-page}}',
            fees="{initial: {usd: 40, sources: [fees]}}",
        )
        (tmp_path / "rules" / "own-board.yaml").write_text(pack)
        server.pages |= {"/rule": says(10), "/fees": says(40)}
        yield server


def look_twice(at: datetime) -> None:
    """Both pages stand on one host, which a look asks once."""
    assert sources_job.look(at) == "1 pages"
    assert sources_job.look(at + timedelta(minutes=10)) == "1 pages"
    assert sources_job.look(at + timedelta(minutes=20)) == "nothing due"


def test_nothing_is_asked_before_it_is_allowed_and_what_changed_is_told(board, local):
    Holding.objects.create(person=local.person, credential="own-card", expires=date(2028, 1, 31))
    local.person.state = "us-tx"
    local.person.save()
    assert sources_job.look(T0) == "not allowed"
    assert not board.asked
    before = text_of(local.client.get("/upkeep/sources/"))
    assert "229 websites would be asked for 510 pages" in before
    assert "127.0.0.1" in before
    local.client.post("/upkeep/sources/allow/", {"allow": "yes"})
    look_twice(T0)
    assert "changed since" not in text_of(local.client.get("/rules/own-board/"))
    board.pages["/rule"] = says(12)
    look_twice(T0 + WEEK)
    assert any('if-none-match: "10"' in one.lower() for one in board.asked), "asked conditionally"
    marked = local.client.get("/rules/own-board/")
    words = "The page behind this has changed since it was read on 22 November 2026; check it."
    assert text_of(marked).count(words) >= 2, "at each clause, and at the source"
    assert "1 page behind its rules has changed since it was read on 22 November 2026" in text_of(
        local.client.get("/")
    )
    assert "127.0.0.1" in text_of(local.client.get("/upkeep/sources/")).split("Pages that changed")[1]
    told = local.client.get("/upkeep/sources/page/", {"url": f"{board.url}/rule"})
    assert [tag.get_text() for tag in page_of(told)(["del", "ins"])] == [
        "Technicians complete 10 hours.",
        "Technicians complete 12 hours.",
    ]
    until = page_of(told).find("input", {"name": "until"})["value"]
    local.client.post("/upkeep/sources/looked/", {"url": f"{board.url}/rule", "until": until})
    for path in ("/rules/own-board/", "/"):
        assert "changed since" not in text_of(local.client.get(path))
    assert local.client.get("/upkeep/sources/page/", {"url": "https://elsewhere.example/"}).status_code == 404


def test_what_is_gone_or_refuses_is_kept_and_told(board, local):
    sources_job.allow(True)
    look_twice(T0)
    board.pages |= {"/rule": reply(404), "/fees": reply(403)}
    look_twice(T0 + WEEK)
    page = text_of(local.client.get("/upkeep/sources/"))
    assert "not there since" in page.split("Pages that are no longer there")[1]
    assert "403" in page.split("Pages that could not be read")[1]
    assert "was no longer there on" in text_of(local.client.get("/rules/own-board/"))
    local.client.post("/upkeep/sources/allow/", {"allow": "no"})
    asked = len(board.asked)
    assert sources_job.look(T0 + 9 * WEEK) == "not allowed"
    assert len(board.asked) == asked


def test_a_pdf_that_kills_its_reader_is_a_page_that_could_not_be_read(board, local, monkeypatch):
    sources_job.allow(True)
    board.pages |= {"/fees": reply(200, certificate_pdf("Evil"))}
    monkeypatch.setattr(page_text_apart, "_COMMAND", [sys.executable, "-c", "import os; os.abort()"])
    look_twice(T0)
    page = text_of(local.client.get("/upkeep/sources/"))
    assert "far too much time or memory" in page.split("Pages that could not be read")[1]


def test_a_site_that_pretends_another_day_and_one_whose_files_are_damaged_ask_nobody(board, settings, local):
    sources_job.allow(True)
    settings.TODAY = date(2027, 1, 1)
    assert sources_job.look(T0) == "pretended day"
    settings.TODAY = None
    (settings.DATA / "sources" / "states.json").write_text("[]")
    assert "is not what was kept" in sources_job.look(T0)
    page = local.client.get("/upkeep/sources/")
    assert (page.status_code, "The last check went wrong" in text_of(page)) == (200, True)
    assert not board.asked


def test_only_a_keeper_allows_it_where_many_share_a_site(board, as_owner, as_another, owner, settings):
    settings.KEEPERS = frozenset({"owner@example.org"})
    typed = EmailAddress.objects.create(user=owner.person, email="Owner@example.org", verified=False)
    assert as_owner.post("/upkeep/sources/allow/", {"allow": "yes"}).status_code == 404, "not confirmed yet"
    EmailAddress.objects.filter(id=typed.id).update(verified=True)
    EmailAddress.objects.create(user=owner.person, email="old@example.org", verified=True)
    assert as_another.post("/upkeep/sources/allow/", {"allow": "yes"}).status_code == 404
    assert not sources_job.allowed()
    assert "Whoever looks after this site" in text_of(as_another.get("/upkeep/sources/"))
    assert as_owner.post("/upkeep/sources/allow/", {"allow": "yes"}).status_code == 302
    assert sources_job.allowed()
    as_owner.post("/demo/")
    assert as_owner.post("/upkeep/sources/allow/", {"allow": "no"}).status_code == 404, "the example"
