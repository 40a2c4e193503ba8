"""Real files in which one thing stands very often: where time grows faster than a file, it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PARTS = re.compile(rb"[^,;:|\t \r\n<>\"=]+[,;:|\t \r\n<>\"=]+")
_MOST_LINES, _MOST_PARTS = 25, 12
PIECES = (
    b"1 | ",
    b"9 ",
    b"1,",
    b"1.",
    b"a\n",
    b" a\n",
    b" =\r\n",
    b"\t1",
    b'"',
    b"'",
    b"(",
    b"[",
    b"{",
    b"<",
    b"<a ",
    b"</a>",
    b"a=b;",
    b"\\",
    b"\\,",
    b"&amp;",
    b"&",
    b"{{",
    b"{{c1::",
    b"1/1/2026 ",
    b"2026-01-01\n",
    b"0384-0000-26-012-H07-T ",
    b"1.5 h ",
    b"-",
    b"- a\n",
    b"a: \n",
    b"  - ",
    b"%",
    b"\xc3\xa9",
    b"e\xcc\x81",
    b"\xef\xb7\xba",
    b"\x00",
    b"1" * 50 + b" ",
    b"next Monday ",
    b"in 2 weeks ",
    b"Maria Lopez ",
    b"Jan ",
    b"Jan 1 ",
    b"1 Jan ",
    b"hours ",
    b"contact ",
    b"h 1 ",
    b"$1 ",
    b"from 1% to 2% ",
    b"expires ",
    b"total 1\n",
    b"UAN\n",
    b"hours: ",
    b"<!--",
    b"]]>",
    b"<![CDATA[",
    b"\r",
    b"\x1c",
    b"http://a.b/ ",
)


def enlarged(data: bytes, most: int, words: Sequence[bytes] = ()) -> Iterator[tuple[str, bytes]]:
    """The file with each of its lines, its parts and of some pieces repeated until it has `most` bytes."""
    room = max(0, most - len(data))
    lines = data.splitlines(keepends=True)
    for number in _some(len(lines), _MOST_LINES):
        line = lines[number]
        before = b"".join(lines[:number])
        yield f"line {number + 1}", before + line * (room // len(line)) + b"".join(lines[number:])
    parts = list(_PARTS.finditer(data))
    for number in _some(len(parts), _MOST_PARTS):
        part = parts[number]
        yield (
            f"part {part[0][:20]!r}",
            data[: part.start()] + part[0] * (room // len(part[0])) + data[part.start() :],
        )
    for piece in (*PIECES, *words):
        times = room // len(piece)
        yield f"{piece!r} alone", piece * times
        yield f"{piece!r} at the end", data + piece * times
        middle = len(data) // 2
        yield f"{piece!r} in the middle", data[:middle] + piece * times + data[middle:]
    yield "all of it", data * (most // max(1, len(data)))


def _some(count: int, most: int) -> list[int]:
    """Places spread over all of them."""
    return sorted(
        {round(place * (count - 1) / max(1, min(count, most) - 1)) for place in range(min(count, most))}
    )
