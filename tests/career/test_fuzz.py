"""Whatever is done to a career file, it is read or refused in one line; nothing else happens."""

import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxladder.career.demo import demo_text
from rxladder.career.file import read_career
from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput, read_yaml

TEXT = demo_text(date(2026, 11, 22))
DATA = read_yaml(TEXT)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
    | st.sampled_from(["2026-02-30", "0001-01-01", "1/3", "us-tx", "NO", "ptcb-cpht", "../x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def refusal(text: str | bytes) -> BadInput | None:
    try:
        read_career(text, load_packs(), "sam.yaml")
    except BadInput as error:
        return error
    return None


def read_or_refuse(text: str | bytes) -> None:
    refused = refusal(text)
    if refused:
        assert refused.line
        assert "\n" not in str(refused)
        assert len(str(refused)) < 500


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes(text):
    read_or_refuse(text)


@given(st.integers(0, len(TEXT)), st.integers(0, 40), st.text(max_size=10))
@settings(deadline=None)
def test_any_piece_put_in_the_place_of_another(start, length, piece):
    read_or_refuse(TEXT[:start] + piece + TEXT[start + length :])


@st.composite
def spoiled(draw: st.DrawFn) -> dict:
    """The demo file with any value in the place of one of its own, at any depth."""
    data = json.loads(json.dumps(DATA))
    node = data
    while True:
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        key = draw(st.sampled_from(keys))
        if not node[key] or not isinstance(node[key], (dict, list)) or draw(st.integers(0, 3)) == 0:
            node[key] = draw(VALUES)
            return data
        node = node[key]


@given(spoiled())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_value_in_the_place_of_another(data):
    read_or_refuse(json.dumps(data))
