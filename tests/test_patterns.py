"""Patterns mean the same in each Python that the project runs on."""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "src" / "rxladder"
RAW_TEXT = re.compile(r"\brb?[\"']")
POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+|\(\?>")


def test_no_pattern_has_a_possessive_group():
    """Python 3.11 has it wrong up to 3.11.3, which Debian 12 brings; single possessive signs it has right."""
    assert POSSESSIVE_GROUP.search(r"a(?:b)?+c")
    assert not POSSESSIVE_GROUP.search(r"a[bc]*+(d)?\)++")
    found = [
        f"{path.relative_to(SOURCES)}:{number}: {line.strip()}"
        for path in sorted(SOURCES.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if RAW_TEXT.search(line) and POSSESSIVE_GROUP.search(line)
    ]
    assert not found, "\n".join(found)
