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
_JOINTS = frozenset({"and", "with"})
"""What joins two drugs, or two forms of one."""
_BIOSIMILAR = re.compile(r"-[a-z]{4}\b")
"""The four letters that the FDA puts behind a biological's name: adalimumab-adaz."""
_MOST_WORDS = 4


@cache
def _names_by_word() -> dict[str, str]:
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


@cache
def _combinations() -> dict[frozenset[str], str]:
    """Known drugs of several words by these words: a label may name the parts in another order."""
    return {frozenset(name.split()): drug for name, drug in _names_by_word().items() if " " in name}


def _plain(name: str) -> str:
    words = _WORD.findall(name.lower())
    return " ".join(word for word in words if word not in _BESIDE) or " ".join(words)


def drug_name(name: str) -> str:
    """A drug's name in small letters, without salt and form; a known brand becomes its generic.

    A name of a salt alone (potassium chloride) stays whole, a combination has all its drugs. Empty where
    there is no name.
    """
    whole = " ".join(_WORD.findall(name.lower()))
    for written in dict.fromkeys((whole, _BIOSIMILAR.sub("", whole))):
        for end in ("", *_ends(written)):
            shorter = written.removesuffix(end).strip()
            if shorter in _names_by_word():
                return _names_by_word()[shorter]
    plain = _plain(name)
    return _combinations().get(frozenset(plain.split()), plain)


def _ends(written: str) -> list[str]:
    """The words at the end that name a form: 'potassium chloride injection' is a drug and its form."""
    words = written.split()
    starts = (n for n in range(len(words) - 1, 0, -1) if words[n] in _BESIDE - _JOINTS)
    return [" " + " ".join(words[n:]) for n in starts if not _names_another(words[n:])]


def _names_another(words: list[str]) -> bool:
    """Whether behind "and" or "with" stands more than forms: another drug."""
    joints = [at for at, word in enumerate(words) if word in _JOINTS]
    return any(word not in _BESIDE for at in joints for word in words[at:])


def drug_names(names: Iterable[str]) -> tuple[str, ...]:
    """Each drug once, in the order of the names."""
    return tuple(dict.fromkeys(found for found in map(drug_name, names) if found))


def find_drugs(text: str) -> tuple[str, ...]:
    """The known drugs that a text names, in its order; longer names before those inside them."""
    words, found, at = _WORD.findall(text.lower()), [], 0
    known = _names_by_word()
    while at < len(words):
        for length in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            name = known.get(" ".join(words[at : at + length]))
            if name and (length > 1 or len(words[at]) > 3):
                found.append(name)
                at += length - 1
                break
        at += 1
    return tuple(dict.fromkeys(found))
