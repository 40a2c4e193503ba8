"""The Content-Security-Policy is strict, and no page needs more than it allows."""

import pytest
from bs4 import BeautifulSoup

from tests.web.addresses import addresses


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


def inline_parts(html: str) -> list[str]:
    page = BeautifulSoup(html, "html.parser")
    found = [str(tag) for tag in page.find_all("style")]
    found += [str(tag) for tag in page.find_all("script") if not tag.get("src")]
    for tag in page.find_all(True):
        found += [f"{tag.name} {name}" for name in tag.attrs if name == "style" or name.startswith("on")]
        found += [
            str(tag) for name in ("href", "src", "action") if str(tag.get(name)).startswith("javascript:")
        ]
    return found


@pytest.mark.parametrize("page", ["/nope/", "/holdings/not-an-id/"])
def test_error_pages_have_nothing_inline(local, page):
    response = local.client.get(page)
    assert response.status_code == 404
    assert not inline_parts(response.content.decode())


def test_no_page_has_inline_script_or_style(owner, as_owner):
    for address in addresses(owner.records):
        for response in (as_owner.get(address.url), as_owner.post(address.url)):
            if response["Content-Type"].startswith("text/html"):
                assert not inline_parts(response.content.decode()), address
