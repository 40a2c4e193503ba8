"""Bad input is said in one line, with the file and the line, and ends with 2."""

from __future__ import annotations

import pytest

from tests.cli.runs import ON, run


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["audit"], "FILE"),
        (["audit", "nowhere.yaml"], "nowhere.yaml: cannot be read"),
        (["audit", "."], "cannot be read"),
        (["audit", "sam.yaml", "--on", "2026-02-30"], "2026-02-30 is a date that does not exist"),
        (["audit", "sam.yaml", "--on", "tomorrow"], "YYYY-MM-DD"),
        (["audit", "sam.yaml", "--on", "1994-06-14"], "person, birthday: this day has not come yet"),
        (["audit", "sam.yaml", "--when", ON], "--when"),
        (["audit", "sam.yaml", "sam.yaml"], "sam.yaml"),
        (["eligible", "sam.yaml"], "CREDENTIAL"),
        (["eligible", "sam.yaml", "ptcb-cphtt"], "did you mean ptcb-cpht"),
        (["eligible", "sam.yaml", "cspt"], "did you mean ptcb-cspt"),
        (["eligible", "sam.yaml", "wizard"], "`rxladder packs show ID`"),
        (["packs", "show", "atlantis"], "`rxladder packs`"),
        (["demo", "--out", "sam.yaml"], "sam.yaml: already exists"),
        (["packs", "show", "us-zz"], "us-zz"),
        (["packs", "shew"], "shew"),
        (["import", "nowhere.yaml"], "nowhere.yaml"),
        (["demo", "--out", "no/such/folder.yaml"], "cannot be written"),
        (["serve", "--port", "0"], "--port"),
        (["audti"], "audit"),
    ],
)
def test_bad_input_is_said_in_one_line(sam, args, words):
    result = run(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"rxladder: 1\nholdings:\n  - {credential: us-tx-tecnician}\n", 3),
        (b"rxladder: 1\ncredits:\n  - {date: 2026-01-01, hours: -1}\n", 3),
        (b"", 1),
        (b"\xff\xff\xff", 1),
        (b"\x00" * 10_000_000, 1),
        (b"x" * 10_000_000, 1),
        (b"a: &a [1]\nb: *a\n", 1),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_line(tmp_path, content, line):
    (tmp_path / "bad.yaml").write_bytes(content)
    for command in (["audit", "bad.yaml"], ["eligible", "bad.yaml", "ptcb-cpht"], ["import", "bad.yaml"]):
        result = run(*command)
        assert result.exit_code == 2
        assert result.stderr.startswith(f"bad.yaml:{line}: ")
        assert result.stderr.count("\n") == 1
