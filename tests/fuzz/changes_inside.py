"""Changes inside of what is packed (ZIP, PNG, signed texts, decks) or is a tree (JSON, YAML), packed again.

A wrong checksum would end the reading before it began.
"""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from random import Random
from typing import Any

import yaml

from tests.fuzz.changes import DAYS, LONGEST, NUMBERS, SIGNS, Change, Material, plain


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
        if _large(tree):
            break
    if random.random() < 0.7:
        return json.dumps(tree).encode()[:LONGEST]
    with suppress(UnicodeError):  # half a sign has no place in YAML
        return yaml.dump(tree, Dumper=_WithoutAliases, allow_unicode=True).encode()[:LONGEST]
    return data


def _large(tree: Any) -> bool:
    """Whether a tree is far too long already; what is repeated within what is repeated has no end."""
    try:
        return len(str(tree)) > 4 * LONGEST
    except RecursionError:
        return True


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
