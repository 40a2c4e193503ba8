"""A résumé as plain text, as it is pasted into a form and read by programs: one thing a line, no columns."""

from __future__ import annotations

from collections.abc import Iterator

from rxladder.papers.resume_parts import Block, LaidResume
from rxladder.papers.typesetting import plain_line

_LONGEST = 1_000


def resume_text(laid: LaidResume) -> str:
    """The whole, with its headings in capitals."""
    return "\n".join(_lines(laid)).strip() + "\n"


def _lines(laid: LaidResume) -> Iterator[str]:
    yield plain_line(laid.name)
    yield from (plain_line(line) for line in (laid.label, *laid.contact) if line)
    if laid.summary:
        yield ""
        yield plain_line(laid.summary, _LONGEST)
    for block in laid.blocks:
        yield ""
        yield block.title.upper()
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    for place, entry in enumerate(block.entries):
        if block.short:
            yield plain_line(f"{entry.title} ({entry.when})" if entry.when else entry.title)
            continue
        if place and entry.lines:
            yield ""
        yield plain_line(", ".join(part for part in (entry.title, entry.where) if part))
        if entry.when:
            yield plain_line(entry.when)
        yield from (f"- {plain_line(line, _LONGEST)}" for line in entry.lines)
