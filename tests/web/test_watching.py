"""What a site for many users tells machines: figures, and lines of a log without secrets."""

from __future__ import annotations

import io
import json
import logging

import pytest

from rxladder.web.site.log_lines import JsonLines
from rxladder.web.site.log_secrets import WithoutSecrets

ID = "8b6f2f0e-0000-4000-8000-000000000000"
SECRETS = (f"/account/invitation/{ID}/s3cr3t/", "/account/confirm-email/s3cr3t:1:2/", "/ce/?next=s3cr3t")


@pytest.fixture
def watched(settings):
    """The site with the middleware of many users, and what it logs."""
    settings.MIDDLEWARE = ["rxladder.web.site.watching.watched", *settings.MIDDLEWARE]
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.addFilter(WithoutSecrets())
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("rxladder")
    before, level = list(logger.handlers), logger.level
    logger.handlers, logger.level = [handler], logging.INFO
    yield lambda: [json.loads(line) for line in said.getvalue().splitlines()]
    logger.handlers, logger.level = before, level


def test_each_answer_is_one_line_with_its_number_and_no_secret(as_owner, watched):
    answer = as_owner.get("/ce/", headers={"x-request-id": "from-the-proxy-1"})
    assert answer["X-Request-ID"] == "from-the-proxy-1"
    # What is no number is not passed on into the log.
    assert as_owner.get("/ce/", headers={"x-request-id": 'x" y\n'})["X-Request-ID"].isalnum()
    for path in SECRETS:
        as_owner.get(path)
    lines = watched()
    assert lines[0]["request"] == "from-the-proxy-1"
    assert lines[0] | {"ms": 0, "at": ""} == {
        "at": "",
        "level": "info",
        "from": "rxladder.request",
        "said": "GET /ce/",
        "request": "from-the-proxy-1",
        "method": "GET",
        "path": "/ce/",
        "route": "education:credits",
        "status": 200,
        "ms": 0,
    }
    assert "s3cr3t" not in json.dumps(lines)
    assert len(lines) == 2 + len(SECRETS)


def test_figures_are_counted_and_shown_to_whom_they_are_for(as_owner, watched, settings, monkeypatch, db):
    as_owner.get("/ce/")
    assert as_owner.get("/health").content == b"alive\n"
    assert as_owner.get("/ready").json() == {"database": True, "migrations": True, "worker": False}
    told = as_owner.get("/metrics").content.decode()
    assert 'rxladder_requests_total{method="GET",route="education:credits",status="200"}' in told
    assert "rxladder_mails_waiting 0.0" in told
    # Through a proxy, or without the token where there is one: nothing.
    assert as_owner.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 403
    assert as_owner.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 403
    monkeypatch.setenv("RXLADDER_METRICS_TOKEN", "a-token")
    assert as_owner.get("/metrics").status_code == 403
    assert as_owner.get("/metrics", headers={"authorization": "Bearer a-token"}).status_code == 200
