"""The Content-Security-Policy is strict, and no page needs more than it allows."""

from html.parser import HTMLParser

import pytest

from tests.web import records
from tests.web.addresses import addresses

pytestmark = pytest.mark.once

# Short, since some texts are; the quotation mark would end an attribute.
MARKUP = '"><i onclick=x>'


def policy_of(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1:] for part in parts if part}


def test_the_policy_allows_no_inline_and_no_stranger(local):
    policy = policy_of(local.client.get("/welcome/"))
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:"} & {w for ws in policy.values() for w in ws}


def test_headers_keep_pages_private(local):
    response = local.client.get("/welcome/")
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "private" in response["Cache-Control"]
    assert "camera=()" in response["Permissions-Policy"]


def test_cookies_are_same_site_and_closed_to_scripts(as_owner):
    as_owner.post("/more/language/", {"language": "es"})
    as_owner.post("/demo/")
    as_owner.get("/me/career-file/")
    found = {name: dict(cookie) for name, cookie in as_owner.cookies.items() if cookie.value}
    assert {"rxladder-session", "rxladder-csrf", "rxladder-language"} <= set(found)
    for name, cookie in found.items():
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert cookie["httponly"], name


class _Inline(HTMLParser):
    """What a strict policy forbids in a page, read tag by tag: a tree would take many times as long."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "style" or (tag == "script" and not told.get("src")):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in told if name == "style" or name.startswith("on")]
        for name in ("href", "src", "action"):
            if str(told.get(name)).strip().lower().startswith("javascript:"):
                self.found.append(f"{tag} {name}")


def inline_parts(html: str) -> list[str]:
    reader = _Inline()
    reader.feed(html)
    return reader.found


@pytest.mark.parametrize(
    "part",
    [
        "<style>p {}</style>",
        "<script>1</script>",
        "<p style='color: red'>",
        "<a onclick='1'>",
        "<form action=' JavaScript:1'>",
    ],
)
def test_what_is_inline_is_seen(part):
    assert not inline_parts('<!doctype html><script src="/a.js"></script><a href="/">x</a>')
    assert len(inline_parts(f"<!doctype html><main>{part}</main>")) == 1


@pytest.mark.parametrize("page", ["/nope/", "/holdings/not-an-id/"])
def test_error_pages_have_nothing_inline(local, page):
    response = local.client.get(page)
    assert response.status_code == 404
    assert not inline_parts(response.content.decode())


@pytest.fixture
def wrote_markup(db, monkeypatch, many_people, client):
    """An owner who wrote markup into every text of the record."""
    monkeypatch.setattr(records, "SECRET", MARKUP)
    owner = records.fill_owner("owner@example.org")
    client.force_login(owner.person)
    return owner.records


@pytest.mark.once
def test_no_page_has_inline_script_or_style_whatever_people_write(wrote_markup, client):
    shown = 0
    for address in addresses(wrote_markup):
        for response in (client.get(address.url), client.post(address.url)):
            if response["Content-Type"].startswith("text/html"):
                html = response.content.decode()
                assert not inline_parts(html), address
                shown += "&lt;i onclick=" in html
    assert shown > 20, "they are shown as they were written"
