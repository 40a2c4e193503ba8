"""A line of an address card (vCard): taken apart and folded, and what a line tells of a name or an employer.

RFC 2426 (3.0) and RFC 6350 (4.0); vobject undoes the codings of values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vobject.base import ContentLine, VObjectError

OWN = "X-RXLADDER-"
"""Begins the names of lines that only this program knows."""
LONGEST_NAME = 1_000
"""Letters of a line before its first colon: name and parameters."""
HEAD = re.compile(
    r"""(?:(?P<group>[\w-]++)\.)?(?P<name>[\w-]++)(?P<params>(?:;(?:[^":]|"[^"]*+")*)?):""", re.ASCII
)
_PARAM = re.compile(r""";([\w-]++)(?:=((?:[^";]|"[^"]*+")*))?""", re.ASCII)
_VALUE = re.compile(r""""([^"]*+)"|([^",]++)""")
_CHARSET = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|shift_jis|gb(?:2312|k|18030)|big5|euc-\w\w",
    re.IGNORECASE | re.ASCII,
)
_ESCAPES = re.compile(r"\\([nN;,:\\])")


def content_line(line: str) -> ContentLine | None:
    """A line taken apart; None for one that is no content line (some programs write such).

    vobject's own pattern tries every way to part what is no line, of which there are far too many.
    """
    head = HEAD.match(line)
    if head is None or len(head[0]) > LONGEST_NAME:
        return None
    params = [
        [name, *(quoted or plain for quoted, plain in _VALUE.findall(values))]
        for name, values in _PARAM.findall(head["params"])
    ]
    if any(
        not _CHARSET.fullmatch(value)
        for name, *values in params
        if name.upper() == "CHARSET"
        for value in values
    ):
        return None
    try:
        return ContentLine(
            head["name"].replace("_", "-"), _one_coding(params), line[head.end() :], head["group"]
        )
    except (VObjectError, ValueError, LookupError):
        return None


def _one_coding(params: list[list[str]]) -> list[list[str]]:
    """Quoted-printable alone, in capitals, where it is named in any way: vobject knows it in no other."""
    codings = [param for param in params if param[0].upper() in ("ENCODING", "QUOTED-PRINTABLE")]
    words = [word.upper() for name, *values in codings for word in (values or [name])]
    if "QUOTED-PRINTABLE" not in words:
        return params
    return [*(param for param in params if param not in codings), ["ENCODING", "QUOTED-PRINTABLE"]]


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines as they were before they were folded, each with its number.

    A line goes on where the next begins with a space or a tab and, in cards of version 2.1, where it is
    quoted-printable and ends with an equals sign.
    """
    pieces: list[str] = []
    began, soft, quoted = 0, False, None
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if soft:
            pieces += "\n", line
        elif line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
        else:
            if (whole := "".join(pieces)).strip():
                yield began, whole
            pieces, began, quoted = [line], number, None
        if quoted is None and ":" in pieces[-1]:
            # Told before the first colon, and looked for once.
            quoted = "QUOTED-PRINTABLE" in "".join(pieces).partition(":")[0].upper()
        soft = bool(quoted) and pieces[-1].endswith("=")
    if (whole := "".join(pieces)).strip():
        yield began, whole


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which cuts a character in two."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > 75:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def escaped(text: str) -> str:
    """A text as a value: what has a meaning in a line is written with a backslash before it."""
    text = re.sub(r"\r\n?", "\n", text)
    for plain, written in (("\\", "\\\\"), ("\n", "\\n"), (";", "\\;"), (",", "\\,")):
        text = text.replace(plain, written)
    return text


def unescaped(value: str) -> str:
    """A value as a text, without the space around it."""
    return _ESCAPES.sub(lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def split_value(value: str, mark: str) -> list[str]:
    """The parts of a value between marks that stand for themselves, each without its escapes."""
    parts = [""]
    for token in re.findall(r"\\.|.", value, re.DOTALL):
        if token == mark:
            parts.append("")
        else:
            parts[-1] += token
    return [unescaped(part) for part in parts]


def name_parts(name: str) -> list[str]:
    """A name in the parts of a card, as far as words tell: the last is taken for the family's."""
    given, _space, family = name.rpartition(" ")
    return [family, given, "", "", ""]


def is_name(line: str) -> bool:
    """Whether a line that is kept tells the parts of a name, which a new name makes untrue."""
    return line.upper().startswith(("N:", "N;"))


def is_organisation(line: str) -> bool:
    """Whether a line that is kept tells an organisation, which may have units."""
    return line.upper().startswith(("ORG:", "ORG;"))


def is_employer(employer: str, line: str) -> bool:
    """Whether a line that is kept tells this employer, written as `employer_in` does."""
    return is_organisation(line) and employer_in(value_of(line)) == employer


def employer_in(value: str) -> str:
    """An organisation and its units as one text."""
    return ", ".join(filter(None, split_value(value, ";")))


def units_in(value: str) -> int:
    """How many names an ORG line has: the organisation, and the units within it."""
    return len([part for part in split_value(value, ";") if part])


def value_of(line: str) -> str:
    """What stands behind the first colon of a line that is kept."""
    return line.partition(":")[2]
