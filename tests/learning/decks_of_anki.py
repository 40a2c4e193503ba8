"""Decks as other programs write them: genanki's, and the newest form, made here by protobuf's own library."""

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import genanki
import zstandard
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

BASIC = genanki.Model(
    1_600_000_001,
    "Two ways",
    fields=[{"name": "Brand"}, {"name": "Generic"}, {"name": "Note"}],
    templates=[
        {
            "name": "1",
            "qfmt": "Generic of <b>{{Brand}}</b>?",
            "afmt": "{{FrontSide}}<hr>{{Generic}}<br>{{Note}}",
        },
        {
            "name": "2",
            "qfmt": "{{#Note}}Brand of {{Generic}}? {{type:Brand}}{{/Note}}",
            "afmt": "{{Brand}}{{^Note}}nothing{{/Note}}",
        },
    ],
)
CLOZE = genanki.Model(
    1_600_000_002,
    "Gaps",
    model_type=genanki.Model.CLOZE,
    fields=[{"name": "Text"}, {"name": "Extra"}],
    templates=[{"name": "Cloze", "qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>{{Extra}}"}],
)


def by_genanki(path: Path, *notes: genanki.Note, deck: str = "Drugs::Top 200") -> bytes:
    """A package of notes."""
    made = genanki.Deck(1_600_000_003, deck)
    for note in notes:
        made.add_note(note)
    genanki.Package(made).write_to_file(path)
    return path.read_bytes()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A package of parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def changed(data: bytes, *commands: str, part: str = "collection.anki2", rows=()) -> bytes:
    """A package whose collection was changed by SQL."""
    parts = unzipped(data)
    with sqlite3.connect(":memory:") as db:
        db.deserialize(parts[part])
        for command in commands:
            db.execute(command)
        for table, values in rows:
            db.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
        db.commit()
        parts[part] = db.serialize()
    return zipped(parts)


def _message(called: str, /, **fields: tuple[int, int]):
    """A protobuf message type with fields of (number, type)."""
    proto = descriptor_pb2.FileDescriptorProto(name=f"{called}.proto", syntax="proto3")
    made = proto.message_type.add(name=called)
    for field, (number, kind) in fields.items():
        label = 3 if field == "entries" else 1
        made.field.add(name=field, number=number, type=kind, label=label)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(proto)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(called))


_TEXT, _BYTES, _NUMBER = 9, 12, 13
TYPE_CONFIG = _message("TypeConfig", kind=(1, _NUMBER), sort_field_idx=(2, _NUMBER), css=(3, _TEXT))
TEMPLATE_CONFIG = _message(
    "TemplateConfig", q_format=(1, _TEXT), a_format=(2, _TEXT), q_format_browser=(3, _TEXT)
)
MEDIA_ENTRY = _message("MediaEntry", name=(1, _TEXT), size=(2, _NUMBER), sha1=(3, _BYTES))
MEDIA_ENTRIES = _message("MediaEntries", entries=(1, _BYTES))
META = _message("Meta", version=(1, _NUMBER))

_NEW_TABLES = (
    "CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE unicase, "
    "config blob NOT NULL, PRIMARY KEY (ntid, ord)) without rowid",
    "CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid)",
    "CREATE TABLE templates (ntid integer NOT NULL, ord integer NOT NULL, "
    "name text NOT NULL COLLATE unicase, mtime_secs integer NOT NULL, usn integer NOT NULL, "
    "config blob NOT NULL, PRIMARY KEY (ntid, ord)) without rowid",
    "CREATE TABLE notetypes (id integer NOT NULL PRIMARY KEY, name text NOT NULL COLLATE unicase, "
    "mtime_secs integer NOT NULL, usn integer NOT NULL, config blob NOT NULL)",
    "CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name)",
    "CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase, "
    "mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL)",
    "CREATE UNIQUE INDEX idx_decks_name ON decks (name)",
)


def as_newest(data: bytes, media: tuple[str, ...] = ()) -> bytes:
    """A package of the old form as today's Anki exports it."""
    with sqlite3.connect(":memory:") as db:
        db.create_collation(
            "unicase", lambda a, b: (a.casefold() > b.casefold()) - (a.casefold() < b.casefold())
        )
        db.deserialize(unzipped(data)["collection.anki2"])
        models, decks = (json.loads(text) for text in db.execute("SELECT models, decks FROM col").fetchone())
        for command in _NEW_TABLES:
            db.execute(command)
        for model in models.values():
            _new_type(db, model)
        for deck in decks.values():
            name = deck["name"].replace("::", "\x1f")
            db.execute("INSERT INTO decks VALUES (?, ?, 0, 0, x'', x'')", (int(deck["id"]), name))
        db.execute("UPDATE col SET ver = 18, models = '', decks = ''")
        db.commit()
        collection = db.serialize()
    entries = [MEDIA_ENTRY(name=name, size=3, sha1=bytes(20)).SerializeToString() for name in media]
    pack = zstandard.ZstdCompressor().compress
    return zipped(
        {
            "meta": META(version=3).SerializeToString(),
            "collection.anki21b": pack(collection),
            "collection.anki2": b"an old one that says: please update",
            "media": pack(MEDIA_ENTRIES(entries=entries).SerializeToString()),
            **{str(number): pack(b"jpg") for number, _ in enumerate(media)},
        }
    )


def _new_type(db: sqlite3.Connection, model: dict) -> None:
    id_ = int(model["id"])
    config = TYPE_CONFIG(kind=model["type"], css=model["css"]).SerializeToString()
    db.execute("INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)", (id_, model["name"], config))
    for field in model["flds"]:
        db.execute("INSERT INTO fields VALUES (?, ?, ?, x'')", (id_, field["ord"], field["name"]))
    for template in model["tmpls"]:
        config = TEMPLATE_CONFIG(q_format=template["qfmt"], a_format=template["afmt"], q_format_browser="x")
        row = (id_, template["ord"], template["name"], config.SerializeToString())
        db.execute("INSERT INTO templates VALUES (?, ?, ?, 0, 0, ?)", row)
