"""Loading packs: what is found, overlays, the cache, and errors that name file and line."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rxladder.facts import load
from rxladder.facts.load import DATA, Packs, load_packs, merged
from rxladder.facts.yaml_text import BadInput
from tests.facts.conftest import BOARD, CERTIFIER, Change, changed


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing remembered from other tests."""
    monkeypatch.setattr(load, "_loaded", {})


# --- What is found


def test_credentials_and_their_authority(packs: Packs) -> None:
    assert set(packs.credentials) == {"us-tx-technician", "ptcb-cpht", "ptcb-adv"}
    ref = packs.credential("us-tx-technician")
    assert (ref.authority, ref.credential.title) == ("us-tx", "Registered technician")


def test_an_alias_finds_the_credential(packs: Packs) -> None:
    assert packs.credential("cpht").id == "ptcb-cpht"
    with pytest.raises(KeyError):
        packs.credential("nothing")


def test_what_counts_as_a_credential(packs: Packs) -> None:
    assert packs.counting_as("ptcb-cpht") == {"ptcb-cpht", "ptcb-adv"}
    assert packs.counting_as("ptcb-adv") == {"ptcb-adv"}


def test_a_set_of_packs_can_be_pickled(packs: Packs) -> None:
    assert packs.credentials
    assert pickle.loads(pickle.dumps(packs)) == packs


# --- The packs that are shipped


def test_all_shipped_packs_load() -> None:
    files = {path.stem for path in (DATA / "packs").glob("*.yaml")}
    assert load_packs().packs.keys() == files
    assert len(files) >= 69


def test_loading_cold_and_from_the_cache_is_quick(tmp_path: Path) -> None:
    cold, cold_took = _timed(tmp_path)
    warm = [_timed(tmp_path) for _ in range(3)]
    assert all(packs == cold for packs, _took in warm)
    assert cold_took < 2
    assert min(took for _packs, took in warm) < 0.15


def _timed(cache: Path) -> tuple[Packs, float]:
    """Packs loaded as a new process would, and the processor's seconds: other programs' load is not ours."""
    load._loaded.clear()
    started = time.process_time()
    packs = load_packs(cache_folder=cache)
    return packs, time.process_time() - started


# --- The hash


def test_the_hash_follows_content_not_time(data_folder: Path) -> None:
    before = load_packs(data_folder=data_folder).hash
    os.utime(data_folder / "packs" / "us-tx.yaml", (1, 1))
    assert load_packs(data_folder=data_folder).hash == before
    pack = data_folder / "packs" / "us-tx.yaml"
    pack.write_text(pack.read_text().replace("at_least: 20", "at_least: 21"))
    assert load_packs(data_folder=data_folder).hash != before


def test_the_hash_covers_overlays_and_vocabulary(data_folder: Path, overlay: Change) -> None:
    plain = load_packs(data_folder=data_folder).hash
    folder = overlay("pack: us-tx\nname: Another name")
    assert load_packs(folder, data_folder=data_folder).hash != plain
    words = data_folder / "vocabulary.yaml"
    words.write_text(words.read_text() + "\n# a remark\n")
    assert load_packs(data_folder=data_folder).hash != plain


# --- Overlays


def test_an_overlay_changes_one_number(data_folder: Path, overlay: Change) -> None:
    folder = overlay("pack: us-tx\ncredentials: {us-tx-technician: {ce: {clauses: {law: {at_least: 3}}}}}")
    clauses = load_packs(folder, data_folder=data_folder).credential("us-tx-technician").credential.ce.clauses
    assert clauses["law"].at_least == 3
    assert clauses["law"].of is not None
    assert clauses["total"].at_least == 20


def test_words_that_tell_the_old_number_go_with_it():
    base = {"clauses": {"total": {"at_least": 10, "says": "10 contact hours in each year", "note": "kept"}}}
    fewer = merged(base, {"clauses": {"total": {"at_least": 7}}})
    assert fewer == {"clauses": {"total": {"at_least": 7, "note": "kept"}}}
    assert merged(base, {"clauses": {"total": {"at_least": 10}}}) == base
    said = {"clauses": {"total": {"at_least": 7, "says": "7 hours a year"}}}
    assert merged(base, said)["clauses"]["total"]["says"] == "7 hours a year"


def test_null_removes_and_lists_are_replaced(data_folder: Path, overlay: Change) -> None:
    folder = overlay(
        "pack: us-tx\ncredentials:\n  us-tx-technician:\n    ce: {clauses: {law: null}}\n    notes: [one]"
    )
    folder = overlay("pack: us-tx\ncredentials: {us-tx-technician: {notes: [two]}}")
    credential = load_packs(folder, data_folder=data_folder).credential("us-tx-technician").credential
    assert list(credential.ce.clauses) == ["total"]
    assert credential.notes == ("two",)


def test_a_whole_pack_may_come_from_the_folder(data_folder: Path, overlay: Change) -> None:
    own = CERTIFIER.replace("id: ptcb", "id: own").replace("ptcb-", "own-")
    folder = overlay(own)
    (folder / "0.yaml").rename(folder / "own.yaml")
    assert load_packs(folder, data_folder=data_folder).credential("own-cpht").authority == "own"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("pack: us-xx\n", ":1: `pack` must name the pack to correct; there is no pack us-xx"),
        ("name: x\n", ":1: `pack` must name the pack to correct; there is no pack None"),
        ("pack: us-tx\nnames: x\n", ":2: names: this key is not known"),
        (
            "pack: us-tx\ncredentials:\n  us-tx-technician:\n    ce: {clauses: {law: {at_least: -1}}}",
            ":4: credentials/us-tx-technician/ce/clauses/law: a clause's number cannot be negative",
        ),
        (
            "pack: us-tx\n\ncredentials:\n  us-tx-technician:\n    eligibility: {holds: nothing}",
            ":5: there is no credential `nothing`",
        ),
        (
            "pack: us-tx\ncredentials:\n  us-tx-tecnician:\n    ce: {clauses: {law: {at_least: 3}}}",
            ":3: credentials/us-tx-tecnician: the key `title` is missing (and 3 more); did you mean us-tx",
        ),
        ("pack: us-tx\nsources: {rule: null}\n", ":2: there is no source `rule`"),
        ("pack: {a: 1}\n", ":1: `pack` must name the pack to correct"),
        ("pack: 1\nid: us-tx\n", ":1: there is already a pack us-tx; to correct it, write `pack: us-tx`"),
        ("- a\n", ":1: is not a mapping of keys to values"),
        ("pack: [\n", ":2: is not valid YAML"),
    ],
)
def test_a_wrong_overlay_is_named_with_its_line(
    data_folder: Path, overlay: Change, text: str, message: str
) -> None:
    folder = overlay(text)
    with pytest.raises(BadInput) as caught:
        load_packs(folder, data_folder=data_folder)
    assert str(caught.value).startswith(f"{folder / '0.yaml'}{message}")


def test_a_new_pack_comes_once(data_folder: Path, overlay: Change) -> None:
    own = CERTIFIER.replace("id: ptcb", "id: own").replace("ptcb-", "own-")
    overlay(own)
    with pytest.raises(BadInput, match=r"1\.yaml:2: there is already a pack own, in .*0\.yaml"):
        load_packs(overlay(own), data_folder=data_folder)


KEYS = st.sampled_from(
    [
        "pack", "id", "credentials", "us-tx-technician", "ce", "clauses", "total", "law", "of", "when",
        "holds", "all", "sources", "exceptions", "first-term",
    ]
)  # fmt: skip
TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 30) | st.text(max_size=5) | KEYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TREES)
def test_whatever_an_overlay_holds_only_bad_input_comes_of_it(data_folder: Path, tree: object) -> None:
    folder = data_folder.parent / "any"
    folder.mkdir(exist_ok=True)
    data = {"pack": "us-tx"} | tree if isinstance(tree, dict) else tree
    (folder / "a.yaml").write_text(json.dumps(data))
    with suppress(BadInput):
        load_packs(folder, data_folder=data_folder)


def test_merging_never_changes_the_base() -> None:
    base = {"a": {"b": 1}, "c": [1]}
    assert merged(base, {"a": {"b": 2, "d": None}, "c": [2], "e": {"f": None}}) == {
        "a": {"b": 2},
        "c": [2],
        "e": {},
    }
    assert base == {"a": {"b": 1}, "c": [1]}


# --- Errors in packs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            BOARD.replace("kind: state-board", "kind: state-bord"),
            ":4: kind: 'state-bord' is not known here; did you",
        ),
        (
            BOARD.replace("title:", "titel:"),
            ":9: credentials/us-tx-technician/titel: this key is not known; did you mean title?",
        ),
        (
            BOARD.replace("holds:", "hold:"),
            ":12: credentials/us-tx-technician/eligibility: not a condition: its",
        ),
        (
            BOARD.replace("{holds: ptcb-cpht,", "{any: [{age: 18}], fromm: 2026-01-01,"),
            ":12: credentials/us-tx-technician/eligibility/fromm: this key is not known; did you mean from?",
        ),
        (
            BOARD.replace("{holds: ptcb-cpht,", "{if: {age: 18}, then: {holdss: ptcb-cpht},"),
            ":12: credentials/us-tx-technician/eligibility/then: not a condition: its",
        ),
        (
            BOARD.replace("at_least: 2,", "at_least: two,"),
            ":17: credentials/us-tx-technician/ce/clauses/law/at_least",
        ),
        (
            BOARD.replace("id: us-tx\n", "id: us-ty\n"),
            ":2: the pack us-ty must be in a file called us-ty.yaml",
        ),
        (changed(BOARD, "read", to=None), ":1: the key `read` is missing"),
    ],
)
def test_a_wrong_pack_is_named_with_its_line(data_folder: Path, text: str, message: str) -> None:
    file = data_folder / "packs" / "us-tx.yaml"
    file.write_text(text)
    with pytest.raises(BadInput) as caught:
        load_packs(data_folder=data_folder)
    assert str(caught.value).startswith(f"{file}{message}")


# --- The cache


def test_the_cache_is_used_and_follows_its_inputs(
    data_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    first = load_packs(data_folder=data_folder, cache_folder=cache)
    load._loaded.clear()
    with monkeypatch.context() as patched:
        patched.setattr(load, "_load", lambda *_: pytest.fail("read anew"))
        assert load_packs(data_folder=data_folder, cache_folder=cache) == first
    load._loaded.clear()
    pack = data_folder / "packs" / "us-tx.yaml"
    pack.write_text(pack.read_text().replace("at_least: 20", "at_least: 21"))
    clauses = (
        load_packs(data_folder=data_folder, cache_folder=cache).credential("us-tx-technician").credential.ce
    )
    assert clauses.clauses["total"].at_least == 21


def test_a_broken_cache_is_made_anew(data_folder: Path, tmp_path: Path) -> None:
    first = load_packs(data_folder=data_folder, cache_folder=tmp_path)
    (file,) = (tmp_path / "packs").iterdir()
    whole = file.read_bytes()
    for content in (b"", whole[:-10], whole[:100], b"garbage\n", whole[:-1] + b"x"):
        file.write_bytes(content)
        load._loaded.clear()
        assert load_packs(data_folder=data_folder, cache_folder=tmp_path) == first
        assert file.read_bytes() == whole


def test_a_cache_that_others_can_write_is_not_believed(data_folder: Path, tmp_path: Path) -> None:
    load_packs(data_folder=data_folder, cache_folder=tmp_path)
    (tmp_path / "packs").chmod(0o777)
    (file,) = (tmp_path / "packs").iterdir()
    file.unlink()
    load._loaded.clear()
    assert load_packs(data_folder=data_folder, cache_folder=tmp_path).packs
    assert list((tmp_path / "packs").iterdir()) == []


def test_a_link_in_the_cache_is_not_followed(data_folder: Path, tmp_path: Path) -> None:
    load_packs(data_folder=data_folder, cache_folder=tmp_path)
    (file,) = (tmp_path / "packs").iterdir()
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    load._loaded.clear()
    assert load_packs(data_folder=data_folder, cache_folder=tmp_path).packs
    assert not file.is_symlink()


def test_a_cache_folder_that_cannot_be_made_does_not_matter(data_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert load_packs(data_folder=data_folder, cache_folder=tmp_path / "file").packs


def test_several_processes_share_a_cache(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from rxladder.facts.load import load_packs; "
        f"print(load_packs(cache_folder=Path({str(tmp_path)!r})).hash)"
    )

    def run(_: int) -> str:
        return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(run, range(3)))) == 1
    assert [file.suffix for file in (tmp_path / "packs").iterdir()] == [".pickle"]
