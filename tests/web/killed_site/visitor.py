"""One who visits a site that is started anew now and then: with a browser, and a program with its token."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import httpx

from tests.web.killed_site.documents import Document
from tests.web.own_site import PATIENCE

SCOPES = ("read:record", "write:record", "read:files", "write:files")


class Place:
    """The site as it is now: its address changes with each start."""

    def __init__(self) -> None:
        self.address = ""
        self.acknowledged = 0
        self._lock = threading.Lock()

    def count(self) -> None:
        """One more write was acknowledged."""
        with self._lock:
            self.acknowledged += 1


class Visitor:
    """A browser, and a program with a token of its own."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.browser = httpx.Client(timeout=PATIENCE)
        self.program = httpx.Client(timeout=PATIENCE)
        made = self.post("/programs/", name="A program", scopes=list(SCOPES), days="30")
        self.program.headers["Authorization"] = "Bearer " + re.search(r"rxl_[-\w]+", made.text)[0]

    def close(self) -> None:
        self.browser.close()
        self.program.close()

    def get(self, path: str) -> httpx.Response:
        return self.browser.get(self.place.address + path)

    def post(self, path: str, page: str | None = None, files=None, **fields) -> httpx.Response:
        """Send a form as it stands on a page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page or self.get(path).text)[1]
        sent = {"csrfmiddlewaretoken": token, **fields}
        answer = self.browser.post(self.place.address + path, data=sent, files=files)
        assert answer.status_code in (200, 302), (path, answer.status_code, answer.text)
        return answer

    def call(self, method: str, path: str, **more) -> httpx.Response:
        answer = self.program.request(method, f"{self.place.address}/api/v1{path}", **more)
        assert answer.is_success or answer.status_code == 404, (method, path, answer.text)
        return answer

    def all_of(self, kind: str) -> Iterator[Document]:
        following = ""
        while following is not None:
            told = {"limit": 200} | ({"cursor": following} if following else {})
            page = self.call("GET", f"/{kind}", params=told).json()
            yield from page["items"]
            following = page["next"]

    def one_of(self, kind: str, key: str, value: str) -> Document | None:
        """The only one that is called so; that there are not two is part of the question."""
        found = [one for one in self.all_of(kind) if one.get(key) == value]
        assert len(found) < 2, found
        return found[0] if found else None
