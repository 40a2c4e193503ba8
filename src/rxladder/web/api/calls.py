"""One address with one method: who may ask, what it takes, what it answers; told once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ninja import Router

from rxladder.web.api import bodies, described
from rxladder.web.api.entering import NeedsToken


def call(
    router: Router,
    method: str,
    path: str,
    name: str,
    *,
    tag: str,
    scope: str,
    summary: str,
    good: Mapping[int, Mapping[str, Any] | None],
    problems: Sequence[int] = (),
    sent: Any = None,
    headers: Iterable[Any] = (),
    unchanged: bool = False,
    cost: int = 1,
    about: str | None = None,
) -> Callable[[Any], Any]:
    """Give a view its address.

    `name` begins with what it does (`list-`, `get-`, `add-`, `put-`, `patch-`, `delete-`, `restore-`), which
    the tests read. `good` are its contents by status, `problems` the errors beside the usual ones.
    `unchanged`: it answers 304 to who has it. `cost` is what it counts as in the token's share of calls.
    """
    if unchanged:
        headers = [described.IF_NONE_MATCH, *headers]
    return router.api_operation(
        [method.upper()],
        path,
        auth=NeedsToken(scope, cost),
        tags=[tag],
        url_name=name,
        operation_id=name,
        summary=summary,
        description=about,
        openapi_extra=described.extra(
            scope, described.answers(good, problems, unchanged), sent=sent, headers=headers
        ),
    )


_CHANGED = (described.IF_MATCH, described.KEY)
_WRONG = (409, 412, 413, 415)
_SOME = described.body({media: {"schema": {"type": "object"}} for media in (bodies.MERGE, bodies.JSON)})


def put_call(
    router: Router,
    path: str,
    name: str,
    what: str,
    *,
    tag: str,
    scope: str,
    good: Mapping[int, Mapping[str, Any] | None],
    sent: Any,
    problems: Sequence[int] = (),
) -> Callable[[Any], Any]:
    """The address at which something is written anew, as a whole. `what` is what it is called."""
    return call(
        router,
        "put",
        path,
        f"put-{name}",
        tag=tag,
        scope=scope,
        summary=f"Write {what} anew",
        good=good,
        problems=(*problems, *_WRONG),
        sent=sent,
        headers=_CHANGED,
    )


def patch_call(
    router: Router,
    path: str,
    name: str,
    what: str,
    *,
    tag: str,
    scope: str,
    good: Mapping[int, Mapping[str, Any] | None],
    problems: Sequence[int] = (),
) -> Callable[[Any], Any]:
    """The address at which some of it changes; `bodies.patch_of` reads what it is sent."""
    return call(
        router,
        "patch",
        path,
        f"patch-{name}",
        tag=tag,
        scope=scope,
        summary=f"Change some of {what}",
        about="Only the keys that are sent change (RFC 7396); null takes one away.",
        good=good,
        problems=(*problems, *_WRONG),
        sent=_SOME,
        headers=_CHANGED,
    )
