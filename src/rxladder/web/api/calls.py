"""One address with one method: who may ask, what it takes, what it answers; told once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ninja import Router

from rxladder.web.api import described
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
