"""What a program writes through the API; sent twice with one key, it is done once and answered alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

import httpx

from tests.certificates import certificate_pdf
from tests.web.killed_site.documents import KINDS, Document, contains
from tests.web.killed_site.visitor import Place, Visitor


@dataclass
class Write:
    """Something to write. `send` returns once it was acknowledged, and tells what is known then by address.

    `done` looks into the record: None where nothing of it is there; else what is there, whole.
    """

    send: Callable[[], dict[str, Document | None]]
    done: Callable[[], dict[str, Document | None] | None]
    acknowledged: bool = False


@dataclass
class ApiWriter(Visitor):
    """Makes writes for the API, after a seed. `known` is each record's acknowledged state; None: deleted."""

    place: Place
    number: int
    random: Random
    known: dict[str, Document | None] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    calls: int = 0
    _made: int = 0

    def __post_init__(self) -> None:
        Visitor.__init__(self, self.place)

    def new_name(self, what: str) -> str:
        self._made += 1
        return f"{what} {self.number}-{self._made}"

    def one_credit(self) -> str:
        mine = [path for path, one in self.known.items() if one and path.startswith("/credits/")]
        return self.random.choice(mine).rpartition("/")[2] if mine else ""

    def content_of(self, id: str) -> bytes:
        return self.call("GET", f"/evidence/{id}/content").content

    def asked(self, method: str, path: str, found: Callable[[], Any], **sent) -> Write:
        """`found` tells whether it is done; sent twice with one key, it is done once and answered alike."""
        key = str(uuid4())

        def ask() -> httpx.Response:
            return self.call(method, path, headers={"Idempotency-Key": key}, **sent)

        def told(answer: httpx.Response) -> dict[str, Document | None]:
            if method == "DELETE":
                return {path: None}
            at = answer.headers.get("Location", "").removeprefix("/api/v1")
            return {at or path.removesuffix("/restore"): answer.json()}

        def send() -> dict[str, Document | None]:
            known = told(ask())
            self.calls += 1
            return known

        def done() -> dict[str, Document | None] | None:
            there = found()
            if there is None:
                return None
            answer = ask()
            assert answer.headers.get("Idempotency-Replayed") == "true", "a change without its answer"
            assert method == "DELETE" or answer.json() == there
            self.calls += 1
            return told(answer)

        return Write(send, done)

    def added(self, kind: str) -> Write:
        name = self.new_name(kind.replace("-", " "))
        key, made = KINDS[kind]
        body = made(self.random, name)
        sent = {"json": body}

        def found() -> Document | None:
            one = self.one_of(kind, key, body[key])
            return one and self.whole(one, body)

        return self.asked("POST", f"/{kind}", found, **sent)

    def whole(self, one: Document, body: Document) -> Document:
        assert contains(one, body), (one, body)
        return one

    def changed(self, path: str) -> Write:
        kind, old = path.split("/")[1], self.known[path]
        key, made = KINDS[kind]
        body = made(self.random, old[key].removeprefix("own/"))
        if contains(old, body):
            return self.added(kind)

        def found() -> Document | None:
            now = self.call("GET", path).json()
            return None if now == old else self.whole(now, body)

        return self.asked("PUT", path, found, json=body)

    def deleted(self, path: str) -> Write:
        def found() -> bool | None:
            answer = self.call("GET", path)
            if answer.status_code == 404:
                return True
            assert answer.json() == self.known[path]
            return None

        return self.asked("DELETE", path, found)

    def restored(self, path: str) -> Write:
        def found() -> Document | None:
            answer = self.call("GET", path)
            return None if answer.status_code == 404 else answer.json()

        return self.asked("POST", f"{path}/restore", found)

    def file(self) -> Write:
        name = self.new_name("file") + ".pdf"
        content = certificate_pdf(name)
        self.files[name] = content
        credit = self.one_credit()

        def found() -> Document | None:
            one = self.one_of("evidence", "name", name)
            if one:
                assert self.content_of(one["id"]) == content
                assert one["credits"] == ([credit] if credit else [])
            return one

        more = {"data": {"credit": credit}} if credit else {}
        return self.asked("POST", "/evidence", found, files={"file": (name, content)}, **more)
