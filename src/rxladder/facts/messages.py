"""A validator's complaint in words that tell a person what to change."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rxladder.facts.yaml_text import Path_, path_in


def readable(error: ValidationError, data: Any) -> tuple[str, Path_]:
    """The message and the path, in the data as written, of the first thing that is wrong.

    Where there are more, the message says how many.
    """
    errors = error.errors(include_url=False)
    first = min(errors, key=_weight)
    path = path_in(data, first["loc"])
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return _place(path) + _message(first) + more, path


def _weight(error: ErrorDetails) -> int:
    """A misspelt key comes before the missing one that it causes."""
    return {"extra_forbidden": 0, "missing": 2}.get(error["type"], 1)


def _place(path: Path_) -> str:
    return "/".join(str(step) for step in path) + ": " if path else ""


def _message(error: ErrorDetails) -> str:
    key = error["loc"][-1] if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            return "this key is not known"
        case "missing":
            return f"the key `{key}` is missing"
        case "literal_error":
            return _choice(error)
        case "string_type":
            return f"a text is wanted here, not {error['input']!r:.60}"
        case "value_error":
            return error["msg"].removeprefix("Value error, ")
    return error["msg"][:1].lower() + error["msg"][1:]


def _choice(error: ErrorDetails) -> str:
    expected = error.get("ctx", {}).get("expected", "")
    near = get_close_matches(
        str(error["input"]), expected.replace("'", "").replace(" or ", ", ").split(", "), n=1
    )
    hint = f"; did you mean {near[0]}?" if near else f"; it must be one of {expected}"
    return f"{error['input']!r:.60} is not known here{hint}"
