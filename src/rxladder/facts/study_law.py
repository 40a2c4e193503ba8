"""Federal law and safety: one fact an entry, word for word as it was written down, with its source.

What is asked about a fact stands beside it (`asks`): a question, the right answer, which the fact's own words
must hold, and wrong answers that are ours. A fact in doubt has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import Field, model_validator

from rxladder.facts.conditions import Strict
from rxladder.facts.study_tables import DATA, Basis, Doubt, doubts
from rxladder.facts.yaml_text import read_yaml_file


class Ask(Strict):
    """One question about a fact.

    `right` is the answer, and `quotes` what of it the fact's own words must hold where they hold it in other
    words. `wrong` are answers that are wrong by the fact, each with the reason where there is more to say
    than the fact itself. `typed` asks for a number with this unit instead of a choice. `says` is the reason
    why the right answer is right where the fact's own words would not make it plain.
    """

    form: str
    ask: str
    right: str
    wrong: dict[str, str | None] = Field(default_factory=dict)
    typed: str | None = None
    says: str | None = None
    quotes: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _answers(self) -> Ask:
        matched = self.form.endswith("-matching")
        if self.typed is None and not matched and len(self.wrong) < 3:
            raise ValueError("a choice needs three wrong answers")
        return self


class LawFact(Strict):
    """A fact of federal law, of a standard or of safe practice.

    `basis` is `read` where a source was read that says it; `value` holds numbers as they were noted; `doubt`
    what was not certain.
    """

    id: str
    section: str
    fact: str
    source: str
    basis: str
    examples: tuple[str, ...] = ()
    value: dict[str, Any] | None = None
    dated: str | None = None
    url: str | None = None
    doubt: str | None = None
    asks: tuple[Ask, ...] = ()

    @property
    def stands_on(self) -> Basis:
        """On what the fact stands."""
        return "source" if self.basis == "read" else "general"

    @property
    def doubts(self) -> Mapping[str, Doubt]:
        """What careful readers were not certain of, by field."""
        return {field: doubt for (key, field), doubt in doubts("law_safety.yaml").items() if key == self.id}


@cache
def law_facts() -> Mapping[str, LawFact]:
    """Every fact by its id, in the order of the file."""
    sections = read_yaml_file(DATA / "law_safety.yaml")["sections"]
    asks = read_yaml_file(DATA / "law_asks.yaml") or {}
    facts = [
        LawFact.model_validate({**entry, "section": section, "asks": asks.pop(entry["id"], [])})
        for section, entries in sections.items()
        for entry in entries
    ]
    if asks:
        raise ValueError(f"law_asks.yaml asks about no fact: {', '.join(asks)}")
    return MappingProxyType({fact.id: fact for fact in facts})
