"""Everything that reads what others wrote: how it is called, and the errors that it promises.

A target takes bytes. Whatever they are, it gives a result or raises one of `promised`, whose text names the
place in one line; anything else that it does is a mistake of ours. What it gives is used as the program uses
it (compared, shown, written out again), since a crash may wait there.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

import orjson

from rxladder.career.achievement_line import read_achievement_line
from rxladder.career.cards_brought import bring_cards
from rxladder.career.contact_line import read_contact_line
from rxladder.career.credit_line import read_credit_line
from rxladder.career.day_words import find_day_words
from rxladder.career.days_in_text import find_days
from rxladder.career.demo import demo_career
from rxladder.career.dump import write_career
from rxladder.career.event_calendars import CalendarError, read_events
from rxladder.career.file import read_career
from rxladder.career.ids import ids_of
from rxladder.career.json_resume import write_json_resume
from rxladder.career.json_resume_in import read_json_resume
from rxladder.career.json_resume_joined import joined, what_is_new
from rxladder.career.record import Career
from rxladder.career.relationships import Acquaintance, Rhythm
from rxladder.career.resume import Resume
from rxladder.career.transcripts.matching import match_all
from rxladder.career.transcripts.read import read_file, read_pasted
from rxladder.career.transcripts.result import read_document, reading_document
from rxladder.career.vcards_in import CardsError, read_cards
from rxladder.career.vcards_out import write_cards
from rxladder.facts import load
from rxladder.facts.activities import read_catalogue
from rxladder.facts.check_packs import problems
from rxladder.facts.days import MonthDay, to_hours
from rxladder.facts.entries import to_day
from rxladder.facts.load import DATA, Packs, load_packs
from rxladder.facts.uan import UanError, find_uans, parse_uan
from rxladder.facts.yaml_text import BadInput, read_yaml
from rxladder.learning.amounts import read_amount
from rxladder.learning.anki.read import not_yet_known, read_deck
from rxladder.news.discovery import feeds_in_page
from rxladder.news.feeds import NotAFeed, read_feed
from rxladder.news.fetching import Answer, Unreadable
from rxladder.news.markup import plain_text, safe_html
from rxladder.news.openfda import approvals, fda_day, recalls, shortages
from rxladder.news.opml import read_opml, write_opml
from rxladder.news.page_text import page_text
from rxladder.papers.badges.asking import check_asking
from rxladder.papers.badges.carrier import BadBadge
from rxladder.papers.badges.issuer_file import read_issuer_file
from rxladder.papers.badges.matching import propose
from rxladder.papers.badges.output import badge_document
from rxladder.papers.certificates import BadCertificate, examine, page_sizes, picture, plain_pdf
from rxladder.planning.brought import activities_in
from rxladder.quality import tables
from rxladder.quality.inventory import Assumptions, figures
from rxladder.quality.measure import read_points
from rxladder.quality.stock_file import read_movements
from tests.fuzz import changes_inside, seeds
from tests.fuzz.changes import Change
from tests.fuzz.seeds import ON

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Target:
    """One reader. `inside`: changes that know its format. `seconds` and `megabytes` bound one case."""

    name: str
    run: Callable[[bytes], object]
    promised: tuple[type[Exception], ...]
    seeds: Callable[[], Sequence[bytes]]
    inside: tuple[Change, ...] = ()
    words: tuple[bytes, ...] = ()
    seconds: float = 2.0
    megabytes: int = 150
    quick: int = 25
    """Cases in every run of the tests."""
    most: int = 100_000
    """Cases in the long run."""
    database: bool = False
    large: int = MEGABYTE
    """Bytes of the files in which one thing stands very often, which may take `large_seconds` each."""
    large_seconds: float = 4.0


@cache
def packs() -> Packs:
    return load_packs()


def _in_texas(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("America/Chicago"))


def text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


# --- Numbers, days and lines that people type


def uan(data: bytes) -> object:
    typed = text(data)
    for found in find_uans(typed):
        assert parse_uan(found.text) == found
    known = parse_uan(typed)
    assert parse_uan(known.text) == known
    return known.activity_key


def days(data: bytes) -> object:
    typed = text(data)
    found = [
        find_days(typed),
        find_day_words(typed, ON, "back"),
        find_day_words(typed, ON, "ahead"),
        fda_day(typed),
    ]
    for one in (*found[0], *found[1], *found[2]):
        assert 0 <= one.start <= one.end <= len(typed)
    return found


def one_day(data: bytes) -> object:
    typed = text(data)
    return [_or_none(read, typed) for read in (to_day, tables.to_day, MonthDay.parse, Rhythm.parse)]


def amounts(data: bytes) -> object:
    typed = text(data)
    return [_or_none(read, typed) for read in (to_hours, read_amount, tables.to_number)]


def _or_none(read: Callable[[str], object], typed: str) -> object:
    try:
        return read(typed)
    except ValueError:
        return None


@dataclass(frozen=True)
class Somebody:
    name: str
    mentoring: str | None = None


def lines(data: bytes) -> object:
    typed = text(data)[:5_000]
    people = [Somebody(name) for name in seeds.PEOPLE]
    return read_credit_line(typed), read_contact_line(typed, people, ON), read_achievement_line(typed, ON)


# --- Transcripts, exports and certificates


def transcript(data: bytes) -> object:
    return _used(read_file(data, "file"))


def pasted(data: bytes) -> object:
    return _used(read_pasted(text(data)))


def _used(reading: Any) -> object:
    assert read_document(reading_document(reading)) == reading
    return match_all(reading.credits, demo().credits), activities_in(reading)


@cache
def demo() -> Career:
    return demo_career(ON)


def certificate(data: bytes) -> object:
    found = examine(data)
    sizes = page_sizes(data, found.kind)
    assert len(sizes) == found.pages
    if found.kind == "pdf":
        plain_pdf(data)
    return picture(data, found.kind, 64)


# --- What programs export


def cards(data: bytes) -> object:
    found = read_cards(data)
    again = read_cards(write_cards(found.people)).people if found.people else ()
    assert len(again) == len(found.people)
    known = (Acquaintance("Maria Lopez"), Acquaintance("Sam Lee"))
    return bring_cards(known, found.people)


def opml(data: bytes) -> object:
    found = read_opml(data, "file")
    again = read_opml(write_opml(found.feeds, "again"))
    assert {one.url for one in again.feeds} == {one.url for one in found.feeds}
    return found


def feed(data: bytes) -> object:
    return read_feed(data, "https://news.example/feed", "text/xml")


def page(data: bytes) -> object:
    shown = text(data)
    (
        safe_html(shown, "https://news.example/a"),
        plain_text(shown),
        feeds_in_page(data, "https://news.example/"),
    )
    return page_text(data, "https://news.example/", "text/html")


def fda(data: bytes) -> object:
    records = read_yaml(data)
    raw = [one for one in records if isinstance(one, dict)] if isinstance(records, list) else []
    return list(recalls(raw)), list(shortages(raw)), list(approvals(raw, ON.replace(year=1950), ON))


def deck(data: bytes) -> object:
    found = read_deck(data, "file")
    return not_yet_known(found.reviews, found.reviews[:1])


def badge(data: bytes) -> object:
    """The badge, and all that its issuer's site answers changed with it."""
    site = _sites()
    checked = check_asking(data, ON, lambda url: Answer(url, 200, site.get(url, data)), ["sam@example.org"])
    return orjson.dumps(badge_document(checked, propose(checked.said, packs()), asked=True))


@cache
def _sites() -> dict[str, bytes]:
    from tests.badge_files import hosted_2, jwt_3, signed_2

    made = signed_2().site | hosted_2().site | jwt_3().site
    return {url: orjson.dumps(document) for url, document in made.items()}


def issuer_site(data: bytes) -> object:
    """A good badge whose issuer's site answers with anything."""
    from tests.badge_files import hosted_2, jwt_3

    read = _or_none(lambda _text: read_issuer_file(data), "")
    for made in (hosted_2(), jwt_3()):
        check_asking(made.file("text"), ON, lambda url: Answer(url, 200, data), ["sam@example.org"])
    return read


def stock(data: bytes) -> object:
    return figures(read_movements(data, "file", ON), Assumptions())


def points(data: bytes) -> object:
    return read_points(data, "share" if len(data) % 2 else "single", "file", ON)


def resume(data: bytes) -> object:
    brought = read_json_resume(data, packs(), "file")
    new = what_is_new(demo(), brought)
    made = joined(demo().resume or Resume(), new.resume)
    return write_json_resume(Career(demo().person, resume=made), packs(), ON)


# --- What belongs to the program


def career(data: bytes) -> object:
    found = read_career(data, packs(), "file")
    assert read_career(write_career(found, "yaml"), packs()) == found
    return found


def catalogue(data: bytes) -> object:
    return read_catalogue(data, packs(), "file")


@cache
def _texts() -> dict[str, load._Text]:
    return {path.stem: load._read(path) for path in sorted((DATA / "packs").glob("*.yaml"))}


def pack(data: bytes) -> object:
    """A whole pack beside nothing: read, checked, and said in words where it can be."""
    told = read_yaml(data, "file")
    if not isinstance(told, dict):
        raise BadInput("is not a mapping", "file", 1)
    found = load._pack(load._Text(Path(f"{told.get('id')}.yaml"), data, told))
    vocabulary = packs().vocabulary
    for problem in problems({found.id: found}, vocabulary):
        assert str(load._bad(load._Text(Path("file"), data, told), problem.message, problem.path))
    return found


def overlay(data: bytes) -> object:
    """A correction among all packs; where it is good, what `packs check` says of it."""
    told = read_yaml(data, "file")
    if not isinstance(told, dict):
        raise BadInput("is not a mapping", "file", 1)
    file = load._Text(Path("file"), data, told)
    corrected = load._corrected(dict(packs().packs), _texts(), [file], packs().vocabulary)
    changed = [pack for id_, pack in corrected.items() if pack is not packs().packs.get(id_)]
    return [_in_words(Packs(corrected, packs().vocabulary, "x"), pack.id) for pack in changed[:1]]


def _in_words(found: Packs, id_: str) -> object:
    from rxladder.cli.check_pack import check_document
    from rxladder.facts.trial import Tried

    return check_document(Path("file"), Tried(id_, found), packs(), [demo()], ON)


def packs_check(data: bytes) -> object:
    """The same through the door of `packs check`, with the file on the disk."""
    from rxladder.facts.trial import tried
    from tests.fuzz.known_packs import read_once

    path = _folder() / "file.yaml"
    path.write_bytes(data)
    with read_once():
        return tried(path)


def backup(data: bytes) -> object:
    from rxladder.web.backup.archive import unpack

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "backup.zip"
        path.write_bytes(data)
        try:
            return unpack(path, Path(folder) / "into")
        except BadInput:
            assert [one.name for one in Path(folder).iterdir()] == ["backup.zip"]
            raise


def everything(data: bytes) -> object:
    """All of a person, read into an account; the account is taken back afterwards."""
    from django.db import transaction

    from rxladder.web.accounts.models import Person
    from rxladder.web.backup.everything import read_everything

    path = _folder() / "me.zip"
    path.write_bytes(data)
    with transaction.atomic():
        try:
            return read_everything(path, Person.objects.create(), ON)
        finally:
            transaction.set_rollback(True)


@cache
def _folder() -> Path:
    """One folder for the cases of a process, since to make one takes longer than to read most files."""
    folder = Path(tempfile.mkdtemp(prefix="rxladder-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _columns() -> list[Callable[[str], str]]:
    from rxladder.workforce.readers import reader
    from rxladder.workforce.tables import TABLES

    ids = ids_of(packs())
    return [reader(column, ids) for table in TABLES.values() for column in table.columns]


def workforce_cell(data: bytes) -> object:
    """A cell of a whole workforce's tables, in one of their columns."""
    return _or_none(_columns()[crc32(data) % len(_columns())], text(data))


ARCHIVE = (changes_inside.in_archive,)
TREE = (changes_inside.in_tree,)
BIG = 700
"""Megabytes that an archive of the largest size allowed may take while it is read."""

TARGETS: tuple[Target, ...] = (
    Target("uan", uan, (UanError,), lambda: seeds.lines("uans.txt"), quick=60),
    Target("days", days, (), lambda: seeds.lines("days.txt"), quick=40, large=100_000),
    Target("one-day", one_day, (), lambda: seeds.lines("days.txt"), quick=60),
    Target("amounts", amounts, (), lambda: seeds.lines("amounts.txt"), quick=60),
    Target("lines", lines, (), lambda: seeds.lines("lines.txt"), quick=40),
    Target(
        "workforce-cell",
        workforce_cell,
        (),
        lambda: [*seeds.lines("days.txt"), *seeds.lines("uans.txt"), b'{"q": true}', b"ptcb-cpht"],
    ),
    Target("pasted", pasted, (BadInput,), lambda: seeds.files(*seeds.TEXTS)),
    Target("table", transcript, (BadInput,), lambda: seeds.files(*seeds.TEXTS)),
    Target("workbook", transcript, (BadInput,), seeds.workbooks, ARCHIVE, megabytes=BIG),
    Target("pdf", transcript, (BadInput,), seeds.pdfs),
    Target(
        "certificate",
        certificate,
        (BadCertificate,),
        seeds.certificates,
        (changes_inside.in_png,),
        megabytes=BIG,
    ),
    Target(
        "calendar",
        lambda data: read_events(data, ON, _in_texas),
        (CalendarError,),
        lambda: seeds.files("society.ics"),
    ),
    Target("cards", cards, (CardsError,), lambda: seeds.files("contacts.vcf")),
    Target(
        "opml",
        opml,
        (BadInput,),
        lambda: seeds.files("feeds.opml"),
        words=(b"<!ENTITY a 'b'>", b"<!DOCTYPE x [", b"&a;", b"<outline "),
    ),
    Target(
        "feed",
        feed,
        (NotAFeed,),
        seeds.feeds,
        words=(b"<!ENTITY a 'b'>", b"]]>", b"<![CDATA[", b"<item>", b"xml:base='//['"),
    ),
    Target(
        "page",
        page,
        (Unreadable,),
        lambda: [*seeds.files("page.html"), seeds.open_pdf()],
        words=(b"<!--", b"<svg><math>", b"&#x110000;", b"</"),
    ),
    Target("openfda", fda, (BadInput,), seeds.openfda, TREE),
    Target("deck", deck, (BadInput,), seeds.decks, (changes_inside.in_deck,), megabytes=BIG),
    Target(
        "badge",
        badge,
        (BadBadge,),
        seeds.badges,
        (changes_inside.in_png, changes_inside.in_token, changes_inside.in_tree),
    ),
    Target("issuer-site", issuer_site, (), lambda: list(_sites().values()), TREE),
    Target("stock", stock, (BadInput,), lambda: seeds.files("stock.csv")),
    Target("points", points, (BadInput,), lambda: seeds.files("weeks.csv", "minutes.csv")),
    Target("json-resume", resume, (BadInput,), seeds.resumes, TREE),
    Target("career", career, (BadInput,), seeds.careers, TREE),
    Target("catalogue", catalogue, (BadInput,), lambda: seeds.files("catalogue.yaml"), TREE),
    Target("pack", pack, (BadInput,), seeds.whole_packs, TREE),
    Target("overlay", overlay, (BadInput,), lambda: seeds.files(*seeds.OVERLAYS), TREE, quick=10),
    Target(
        "packs-check",
        packs_check,
        (BadInput,),
        lambda: seeds.files(*seeds.OVERLAYS),
        TREE,
        quick=2,
        seconds=5,
    ),
    Target("backup", backup, (BadInput,), seeds.backups, ARCHIVE),
    Target("everything", everything, (BadInput,), seeds.everything, ARCHIVE, quick=6, database=True),
)
BY_NAME = {target.name: target for target in TARGETS}
