"""What the check of the rules' sources does and says."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field
from rich.text import Text
from typing_extensions import TypedDict

from rxladder.cli.paper import paper, print_indented
from rxladder.facts.installation import data_folder
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext, noop
from rxladder.facts.load import Packs
from rxladder.facts.source_pages import source_pages
from rxladder.news.fetching import fetcher_here
from rxladder.news.page_text_apart import page_text_apart
from rxladder.news.rule_pages import PAGE_LIMITS, PageCheck, Verdict
from rxladder.news.source_look import look_at_sources

_WORDS: dict[Verdict, str] = {
    "changed": noop("changed"),
    "gone": noop("gone"),
    "same": noop("as before"),
    "first": noop("read for the first time"),
    "failed": noop("could not be read"),
    "waiting": noop("not due yet"),
}
_TROUBLE: tuple[Verdict, ...] = ("changed", "gone", "failed")
_EACH = 50
"""Pages after which it is said how far it is."""


class CitedDocument(TypedDict):
    """What rests on a page."""

    pack: str
    source: str
    section: str | None


class PageDocument(TypedDict):
    """One page; `removed` and `added` are the first lines that changed, `changes` counts all."""

    url: str
    verdict: Annotated[Verdict, Field(description="first: its words are kept now, to compare with.")]
    problem: str
    changes: int
    removed: list[str]
    added: list[str]
    cited_by: list[CitedDocument]


class ChecksDocument(TypedDict):
    """What `rxladder rules check --json` prints."""

    checked: Annotated[dict[str, int], Field(description="How many pages have which verdict.")]
    pages: list[PageDocument]


def check_here(
    packs: Packs, only: str | None, data: Path | None, now: datetime, *, all_due: bool
) -> list[PageCheck]:
    """Check the pages that packs cite, and keep their readings in the data folder."""
    pages, done = source_pages(packs, only), []
    fetcher = fetcher_here(limits=PAGE_LIMITS)
    folder = data_folder(data) / "sources"
    for check in look_at_sources(pages, folder, now, fetcher, page_text_apart, all_due=all_due):
        done.append(check)
        if len(done) % _EACH == 0 and sys.stderr.isatty():
            said = _("{n} of {all} pages").format(n=len(done), all=len(pages))
            print(said, file=sys.stderr)
    return sorted(done, key=lambda one: one.url)


def checks_document(found: list[PageCheck], packs: Packs, only: str | None) -> ChecksDocument:
    """A check as JSON; pages that nobody asked for are only counted."""
    cited = source_pages(packs, only)
    pages: list[PageDocument] = [
        {
            "url": one.url,
            "verdict": one.verdict,
            "problem": one.reading.state.problem,
            "changes": one.changes,
            "removed": list(one.removed),
            "added": list(one.added),
            "cited_by": [
                {"pack": by.pack, "source": by.source, "section": by.section} for by in cited[one.url]
            ],
        }
        for one in found
        if one.verdict != "waiting"
    ]
    return {"checked": dict(Counter(one.verdict for one in found)), "pages": pages}


def show_checks(found: list[PageCheck], packs: Packs, only: str | None) -> None:
    """Print what changed, then what could not be read, then a count."""
    console, cited = paper(), source_pages(packs, only)
    trouble = [one for one in found if one.verdict in _TROUBLE]
    for one in sorted(trouble, key=lambda one: _TROUBLE.index(one.verdict)):
        console.print(Text(f"{_(_WORDS[one.verdict])}: {one.url}", style="bold"), soft_wrap=True)
        for by in cited[one.url]:
            where = f", {by.section}" if by.section else ""
            print_indented(
                console, _("{pack} cites it as {source}").format(pack=by.pack, source=by.source) + where, 2
            )
        if one.reading.state.problem and one.verdict != "changed":
            print_indented(console, one.reading.state.problem, 2)
        for sign, lines in (("-", one.removed), ("+", one.added)):
            for line in lines[:5]:
                print_indented(console, f"{sign} {line[:300]}", 4)
        shown = min(len(one.removed), 5) + min(len(one.added), 5)
        if one.changes > shown:
            print_indented(console, _("and {n} more lines").format(n=one.changes - shown), 4)
    counts = Counter(one.verdict for one in found)
    said = [f"{counts[verdict]} {_(word)}" for verdict, word in _WORDS.items() if counts[verdict]]
    pages = ngettext("{n} page: {verdicts}.", "{n} pages: {verdicts}.", len(found))
    console.print(pages.format(n=len(found), verdicts=", ".join(said) or _("none")))
    if counts["changed"]:
        console.print(_("A changed page is not a changed rule: read it, then correct the pack."))
