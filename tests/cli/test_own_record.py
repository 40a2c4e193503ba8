"""`rxladder demo`, `import` of a career file and `export`: the record goes in and out whole."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rxladder.career.demo import demo_text
from rxladder.cli.bring_in import is_career_file
from tests.cli.runs import MET, ON, program, run


@pytest.mark.parametrize(
    ("name", "text", "is_one"),
    [
        ("me.YAML", "anything", True),
        ("me", MET, True),
        ("me.txt", "\ufeff# mine\n---\n\n" + MET, True),
        ("me", '{\n"rxladder" : 1}', True),
        ("me.txt", "Title,Hours\nrxladder: 1,2", False),
        ("me.csv", "rxladder, hours", False),
    ],
)
def test_a_career_file_is_known_by_its_ending_or_its_first_key(name, text, is_one, tmp_path):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert is_career_file(tmp_path / name) is is_one


def test_a_dash_is_standard_output(tmp_path):
    assert run("demo", "--on", ON, "--out", "-").stdout == demo_text(date.fromisoformat(ON))
    assert not list(tmp_path.glob("-"))


def test_the_demo_is_a_file_that_can_be_audited(tmp_path):
    out = tmp_path / "demo.yaml"
    assert run("demo", "--on", ON, "--out", out).exit_code == 0
    assert run("demo", "--on", ON).stdout == out.read_text(encoding="utf-8")
    assert run("audit", out, "--on", ON, "--json").exit_code == 1


@pytest.mark.parametrize("on", ["1900-01-01", "2016-05-31", "2099-06-01", "2199-12-31"])
def test_a_demo_that_could_not_be_read_back_is_not_written(on, tmp_path):
    for more in (["--out", tmp_path / "demo.yaml"], ["--json"], ["--serve"], []):
        result = run("demo", "--on", on, *more)
        said = f"'--on': {on}: the example can be written only as of 2016-06-01 to 2099-05-31"
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"rxladder: Invalid value for {said}\n"
    assert run("serve", "--demo", "--on", on).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_the_demo_in_json_is_the_same_person(tmp_path):
    for name, flags in (("a.yaml", []), ("a.json", ["--json"])):
        (tmp_path / name).write_text(run("demo", "--on", ON, *flags).stdout, encoding="utf-8")
    yaml, js = (run("audit", tmp_path / name, "--on", ON, "--json").stdout for name in ("a.yaml", "a.json"))
    assert json.loads(yaml) == json.loads(js)


def test_what_is_imported_can_be_exported(sam, own_folder, tmp_path):
    data = str(own_folder)
    imported = program("import", "sam.yaml", "--data", data, "--json", cwd=tmp_path)
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout) == {"imported": {"holdings": 2, "credits": 14}}
    exported = program("export", "out.json", "--data", data, cwd=tmp_path)
    assert exported.returncode == 0, exported.stderr
    before, after = (run("audit", name, "--on", ON, "--json") for name in (sam, tmp_path / "out.json"))
    assert json.loads(before.stdout) == json.loads(after.stdout)


def test_an_export_writes_over_no_file_unless_it_is_told_to(sam, own_folder, tmp_path):
    site = ("--data", str(own_folder))
    assert program("import", "sam.yaml", *site, cwd=tmp_path).returncode == 0
    names = ("out.yaml", "out.json", "out.zip")
    for name in names:
        out = tmp_path / name
        out.write_text("what I wrote myself")
        refused = program("export", name, *site, cwd=tmp_path)
        assert (refused.returncode, refused.stderr) == (
            2, f"{name}: already exists; name another file, or use --replace\n",
        )  # fmt: skip
        assert out.read_text() == "what I wrote myself"
        assert program("export", name, "--replace", *site, cwd=tmp_path).returncode == 0
        assert b"what I wrote" not in out.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {*names, "sam.yaml", "site"}


@pytest.mark.parametrize("name", ["out.yaml", "out.zip"])
def test_where_no_record_is_kept_nothing_is_exported_and_nothing_made(name, tmp_path):
    told = run("export", name, "--data", tmp_path / "mistyped")
    said = "mistyped: no record is kept there; name another folder with --data\n"
    assert (told.exit_code, told.stdout) == (2, "")
    assert told.stderr == f"{tmp_path}/{said}"
    assert not list(tmp_path.iterdir())


def test_a_site_that_nobody_opened_yet_keeps_no_record(own_folder, tmp_path):
    told = program("export", "out.yaml", "--data", str(own_folder), cwd=tmp_path)
    assert told.returncode == 2
    assert told.stderr.startswith(f"{own_folder}: no record is kept there")
    assert not (tmp_path / "out.yaml").exists()


def test_the_example_writes_over_a_file_only_when_it_is_told_to(sam):
    before = sam.read_bytes()
    assert run("demo", "--out", sam).exit_code == 2
    assert sam.read_bytes() == before
    assert run("demo", "--out", sam, "--on", "2026-01-05", "--replace").exit_code == 0
    assert sam.read_bytes() != before


def test_a_file_with_a_mistake_imports_nothing(tmp_path):
    (tmp_path / "bad.yaml").write_text("rxladder: 1\ncredits: [{date: 2026-02-30, hours: 1}]\n")
    result = program("import", "bad.yaml", "--data", str(tmp_path / "site"), cwd=tmp_path)
    assert (result.returncode, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("bad.yaml:2: ")
    assert not (tmp_path / "site" / "rxladder.sqlite3").exists()
