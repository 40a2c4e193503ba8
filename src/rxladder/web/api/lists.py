"""Addresses told in a line each: a list, one thing, and a change with the entry that it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from rxladder.facts.entries import Entry
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.paging import MOST

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Id = Annotated[str, Field(json_schema_extra={"format": "uuid"})]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Place = Annotated[int, Query(ge=0, le=100_000)]
"""Where a page of a list begins that is worked out whole."""
FIRST: int = 0

Made = Callable[[Any], Any]


@dataclass(frozen=True)
class Part:
    """A part of the API: its addresses, its name in the reference, and the scopes for reading and writing."""

    router: Router
    tag: str
    read: str
    write: str

    def lists(self, path: str, name: str, summary: str, of: Any, *, cost: int = 1) -> Made:
        """The address of a list of which each item is an `of`."""
        shape = described.page_of(f"{of.__name__.removesuffix('Document')}Page", _named(of))
        return self._reads(path, f"list-{name}", summary, shape, cost)

    def reads(self, path: str, name: str, summary: str, of: Any, *, cost: int = 1) -> Made:
        """The address of one thing."""
        return self._reads(path, f"get-{name}", summary, _named(of), cost)

    def _reads(self, path: str, name: str, summary: str, shape: Any, cost: int) -> Made:
        return call(
            self.router,
            "get",
            path,
            name,
            tag=self.tag,
            scope=self.read,
            summary=summary,
            good={200: described.in_json(shape)},
            problems=(404,),
            cost=cost,
        )

    def changes(
        self,
        method: str,
        path: str,
        name: str,
        summary: str,
        *,
        gives: Any = None,
        sent: Any = None,
        about: str | None = None,
        cost: int = 1,
    ) -> Made:
        """The address of a change: it takes what `entry_sent` says and answers a `gives` or nothing."""
        status = 201 if name.startswith("add-") else 200
        return call(
            self.router,
            method,
            path,
            name,
            tag=self.tag,
            scope=self.write,
            summary=summary,
            good={204: None} if gives is None else {status: described.in_json(_named(gives))},
            problems=(404, 409, 413, 415) if sent else (404, 409),
            sent=sent,
            headers=[described.KEY],
            about=about,
            cost=cost,
        )


def some(items: Sequence[Any], cursor: int, limit: int) -> HttpResponse:
    """The items of a list after a cursor that is a place in it."""
    following = str(cursor + limit) if len(items) > cursor + limit else None
    return bodies.answer({"items": items[cursor : cursor + limit], "next": following})


def entry_sent(entry: type[Entry], example: Mapping[str, Any]) -> dict[str, Any]:
    """What an address takes: an entry, with an example of one."""
    return described.body(
        {bodies.JSON: {"schema": _named(entry), "examples": {"usual": {"value": dict(example)}}}}
    )


def made(document: Any, place: str) -> HttpResponse:
    """The answer to something new that stands at a place of the API from now on."""
    return bodies.answer(document, status=201, Location=f"/api/v1/{place}")


def _named(of: Any) -> dict[str, Any]:
    return described.type_named(of.__name__, of)
