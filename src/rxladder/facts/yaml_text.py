"""Reading YAML and JSON that others wrote: strict, bounded, and every error names its line.

The rules are those of YAML 1.2, narrowed to what packs and career files need:

* only `true` and `false` are booleans, only `null`, `~` and nothing at all are null; `on`, `no`, `NO`: text;
* dates, times and numbers with leading zeros stay text (`2026-01-31`, `12:30`, `010`);
* keys are text as written, and a key that stands twice in one mapping is an error;
* tags, anchors and aliases are refused, so a small file cannot unfold into a huge one;
* size and depth have limits.

Whatever is wrong with a text, the only exception is `BadInput`.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Container, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # libyaml's, which the stubs leave out
from yaml.reader import ReaderError

from rxladder.facts.language import gettext as _

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 64
MAX_MESSAGE = 1_000
"""Letters of what is said to be wrong."""

Path_ = tuple[str | int, ...]

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})")
_FLOAT = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,2})?"
)
_NUL = re.compile(r"\\u0000")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class BadInput(Exception):  # noqa: N818 - it is called what a person did, not what we feel
    """Something in a text from outside is wrong. `str()` is one line: "file:line: message".

    `line` counts from 1 and is None where no line can be named; `path` holds the keys that lead to the place.
    What the message quotes of the file can neither be endless nor steer a terminal.
    """

    def __init__(self, message: str, file: str = "input", line: int | None = None, path: Path_ = ()) -> None:
        self.message = plain_line(message)
        self.file = file
        self.line = line
        self.path = tuple(path)
        super().__init__(message, file, line, path)

    def __str__(self) -> str:
        file = plain_line(self.file)
        place = file if self.line is None else f"{file}:{self.line}"
        return f"{place}: {self.message}"


def plain_line(text: str, most: int = MAX_MESSAGE) -> str:
    """A text that may quote a stranger's, in one line of what can be seen; cut where it is very long."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(sign for sign in " ".join(cut.split()) if sign.isprintable())


def read_yaml(
    text: str | bytes, file: str = "input", *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH
) -> Any:
    """The data of one YAML or JSON document: dict, list, str, int, float, bool; None where it is empty.

    `file` is only named in errors. Raises BadInput for whatever is wrong, and nothing else.
    """
    plain = decode(text, file, max_bytes=max_bytes)
    if plain.lstrip()[:1] in ("{", "["):
        try:
            return _read_json(plain, max_depth)
        except (ValueError, RecursionError):
            pass  # flow-style YAML, or JSON with a mistake: the reader below knows the line
    return _build(_whole_signs(plain), file, max_depth)


def read_yaml_file(path: Path, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """`read_yaml` of a file; a file that cannot be read is a BadInput too."""
    return read_yaml(
        read_bytes(path, max_bytes=max_bytes), str(path), max_bytes=max_bytes, max_depth=max_depth
    )


def read_bytes(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """A file's bytes, no more than one beyond the limit (so that a limit can be told from a full file)."""
    try:
        with path.open("rb") as stream:
            return stream.read(max_bytes + 1)
    except OSError as error:
        raise BadInput(_("cannot be read ({why})").format(why=error.strerror or error), str(path)) from None


def decode(text: str | bytes, file: str = "input", *, max_bytes: int = MAX_BYTES) -> str:
    """Text of bytes in UTF-8, or in UTF-16 with a byte order mark; BadInput for anything else."""
    if len(text) > max_bytes:
        raise BadInput(_("is larger than the limit of {n} bytes").format(n=f"{max_bytes:,}"), file)
    if isinstance(text, str):
        return _without_surrogates(text, file)
    if text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, name = "utf-16", "UTF-16"
    else:
        encoding, name = "utf-8-sig", "UTF-8"
    try:
        return text.decode(encoding)
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        told = _("is not {name} text (byte {n}); save it as UTF-8").format(name=name, n=error.start + 1)
        raise BadInput(told, file, line) from None


def line_of(text: str | bytes, path: Sequence[str | int]) -> int | None:
    """The line (from 1) on which a path of keys and list positions stands, or as much of it as there is.

    None where the text cannot be read. Reads the text anew, so ask only when there is an error to report.
    """
    wanted = [str(step) for step in path]
    found: int | None = None
    depth = -1
    try:
        for place, line in _places(_whole_signs(decode(text))):
            if len(place) > depth and [str(step) for step in place] == wanted[: len(place)]:
                found, depth = line, len(place)
                if depth == len(wanted):
                    break
    except BadInput as error:
        return error.line
    return found


def path_in(data: Any, location: Sequence[str | int], members: Container[object] = ()) -> Path_:
    """The part of a validator's location that is a path in `data`.

    Pydantic puts names of union members between the keys; whatever is no key where it stands is left out.
    `members` are those that are named for one of their keys: left out where the next step stands beside it.
    """
    path: list[str | int] = []
    for step, after in zip_longest(location, location[1:]):
        known = isinstance(data, dict) and step in data
        if known and step in members and after in data:
            inside = data[step]
            known = isinstance(inside, dict) and after in inside
        if known or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
            path.append(step)
    return tuple(path)


def _without_surrogates(text: str, file: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise BadInput(_("contains a character that is not text"), file, line) from None
    return text.removeprefix("\ufeff")


# --- JSON, the quick way


_ESCAPED = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|.)")


def _whole_signs(text: str) -> str:
    """JSON whose escaped pairs of surrogates are the signs that they stand for: YAML has no such pairs.

    Many programs write an emoji so. No line moves by it.
    """
    if text.lstrip()[:1] not in ("{", "[") or "\\u" not in text:
        return text
    return _ESCAPED.sub(lambda one: json.loads(f'"{one[0]}"') if len(one[0]) == 12 else one[0], text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _read_json(text: str, max_depth: int) -> Any:
    data = json.loads(
        text, object_pairs_hook=_pairs, parse_int=_scalar, parse_float=_scalar, parse_constant=_no_constant
    )
    if _NUL.search(text):
        raise ValueError("a NUL")
    if _SURROGATE.search(text):
        json.dumps(data, ensure_ascii=False).encode()  # a pair is a letter, half of one a UnicodeEncodeError
    if _deeper_than(data, max_depth):
        raise ValueError("too deep")
    return data


def _deeper_than(data: Any, limit: int) -> bool:
    level = [data]
    for _level in range(limit):
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return False
    return True


# --- YAML, event by event


def _scalar(text: str) -> Any:
    """What a plain scalar means; also how JSON's numbers are read, so that both give the same."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def _events(text: str, file: str, max_depth: int) -> Iterator[Any]:
    """The parser's events between the document's start and end, each found harmless."""
    depth = documents = 0
    parser = CParser(text)
    try:
        while (event := parser.get_event()) is not None:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise BadInput(_("contains more than one document"), file, _line(event))
            elif isinstance(event, yaml.NodeEvent):
                _refuse_extras(event, file)
                depth += isinstance(event, yaml.CollectionStartEvent)
                if depth > max_depth:
                    raise BadInput(
                        _("is nested deeper than {n} levels").format(n=max_depth), file, _line(event)
                    )
                yield event
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
                yield event
    except ReaderError as error:
        raise _bad_sign(error, text, file) from None
    except yaml.YAMLError as error:
        raise _bad_yaml(error, file) from None
    finally:
        parser.dispose()


def _refuse_extras(event: yaml.NodeEvent, file: str) -> None:
    if event.anchor is not None:
        mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
        text = _("{anchor}: anchors and aliases are not accepted; write it out")
        raise BadInput(text.format(anchor=f"{mark}{event.anchor}"), file, _line(event))
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise BadInput(_("the tag {tag} is not accepted; leave it out").format(tag=tag), file, _line(event))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _bad_sign(error: ReaderError, text: str, file: str) -> BadInput:
    """What YAML takes nowhere, such as a control character; the reader tells the byte and not the line."""
    line = text.encode()[: error.position].count(b"\n") + 1
    return BadInput(_("is not valid YAML: {problem}").format(problem=error.reason), file, line)


def _bad_yaml(error: yaml.YAMLError, file: str) -> BadInput:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or _("it cannot be read")
    if problem == "found character that cannot start any token":
        problem = _(
            "a tab or a character that YAML reserves; indent with spaces, and put such text in quotes"
        )
    return BadInput(
        _("is not valid YAML: {problem}").format(problem=problem), file, mark.line + 1 if mark else None
    )


def _value(event: yaml.ScalarEvent, file: str) -> Any:
    _without_nul(event, file)
    return _scalar(event.value) if event.implicit[0] else event.value


def _without_nul(event: yaml.ScalarEvent, file: str) -> None:
    """Refuse the one character that no database keeps; only an escape can bring it."""
    if "\0" in event.value:
        raise BadInput(_("contains the character NUL, which is not text"), file, _line(event))


_NO_KEY: Any = object()


def _build(text: str, file: str, max_depth: int) -> Any:
    """The document's data. A stack of open collections instead of recursion: depth costs no Python stack."""
    root: list[Any] = []
    stack: list[tuple[Any, Any]] = []  # the collections around, each with the key that waits for its value
    holder: Any = root
    key: Any = _NO_KEY
    for event in _events(text, file, max_depth):
        if isinstance(event, yaml.CollectionEndEvent):
            holder, key = stack.pop()
            continue
        if key is _NO_KEY and isinstance(holder, dict):
            key = _key(event, holder, file)
            continue
        opened = isinstance(event, yaml.CollectionStartEvent)
        item = ({} if isinstance(event, yaml.MappingStartEvent) else []) if opened else _value(event, file)
        if isinstance(holder, dict):
            holder[key] = item
        else:
            holder.append(item)
        if opened:
            stack.append((holder, _NO_KEY))
            holder = item
        key = _NO_KEY
    return root[0] if root else None


def _key(event: Any, holder: dict[str, Any], file: str) -> str:
    if not isinstance(event, yaml.ScalarEvent) or (event.implicit[0] and event.value in ("", "~", "null")):
        raise BadInput(_("a key must be a word"), file, _line(event))
    _without_nul(event, file)
    key: str = event.value
    if key in holder:
        raise BadInput(_("the key {key} appears twice").format(key=_short(key)), file, _line(event))
    return key


def _short(text: str, most: int = 60) -> str:
    return f"`{text}`" if len(text) <= most else f"`{text[:most]}…`"


def _places(text: str) -> Iterator[tuple[Path_, int]]:
    """Every value's path and line (the line of its key in a mapping), in the order written."""
    path: list[str | int] = []
    in_mapping: list[bool] = []
    wants_key = False
    key_line = 0
    for event in _events(text, "input", MAX_DEPTH):
        if isinstance(event, yaml.CollectionEndEvent):
            in_mapping.pop()
            path.pop()
        elif wants_key:
            if not isinstance(event, yaml.ScalarEvent):
                return  # no path leads past a key that is no word
            path[-1], key_line, wants_key = event.value, _line(event), False
            continue
        else:
            yield tuple(path), key_line if in_mapping and in_mapping[-1] else _line(event)
            if isinstance(event, yaml.CollectionStartEvent):
                wants_key = isinstance(event, yaml.MappingStartEvent)
                in_mapping.append(wants_key)
                path.append("" if wants_key else 0)
                continue
        if in_mapping:
            wants_key = in_mapping[-1]
            if not wants_key:
                path[-1] = int(path[-1]) + 1
