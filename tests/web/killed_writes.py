"""Random writes of many kinds to a site that is killed in between, and what must be true of them after.

A `Hand` writes one thing after another, through the site's forms and through the API, and remembers what was
acknowledged. What was on its way when the site died is either there and whole, or not there at all; it is
then sent again, as a person or a program would.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx

from tests.certificates import certificate_pdf
from tests.web.own_site import PATIENCE

Document = dict[str, Any]
SCOPES = ("read:record", "write:record", "read:files", "write:files")
# By kind: what names one of it, and one of it, with all that hangs on it.
KINDS: dict[str, tuple[str, Callable[[Random, str], Document]]] = {
    "credits": ("title", lambda r, name: {"date": _day(r), "title": name, "hours": r.choice((0.5, 1, 1.5))}),
    "experience": (
        "employer",
        lambda r, name: {
            "role": "technician",
            "workplace": "community-chain",
            "from": _day(r),
            "employer": name,
        },
    ),
    "relationships": (
        "name",
        lambda r, name: {
            "name": name,
            "rhythm": "2 months",
            "contacts": [{"on": _day(r), "note": f"Talk {n}"} for n in range(r.randrange(4))],
        },
    ),
    "events": (
        "name",
        lambda r, name: {
            "name": name,
            "starts": "2026-12-06",
            "before": [{"what": f"Pack {n}"} for n in range(r.randrange(4))],
        },
    ),
    "letters": ("writer", lambda r, name: {"writer": name, "about": "Promotion", "asked": _day(r)}),
    "duties": ("what", lambda r, name: {"what": name, "since": _day(r)}),
    "training-plans": (
        "trainee",
        lambda r, name: {
            "trainee": name,
            "what": "The counter",
            "items": [{"what": f"Step {n}"} for n in range(1 + r.randrange(5))],
        },
    ),
    "skills": (
        "name",
        lambda r, name: {
            "name": name,
            "level": "alone",
            "sign_offs": [{"on": _day(r), "by": f"Maria {n}"} for n in range(r.randrange(3))],
        },
    ),
    "achievements": ("what", lambda r, name: {"on": _day(r), "what": name, "figure": "120 doses a day"}),
    "projects": (
        "title",
        lambda r, name: {
            "title": name,
            "measure": {"what": "Late", "data": "share", "of": "orders"},
            "points": [
                {"date": f"2026-09-{n + 1:02}", "amount": r.randrange(90), "of": 96} for n in range(8)
            ],
            "changes": [{"date": "2026-09-04", "what": "A shelf"}],
            "cycles": [{"title": "Try a shelf"}],
        },
    ),
    "visits": (
        "where",
        lambda r, name: {"kind": "shadowing", "workplace": "nuclear", "starts": _day(r), "where": name},
    ),
    "own-cards": ("card", lambda r, name: {"card": f"own/{name}", "front": name, "back": "By mouth"}),
}


def _day(r: Random) -> str:
    return f"2026-{r.randrange(1, 10):02}-{r.randrange(1, 29):02}"


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


@dataclass
class Write:
    """Something to write. `send` returns once it was acknowledged, and tells what is known then by address.

    `done` looks into the record: None where nothing of it is there; else what is there, whole.
    """

    send: Callable[[], dict[str, Document | None]]
    done: Callable[[], dict[str, Document | None] | None]
    acknowledged: bool = False


@dataclass
class Hand(Visitor):
    """One that writes at random, after a seed. `known` is each record's acknowledged state; None: deleted."""

    place: Place
    number: int
    random: Random
    known: dict[str, Document | None] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    renewals: int = 0
    calls: int = 0
    open: Write | None = None
    _made: int = 0

    def __post_init__(self) -> None:
        Visitor.__init__(self, self.place)

    # --- At work

    def work(self, stop: threading.Event) -> None:
        """Write until the site is gone, or until told to stop."""
        while not stop.is_set():
            try:
                self.open = self._choose()
                known = self.open.send()
                self.open.acknowledged = True
                self.place.count()
                self.known |= known
                self.open = None
            except httpx.TransportError:
                return

    def settle(self) -> None:
        """After a kill: what was on its way is whole or not there; then it is sent again and counts once."""
        write, self.open = self.open, None
        if write is None:
            return
        found = write.done()
        assert found is not None or not write.acknowledged, "what was acknowledged is lost"
        if found is None:
            found = write.send()
            self.place.count()
        self.known |= found

    def _choose(self) -> Write:
        forms = (self._credit, self._proof, self._contact, self._renewal, self._study, self._import)
        if self.random.random() < 0.4:
            return self.random.choice(forms)()
        alive = [path for path, state in self.known.items() if state and path.split("/")[1] in KINDS]
        what = self.random.random()
        if alive and what < 0.25:
            return self._changed(self.random.choice(alive))
        if alive and what < 0.4:
            return self._deleted(self.random.choice(alive))
        gone = [path for path, state in self.known.items() if state is None]
        if gone and what < 0.5:
            return self._restored(self.random.choice(gone))
        return self._file() if what > 0.9 else self._added(self.random.choice(tuple(KINDS)))

    def _name(self, what: str) -> str:
        self._made += 1
        return f"{what} {self.number}-{self._made}"

    # --- Through the API

    def _api(self, method: str, path: str, found: Callable[[], Any], **sent) -> Write:
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

    def _added(self, kind: str) -> Write:
        name = self._name(kind.replace("-", " "))
        key, made = KINDS[kind]
        body = made(self.random, name)
        sent = {"json": body}

        def found() -> Document | None:
            one = self.one_of(kind, key, body[key])
            return one and self._whole(one, body)

        return self._api("POST", f"/{kind}", found, **sent)

    def _whole(self, one: Document, body: Document) -> Document:
        assert _contains(one, body), (one, body)
        return one

    def _changed(self, path: str) -> Write:
        kind, old = path.split("/")[1], self.known[path]
        key, made = KINDS[kind]
        body = made(self.random, old[key].removeprefix("own/"))
        if _contains(old, body):
            return self._added(kind)

        def found() -> Document | None:
            now = self.call("GET", path).json()
            return None if now == old else self._whole(now, body)

        return self._api("PUT", path, found, json=body)

    def _deleted(self, path: str) -> Write:
        def found() -> bool | None:
            answer = self.call("GET", path)
            if answer.status_code == 404:
                return True
            assert answer.json() == self.known[path]
            return None

        return self._api("DELETE", path, found)

    def _restored(self, path: str) -> Write:
        def found() -> Document | None:
            answer = self.call("GET", path)
            return None if answer.status_code == 404 else answer.json()

        return self._api("POST", f"{path}/restore", found)

    def _file(self) -> Write:
        name = self._name("file") + ".pdf"
        content = certificate_pdf(name)
        self.files[name] = content
        credit = self._one_credit()

        def found() -> Document | None:
            one = self.one_of("evidence", "name", name)
            if one:
                assert self._content(one["id"]) == content
                assert one["credits"] == ([credit] if credit else [])
            return one

        more = {"data": {"credit": credit}} if credit else {}
        return self._api("POST", "/evidence", found, files={"file": (name, content)}, **more)

    def _one_credit(self) -> str:
        mine = [path for path, one in self.known.items() if one and path.startswith("/credits/")]
        return self.random.choice(mine).rpartition("/")[2] if mine else ""

    def _content(self, id: str) -> bytes:
        return self.call("GET", f"/evidence/{id}/content").content

    # --- Through the site's forms

    def _form(self, send: Callable[[], Any], done: Callable[[], dict | None]) -> Write:
        def sent() -> dict[str, Document | None]:
            send()
            write.acknowledged = True
            found = done()
            assert found is not None, "what was acknowledged is not there"
            return found

        write = Write(sent, done)
        return write

    def _credit(self) -> Write:
        name = self._name("form credit")
        told = {"title": name, "date": _day(self.random), "hours": "1.5", "status": "done"}

        def done() -> dict | None:
            one = self.one_of("credits", "title", name)
            return one and {f"/credits/{one['id']}": self._whole(one, {"date": told["date"], "hours": 1.5})}

        return self._form(lambda: self.post("/ce/new/", **told), done)

    def _proof(self) -> Write:
        credit = self._one_credit()
        if not credit:
            return self._credit()
        name = self._name("form file") + ".pdf"
        content = certificate_pdf(name)
        self.files[name] = content

        def done() -> dict | None:
            one = self.one_of("evidence", "name", name)
            if one is None:
                return None
            assert self._content(one["id"]) == content
            assert one["credits"] == [credit], "a file without what it proves"
            return {f"/evidence/{one['id']}": one}

        path = f"/ce/{credit}/certificates/"
        return self._form(lambda: self.post(path, files={"chosen": (name, content)}), done)

    def _contact(self) -> Write:
        people = [path for path, one in self.known.items() if one and path.startswith("/relationships/")]
        if not people:
            return self._added("relationships")
        path = self.random.choice(people)
        old, note = self.known[path], self._name("a talk")

        def done() -> dict | None:
            now = self.call("GET", path).json()
            if now == old:
                return None
            assert [one["note"] for one in now["contacts"]].count(note) == 1
            assert len(now["contacts"]) == len(old.get("contacts", [])) + 1
            return {path: now}

        page = f"/people/{path.rpartition('/')[2]}/contact/"
        return self._form(lambda: self.post(page, on=_day(self.random), note=note), done)

    def _renewal(self) -> Write:
        held = [path for path in self.known if path.startswith("/holdings/")]
        if not held:
            credential = ("ptcb-cpht", "nha-cpht", "us-tx-technician")[self.number]
            body = {"credential": credential, "expires": f"{2027 + self.number}-05-31", "number": "1"}
            return self._api("POST", "/holdings", lambda: self._holding(body["expires"]), json=body)
        path = held[0]
        old = self.known[path]
        year = int(old["expires"][:4]) + 2

        def done() -> dict | None:
            now = self.call("GET", path).json()
            if now == old:
                return None
            assert now["expires"] == f"{year}-05-31"
            assert len(now["terms"]) == len(old.get("terms", [])) + 1, "a renewal without its term"
            self.renewals += 1
            return {path: now}

        page = f"/holdings/{path.rpartition('/')[2]}/renewed/"
        return self._form(lambda: self.post(page, expires=f"{year}-05-31"), done)

    def _holding(self, expires: str) -> Document | None:
        return self.one_of("holdings", "expires", expires)

    def _study(self) -> Write:
        """Some answers that a phone gave without a network."""
        page = self.get("/study/sync/").json()
        now, card = datetime.now(UTC).timestamp() * 1000, self._name("gone/card").replace(" ", "-")
        same = {"person": page["person"], "card": card, "seed": 1, "same": "of before", "made": ""}
        same |= {"at": now, "seconds": 8.5, "given": None, "right": True}
        answers = [same | {"id": str(uuid4())} for _ in range(1 + self.random.randrange(5))]
        ids = {str(uuid5(UUID(page["person"]), one["id"])) for one in answers}
        body = {"person": page["person"], "now": now, "answers": answers}

        def send() -> None:
            told = {"X-CSRFToken": self.get("/study/sync/").json()["token"]}
            answer = self.browser.post(f"{self.place.address}/study/sync/", json=body, headers=told)
            assert set(answer.json()["settled"]) == {one["id"] for one in answers}

        def done() -> dict | None:
            found = [one for one in self.all_of("reviews") if one["card"] == card]
            assert not found or len(found) == len(ids), "half of the answers"
            return {f"/reviews/{one['id']}": one for one in found} or None

        return self._form(send, done)

    def _import(self) -> Write:
        name, count = self._name("pasted"), 5
        first = self.number * 1000 + self._made
        lines = [f"0384-{first:04}-26-{n:03}-H07-T\t{name}, part {n}\t03/02/2026\t1" for n in range(count)]
        text = "UAN\tTitle\tDate Completed\tHours\n" + "\n".join(lines)

        def send() -> None:
            looked = self.post("/ce/import/", text=text).headers["Location"]
            page = self.get(looked).text
            ticked = re.findall(r'name="(take-\d+)"', page)
            assert len(ticked) == count
            self.post(looked, page, **dict.fromkeys(ticked, "on"))

        def done() -> dict | None:
            found = [one for one in self.all_of("credits") if one["title"].startswith(f"{name}, part ")]
            assert len(found) in (0, count), "half of an import"
            return {f"/credits/{one['id']}": one for one in found} or None

        return self._form(send, done)


def _contains(document: Any, part: Any) -> bool:
    """Whether a document says all that a part says; what is empty or usual may be left out."""
    if isinstance(part, dict):
        return all(_contains(document.get(key), value) for key, value in part.items())
    if isinstance(part, list):
        document = document or []
        return len(document) == len(part) and all(
            any(_contains(one, wanted) for one in document) for wanted in part
        )
    return document == part


LISTED = (*KINDS, "holdings", "reviews", "evidence")


def compare(reader: Visitor, hands: list[Hand]) -> None:
    """All that was acknowledged is there, as it was acknowledged, and nothing else is."""
    known: dict[str, Document] = {}
    for hand in hands:
        known |= {path: one for path, one in hand.known.items() if one is not None}
    found = {f"/{kind}/{one['id']}": one for kind in LISTED for one in reader.all_of(kind)}
    assert found.keys() == known.keys(), found.keys() ^ known.keys()
    # What a file proves is told by the credits that are there.
    for path, one in found.items():
        if path.startswith("/evidence/"):
            alive = [id_ for id_ in known[path]["credits"] if f"/credits/{id_}" in known]
            assert one == known[path] | {"credits": alive}
        else:
            assert one == known[path]


def write_and_kill(
    start: Callable[[], Any], seed: int, writes: int, kills: int, hands: int = 3
) -> tuple[Place, list[Hand]]:
    """So many acknowledged writes by several hands, with so many kills at random moments between them."""
    random, place = Random(seed), Place()
    site = start()
    place.address = site.address
    visitors: list[Visitor] = []
    try:
        readers = [Visitor(place) for _ in range(1 + kills // 3)]
        working = [Hand(place, number, Random(f"{seed} {number}")) for number in range(hands)]
        visitors = [*readers, *working]
        for round in range(1, kills + 1):
            stop = threading.Event()
            with ThreadPoolExecutor(hands) as threads:
                works = [threads.submit(hand.work, stop) for hand in working]
                while place.acknowledged < writes * round / kills and not all(one.done() for one in works):
                    time.sleep(0.001)
                time.sleep(random.uniform(0, 0.04))
                site.kill()
                stop.set()
            for work in works:
                work.result()
            site = start()
            place.address = site.address
            for hand in working:
                hand.settle()
            compare(readers[round % len(readers)], working)
        return place, working
    finally:
        for visitor in visitors:
            visitor.close()
        site.kill()
