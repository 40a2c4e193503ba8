"""Loading the packs: read, corrected by overlays, checked, and kept in a cache that invalidates itself.

An overlay is a YAML file in the installation's own folder. `pack: us-tx` names the pack that it corrects and
everything else is merged into that pack's tree: mappings key by key, lists and scalars replaced, null
removes. A file with `pack: 1` is a whole pack of its own. What comes out is checked like any other pack.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from rxladder.facts import check_packs, packs_cache
from rxladder.facts.check_references import Problem
from rxladder.facts.check_vocabulary import vocabulary_problems
from rxladder.facts.conditions import KEYS as CONDITIONS
from rxladder.facts.hints import nearest
from rxladder.facts.language import gettext as _
from rxladder.facts.messages import first_of, more_wrong, readable
from rxladder.facts.pack import Credential, Pack
from rxladder.facts.vocabulary import Vocabulary
from rxladder.facts.yaml_text import BadInput, line_of, path_in, read_bytes, read_yaml

DATA = Path(__file__).resolve().parent / "data"
FORMAT = 1
"""Goes into the hash: raise it when the same texts come to mean something else."""


@dataclass(frozen=True, slots=True)
class CredentialRef:
    """A credential with its id and the pack that it is part of."""

    pack: Pack
    id: str
    credential: Credential

    @property
    def authority(self) -> str:
        """The id of the authority that gives it."""
        return self.pack.id

    @property
    def lets_work(self) -> bool:
        """Whether it is what a person needs to work there, alone or as one of several."""
        return self.credential.required_to_practise or any(
            self.id in group.any_of for group in self.pack.to_work
        )


@dataclass(frozen=True)
class Packs:
    """All packs, as they are in force here. `hash` names exactly this set (sha256, hex)."""

    packs: Mapping[str, Pack]
    vocabulary: Vocabulary
    hash: str

    @cached_property
    def credentials(self) -> Mapping[str, CredentialRef]:
        """Every credential by id."""
        return {
            id_: CredentialRef(pack, id_, credential)
            for pack in self.packs.values()
            for id_, credential in pack.credentials.items()
        }

    def credential(self, id_: str) -> CredentialRef:
        """A credential by its id or an alias; KeyError where there is none."""
        found = self.credentials.get(id_)
        return found or self.credentials[self.vocabulary.credential_aliases.get(id_, id_)]

    def counting_as(self, id_: str) -> frozenset[str]:
        """The credentials of which each counts as `id_`: itself, and those that bring it with them."""
        return self._counting_as.get(id_) or frozenset({id_})

    @cached_property
    def _counting_as(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for id_ in self.credentials:
            for implied in self._implied(id_, set()):
                found.setdefault(implied, set()).add(id_)
        return {id_: frozenset(ids) for id_, ids in found.items()}

    def _implied(self, id_: str, seen: set[str]) -> set[str]:
        if id_ not in seen:
            seen.add(id_)
            for other in self.credentials[id_].credential.counts_as:
                self._implied(other, seen)
        return seen


# --- Loading


class _Text(NamedTuple):
    """A file that was read: its data, and its text for the lines of errors."""

    file: Path
    text: bytes
    data: dict[str, Any]


_lock = threading.Lock()
_Folders = tuple[Path, Path | None]
_loaded: dict[_Folders, tuple[str, Packs]] = {}


def load_packs(
    overlay_folder: Path | None = None, cache_folder: Path | None = None, *, data_folder: Path = DATA
) -> Packs:
    """All packs, with the overlays of a folder, checked.

    With `cache_folder` they are taken from there as long as no file has changed (and put there if not).
    `data_folder` holds `vocabulary.yaml` and `packs/`. Raises BadInput with the file and line of the first
    thing that is wrong.
    """
    folders = data_folder, overlay_folder
    built_in, overlays = sources_of(*folders)
    key = packs_cache.key_of([*built_in, *overlays])
    with _lock:
        known = _loaded.get(folders)
        if known and known[0] == key:
            return known[1]
        stored = packs_cache.read(cache_folder, folders, key) if cache_folder else None
        packs = stored if isinstance(stored, Packs) else _load(*folders)
        if cache_folder and packs is not stored:
            packs_cache.write(cache_folder, folders, key, packs)
        _loaded[folders] = key, packs
        return packs


def sources_of(data_folder: Path, overlay_folder: Path | None) -> tuple[list[Path], list[Path]]:
    """The files from which packs are made: those that are built in, and the corrections."""
    overlays = _yaml_files(overlay_folder) if overlay_folder else []
    return [data_folder / "vocabulary.yaml", *_yaml_files(data_folder / "packs")], overlays


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.y*ml") if path.suffix in (".yaml", ".yml"))


def _load(data_folder: Path, overlay_folder: Path | None) -> Packs:
    words = _read(data_folder / "vocabulary.yaml")
    vocabulary = _vocabulary(words)
    bases = {text.file.stem: text for text in map(_read, _yaml_files(data_folder / "packs"))}
    overlays = [_read(path) for path in _yaml_files(overlay_folder)] if overlay_folder else []
    packs = {id_: _pack(text) for id_, text in bases.items()}
    _refuse(check_packs.problems(packs, vocabulary), {"": words, **bases})
    if overlays:
        packs = _corrected(packs, bases, overlays, vocabulary)
    return Packs(
        packs=packs,
        vocabulary=vocabulary,
        hash=_hash([words, *bases.values(), *overlays]),
    )


def _read(path: Path) -> _Text:
    text = read_bytes(path)
    data = read_yaml(text, str(path))
    if not isinstance(data, dict):
        raise BadInput(_("is not a mapping of keys to values"), str(path), 1)
    return _Text(path, text, data)


def _vocabulary(text: _Text) -> Vocabulary:
    try:
        vocabulary = Vocabulary.model_validate(text.data)
    except ValidationError as error:
        raise _bad(text, *readable(error, text.data)) from None
    for problem in vocabulary_problems(vocabulary):
        raise _bad(text, problem.message, problem.path)
    return vocabulary


def _pack(text: _Text) -> Pack:
    try:
        pack = Pack.model_validate(text.data)
    except ValidationError as error:
        raise _bad(text, *readable(error, text.data, _keys, CONDITIONS)) from None
    if pack.id != text.file.stem:
        said = _("the pack {id} must be in a file called {id}.yaml").format(id=pack.id)
        raise _bad(text, said, ("id",))
    return pack


@cache
def _keys() -> set[str]:
    """Every key of the packs' language."""
    types = Pack.model_json_schema(by_alias=True)["$defs"].values()
    return {key for type_ in types for key in type_.get("properties", {})} | {
        field.alias or name for name, field in Pack.model_fields.items()
    }


def _bad(text: _Text, message: str, path: tuple[str | int, ...]) -> BadInput:
    return BadInput(message, str(text.file), line_of(text.text, path), path)


def _refuse(problems: list[Problem], texts: Mapping[str, _Text]) -> None:
    """Raise the first problem, if there is one, saying how many more there are."""
    if problems:
        first = problems[0]
        raise _bad(texts[first.pack], first.message + more_wrong(problems), first.path)


def _hash(texts: Iterable[_Text]) -> str:
    return texts_hash((text.file.name, text.text) for text in texts)


def texts_hash(texts: Iterable[tuple[str, bytes]]) -> str:
    """The hash of the packs that files make, by their names and contents in the order of `sources_of`."""
    digest = hashlib.sha256(f"rxladder packs {FORMAT}\n".encode())
    for name, text in texts:
        digest.update(f"{name} {len(text)}\n".encode())
        digest.update(text)
    return digest.hexdigest()


# --- Overlays


def _corrected(
    packs: dict[str, Pack], bases: Mapping[str, _Text], overlays: list[_Text], vocabulary: Vocabulary
) -> dict[str, Pack]:
    """The packs with the overlays in them; whatever is wrong afterwards is an overlay's doing."""
    packs = dict(packs)
    by_pack: dict[str, list[_Text]] = {}
    for text in overlays:
        by_pack.setdefault(_overlaid(text, bases), []).append(text)
    for id_, texts in by_pack.items():
        if id_ in bases:
            packs[id_] = _merged_pack(bases[id_].data, texts)
        elif len(texts) > 1:
            said = _("there is already a pack {id}, in {file}").format(id=id_, file=texts[0].file)
            raise _bad(texts[1], said, ("id",))
        else:
            packs[id_] = _pack(texts[0])
    problems = check_packs.problems(packs, vocabulary)
    if problems:
        first = problems[0]
        texts = by_pack.get(first.pack) or overlays
        raise _blame(texts, first.message + more_wrong(problems), first.path)
    return packs


def _overlaid(text: _Text, bases: Mapping[str, _Text]) -> str:
    """The id of the pack that an overlay corrects, or of the new pack that it is."""
    named = text.data.get("pack")
    if named == 1:
        id_ = str(text.data.get("id"))
        if id_ in bases:
            said = _("there is already a pack {id}; to correct it, write `pack: {id}`").format(id=id_)
            raise _bad(text, said, ("pack",))
        return id_
    if not isinstance(named, str) or named not in bases:
        said = _("`pack` must name the pack to correct; there is no pack {id}").format(id=named)
        raise _bad(text, said, ("pack",))
    return named


def _merged_pack(base: dict[str, Any], overlays: list[_Text]) -> Pack:
    data = base
    for text in overlays:
        data = merged(data, {key: value for key, value in text.data.items() if key != "pack"})
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        message, path = readable(error, data, _keys, CONDITIONS)
        lacks = first_of(error.errors())["type"] == "missing"
        raise _blame(overlays, message + (_mistyped(base, path) if lacks else ""), path) from None


def _mistyped(base: Any, path: Sequence[str | int]) -> str:
    """What an entry may have been meant to be that lacks something and is none of the corrected pack's."""
    for key in path:
        if not isinstance(base, dict):
            break
        if key not in base:
            return nearest(str(key), base)
        base = base[key]
    return ""


def merged(base: Any, change: Any) -> Any:
    """`base` with a change merged into it: mappings key by key, null removes, all else is replaced."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return _without_nulls(change)
    result = dict(base)
    for key, value in change.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
            if key == "clauses":
                _unsay(base.get(key), value, result[key])
    return result


_TOLD = ("at_least", "at_most", "at_most_share", "of")


def _unsay(base: Any, change: Any, result: Any) -> None:
    """Take from clauses the words of their own that tell what a change makes another and does not reword."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return
    for id_, clause in change.items():
        before = base.get(id_)
        if not isinstance(before, dict) or not isinstance(clause, dict) or "says" in clause:
            continue
        if any(key in clause and clause[key] != before.get(key) for key in _TOLD):
            result[id_].pop("says", None)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value


def _blame(overlays: list[_Text], message: str, path: tuple[str | int, ...]) -> BadInput:
    """The error at the overlay that reaches furthest down the path; the last one where several do."""
    text = max(reversed(overlays), key=lambda text: len(path_in(text.data, path)))
    return _bad(text, message, path_in(text.data, path))
