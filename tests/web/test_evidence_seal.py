"""Certificates lie sealed where many share a site, and open with their keys alone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from rxladder.web.education import evidence_seal, evidence_store

CONTENT = b"%PDF-1.7 Olivia Example, 1.5 hours"


@pytest.fixture
def keys(settings, tmp_path, monkeypatch):
    """A store of its own for many users, with the file of its keys."""
    settings.LOCAL, settings.DATA = False, tmp_path
    monkeypatch.delenv("RXLADDER_EVIDENCE_KEYS", raising=False)
    return tmp_path / "evidence-keys"


def files(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "evidence").rglob("*") if path.is_file()}


def test_what_lies_on_the_disk_is_sealed_and_bound_to_its_place(keys, tmp_path):
    one, other = uuid4(), uuid4()
    name = evidence_store.write(one, CONTENT)
    stored = files(tmp_path)[name]
    assert b"Olivia" not in stored
    assert keys.stat().st_mode & 0o777 == 0o600
    assert evidence_store.read(one, name) == CONTENT
    # Put in another person's place, or changed by a bit, it does not open.
    evidence_store.write(other, CONTENT)
    path = tmp_path / "evidence" / str(other) / name
    for wrong in (stored, path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1])):
        path.write_bytes(wrong)
        with pytest.raises(OSError, match="changed"):
            evidence_store.read(other, name)


def test_a_new_key_seals_all_anew_and_the_old_one_may_go(keys, tmp_path, settings):
    person = uuid4()
    settings.LOCAL = True  # as it lay before there was a key
    names = [evidence_store.write(person, CONTENT + bytes([number])) for number in range(3)]
    assert b"Olivia" in files(tmp_path)[names[0]]
    settings.LOCAL = False
    assert evidence_store.read(person, names[0]) == CONTENT + b"\x00"
    assert evidence_store.seal_anew() == 3
    assert not any(b"Olivia" in stored for stored in files(tmp_path).values())
    first = keys.read_text()
    evidence_seal.add_key()
    names.append(evidence_store.write(person, CONTENT))
    assert [evidence_store.read(person, name) for name in names[:1]] == [CONTENT + b"\x00"]
    assert evidence_store.seal_anew() == 3
    assert evidence_store.seal_anew() == 0
    keys.write_text(keys.read_text().splitlines()[0] + "\n")
    assert evidence_store.read(person, names[1]) == CONTENT + b"\x01"
    keys.write_text(first)
    with pytest.raises(evidence_seal.NoKey):
        evidence_store.read(person, names[1])


def test_one_person_alone_needs_no_key(settings, tmp_path):
    settings.DATA = tmp_path
    person = uuid4()
    name = evidence_store.write(person, CONTENT)
    assert files(tmp_path) == {name: CONTENT}
