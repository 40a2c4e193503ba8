"""Random writes of many kinds to a site that is killed in between, and what must be true of them after.

A `Hand` writes one thing after another, through the site's forms and through the API, and remembers what was
acknowledged. What was on its way when the site died is either there and whole, or not there at all; it is
then sent again, as a person or a program would.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import Any

import httpx

from tests.web.killed_site.api_writes import Write
from tests.web.killed_site.documents import KINDS, Document
from tests.web.killed_site.form_writes import FormWriter
from tests.web.killed_site.visitor import Place, Visitor

LISTED = (*KINDS, "holdings", "reviews", "evidence")


@dataclass
class Hand(FormWriter):
    """One that writes at random, after a seed, whatever its two writers can."""

    open: Write | None = None

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
        forms = (self.credit, self.proof, self.contact, self.renewal, self.study, self.import_)
        if self.random.random() < 0.4:
            return self.random.choice(forms)()
        alive = [path for path, state in self.known.items() if state and path.split("/")[1] in KINDS]
        what = self.random.random()
        if alive and what < 0.25:
            return self.changed(self.random.choice(alive))
        if alive and what < 0.4:
            return self.deleted(self.random.choice(alive))
        gone = [path for path, state in self.known.items() if state is None]
        if gone and what < 0.5:
            return self.restored(self.random.choice(gone))
        return self.file() if what > 0.9 else self.added(self.random.choice(tuple(KINDS)))


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
