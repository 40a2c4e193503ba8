"""No log tells the secret part of an address that lets somebody in."""

import logging

import pytest

ID = "8b6f2f0e-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "address", [f"/calendar/{ID}/s3cr3t.ics", "/reminders/stop/s3cr3t/", f"/packet/shared/{ID}/s3cr3t/"]
)
def test_an_address_that_is_refused_is_logged_without_its_secret(address):
    (terminal,) = logging.getLogger("django").handlers
    record = logging.LogRecord(
        "django.request", logging.WARNING, "", 0, "%s: %s", ("Not Found", address), None
    )
    assert terminal.filter(record)
    assert "s3cr3t" not in record.getMessage()
    assert record.getMessage().startswith(f"Not Found: {address[:8]}")
