"""What a drug is called, brought to one name: so that a recall, a shortage and an approval meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from rxladder.facts.study_drugs import drugs

_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# What makes no other drug: salts, forms, and how it is given.
_SALTS_AND_FORMS = """
    hydrochloride hcl sodium potassium calcium magnesium sulfate sulphate phosphate acetate tartrate
    bitartrate citrate maleate fumarate succinate mesylate besylate hydrobromide bromide chloride nitrate
    gluconate lactate monohydrate dihydrate anhydrous hydrate disodium trihydrate dipropionate propionate
    valerate tablet tablets capsule capsules injection injectable solution suspension emulsion cream ointment
    gel lotion patch patches powder spray aerosol drops syrup elixir concentrate lyophilized for oral topical
    ophthalmic intravenous nasal inhalation rectal vaginal sublingual transdermal extended delayed release
    film coated chewable orally disintegrating usp nf and in with of kit vial bag premix preservative free
"""
_BESIDE = frozenset(_SALTS_AND_FORMS.split())
_MOST_WORDS = 4


@cache
def _known() -> dict[str, str]:
    """Names of the field's drugs by their words: generics, what is in combinations, and brands."""
    known: dict[str, str] = {}
    for drug in drugs().values():
        for name in (*drug.ingredients, drug.generic):
            known.setdefault(_plain(name), _plain(name))
    for drug in drugs().values():
        for brand in drug.brands:
            known.setdefault(" ".join(_WORD.findall(brand.lower())), _plain(drug.generic))
    known.pop("", None)
    return known


def _plain(name: str) -> str:
    words = _WORD.findall(name.lower())
    return " ".join(word for word in words if word not in _BESIDE) or " ".join(words)


def drug_name(name: str) -> str:
    """A drug's name in small letters, without salt and form; a known brand becomes its generic.

    A name of a salt alone (potassium chloride) stays whole. Empty where there is no name.
    """
    written = " ".join(_WORD.findall(name.lower()))
    for end in ("", *_ends(written)):
        shorter = written.removesuffix(end).strip()
        if shorter in _known():
            return _known()[shorter]
    return _plain(name)


def _ends(written: str) -> list[str]:
    """The words at the end that name a form: 'potassium chloride injection' is a drug and its form."""
    words = written.split()
    return [" " + " ".join(words[n:]) for n in range(len(words) - 1, 0, -1) if words[n] in _BESIDE]


def drug_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each drug once, in the order of the names."""
    return tuple(dict.fromkeys(found for found in map(drug_name, names) if found))


def find_drugs(text: str) -> tuple[str, ...]:
    """The known drugs that a text names, in its order; longer names before those inside them."""
    words, found, at = _WORD.findall(text.lower()), [], 0
    known = _known()
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            name = known.get(" ".join(words[at : at + length]))
            if name and (length > 1 or len(words[at]) > 3):
                found.append(name)
                at += length - 1
                break
        at += 1
    return tuple(dict.fromkeys(found))
