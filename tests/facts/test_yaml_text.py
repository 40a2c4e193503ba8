"""Reading YAML: what is text, what is refused, and that nothing but BadInput ever comes out."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.facts.yaml_text import BadInput, line_of, path_in, read_yaml, read_yaml_file


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("True", "True"),
        ("on", "on"),
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("null", None),
        ("~", None),
        ("Null", "Null"),
        ("12", 12),
        ("-3", -3),
        ("010", "010"),
        ("0x1f", "0x1f"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        (".", "."),
        ("1.", 1.0),
        ("12:30", "12:30"),
        ("2026-01-31", "2026-01-31"),
        ("06-30", "06-30"),
        ("1e400", "1e400"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("9" * 31, "9" * 31),
        ("'true'", "true"),
        ('"12"', "12"),
        ("=", "="),
    ],
)
def test_a_scalar_means_what_a_person_wrote(text: str, value: object) -> None:
    found = read_yaml(f"a: {text}")["a"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_text_as_written() -> None:
    assert read_yaml("{on: 1, true: 2, 12: 3, <<: 4}") == {"on": 1, "true": 2, "12": 3, "<<": 4}


def test_nothing_at_all_is_none() -> None:
    assert read_yaml("") is None
    assert read_yaml("# only a comment\n") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3", "f.yaml:3: the key `a` appears twice"),
        ('{"a": 1,\n "a": 2}', "f.yaml:2: the key `a` appears twice"),
        ("a: &x 1\nb: *x", "f.yaml:1: &x: anchors and aliases are not accepted; write it out"),
        ("a: 1\nb: *x", "f.yaml:2: *x: anchors and aliases are not accepted; write it out"),
        (
            "\na: !!python/object:os.system x",
            "f.yaml:2: the tag tag:yaml.org,2002:python/object:os.system is not",
        ),
        ("a: 1\n---\nb: 2", "f.yaml:2: contains more than one document"),
        ("[a]: 1", "f.yaml:1: a key must be a word"),
        ("{~: 1}", "f.yaml:1: a key must be a word"),
        ("a: 1\n b: [", "f.yaml:"),
        (": 1", "f.yaml:1: is not valid YAML: did not find expected key"),
        ("a: é\nb: \x00", "f.yaml:2: is not valid YAML: control characters are not allowed"),
        ('a: 1\nb: "x\\0"', "f.yaml:2: contains the character NUL"),
        ('"a\\0": 1', "f.yaml:1: contains the character NUL"),
        ('{"a": 1,\n"b": "\\u0000"}', "f.yaml:2: contains the character NUL"),
        ("a: 1\nb: \ud800", "f.yaml:2: contains a character that is not text"),
        (b"a: 1\nb: \xff", "f.yaml:2: is not UTF-8 text (byte 9); save it as UTF-8"),
        ("[" * 100, "f.yaml:1: is nested deeper than 64 levels"),
        ("[" * 100 + "]" * 100, "f.yaml:1: is nested deeper than 64 levels"),
        ("[" * 100_000 + "]" * 100_000, "f.yaml:1: "),
        (r'{"a": "\ud800"}', "f.yaml:1: is not valid YAML: found invalid Unicode character escape code"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(text: str | bytes, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_yaml(text, "f.yaml")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    with pytest.raises(BadInput, match="anchors and aliases"):
        read_yaml("\n".join(lines))


def test_size_has_a_limit() -> None:
    with pytest.raises(BadInput, match=r"larger than the limit of 5,242,880 bytes"):
        read_yaml(b"x" * 6_000_000)
    assert read_yaml("abc", max_bytes=3) == "abc"


def test_encodings() -> None:
    assert read_yaml("\ufeffa: é".encode()) == {"a": "é"}
    assert read_yaml("a: é".encode("utf-16")) == {"a": "é"}
    with pytest.raises(BadInput, match="is not UTF-16 text"):
        read_yaml(b"\xff\xfea")
    with pytest.raises(BadInput, match="is not UTF-8 text"):
        read_yaml("a: é".encode("latin-1"))


def test_big_json_is_quick() -> None:
    people = [{"date": "2026-01-01", "hours": 1.5, "title": "x" * 20} for _ in range(60_000)]
    text = json.dumps({"credits": people})
    started = time.process_time()
    assert read_yaml(text)["credits"] == people
    assert time.process_time() - started < 2


def test_json_reads_the_same_as_yaml() -> None:
    data = {"a": [1, 1.5, None, True, "true", "2026-01-01", {"b": '😀 "quoted" \\ / \n'}], "c": {}}
    assert read_yaml(json.dumps(data)) == data
    assert read_yaml(json.dumps(data, ensure_ascii=False, indent=2)) == data


TEXT = """\
credits:
  - title: a
    hours: 1

  - title: b
    hours: many
holdings: {x: [1,
  2]}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("credits",), 1),
        (("credits", 0), 2),
        (("credits", 0, "hours"), 3),
        (("credits", 1), 5),
        (("credits", 1, "hours"), 6),
        (("credits", 1, "date"), 5),
        (("credits", 7), 1),
        (("holdings", "x", 1), 8),
        (("nothing",), 1),
    ],
)
def test_the_line_of_a_path(path: tuple[str | int, ...], line: int) -> None:
    assert line_of(TEXT, path) == line


def test_a_validators_location_leads_to_a_path() -> None:
    data = {"any": [{"holds": 3}]}
    assert path_in(data, ("any", "any", 0, "holds", "holds")) == ("any", 0, "holds")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.yaml: cannot be read \(No such file"):
        read_yaml_file(tmp_path / "none.yaml")


def _only_bad_input(text: str | bytes) -> None:
    with suppress(BadInput):
        read_yaml(text)
    line_of(text, ("a", 0, "b"))


@given(st.binary(max_size=300))
def test_garbage_bytes_raise_only_bad_input(data: bytes) -> None:
    _only_bad_input(data)


@given(st.text(max_size=300))
def test_garbage_text_raises_only_bad_input(text: str) -> None:
    _only_bad_input(text)


@given(st.text(alphabet="ab:-?[]{},&*!|>'\"%@`# \n\t~01.e\\ud8", max_size=200))
def test_almost_yaml_raises_only_bad_input(text: str) -> None:
    _only_bad_input(text)


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
def test_any_json_comes_back_as_it_was(data: object) -> None:
    assert read_yaml(json.dumps([data])) == [data]


ESCAPED = '{"name": "\\ud83d\\ude00 \\\\ud83d",\n "\\ud83d\\ude00": [1,\n 2]}'


def test_escaped_pairs_of_surrogates_hide_no_line():
    assert read_yaml(ESCAPED) == {"name": "\N{GRINNING FACE} \\ud83d", "\N{GRINNING FACE}": [1, 2]}
    assert line_of(ESCAPED, ("\N{GRINNING FACE}", 1)) == 3
    with pytest.raises(BadInput) as error:
        read_yaml(ESCAPED.replace("2]", "2,,]"))
    assert error.value.line == 3
