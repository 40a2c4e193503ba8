"""Calling the API in tests, as a program with a token does."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from rxladder.web.accounts.models import Person
from rxladder.web.api import tokens
from rxladder.web.site import clock

BASE = "/api/v1"


class Program:
    """A program that a person let in; without a person it has no token."""

    def __init__(self, person: Person | None, *scopes: str) -> None:
        self.client = Client()
        self.token = None
        self.headers: dict[str, str] = {}
        if person is not None:
            self.token, text = tokens.make(person, "A program", scopes or tokens.SCOPES, 30, clock.now())
            self.headers["authorization"] = f"Bearer {text}"

    def __call__(self, method: str, path: str, data: Any = None, media: str = "application/json", **headers):
        """Ask; `data` goes as JSON unless it is bytes. Headers are written with underscores."""
        body = b"" if data is None else data if isinstance(data, bytes) else json.dumps(data).encode()
        told = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        address = path if path.startswith("/") and path.startswith(BASE) else BASE + path
        return self.client.generic(
            method.upper(), address, body, content_type=media if data is not None else "", headers=told
        )


def says(response) -> str:
    """The detail of a problem, which must be one."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content[:300]
    document = response.json()
    assert document["status"] == response.status_code
    return document["detail"]
