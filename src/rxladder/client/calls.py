"""One call after another to the API: tried again where that is safe, with problems as exceptions."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import httpx

TRIES = 4
_AGAIN = (429, 502, 503, 504)
_LONGEST_WAIT = 60.0


class ApiProblem(Exception):  # noqa: N818 - named as the standard has it
    """What the API answered instead of yes (RFC 9457).

    `code` tells programs what kind of problem it is. `errors` name what was wrong in what was sent: each has
    `at`, a JSON pointer, and `says`.
    """

    def __init__(
        self, status: int, detail: str, errors: list[dict[str, str]] | None = None, code: str = ""
    ) -> None:
        super().__init__(f"{status}: {detail}")
        self.code = code
        self.status = status
        self.detail = detail
        self.errors = errors or []


class Line:
    """A connection to one site with one token."""

    def __init__(
        self,
        http: httpx.Client,
        *,
        tries: int = TRIES,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.http = http
        self.tries = tries
        self.wait = wait

    def call(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> httpx.Response:
        """The answer, good. Raises ApiProblem, or httpx.TransportError where none came in several tries.

        What changes something carries one key in all its tries, so that it is done once.
        """
        told = dict(headers or {})
        if method != "GET":
            told.setdefault("Idempotency-Key", str(uuid4()))
        if body is not None:
            more["json"] = body
        for done in range(1, self.tries):
            try:
                answer = self.http.request(method, path, headers=told, **more)
            except httpx.UnsupportedProtocol:
                raise  # an address that is none stays none
            except httpx.TransportError:
                self.wait(2.0**done)
                continue
            if answer.status_code not in _AGAIN:
                return _good(answer)
            self.wait(_wait_of(answer, 2.0**done))
        return _good(self.http.request(method, path, headers=told, **more))


def _wait_of(answer: httpx.Response, usual: float) -> float:
    told = answer.headers.get("Retry-After", "")
    return min(float(told), _LONGEST_WAIT) if told.isascii() and told.isdigit() else usual


def _good(answer: httpx.Response) -> httpx.Response:
    if answer.is_success:
        return answer
    raise _problem(answer)


def _problem(answer: httpx.Response) -> ApiProblem:
    if answer.headers.get("Content-Type", "").startswith("application/problem+json"):
        told = answer.json()
        return ApiProblem(answer.status_code, told["detail"], told.get("errors"), told.get("code", ""))
    return ApiProblem(answer.status_code, answer.reason_phrase)
