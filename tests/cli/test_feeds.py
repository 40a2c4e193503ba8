"""`rxladder feeds`: refreshed, digested, told what the FDA changed, exported."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner, Result

from rxladder.cli import app
from rxladder.news.opml import Listed, read_opml, write_opml
from tests.news.feed_files import rss
from tests.web_server import reply, serving

NOW = datetime.now(UTC)


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("RXLADDER_ALLOWED_HOSTS", "127.0.0.1")
    with serving() as one:
        yield one


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["feeds", *args])


def listing(tmp_path, *urls: str) -> str:
    path = tmp_path / "list.opml"
    path.write_bytes(write_opml([Listed(url, url.rsplit("/", 1)[1]) for url in urls], "Mine"))
    return str(path)


def story(title: str, text: str = "", days: float = 1) -> str:
    day = format_datetime(NOW - timedelta(days=days))
    return (
        f"<item><title>{title}</title><link>https://n.example/{title.replace(' ', '-')}</link>"
        f"<guid>{title}</guid><description>{text}</description><pubDate>{day}</pubDate></item>"
    )


def test_what_is_new_is_fetched_once_and_the_rest_said(server, tmp_path):
    server.pages |= {
        "/good": reply(200, rss(story("One") + story("Two")).encode(), ETag='"1"'),
        "/bad": reply(500),
    }
    path = listing(tmp_path, f"{server.url}/good", f"{server.url}/bad")
    first = run("refresh", "--opml", path)
    assert first.exit_code == 0
    assert "2 new; 2 checked, 0 not due yet." in first.output
    assert "error (500)" in first.output
    again = json.loads(run("refresh", "--opml", path, "--json").output)
    assert [(one["outcome"], one["new"]) for one in again["feeds"]] == [("waiting", 0), ("waiting", 0)]
    server.pages["/good"] = reply(304)
    assert json.loads(run("refresh", "--opml", path, "--all", "--json").output)["new"] == 0
    assert any('If-None-Match: "1"' in asked for asked in server.asked)


def test_a_feed_that_moved_is_asked_where_it_is_now(server, tmp_path):
    server.pages |= {"/old": reply(301, Location="/new"), "/new": reply(200, rss(story("One")).encode())}
    path = listing(tmp_path, f"{server.url}/old")
    run("refresh", "--opml", path)
    found = json.loads(run("refresh", "--opml", path, "--all", "--json").output)
    assert found["feeds"][0]["asked_at"] == f"{server.url}/new"
    assert [asked.split(" ")[1] for asked in server.asked] == ["/old", "/new", "/new"]
    assert found["new"] == 0


def test_where_nothing_can_be_read_the_answer_is_no(server, tmp_path):
    assert run("refresh", "--opml", listing(tmp_path, f"{server.url}/none")).exit_code == 1


def test_what_is_the_matter_with_a_feed_is_told_whole_beside_a_long_name(server, tmp_path):
    path = tmp_path / "list.opml"
    name = "Letters of a board with a very long name to its technicians in every county"
    path.write_bytes(write_opml([Listed(f"{server.url}/none", name)], "Mine"))
    said = run("refresh", "--opml", str(path)).output
    [feed] = json.loads(run("refresh", "--opml", str(path), "--all", "--json").output)["feeds"]
    assert feed["problem"]
    assert set(feed["problem"].split()) <= set(said.split())


def test_bad_input_is_named(server, tmp_path):
    bad = tmp_path / "bad.opml"
    bad.write_text("<html>", encoding="utf-8")
    assert run("refresh", "--opml", str(bad)).exit_code == 2
    assert run("refresh", "--opml", str(tmp_path / "none")).exit_code == 2
    path = listing(tmp_path, f"{server.url}/x")
    run("refresh", "--opml", path)
    states = tmp_path / "data" / "feeds" / "states.json"
    for wrong in ("[]", "{", '{"a": 1}', '{"a": {"due": "soon"}}'):
        states.write_text(wrong, encoding="utf-8")
        found = run("refresh", "--opml", path)
        assert found.exit_code == 2
        assert "states.json" in found.output
        assert states.read_text(encoding="utf-8") == wrong


def test_a_digest_has_the_rules_of_ones_own_board_first_and_says_why(server, tmp_path):
    career = tmp_path / "me.yaml"
    career.write_text("rxladder: 1\nperson: {name: Sam, state: us-tx}\n", encoding="utf-8")
    rule = "Texas Board of Pharmacy amends its rules on technicians"
    items = story("Newest thing", days=0) + story(rule, days=5) + story("Old", days=30)
    server.pages["/a"] = reply(200, rss(items).encode())
    path = listing(tmp_path, f"{server.url}/a")
    assert "Nothing new" in run("digest", str(career), "--opml", path).output
    run("refresh", "--opml", path)
    said = run("digest", str(career), "--opml", path).output
    assert said.startswith(f"1. {rule}")
    assert "your board (Texas)" in said
    assert "2. Newest thing" in said
    assert "Old" not in said
    found = json.loads(run("digest", str(career), "--opml", path, "--json").output)
    assert [one["title"] for one in found["items"]] == [rule, "Newest thing"]
    assert all(one["because"] for one in found["items"])


def test_what_the_fda_changed_is_told_with_its_source(server, monkeypatch, tmp_path):
    monkeypatch.setenv("RXLADDER_OPENFDA", server.url)

    class Pages(dict):
        def get(self, key, default=None):
            found = [{"product_description": "Metformin NDC 0067-6382-30", "event_id": "7",
                      "report_date": "20261120",
                      "classification": "Class I", "reason_for_recall": "Impurity"}]  # fmt: skip
            short = [{"generic_name": "Morphine", "status": "Current", "dosage_form": "Intravenous",
                      "initial_posting_date": "11/20/2026"}]  # fmt: skip
            shown = found if "enforcement" in key else short if "shortages" in key else []
            return reply(
                200, json.dumps({"meta": {"results": {"total": len(shown)}}, "results": shown}).encode()
            )

    server.pages = Pages()
    found = run("changes", "--on", "2026-11-25")
    assert found.exit_code == 0
    assert "2026-11-20  Recall, class I: metformin" in found.output
    assert "NDC 00067-6382-30" in found.output
    assert "not for clinical decisions" in found.output
    document = json.loads(
        CliRunner().invoke(app, ["feeds", "changes", "--on", "2026-11-25", "--json"]).stdout
    )
    assert [(one["grade"], one["drugs"]) for one in document["changes"]] == [
        (1, ["metformin"]),
        (None, ["morphine"]),
    ]
    counter = run("changes", "--on", "2026-11-25", "--setting", "community-chain").output
    assert "metformin" in counter
    assert "Morphine" not in counter
    assert "did you mean" in run("changes", "--setting", "comunity-chain").output
    drawn = tmp_path / "short.svg"
    said = run("changes", "--on", "2026-11-25", "--plot", str(drawn)).output
    assert "1 on 25 November 2026" in said
    assert ElementTree.parse(drawn).getroot().tag.endswith("svg")
    server.pages = {}
    monkeypatch.setenv("RXLADDER_OPENFDA", "http://10.0.0.1")
    assert run("changes").exit_code == 2


def test_the_known_feeds_go_out_as_a_list():
    found = read_opml(run("export").stdout.encode())
    assert len(found.feeds) > 20
    assert not found.refused
    assert {one.folder for one in found.feeds} >= {("regulator",), ("association",)}
