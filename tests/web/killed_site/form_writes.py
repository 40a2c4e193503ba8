"""What a person writes through the site's forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from tests.certificates import certificate_pdf
from tests.web.killed_site.api_writes import ApiWriter, Write
from tests.web.killed_site.documents import Document, day_of


@dataclass
class FormWriter(ApiWriter):
    """Makes writes for the forms as well."""

    renewals: int = 0

    def _form(self, send: Callable[[], Any], done: Callable[[], dict | None]) -> Write:
        def sent() -> dict[str, Document | None]:
            send()
            write.acknowledged = True
            found = done()
            assert found is not None, "what was acknowledged is not there"
            return found

        write = Write(sent, done)
        return write

    def credit(self) -> Write:
        name = self.new_name("form credit")
        told = {"title": name, "date": day_of(self.random), "hours": "1.5", "status": "done"}

        def done() -> dict | None:
            one = self.one_of("credits", "title", name)
            return one and {f"/credits/{one['id']}": self.whole(one, {"date": told["date"], "hours": 1.5})}

        return self._form(lambda: self.post("/ce/new/", **told), done)

    def proof(self) -> Write:
        credit = self.one_credit()
        if not credit:
            return self.credit()
        name = self.new_name("form file") + ".pdf"
        content = certificate_pdf(name)
        self.files[name] = content

        def done() -> dict | None:
            one = self.one_of("evidence", "name", name)
            if one is None:
                return None
            assert self.content_of(one["id"]) == content
            assert one["credits"] == [credit], "a file without what it proves"
            return {f"/evidence/{one['id']}": one}

        path = f"/ce/{credit}/certificates/"
        return self._form(lambda: self.post(path, files={"chosen": (name, content)}), done)

    def contact(self) -> Write:
        people = [path for path, one in self.known.items() if one and path.startswith("/relationships/")]
        if not people:
            return self.added("relationships")
        path = self.random.choice(people)
        old, note = self.known[path], self.new_name("a talk")

        def done() -> dict | None:
            now = self.call("GET", path).json()
            if now == old:
                return None
            assert [one["note"] for one in now["contacts"]].count(note) == 1
            assert len(now["contacts"]) == len(old.get("contacts", [])) + 1
            return {path: now}

        page = f"/people/{path.rpartition('/')[2]}/contact/"
        return self._form(lambda: self.post(page, on=day_of(self.random), note=note), done)

    def renewal(self) -> Write:
        held = [path for path in self.known if path.startswith("/holdings/")]
        if not held:
            credential = ("ptcb-cpht", "nha-cpht", "us-tx-technician")[self.number]
            body = {"credential": credential, "expires": f"{2027 + self.number}-05-31", "number": "1"}
            return self.asked("POST", "/holdings", lambda: self._holding(body["expires"]), json=body)
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

    def study(self) -> Write:
        """Some answers that a phone gave without a network."""
        page = self.get("/study/sync/").json()
        now, card = datetime.now(UTC).timestamp() * 1000, self.new_name("gone/card").replace(" ", "-")
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

    def import_(self) -> Write:
        name, count = self.new_name("pasted"), 5
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
