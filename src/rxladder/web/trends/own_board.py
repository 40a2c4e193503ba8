"""The feed of one's own board: where to look for it, and how it is known by its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from rxladder.facts.states import STATES
from rxladder.news.stories import states_in
from rxladder.web.accounts.models import Person
from rxladder.web.site.rules import packs
from rxladder.web.trends.shelf import Shelf

_BOARD = re.compile(r"\bboard of (?:\w+ )?pharm", re.IGNORECASE)


class BoardDoor(NamedTuple):
    """A state's board and the page of its site where its feed may be named."""

    state: str
    name: str
    page: str


def board_door(person: Person, shelf: Shelf) -> BoardDoor | None:
    """Where to look for the feed of one's own board; None where it is read, or no page of it is known."""
    pack = packs().packs.get(person.state)
    if pack is None or person.state not in STATES:
        return None
    pages = [one.url for one in pack.sources.values() if one.kind == "board-page" and _is_page(one.url)]
    if not pages or any(row.board == person.state for row in shelf.rows.values()):
        return None
    return BoardDoor(person.state, pack.name, min(pages, key=lambda url: (url.count("/"), len(url), url)))


def _is_page(url: str) -> bool:
    return not url.lower().partition("?")[0].endswith((".pdf", ".doc", ".docx", ".xlsx"))


def board_named(title: str) -> str:
    """The state whose board of pharmacy a feed's title names; empty where it names none, or several."""
    states = states_in(title)
    return states[0] if len(states) == 1 and _BOARD.search(title) else ""
