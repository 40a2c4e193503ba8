"""Real files, changed: what damage, sloppy programs and evil people make of them.

A change is a number. It chooses what is done, where and how much, so that a case is a seed's place and a few
numbers: Hypothesis takes numbers away until nothing more can go, and a long run draws them by itself. What is
packed (ZIP, PNG, signed texts, decks, JSON, YAML) is also changed inside and packed again, since a wrong
checksum would end the reading before it began.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sqlite3
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from random import Random
from typing import Any

import yaml

LONGEST, USUAL = 40_000, 2_500
"""Bytes of a changed file; what is larger is cut. One in a hundred may be long. Bombs are in hostile.py."""

Change = Callable[[bytes, Random, "Material"], bytes]
Material = tuple[Sequence[bytes], Sequence[bytes]]
"""The other seeds to take pieces from, and the words of the format."""

NUMBERS = (
    b"0",
    b"-1",
    b"1e308",
    b"1e999",
    b"NaN",
    b"-Infinity",
    b"2147483648",
    b"-9223372036854775809",
    b"18446744073709551616",
    b"9" * 400,
    b"0." + b"0" * 400 + b"1",
    b"00",
    b"0x10",
    b"1_000",
    b"10/0",
    b"1/3",
)
SIGNS = (
    "\u0660\u0661\u0662",
    "\u00b2",
    "\u2460",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\u0130",
    "\u00df",
    "\ufb03",
    "e\u0301" * 20,
    "\U0001f469\u200d\u2695\ufe0f",
    "\u2028",
    "\u0085",
    "\u00a0",
    "\uff11\uff12",
    "\u0e01\u0e33",
    "\u1e9e",
    "\u3000",
    "\ufffd",
    "\uffff",
    "\u01c5",
    "\u0345",
    "\u2167",
    "\u0bf0",
)
BYTES = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xc0\xaf",
    b"\xf4\x90\x80\x80",
    b"\r",
    b"\x1b[2J",
    b"\x0c",
    b"\x7f",
)
DAYS = (
    b"2026-02-30",
    b"0001-01-01",
    b"9999-12-31",
    b"10000-01-01",
    b"02/29/2025",
    b"13/13/2013",
    b"00/00/0000",
    b"29 Feb 1900",
    b"20261122T250000Z",
    b"--0229",
    b"2026-W01-1",
    b"yesterday",
    b"in 999 years",
    b"1/1/1",
)
NESTING = (
    (b"[", b"]"),
    (b'{"a":', b"}"),
    (b"<a>", b"</a>"),
    (b"(", b")"),
    (b"{{", b"}}"),
    (b"- ", b""),
    (b"<div>", b""),
    (b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"),
    (b"BEGIN:VCARD\r\n", b""),
    (b'"', b'"'),
    (b"<outline>", b""),
)
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_FIELD = re.compile(rb"[^,;:\t|<>\"=&\r\n]+")


def span(data: bytes, random: Random, most: int = 200) -> tuple[int, int]:
    """A piece of a file: mostly short, now and then up to all of it."""
    start = random.randrange(len(data) + 1)
    longest = len(data) if random.random() < 0.1 else random.choice((1, 4, 16, most))
    return start, min(len(data), start + random.randrange(longest + 1))


# --- Bytes


def cut_out(data: bytes, random: Random, _more: Material) -> bytes:
    start, end = span(data, random)
    return data[:start] + data[end:]


def cut_off(data: bytes, random: Random, _more: Material) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def swap_bits(data: bytes, random: Random, _more: Material) -> bytes:
    changed = bytearray(data)
    for _time in range(random.choice((1, 1, 2, 8)) if data else 0):
        changed[random.randrange(len(data))] ^= random.choice((1, 2, 4, 8, 16, 32, 64, 128, 255))
    return bytes(changed)


def any_bytes(data: bytes, random: Random, _more: Material) -> bytes:
    start, end = span(data, random, 8)
    return data[:start] + random.randbytes(random.choice((end - start, 1, 4, 60))) + data[end:]


def repeat(data: bytes, random: Random, _more: Material) -> bytes:
    start, end = span(data, random)
    times = min(random.choice((1, 2, 10, 100, 3_000)), LONGEST // max(1, end - start))
    return data[:end] + data[start:end] * times + data[end:]


def move(data: bytes, random: Random, _more: Material) -> bytes:
    start, end = span(data, random)
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def splice(data: bytes, random: Random, more: Material) -> bytes:
    other = random.choice(more[0])
    start, end = span(other, random)
    at, behind = span(data, random)
    if random.random() < 0.3:
        return data[:at] + other[start:]
    return data[:at] + other[start:end] + data[random.choice((at, behind)) :]


# --- Words, lines and fields


def put_in(data: bytes, random: Random, more: Material) -> bytes:
    kind = random.randrange(5)
    piece = (
        random.choice((NUMBERS, BYTES, DAYS, more[1] or NUMBERS)[kind])
        if kind < 4
        else random.choice(SIGNS).encode()
    )
    start, end = span(data, random, 8)
    return data[:start] + piece * random.choice((1, 1, 1, 2, 50)) + data[random.choice((start, end)) :]


def another_number(data: bytes, random: Random, _more: Material) -> bytes:
    found = list(_NUMBER.finditer(data))
    if not found:
        return put_in(data, random, ((), ()))
    one = random.choice(found)
    return data[: one.start()] + random.choice(NUMBERS + DAYS) + data[one.end() :]


def another_field(data: bytes, random: Random, more: Material) -> bytes:
    found = list(_FIELD.finditer(data))
    if not found:
        return data
    one, other = random.choice(found), random.choice(found)
    sign = random.choice(SIGNS).encode()
    piece = random.choice(
        (other[0], b"", sign, one[0] * 500, random.choice(more[1] or DAYS), random.choice(DAYS))
    )
    return data[: one.start()] + piece + data[one.end() :]


def among_lines(data: bytes, random: Random, more: Material) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return splice(data, random, more)
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(5):
        case 0:
            lines[at], lines[other] = lines[other], lines[at]
        case 1:
            del lines[at]
        case 2:
            lines.insert(at, lines[other])
        case 3:
            lines[at] = lines[at] * random.choice((2, 30, 400))
        case 4:
            lines[at] = lines[at].rstrip(b"\r\n")
    return b"".join(lines)


def nest(data: bytes, random: Random, _more: Material) -> bytes:
    begin, end = random.choice(NESTING)
    times = random.choice((3, 40, 70, 300, 5_000))
    at, behind = span(data, random)
    return data[:at] + begin * times + data[at:behind] + end * times + data[behind:]


def coded_otherwise(data: bytes, random: Random, _more: Material) -> bytes:
    text = data.decode("utf-8", "replace")
    match random.randrange(7):
        case 0:
            return text.encode("utf-16")
        case 1:
            return text.encode("cp1252", "replace")
        case 2:
            return b"\xef\xbb\xbf" + data
        case 3:
            return text.upper().encode()
        case 4:
            return data.replace(b"\r\n", b"\n") if b"\r\n" in data else data.replace(b"\n", b"\r\n")
        case 5:
            return text.encode("utf-32")
    return text.encode("utf-16-be")


PLAIN: tuple[Change, ...] = (
    cut_out,
    cut_off,
    swap_bits,
    any_bytes,
    repeat,
    move,
    splice,
    put_in,
    put_in,
    another_number,
    another_field,
    another_field,
    among_lines,
    among_lines,
    nest,
    coded_otherwise,
)


def plain(data: bytes, random: Random, more: Material) -> bytes:
    """One change of bytes, words or lines."""
    return random.choice(PLAIN)(data, random, more)[:LONGEST]


# --- Inside of what is packed


def in_archive(data: bytes, random: Random, more: Material, inside: Change = plain) -> bytes:
    """A part of a ZIP changed, left out, doubled or under another name, and all packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [
                (part.filename, archive.read(part)) for part in archive.infolist() if part.file_size < 1 << 22
            ]
    except Exception:  # it was changed before and is none any more
        return plain(data, random, more)
    if not parts:
        return plain(data, random, more)
    at = random.randrange(len(parts))
    name, content = parts[at]
    match random.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts.insert(0, (name, inside(content, random, more)))
        case 2:
            parts[at] = (
                random.choice(("../x", "/x", "", "\u202ex", "a" * 300, random.choice(parts)[0])),
                content,
            )
        case 3:
            parts[at] = (name, random.choice(parts)[1])
        case _:
            parts[at] = (name, inside(content, random, more))
    return packed(parts, random)


def packed(parts: Sequence[tuple[str, bytes]], random: Random) -> bytes:
    """A ZIP of parts, stored or deflated; two may have one name."""
    out, how = io.BytesIO(), random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", how, compresslevel=1) as archive:
        warnings.simplefilter("ignore")
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return out.getvalue()


def in_tree(data: bytes, random: Random, more: Material) -> bytes:
    """A value of JSON or YAML exchanged for another, at any depth; written as JSON or as YAML."""
    try:
        tree = json.loads(data) if data.lstrip()[:1] in (b"{", b"[") else yaml.load(data, yaml.CBaseLoader)
    except Exception:
        return plain(data, random, more)
    for _time in range(random.choice((1, 1, 2, 4))):
        tree = _other_value(tree, random, 0)
    if random.random() < 0.7:
        return json.dumps(tree).encode()[:LONGEST]
    with suppress(UnicodeError):  # half a sign has no place in YAML
        return yaml.dump(tree, Dumper=_WithoutAliases, allow_unicode=True).encode()[:LONGEST]
    return data


class _WithoutAliases(yaml.CSafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _other_value(node: Any, random: Random, depth: int) -> Any:
    if not isinstance(node, (dict, list)) or not node or (depth and random.random() < 0.2):
        return _any_value(node, random)
    if isinstance(node, list):
        at = random.randrange(len(node))
        chance = random.random()
        if chance < 0.1:
            return node[:at] + node[at + 1 :]
        if chance < 0.2:
            return node[:at] + [node[at]] * random.choice((2, 3, 50)) + node[at:]
        return [*node[:at], _other_value(node[at], random, depth + 1), *node[at + 1 :]]
    key = random.choice(list(node))
    chance = random.random()
    if chance < 0.08:
        return {name: value for name, value in node.items() if name != key}
    if chance < 0.16:
        name = random.choice((*node, "rest", "", "\u202e", "a" * 300, "__class__", "id"))
        return {(name if one == key else one): value for one, value in node.items()}
    return {**node, key: _other_value(node[key], random, depth + 1)}


def _any_value(old: Any, random: Random) -> Any:
    choices: tuple[Any, ...] = (
        None,
        True,
        False,
        0,
        -1,
        1.5,
        10**30,
        1e308,
        "",
        "null",
        "true",
        [],
        {},
        [old],
        {"a": old},
        [[[[old]]]],
        old,
        random.choice(DAYS).decode(),
        random.choice(NUMBERS).decode(),
        random.choice(SIGNS),
        "a" * 5_000,
        "a\x00b",
        "\n\n",
        "../../etc/passwd",
        "<script>",
        "\ud800",
        [old] * 40,
        {str(n): old for n in range(40)},
        {"$ref": "#"},
        "{{x}}",
        "%s%n",
        "us-tx",
        "0384-0000-26-012-H07-T",
    )
    return random.choice(choices)


def in_png(data: bytes, random: Random, more: Material) -> bytes:
    """A chunk of a PNG changed, with its checksum made good."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return plain(data, random, more)
    chunks, at = [], 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + size]))
        at += 12 + size
    if not chunks:
        return plain(data, random, more)
    place = random.randrange(len(chunks))
    kind, content = chunks[place]
    match random.randrange(6):
        case 0:
            del chunks[place]
        case 1:
            chunks *= random.choice((2, 30))
        case 2:
            chunks.insert(
                place,
                (random.choice((b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"PLTE", b"tRNS", b"acTL")), content),
            )
        case _:
            chunks[place] = (kind, plain(content, random, more))
    whole = b"".join(
        len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
        for kind, content in chunks
    )
    return data[:8] + whole


def in_token(data: bytes, random: Random, more: Material) -> bytes:
    """The head or the body of a signed text, as JSON, with the signature as it was."""
    parts = data.split(b".")
    at = random.randrange(len(parts))
    with suppress(ValueError):
        told = base64.urlsafe_b64decode(parts[at] + b"=" * (-len(parts[at]) % 4))
        change = in_tree if random.random() < 0.8 else plain
        parts[at] = base64.urlsafe_b64encode(change(told, random, more)).rstrip(b"=")
    return b".".join(parts)


def in_deck(data: bytes, random: Random, more: Material) -> bytes:
    """A row of a deck's collection changed by SQL, or any part of its package."""
    return in_archive(data, random, more, _in_collection)


_ODD = (
    None,
    -1,
    0,
    1 << 62,
    1e300,
    "",
    "x" * 3_000,
    b"\xff\xfe",
    "\x1f" * 200,
    "{{c1::a}}",
    "{{#a}}{{/b}}",
    "[]",
    "{}",
    "1",
)


def _in_collection(data: bytes, random: Random, more: Material) -> bytes:
    if data[:16] != b"SQLite format 3\x00" or random.random() < 0.3:
        return in_tree(data, random, more) if data[:1] == b"{" else plain(data, random, more)
    with (
        closing(sqlite3.connect(":memory:", isolation_level=None)) as base,
        suppress(sqlite3.Error, UnicodeError),
    ):
        base.deserialize(data)
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        table = random.choice(tables or ["none"])
        columns = [row[1] for row in base.execute(f"PRAGMA table_info('{table}')")]
        column, how = random.choice(columns or ["none"]), random.randrange(8)
        if how == 0:
            base.execute(f'DELETE FROM "{table}"')
        elif how == 1:
            base.execute(f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO other')
        elif how == 2:
            base.execute(f'INSERT OR IGNORE INTO "{table}" SELECT * FROM "{table}"')
        elif how == 3:
            base.execute(f"CREATE VIEW v{table} AS SELECT * FROM {table}")
        elif how == 4:
            old = base.execute(f'SELECT "{column}" FROM "{table}"').fetchone()
            old_bytes = str(old[0]).encode() if old else b""
            inside = in_tree if old_bytes[:1] == b"{" else plain
            value = inside(old_bytes, random, more).decode("utf-8", "replace")
            base.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ?', (value,))
        else:
            base.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ?', (random.choice(_ODD),))
        return base.serialize()
    return data


def changed(data: bytes, numbers: Sequence[int], shapes: Sequence[Change], more: Material) -> bytes:
    """A file after some changes; three of four are made inside where the file has an inside."""
    longest = max(len(data), USUAL) if numbers[0] % 100 else LONGEST
    for number in numbers:
        random = Random(number)
        if shapes and random.random() < 0.75:
            data = random.choice(shapes)(data, random, more)
        else:
            data = plain(data, random, more)[:longest]
    return data
