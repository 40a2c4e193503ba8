"""Source notes: where a clause or condition was read, how far to trust it, and what is in doubt about it."""

from __future__ import annotations

from collections.abc import Sequence

from rxladder.facts.load import CredentialRef
from rxladder.rules.result import SourceNote

_KEPT = 20_000
_notes: dict[tuple[int, tuple[str, ...], str | None], tuple[CredentialRef, SourceNote | None]] = {}


def source_note(
    ref: CredentialRef | None, ids: Sequence[str], confidence: str | None = None
) -> SourceNote | None:
    """The first of the sources named; None where none is, or where it is no pack that speaks."""
    if ref is None:
        return None
    key = (id(ref), tuple(ids), confidence)
    known = _notes.get(key)
    if known is None:
        if len(_notes) > _KEPT:
            _notes.clear()
        # The credential is kept with the note, so that no other can take over its id.
        known = _notes[key] = ref, _note(ref, ids, confidence)
    return known[1]


def _note(ref: CredentialRef, ids: Sequence[str], confidence: str | None) -> SourceNote | None:
    for id_ in ids:
        source = ref.pack.sources.get(id_)
        if source is not None:
            return SourceNote(
                url=source.url,
                section=source.section,
                read=ref.pack.read,
                confidence=confidence or ref.credential.confidence or ref.pack.confidence,
                kind=source.kind,
                dated=source.dated,
                for_=source.for_,
                doubts=ref.pack.doubts,
            )
    return None


def ce_source(ref: CredentialRef, ids: Sequence[str], confidence: str | None = None) -> SourceNote | None:
    """The source of a clause; where it names none, that of the whole CE rule or of the credential."""
    ce, credential = ref.credential.ce, ref.credential
    return source_note(
        ref, (*ids, *ce.sources, *credential.sources, *ref.pack.sources), confidence or ce.confidence
    )
