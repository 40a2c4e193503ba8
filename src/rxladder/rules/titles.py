"""What a credential is called where a person reads it."""

from __future__ import annotations

from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import CredentialRef
from rxladder.facts.phrases import inside
from rxladder.facts.states import STATES, state_name

_KINDS = {
    "licence": noop("{state} license"),
    "registration": noop("{state} registration"),
    "permit": noop("{state} permit"),
    "certification": noop("{state} certification"),
    "certificate": noop("{state} certificate"),
    "trainee-registration": noop("{state} trainee registration"),
    "training": noop("{state} training"),
}

# Of these a state has one for technicians as such; a permit or a training may be for anything.
_PLAIN = frozenset({"licence", "registration", "trainee-registration", "certification"})

# The letters that technicians call each other by. Others ("TPV") are not known by those who do not hold it.
_SAID = frozenset({"CPhT", "CPhT-Adv", "CSPT", "BLS"})

# Two bodies give the same letters.
_ALIKE = {"nha-cpht": "CPhT (NHA)"}

# What is too long for little room, in fewer words.
_SHORT = {
    "aca-sterile": "ACA sterile compounding certificate",
    "ahca-cr-pht": "C&R PhT",
    "apexus-340b-ace": "340B ACE",
    "apha-technician-immunization": "APhA immunization training",
    "ashp-acpe-advanced-level": "Advanced-level accredited programme",
    "ashp-acpe-entry-level": "Entry-level accredited programme",
    "ashp-billing-reimbursement": "ASHP billing certificate",
    "ashp-compounding-sterile-preparations": "ASHP sterile compounding certificate",
    "ashp-controlled-substance-diversion": "ASHP diversion microcredential",
    "ashp-medication-history": "ASHP medication history training",
    "epic-willow": "Epic Willow certification",
    "freece-csdp": "FreeCE diversion series",
    "himss-cahims": "CAHIMS",
    "lp3-technician-nonsterile": "LP3 compounding training",
    "nhia-sterile-act": "NHIA sterile compounding training",
    "npta-hazardous-drugs": "NPTA hazardous drugs training",
    "npta-sterile-products": "NPTA sterile products training",
    "npta-tpv": "NPTA product verification programme",
    "ptcb-controlled-substances-diversion": "PTCB diversion prevention certificate",
    "ptcb-supply-chain": "PTCB supply chain certificate",
    "residency-leadership": "Technician leadership residency",
    "residency-practice": "Technician residency",
    "rxce-nonsterile": "RxCe nonsterile compounding certificate",
    "trc-criticalpoint-sterile": "CriticalPoint sterile compounding training",
}


def full_title(ref: CredentialRef) -> str:
    """A credential's title, with its state: "Registered pharmacy technician, Texas"."""
    title, state = ref.credential.title, state_name(ref.pack.id)
    if ref.pack.id not in STATES or state in title:
        return title
    return f"{title}, {state}"


def letters_of(ref: CredentialRef) -> str | None:
    """The letters by which `short_title` calls it; None where it uses words."""
    letters = ref.credential.abbreviation
    return letters if letters and ref.pack.id not in STATES and letters in short_title(ref).split() else None


def short_title(ref: CredentialRef) -> str:
    """A name for little room: "Texas registration", "Ohio registration (certified technician)", "CPhT"."""
    if ref.pack.id not in STATES:
        letters = ref.credential.abbreviation
        return _ALIKE.get(ref.id) or (
            letters if letters in _SAID else _SHORT.get(ref.id, ref.credential.title)
        )
    kind, needed = ref.credential.kind, ref.credential.required_to_practise
    name = _(_KINDS[kind]).format(state=state_name(ref.pack.id))
    twins = [other for other in ref.pack.credentials.values() if other.kind == kind]
    rivals = sum(other.required_to_practise for other in twins) if needed else len(twins)
    if rivals == 1 and (needed or kind in _PLAIN):
        return name
    title = _without_brackets(ref.credential.title)
    as_a_name = any(word[0].isupper() for word in title.split()[1:])
    return _("{name} ({title})").format(name=name, title=title if as_a_name else inside(title))


def _without_brackets(title: str) -> str:
    return title.partition("(")[0].strip() or title
