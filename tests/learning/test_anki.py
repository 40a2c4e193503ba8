"""Decks of Anki come in as plain text with their history, and go out so that Anki opens them."""

import io
import sqlite3
import time
import zipfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import genanki
import pytest
import zstandard
from genanki.apkg_schema import APKG_SCHEMA
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.facts.yaml_text import BadInput
from rxladder.learning.anki import collection, package
from rxladder.learning.anki.plain import MOST_TEXT, gaps, plain, render
from rxladder.learning.anki.read import DeckCard, not_yet_known, read_deck
from rxladder.learning.anki.write import write_deck
from rxladder.learning.reviews import Grade, Review
from rxladder.learning.schedule import Schedule
from tests.learning.decks_of_anki import BASIC, CLOZE, as_newest, by_genanki, changed, unzipped, zipped

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
FORMS = {"old": lambda data: data, "newest": as_newest}


def notes() -> list[genanki.Note]:
    return [
        genanki.Note(
            BASIC, ["Coumadin", "warf<i>arin</i>", "INR &lt; 4"], guid="w", tags=["anticoag", "high-alert"]
        ),
        genanki.Note(BASIC, ["Zestril", "lisinopril", ""], guid="l"),
        genanki.Note(
            CLOZE, ["{{c1::NDC::what?}} has {{c2::10}} digits, {{c1::11}} when billed", "HIPAA"], guid="c"
        ),
    ]


@pytest.fixture(params=FORMS)
def deck(request, tmp_path) -> bytes:
    return FORMS[request.param](by_genanki(tmp_path / "deck.apkg", *notes()))


def test_notes_become_cards_by_their_templates(deck: bytes):
    found = read_deck(deck, "deck.apkg")
    sides = {(card.front, card.back) for card in found.cards}
    assert sides == {
        ("Generic of Coumadin?", "warfarin\nINR < 4"),
        ("Brand of warfarin?", "Coumadin"),
        ("Generic of Zestril?", "lisinopril"),
        ("[what?] has 10 digits, […] when billed", "NDC has 10 digits, 11 when billed\nHIPAA"),
        ("NDC has […] digits, 11 when billed", "NDC has 10 digits, 11 when billed\nHIPAA"),
    }
    assert {card.deck for card in found.cards} == {"Drugs::Top 200"}
    assert {card.tags for card in found.cards if "warfarin" in card.front} == {("anticoag", "high-alert")}
    assert len({card.id for card in found.cards}) == 5


def test_the_three_forms_give_the_same_cards(tmp_path):
    old = by_genanki(tmp_path / "deck.apkg", *notes())
    parts = unzipped(old)
    middle = zipped(
        {"collection.anki2": b"says: please update", "collection.anki21": parts["collection.anki2"]}
    )
    assert read_deck(old, "a") == read_deck(as_newest(old), "b") == read_deck(middle, "c")


def test_a_deck_brought_again_brings_the_same_names(tmp_path):
    one = read_deck(by_genanki(tmp_path / "1.apkg", *notes()), "1")
    other = read_deck(by_genanki(tmp_path / "2.apkg", *reversed(notes())), "2")
    assert {card.id: card.front for card in one.cards} == {card.id: card.front for card in other.cards}


MOMENT = 1_767_000_000_123


def with_history(data: bytes) -> bytes:
    """Answers to the first card: learned, forgotten, crammed; and lines that are no answers."""
    with sqlite3.connect(":memory:") as db:
        db.deserialize(unzipped(data)["collection.anki2"])
        (card,) = db.execute("SELECT min(id) FROM cards").fetchone()
    lines = [
        (MOMENT, card, 0, 3, 1, 0, 0, 8_500, 0),
        (MOMENT + 86_400_000, card, 0, 1, 1, 1, 0, 99_999_999, 1),
        (MOMENT + 90_000_000, card, 0, 4, 1, 1, 0, 2_000, 3),
        (MOMENT + 95_000_000, card, 0, 0, 9, 1, 0, 0, 4),  # a day moved by hand
        (MOMENT + 96_000_000, card, 0, 7, 9, 1, 0, 0, 1),  # no grade there is
        (MOMENT + 97_000_000, card + 999, 0, 3, 9, 1, 0, 0, 1),  # another deck's card
        (-5, card, 0, 3, 9, 1, 0, 0, 1),
    ]
    return changed(data, rows=[("revlog", line) for line in lines])


@pytest.mark.parametrize("form", FORMS)
def test_the_history_of_answers_comes_along(tmp_path, form):
    old = with_history(by_genanki(tmp_path / "deck.apkg", *notes()))
    found = read_deck(FORMS[form](old), "deck.apkg")
    assert [(one.grade, one.right, one.seconds) for one in found.reviews] == [
        (Grade.GOOD, True, 8.5),
        (Grade.AGAIN, False, None),
        (Grade.EASY, True, 2.0),
    ]
    assert found.reviews[0].at == datetime(2025, 12, 29, 9, 20, 0, 123000, tzinfo=UTC)
    assert {one.card for one in found.reviews} <= {card.id for card in found.cards}
    assert found.not_answers == 4
    assert not_yet_known(found.reviews, found.reviews) == []


def test_what_stays_behind_is_counted(tmp_path):
    old = by_genanki(
        tmp_path / "deck.apkg",
        *notes(),
        genanki.Note(BASIC, ['<img src="pill.jpg">', "[sound:x.mp3]", ""], guid="p"),
    )
    found = read_deck(as_newest(old, media=("pill.jpg", "x.mp3")), "deck.apkg")
    assert (found.media, found.without_text, len(found.cards)) == (2, 1, 5)
    picture = genanki.Note(BASIC, ['See <img src="pill.jpg">', "warfarin", ""], guid="q")
    assert "Generic of See [picture] ?" in [
        card.front for card in read_deck(by_genanki(tmp_path / "p.apkg", picture), "p").cards
    ]


# Out again


CARDS = [
    DeckCard(
        "drug-class/warfarin",
        "RxLadder::Medications",
        "Class of warfarin?\nOne of four",
        "an <b>anticoagulant</b> & more",
    ),
    DeckCard("anki/ab12/0", "", "a & b", "c", ("two words", "x")),
    DeckCard("sig/bid", "RxLadder", "bid?", "twice a day"),
]


def history() -> list[Review]:
    return [
        Review("a", "sig/bid", NOW - timedelta(days=9), Grade.AGAIN, False, 12.25),
        Review("b", "sig/bid", NOW - timedelta(days=8), Grade.GOOD, True, 4.0),
        Review("c", "drug-class/warfarin", NOW - timedelta(days=8), Grade.EASY, True, None),
        Review("d", "not/there", NOW, Grade.GOOD, True, 4.0),
    ]


def out() -> bytes:
    return write_deck(CARDS, history(), Schedule().replay(history()), NOW)


def test_what_goes_out_comes_back(tmp_path):
    found = read_deck(out(), "out.apkg")
    assert sorted(found.cards, key=lambda card: card.id) == [
        DeckCard("anki/ab12/0", "RxLadder", "a & b", "c", ("two_words", "x")),
        CARDS[0],
        CARDS[2],
    ]
    assert {(one.card, one.at, one.grade, one.seconds) for one in found.reviews} == {
        ("sig/bid", NOW - timedelta(days=9), Grade.AGAIN, 12.25),
        ("sig/bid", NOW - timedelta(days=8, milliseconds=-1), Grade.GOOD, 4.0),
        ("drug-class/warfarin", NOW - timedelta(days=8), Grade.EASY, None),
    }
    assert not_yet_known(found.reviews, history()) == []
    assert len(not_yet_known(found.reviews, history()[1:])) == 1
    assert out() == out()


def columns(db: sqlite3.Connection) -> dict[str, list[tuple]]:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: [row[1:4] for row in db.execute(f"PRAGMA table_info({table})")] for table in tables} | {
        "indexes": sorted(db.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'"))
    }


def test_what_goes_out_has_ankis_own_schema_and_what_anki_needs(tmp_path):
    (tmp_path / "c.anki2").write_bytes(unzipped(out())["collection.anki2"])
    db, theirs = sqlite3.connect(tmp_path / "c.anki2"), sqlite3.connect(":memory:")
    theirs.executescript(APKG_SCHEMA)
    assert columns(db) == columns(theirs)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("SELECT ver FROM col").fetchone() == (11,)
    crt = datetime.fromtimestamp(db.execute("SELECT crt FROM col").fetchone()[0], UTC)
    rows = db.execute(
        "SELECT guid, type, queue, due, ivl, reps, lapses, json_extract(cards.data, '$.s') "
        "FROM cards JOIN notes ON nid = notes.id ORDER BY guid"
    ).fetchall()
    memory = Schedule().replay(history())["sig/bid"]
    assert rows[0][:7] == ("rxladder:anki/ab12/0", 0, 0, 2, 0, 0, 0)
    assert rows[2][:3] == ("rxladder:sig/bid", 2, 2)
    assert abs((crt + timedelta(days=rows[2][3]) - memory.due).total_seconds()) < 86_400
    assert rows[2][4:7] == ((memory.due - memory.last).days, 2, 0)
    assert rows[2][7] == pytest.approx(memory.stability, abs=1e-4)
    orphans = "SELECT count(*) FROM cards WHERE did NOT IN (SELECT key FROM col, json_each(decks))"
    assert db.execute(orphans).fetchone() == (0,)
    assert db.execute("SELECT count(*) FROM revlog WHERE cid NOT IN (SELECT id FROM cards)").fetchone() == (
        0,
    )


def test_an_empty_export_is_still_a_deck():
    with pytest.raises(BadInput, match="no card with text"):
        read_deck(write_deck([], [], {}, NOW), "empty.apkg")


# From anywhere


def refused(data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        read_deck(data, "deck.apkg")
    assert str(caught.value).startswith("deck.apkg: ")
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        b"PK\x05\x06" + bytes(18),
        zipped({"collection.anki2": b"SQLite format 3\x00" + bytes(500)}),
    ],
)
def test_what_is_no_deck_is_refused_by_name(data):
    assert refused(data)


def test_a_zip_without_a_collection_is_refused():
    assert "has no collection" in refused(zipped({"media": b"{}"}))


@pytest.fixture(scope="module")
def whole_collection(tmp_path_factory) -> bytes:
    old = by_genanki(tmp_path_factory.mktemp("whole") / "deck.apkg", *notes())
    return zstandard.ZstdDecompressor().decompress(unzipped(as_newest(old))["collection.anki21b"])


@settings(deadline=None)
@given(st.data())
def test_a_damaged_deck_is_read_or_refused_and_nothing_else(whole_collection, data):
    broken = bytearray(whole_collection)
    for _ in range(data.draw(st.integers(1, 30))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadInput):
        assert read_deck(zipped({"collection.anki21": bytes(broken)}), "deck.apkg").cards


def test_bombs_are_unfolded_only_so_far(monkeypatch):
    monkeypatch.setattr(package, "MOST_UNPACKED", 1 << 20)
    zeros = bytes(20 << 20)
    assert "unpacks to more than 1 MB" in refused(zipped({"collection.anki2": zeros}))
    packed = zstandard.ZstdCompressor().compress(zeros)
    assert len(packed) < 10_000
    assert "unpacks to more than 1 MB" in refused(zipped({"collection.anki21b": packed}))
    monkeypatch.setattr(package, "MOST_MEDIA_LIST", 1 << 10)
    assert "unpacks to more than" in refused(zipped({"collection.anki2": b"x", "media": bytes(1 << 12)}))
    monkeypatch.setattr(package, "MOST_PARTS", 2)
    assert "far too many" in refused(zipped({str(number): b"" for number in range(3)}))
    monkeypatch.setattr(package, "MOST_PACKED", 10)
    assert "larger than" in refused(bytes(11))


def test_a_window_that_would_take_gigabytes_is_refused():
    parameters = zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj().compress(bytes(1 << 20))
    assert refused(zipped({"collection.anki21b": packed + b"x" * 50}))


def test_far_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(collection.MOST_ROWS, "cards", 3)
    assert "more than 3 rows" in refused(by_genanki(tmp_path / "deck.apkg", *notes()))


HOSTILE = {
    "a view that never ends": [
        "DROP TABLE revlog",
        "CREATE VIEW revlog AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) "
        "SELECT id, 1 cid, 0 usn, 3 ease, 1 ivl, 1 lastIvl, 0 factor, 9 time, 1 type FROM n",
    ],
    "a column that is worked out": [
        "ALTER TABLE notes RENAME TO old",
        "CREATE TABLE notes (id integer primary key, guid text, mid integer, tags text, "
        "flds text GENERATED ALWAYS AS (hex(zeroblob(900000000))))",
    ],
    "a virtual table": [
        "DROP TABLE revlog",
        "CREATE VIRTUAL TABLE revlog USING fts5(id, cid, ease, time, type)",
    ],
    "a view over cards": [
        "ALTER TABLE cards RENAME TO old",
        "CREATE VIEW cards AS SELECT id, nid, did, ord FROM old",
    ],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_collection_that_would_run_something_is_refused_at_once(tmp_path, name):
    deck = changed(by_genanki(tmp_path / "deck.apkg", *notes()), *HOSTILE[name])
    begun = time.process_time()
    assert "damaged" in refused(deck)
    assert time.process_time() - begun < 5


def test_triggers_and_strange_tables_do_nothing(tmp_path):
    deck = changed(
        by_genanki(tmp_path / "deck.apkg", *notes()),
        "CREATE TABLE strange (x)",
        "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END",
    )
    assert len(read_deck(deck, "deck.apkg").cards) == 5


def test_texts_that_are_no_json_or_far_too_deep_are_refused(tmp_path):
    deck = by_genanki(tmp_path / "deck.apkg", *notes())
    for text in ("nonsense", "[" * 100_000, "[]", '{"1": 3}', '{"x": {}}'):
        assert "damaged" in refused(changed(deck, f"UPDATE col SET models = '{text}'"))


def test_the_authorizer_alone_lets_nothing_else_through():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE notes (id)")
    db.set_authorizer(collection._authorize)
    assert db.execute("SELECT id FROM notes").fetchall() == []
    for command in (
        "SELECT hex(id) FROM notes",
        "SELECT * FROM sqlite_master",
        "ATTACH 'x' AS y",
        "PRAGMA user_version",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            db.execute(command)


# Markup


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a<br>b<div>c</div>", "a\nb\nc"),
        ("<script>alert(1)</script>x", "x"),
        ("<style>.a{}</style >y<script>never closed", "y"),
        ("<!-- hidden --> z <!-- open", "z"),
        ("&lt;b&gt; 5 &amp; 6 < 7 > 2", "<b> 5 & 6 < 7 > 2"),
        ("<img src=x onerror=alert(1)>", "[picture]"),
        ("a[sound:x.mp3]b", "ab"),
        ("one \u202etwo\x00", "one two"),
        ("<a href='javascript:x'>link</a>", "link"),
        ("x" * 50_000, "x" * MOST_TEXT),
    ],
)
def test_markup_becomes_plain_text(markup, text):
    assert plain(markup) == text


@given(st.text(alphabet="<>!-/abrscipt{}#^c1:: &;[]\n", max_size=400))
def test_any_text_becomes_plain_and_renders(text):
    assert not {"\x00", "\r"} & set(plain(text))
    assert isinstance(render(text, {"a": text, "b": ""}, 1, False), str)
    assert isinstance(gaps(text, 1, True), str)


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<script", "<script>", "{{c1::", "{{#a}}", "{{c1::a::", "&", "[sound:"]
)
def test_no_text_takes_long(piece):
    begun = time.process_time()
    text = piece * (200_000 // len(piece))
    plain(text)
    gaps(text[:40_000], 1, False)
    render(text[:40_000], {"a": "x"}, 1, False)
    assert time.process_time() - begun < 2


def test_gaps_within_gaps():
    text = "{{c1::both {{c2::inner}} ends}}"
    assert gaps(text, 2, False) == "both […] ends"
    assert gaps(text, 1, False) == "[…]"
    assert gaps(text, 1, True) == "both inner ends"


def test_a_package_is_read_from_memory_only(tmp_path, monkeypatch):
    data = out()
    monkeypatch.chdir(tmp_path)
    read_deck(data, "deck.apkg")
    assert list(tmp_path.iterdir()) == []
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == ["collection.anki2", "media"]
