"""A validator's complaint in words that tell a person what to change."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.yaml_text import Path_, path_in


def readable(
    error: ValidationError,
    data: Any,
    keys: Callable[[], Iterable[str]] = tuple,
    members: Container[object] = (),
) -> tuple[str, Path_]:
    """The message and the path, in the data as written, of the first thing that is wrong.

    Where there are more, the message says how many. `keys` are all that the language has: one of them may be
    meant by a key that is not known. `members` are named for one of their keys (`path_in`).
    """
    errors = error.errors(include_url=False)
    first = first_of(errors)
    path = path_in(data, first["loc"], members)
    meant = nearest(str(path[-1]), keys()) if first["type"] == "extra_forbidden" and path else ""
    return _place(path) + what_is_wrong(first) + meant + more_wrong(errors), path


def more_wrong(errors: Sequence[object]) -> str:
    """The end of a message about the first of several mistakes: how many more there are."""
    return _(" (and {n} more)").format(n=len(errors) - 1) if len(errors) > 1 else ""


def first_of(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """The complaint to tell first: a misspelt key comes before the missing one that it causes."""
    first = errors[0]
    beside = (one for one in errors if one["loc"][:-1] == first["loc"][:-1])
    return next((one for one in beside if one["type"] == "extra_forbidden"), first)


def what_is_wrong(error: ErrorDetails) -> str:
    """One complaint in words, without its place."""
    key = error["loc"][-1] if error["loc"] else ""
    match error["type"]:
        case "extra_forbidden":
            return _("this key is not known")
        case "missing":
            return _("the key `{key}` is missing").format(key=key)
        case "literal_error":
            return _choice(error)
        case "string_type":
            return _("text is expected here, not {value}").format(value=f"{error['input']!r:.60}")
        case "list_type" | "tuple_type":
            return _("a list is expected here, each entry after a dash")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("keys with values are expected here, such as {key: value}")
        case "value_error":
            return str(error["ctx"]["error"])
    return _wrong_kind(error) or _wrong_size(error) or error["msg"][:1].lower() + error["msg"][1:]


def _wrong_kind(error: ErrorDetails) -> str:
    """What is said of a value that is of another kind than it must be; nothing of other mistakes."""
    value = quoted(error["input"])
    match error["type"]:
        case "int_type" | "int_parsing" | "int_from_float":
            return _("a whole number is expected here, not {value}").format(value=value)
        case "float_type" | "float_parsing" | "finite_number":
            return _("a number is expected here, not {value}").format(value=value)
        case "bool_type" | "bool_parsing":
            return _("true or false is expected here, not {value}").format(value=value)
        case "string_pattern_mismatch":
            return _("{value} is not written the way it must be here").format(value=value)
    return ""


def _wrong_size(error: ErrorDetails) -> str:
    """What is said of too much or too little; nothing of other mistakes."""
    least = error.get("ctx", {}).get("min_length", 0)
    most = error.get("ctx", {}).get("max_length", 0)
    match error["type"]:
        case "greater_than_equal":
            return _("it must be {n} or more").format(n=error["ctx"]["ge"])
        case "less_than_equal":
            return _("it must be {n} or less").format(n=error["ctx"]["le"])
        case "string_too_short" | "too_short":
            said = ngettext("this must not be empty", "at least {n} of them are needed here", least)
            return said.format(n=least)
        case "string_too_long":
            return ngettext(
                "this has more than {n} character", "this has more than {n} characters", most
            ).format(n=most)
        case "too_long":
            return ngettext("at most {n} fits here", "at most {n} fit here", most).format(n=most)
    return ""


def _place(path: Path_) -> str:
    return "/".join(str(step) for step in path) + ": " if path else ""


def _choice(error: ErrorDetails) -> str:
    expected = error.get("ctx", {}).get("expected", "")
    near = get_close_matches(
        str(error["input"]), expected.replace("'", "").replace(" or ", ", ").split(", "), n=1
    )
    if near:
        hint = _("; did you mean {words}?").format(words=near[0])
    else:
        hint = _("; it must be one of {words}").format(words=expected)
    return _("{value} is not known here{hint}").format(value=f"{error['input']!r:.60}", hint=hint)
