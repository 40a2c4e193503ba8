"""A command that meets a full disk says so in one line, and what was there is as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rxladder.facts.whole_file import whole_file, write_new, write_whole
from tests.full_disk import fill, lock, small_disk, unlock

COMMAND = [sys.executable, "-c", "from rxladder.cli import app; app()"]


def test_a_file_is_whole_or_as_it_was(tmp_path):
    with small_disk(tmp_path / "disk", 64) as disk:
        kept = disk / "career.yaml"
        write_whole(kept, b"old")
        kept.chmod(0o600)
        with pytest.raises(OSError, match="No space"):
            write_whole(kept, b"x" * 100_000)
        with pytest.raises(OSError, match="No space"):
            write_new(disk / "new.yaml", b"x" * 100_000)
        assert [(path.name, path.read_bytes()) for path in disk.iterdir()] == [("career.yaml", b"old")]
        lock(disk)
        with pytest.raises(OSError, match="Read-only"):
            write_whole(kept, b"new")
        unlock(disk)
        write_whole(kept, b"new")
        assert (kept.read_bytes(), kept.stat().st_mode & 0o777) == (b"new", 0o600)


def test_a_file_that_is_being_written_has_no_name_yet(tmp_path):
    path = tmp_path / "me.zip"

    def killed() -> None:
        with whole_file(path, new=True) as file:
            file.write(b"half")
            file.flush()
            assert not path.exists()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert not list(tmp_path.iterdir())


def test_a_name_that_was_taken_meanwhile_stays_whose_it_is(tmp_path):
    path = tmp_path / "me.zip"

    def late() -> None:
        with whole_file(path, new=True) as file:
            file.write(b"mine")
            path.write_bytes(b"another's")

    with pytest.raises(FileExistsError):
        late()
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"another's"]


def test_a_command_says_so_in_one_line(tmp_path):
    with small_disk(tmp_path / "disk", 64) as disk:
        fill(disk)
        for command in (["demo", "--out", str(disk / "me.yaml")], ["demo"]):
            with Path("/dev/full").open("w") as full:
                told = subprocess.run([*COMMAND, *command], stdout=full, stderr=subprocess.PIPE, text=True)
            assert told.returncode == 2
            assert "cannot be written (No space left on device" in told.stderr
            assert len(told.stderr.splitlines()) == 1
        assert not (disk / "me.yaml").exists()


@pytest.mark.long
def test_a_workforce_leaves_nothing_half(tmp_path):
    def said(*command: object) -> str:
        told = subprocess.run([*COMMAND, *map(str, command)], capture_output=True, text=True)
        assert told.returncode == 2
        return told.stderr

    with small_disk(tmp_path / "disk", 64) as disk:
        subprocess.run([*COMMAND, "bulk-example", tmp_path / "here", "--people", "500"], check=True)
        (disk / "audit.parquet").write_text("the one before")
        room = fill(disk)
        for form in ((), ("--csv",)):
            assert "cannot be written (" in said("bulk-example", disk / "there", "--people", 5_000, *form)
            assert not list((disk / "there").glob("*"))
        told = said("bulk", tmp_path / "here", "--out", disk / "audit.parquet")
        assert "cannot be written: " in told
        assert "Exception" not in told
        assert (disk / "audit.parquet").read_text() == "the one before"
        assert sorted(disk.iterdir()) == sorted([room, disk / "audit.parquet", disk / "there"])
