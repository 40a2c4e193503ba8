"""Cards, what is remembered of them and their history as a package that every Anki opens.

It is the oldest form, schema 11, which newer programs still take in. A note is called `rxladder:` and the
card's name, so that exporting twice updates it there, and reading it back here knows it again.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha1, sha256
from html import escape
from itertools import pairwise
from typing import Any

from rxladder.learning.anki.read import OURS, DeckCard
from rxladder.learning.reviews import DAY, Memory, Review, merge, whole_days

_TYPE = 1_790_000_000_001
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SCHEMA = {
    "col": "id integer primary key, crt integer, mod integer, scm integer, ver integer, dty integer, "
    "usn integer, ls integer, conf text, models text, decks text, dconf text, tags text",
    "notes": "id integer primary key, guid text, mid integer, mod integer, usn integer, tags text, "
    "flds text, sfld integer, csum integer, flags integer, data text",
    "cards": "id integer primary key, nid integer, did integer, ord integer, mod integer, usn integer, "
    "type integer, queue integer, due integer, ivl integer, factor integer, reps integer, lapses integer, "
    "left integer, odue integer, odid integer, flags integer, data text",
    "revlog": "id integer primary key, cid integer, usn integer, ease integer, ivl integer, "
    "lastIvl integer, factor integer, time integer, type integer",
    "graves": "usn integer, oid integer, type integer",
}
_INDEXES = {
    "ix_notes_usn": "notes (usn)",
    "ix_notes_csum": "notes (csum)",
    "ix_cards_usn": "cards (usn)",
    "ix_cards_nid": "cards (nid)",
    "ix_cards_sched": "cards (did, queue, due)",
    "ix_revlog_usn": "revlog (usn)",
    "ix_revlog_cid": "revlog (cid)",
}
_FRONT, _BACK = "{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"
_CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; }"


def write_deck(
    cards: Iterable[DeckCard],
    reviews: Iterable[Review],
    memories: Mapping[str, Memory],
    on: datetime,
) -> bytes:
    """The package of some cards. `on`: the moment of the export; reviews of other cards are left out."""
    by_id = {card.id: card for card in cards}
    histories: dict[str, list[Review]] = {card: [] for card in by_id}
    for review in merge(reviews):
        if review.card in histories:
            histories[review.card].append(review)
    begun = min((history[0].at for history in histories.values() if history), default=on)
    day_one = begun.astimezone(UTC).replace(hour=4, minute=0, second=0, microsecond=0) - DAY
    with closing(sqlite3.connect(":memory:")) as db:
        _make_tables(db)
        decks = _ids({card.deck or "RxLadder" for card in by_id.values()})
        _write_collection(db, decks, day_one, on)
        _write_cards(db, by_id, decks, histories, memories, day_one, on)
        db.commit()
        return _zipped(db.serialize())


def _make_tables(db: sqlite3.Connection) -> None:
    for table, columns in _SCHEMA.items():
        there = ", ".join(
            column if "primary key" in column else f"{column} not null" for column in columns.split(", ")
        )
        db.execute(f"CREATE TABLE {table} ({there})")
    for name, columns in _INDEXES.items():
        db.execute(f"CREATE INDEX {name} ON {columns}")


def _ids(names: Iterable[str]) -> dict[str, int]:
    """A number for each name that looks like a moment of Anki's and is the same in every export."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    for name in sorted(names):
        number = 1_300_000_000_000 + int(sha256(name.encode()).hexdigest()[:10], 16) % 400_000_000_000
        while number in taken:
            number += 1
        taken.add(number)
        found[name] = number
    return found


def _write_collection(
    db: sqlite3.Connection, decks: Mapping[str, int], day_one: datetime, on: datetime
) -> None:
    now = int(on.timestamp())
    all_decks = {"1": _deck(1, "Default", now)} | {
        str(id_): _deck(id_, name, now) for name, id_ in decks.items()
    }
    settings = {"activeDecks": [1], "curDeck": 1, "curModel": str(_TYPE), "nextPos": 1, "sortType": "noteFld"}
    settings |= {"sortBackwards": False, "addToCur": True, "collapseTime": 1200, "newSpread": 0}
    settings |= {"estTimes": True, "dueCounts": True, "timeLim": 0}
    row = (1, int(day_one.timestamp()), now * 1000, now * 1000, 11, 0, 0, 0)
    texts: tuple[Any, ...] = (settings, {str(_TYPE): _note_type(now)}, all_decks, {"1": _options(now)}, {})
    db.execute(f"INSERT INTO col VALUES ({_places(13)})", row + tuple(json.dumps(text) for text in texts))


def _deck(id_: int, name: str, now: int) -> dict[str, Any]:
    today = {f"{kind}Today": [0, 0] for kind in ("new", "rev", "lrn", "time")}
    return {"id": id_, "name": name, "mod": now, "usn": -1, "desc": "", "dyn": 0, "conf": 1, **today} | {
        "collapsed": False,
        "extendNew": 10,
        "extendRev": 50,
    }


def _options(now: int) -> dict[str, Any]:
    new: dict[str, Any] = {
        "bury": True,
        "delays": [1, 10],
        "initialFactor": 2500,
        "ints": [1, 4, 7],
        "order": 1,
        "perDay": 20,
    }
    reviews = {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "perDay": 200}
    lapses = {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0}
    about = {"id": 1, "name": "Default", "mod": now, "usn": -1, "maxTaken": 60, "timer": 0, "autoplay": True}
    return about | {"replayq": True, "new": new, "rev": reviews, "lapse": lapses}


def _note_type(now: int) -> dict[str, Any]:
    fields = [
        {"name": name, "ord": place, "font": "Arial", "size": 20, "media": [], "rtl": False, "sticky": False}
        for place, name in enumerate(("Front", "Back"))
    ]
    template = {
        "name": "Card 1",
        "ord": 0,
        "qfmt": _FRONT,
        "afmt": _BACK,
        "bqfmt": "",
        "bafmt": "",
        "did": None,
    }
    about = {"id": _TYPE, "name": "RxLadder", "type": 0, "mod": now, "usn": -1, "sortf": 0, "did": 1}
    texts = {"css": _CSS, "latexPre": "", "latexPost": "", "tags": [], "vers": []}
    return about | texts | {"flds": fields, "tmpls": [template], "req": [[0, "any", [0]]]}


def _write_cards(
    db: sqlite3.Connection,
    cards: Mapping[str, DeckCard],
    decks: Mapping[str, int],
    histories: Mapping[str, Sequence[Review]],
    memories: Mapping[str, Memory],
    day_one: datetime,
    on: datetime,
) -> None:
    now, ids, moments = int(on.timestamp()), _ids(cards), set[int]()
    for place, (name, card) in enumerate(cards.items(), start=1):
        id_, fields = ids[name], [_markup(card.front), _markup(card.back)]
        tags = "".join(f" {tag.replace(' ', '_')}" for tag in card.tags)
        note = (id_, OURS + name, _TYPE, now, -1, f"{tags} " if tags else "", "\x1f".join(fields))
        checksum = int(sha1(fields[0].encode()).hexdigest()[:8], 16)
        db.execute(f"INSERT INTO notes VALUES ({_places(11)})", (*note, card.front, checksum, 0, ""))
        history = histories[name]
        state = _state(memories.get(name), history, place, day_one)
        row = (id_, id_, decks[card.deck or "RxLadder"], 0, now, -1, *state)
        db.execute(f"INSERT INTO cards VALUES ({_places(18)})", row)
        db.executemany(f"INSERT INTO revlog VALUES ({_places(9)})", _answers(id_, history, moments))


def _state(
    memory: Memory | None, history: Sequence[Review], place: int, day_one: datetime
) -> tuple[Any, ...]:
    """A card's columns from `type` to `data`: new ones stand in line, others have a day."""
    if memory is None:
        return (0, 0, place, 0, 0, 0, 0, 0, 0, 0, 0, "{}")
    lapses = sum(not review.right for review in history[1:])
    remembered = json.dumps({"s": round(memory.stability, 4), "d": round(memory.difficulty, 3)})
    due, interval = (memory.due - day_one) // DAY, max(whole_days(memory.last, memory.due), 1)
    return (2, 2, due, interval, 2500, max(len(history), 1), lapses, 0, 0, 0, 0, remembered)


def _answers(card: int, history: Sequence[Review], moments: set[int]) -> list[tuple[int, ...]]:
    """Lines of the history. Two answers in one thousandth of a second get one after the other."""
    gaps = [whole_days(earlier.at, later.at) for earlier, later in pairwise(history)]
    rows: list[tuple[int, ...]] = []
    for number, review in enumerate(history):
        moment = (review.at - _EPOCH) // timedelta(milliseconds=1)
        while moment in moments:
            moment += 1
        moments.add(moment)
        before = gaps[number - 1] if number else 0
        after = gaps[number] if number < len(gaps) else before
        time = round(1000 * (review.seconds or 0))
        rows.append((moment, card, -1, int(review.grade), after, before, 2500, time, 1 if number else 0))
    return rows


def _markup(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>").replace("\x1f", " ")


def _places(count: int) -> str:
    return ", ".join("?" * count)


def _zipped(collection: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("collection.anki2", collection), ("media", b"{}")):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()
