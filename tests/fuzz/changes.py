"""Real files, changed: what damage, sloppy programs and evil people make of them.

A change is a number. It chooses what is done, where and how much, so that a case is a seed's place and a few
numbers: Hypothesis takes numbers away until nothing more can go, and a long run draws them by itself. Here
bytes, words and lines are changed; what is packed is changed inside as well (changes_inside.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

LONGEST, USUAL = 40_000, 2_500
"""Bytes of a changed file; what is larger is cut. One in a hundred may be long; large ones: enlarged.py."""

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
