"""What the commands about feeds do and say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from rxladder.cli.feed_documents import (
    DigestDocument,
    DigestItem,
    FeedListDocument,
    RefreshDocument,
    RefreshedFeed,
)
from rxladder.cli.feed_folder import FeedFolder
from rxladder.cli.inputs import packs_here, read_career_file
from rxladder.cli.paper import grid, paper
from rxladder.facts.feeds import known_feeds
from rxladder.facts.installation import data_folder
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import read_bytes
from rxladder.news.digest import Digest
from rxladder.news.digest import digest as choose
from rxladder.news.feeds import Feed
from rxladder.news.fetching import fetcher_here
from rxladder.news.items import Item, Source, item_of, source_of
from rxladder.news.opml import MAX_BYTES, Listed, read_opml
from rxladder.news.ranking import rank, reader_of
from rxladder.news.refresh import FEED_LIMITS, FeedState, Look, in_words, refresh
from rxladder.news.stories import group


@dataclass(frozen=True, slots=True)
class Done:
    """How the look at one listed feed went; `new` counts the items that were not known."""

    listed: Listed
    look: Look[Feed]
    new: int


def listed_here(opml: Path | None) -> tuple[Listed, ...]:
    """The feeds of a list, or those that are known here and have an address."""
    if opml is not None:
        return read_opml(read_bytes(opml, max_bytes=MAX_BYTES), str(opml)).feeds
    return tuple(
        Listed(one.feed, one.title, one.site, (one.kind,)) for one in known_feeds().values() if one.feed
    )


def list_document(listed: Iterable[Listed]) -> FeedListDocument:
    """A list of feeds as JSON."""
    return {
        "feeds": [
            {"url": one.url, "title": one.title, "site": one.site, "folder": list(one.folder)}
            for one in listed
        ]
    }


def sources_here(opml: Path | None) -> dict[str, Source]:
    """Every feed of a list as a source; what is known of it here is known of it there."""
    known = {one.feed: replace(source_of(one), id=one.feed) for one in known_feeds().values() if one.feed}
    return {one.url: known.get(one.url, Source(one.url, one.title)) for one in listed_here(opml)}


def refresh_here(opml: Path | None, data: Path | None, now: datetime, *, all_due: bool) -> list[Done]:
    """Look at the feeds of a list and keep what came in the data folder."""
    folder = FeedFolder(data_folder(data) / "feeds")
    listed = listed_here(opml)
    states, items = folder.states(), {one.id: one for one in folder.items()}
    asked: dict[str, tuple[Listed, FeedState]] = {}
    for one in listed:
        state = states.get(one.url, FeedState(one.url))
        asked.setdefault(state.url, (one, state))
    done = []
    fetcher = fetcher_here(limits=FEED_LIMITS)
    for look in refresh([state for _one, state in asked.values()], now, fetcher, all_due=all_due):
        one = asked[look.before.url][0]
        entries = look.found.entries if look.found else ()
        came = {item.id: item for item in (item_of(entry, one.url, now) for entry in entries)}
        new = [id_ for id_ in came if id_ not in items]
        # What was seen without a day keeps the moment at which it was first seen.
        items |= {id_: came[id_] for id_ in new}
        states[one.url] = look.state
        done.append(Done(one, look, len(new)))
    folder.keep(states, items.values())
    return done


def show_refresh(done: list[Done]) -> None:
    """Print one line for each feed that was asked, those in trouble last."""
    table = grid(_("feed"), _("new"), _("condition"), ratio=2)
    table.columns[1].justify = "right"
    # A long name must not take the room of what is the matter with the feed.
    table.columns[0].max_width, table.columns[0].no_wrap = 32, False
    asked = [one for one in done if one.look.outcome != "waiting"]
    for one in sorted(asked, key=lambda one: (bool(one.look.state.problem), one.listed.title)):
        table.add_row(one.listed.title, str(one.new or ""), in_words(one.look.state))
    console = paper()
    if asked:
        console.print(table)
    waiting = len(done) - len(asked)
    said = _("{new} new; {asked} checked, {waiting} not due yet.")
    console.print("\n" + said.format(new=sum(one.new for one in done), asked=len(asked), waiting=waiting))


def refresh_document(done: list[Done]) -> RefreshDocument:
    """A refresh as JSON: each feed with how it is."""
    feeds: list[RefreshedFeed] = [
        {
            "url": one.listed.url,
            "title": one.listed.title,
            "outcome": one.look.outcome,
            "new": one.new,
            "problem": one.look.state.problem,
            "status": one.look.state.status,
            "asked_at": one.look.state.url,
            "due": one.look.state.due.isoformat() if one.look.state.due else None,
            "seconds": one.look.state.seconds,
            "bytes": one.look.state.bytes,
        }
        for one in sorted(done, key=lambda one: one.listed.url)
    ]
    return {"new": sum(one.new for one in done), "feeds": feeds}


def digest_here(file: Path, opml: Path | None, data: Path | None, on: date, days: int) -> Digest:
    """The digest of what was kept of the last days, for the person of a career file."""
    # The day ends where the person is.
    until = datetime.combine(on + timedelta(days=1), time()).astimezone()
    since = until - timedelta(days=days)
    packs = packs_here(data)
    reader = reader_of(read_career_file(file, packs, on), packs)
    sources = sources_here(opml)
    kept: tuple[Item, ...] = FeedFolder(data_folder(data) / "feeds").items()
    chosen = [one for one in kept if one.source in sources and since < one.moment <= until]
    return choose(rank(group(chosen), sources, reader, until), since, until)


def digest_document(found: Digest) -> DigestDocument:
    """A digest as JSON."""
    items: list[DigestItem] = [
        {
            "title": one.story.lead.title,
            "url": one.story.lead.url,
            "source": one.story.lead.source,
            "also_in": list(one.story.also_in),
            "published": one.story.lead.moment.isoformat(),
            "because": [reason.says for reason in one.because],
        }
        for one in found.items
    ]
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "left_out": found.left_out,
        "items": items,
    }
