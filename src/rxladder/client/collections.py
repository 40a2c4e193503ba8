"""The lists of a record: read in pages without end, one by one, added to, changed, deleted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel

from rxladder.client.calls import Line
from rxladder.facts.days import number
from rxladder.facts.entries import Entry

E = TypeVar("E", bound=Entry)
A_PAGE = 200


@dataclass(frozen=True)
class Stored(Generic[E]):
    """Something of the record: its id, what it says, and the state it was read in (None: from a list)."""

    id: UUID
    entry: E
    etag: str | None = None


class _EveryClause:
    """The clauses of a credential, as far as a client knows: any."""

    def __contains__(self, _clause: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())


class _NoLists:
    """What entries are checked with here: the site has the lists of ids, and has checked them."""

    class _Clauses:
        def get(self, _credential: str, _otherwise: object) -> _EveryClause:
            return _EveryClause()

    clauses = _Clauses()

    def resolve(self, _kind: str, text: str) -> str:
        """Every id is taken as it is."""
        return text


_CONTEXT = _NoLists()


def read(model: type[E], data: Mapping[str, Any]) -> E:
    """An entry of what the site gave."""
    return model.model_validate(dict(data), context=_CONTEXT)


def plain(value: Any) -> Any:
    """Anything that an entry holds, as JSON has it."""
    match value:
        case BaseModel():
            fields = type(value).model_fields
            told = ((name, getattr(value, name)) for name in value.model_fields_set)
            return {fields[name].alias or name: plain(one) for name, one in told}
        case Fraction() | Decimal():
            return number(Fraction(value))
        case date():
            return value.isoformat()
        case Mapping():
            return {key: plain(one) for key, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case _:
            return value


def items(line: Line, path: str) -> Iterator[dict[str, Any]]:
    """All items of a list, a page at a time."""
    cursor: str | None = None
    while True:
        asked = {"limit": str(A_PAGE)} | ({"cursor": cursor} if cursor else {})
        page = line.call("GET", path, params=asked).json()
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


class Collection(Generic[E]):
    """One kind of things in a record."""

    def __init__(self, line: Line, name: str, model: type[E]) -> None:
        self._line = line
        self._path = f"/{name}"
        self._model = model

    def __iter__(self) -> Iterator[Stored[E]]:
        """All of them, a page at a time."""
        for item in items(self._line, self._path):
            yield self._stored(item)

    def get(self, id: UUID | str) -> Stored[E]:
        """One of them. Raises ApiProblem (404) where there is none."""
        answer = self._line.call("GET", f"{self._path}/{id}")
        return self._stored(answer.json(), answer.headers["ETag"])

    def add(self, entry: E | None = None, /, **parts: Any) -> Stored[E]:
        """A new one, given as an entry or part by part."""
        sent = plain(parts) if entry is None else plain(entry)
        answer = self._line.call("POST", self._path, body=sent)
        return self._stored(answer.json(), answer.headers["ETag"])

    def put(self, one: Stored[E], entry: E) -> Stored[E]:
        """Let one say what an entry says. Raises ApiProblem (412) where it was changed since it was read."""
        return self._changed("PUT", one, plain(entry))

    def change(self, one: Stored[E], **parts: Any) -> Stored[E]:
        """Change some parts of one; None takes a part away."""
        return self._changed("PATCH", one, plain(parts))

    def _changed(self, method: str, one: Stored[E], sent: Any) -> Stored[E]:
        headers = {"If-Match": one.etag} if one.etag else {}
        answer = self._line.call(method, f"{self._path}/{one.id}", body=sent, headers=headers)
        return self._stored(answer.json(), answer.headers["ETag"])

    def delete(self, one: Stored[E]) -> None:
        """Take one out of the record."""
        headers = {"If-Match": one.etag} if one.etag else {}
        self._line.call("DELETE", f"{self._path}/{one.id}", headers=headers)

    def restore(self, one: Stored[E]) -> Stored[E]:
        """Bring back one that was deleted."""
        answer = self._line.call("POST", f"{self._path}/{one.id}/restore")
        return self._stored(answer.json(), answer.headers["ETag"])

    def _stored(self, item: dict[str, Any], etag: str | None = None) -> Stored[E]:
        id_ = UUID(item.pop("id"))
        return Stored(id_, read(self._model, item), etag)
