"""A closed backup on a machine that has other things to do."""

from __future__ import annotations

from types import SimpleNamespace

import pyrage
import pytest

from rxladder.facts.yaml_text import BadInput
from rxladder.web.backup import sealing
from tests.web.closed_lightly import CLOSED_LIGHTLY, CONTENT, PASSPHRASE

# A header as age writes it; the work that it asks for is two to the power of its last number.
STANZA = b"-> scrypt Cara7wCeNnvEXxk3nesb2A %d\nBGQKm5g7rAxoYnpPJn6uMEAo6PmWzPHl1hZkXoHbvJM\n"
CLOSED = b"age-encryption.org/v1\n" + STANZA + b"--- BGQKm5g7rAxoYnpPJn6uMEAo6PmWzPHl1hZkXoHbvJM\n"


@pytest.fixture
def closed(tmp_path):
    path = tmp_path / "a.zip.age"
    path.write_bytes(CLOSED % 40 + bytes(100))
    return path


def test_more_work_than_a_machine_can_do_is_not_called_damaged(closed, tmp_path, monkeypatch):
    waited = []
    monkeypatch.setattr(sealing, "sleep", waited.append)
    with pytest.raises(BadInput, match=r"a\.zip\.age.*more work than this computer can do right now"):
        sealing.open_closed(closed, tmp_path / "open", "correct horse")
    assert len(waited) > 10
    assert not (tmp_path / "open").exists()


def test_the_passphrase_opens_it_and_no_other_does(tmp_path):
    path = tmp_path / "a.age"
    path.write_bytes(CLOSED_LIGHTLY)
    with pytest.raises(BadInput, match="does not open with this"):
        sealing.open_closed(path, tmp_path / "no", "wrong horse")
    assert not (tmp_path / "no").exists()
    sealing.open_closed(path, tmp_path / "open", PASSPHRASE)
    assert (tmp_path / "open").read_bytes() == CONTENT


def test_what_only_a_busy_moment_refuses_opens_in_the_next(closed, tmp_path, monkeypatch):
    moments = ["busy", "busy", "idle"]

    def decrypt(content, passphrase):
        if moments.pop(0) == "busy":
            return pyrage.passphrase.decrypt(content, passphrase)
        return b"what it holds"

    monkeypatch.setattr(sealing, "by_passphrase", SimpleNamespace(decrypt=decrypt))
    sealing.open_closed(closed, tmp_path / "open", "correct horse")
    assert (tmp_path / "open").read_bytes() == b"what it holds"
    assert not moments
