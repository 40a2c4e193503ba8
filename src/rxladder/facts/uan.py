"""ACPE's universal activity number, read: who gave the activity, when, in what form, on what, for whom.

`0384-0000-26-012-H07-T` is provider 0384, not jointly provided, of 2026, the 12th, home study, topic 07
(compounding), for technicians. An older form has three digits for provider and joint: `197-000-15-001-L05-T`.
Numbers that begin with JA (`JA0384-0000-26-012-H07-T`; accredited jointly with other professions) are met on
certificates, though no source was read that says how many digits follow: any from three to eight are taken.
ACPE names two forms, L (live) and H (home study); another letter is let through with its form unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from rxladder.facts.language import gettext as _
from rxladder.facts.matches import Audience, Topic
from rxladder.facts.topics import ACPE_TOPICS

Form = Literal["live", "home-study"]

_FORMS: dict[str, Form] = {"L": "live", "H": "home-study"}
_AUDIENCES: dict[str, Audience] = {"T": "technician", "P": "pharmacist"}
_DASHES = re.compile("[\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d_/.]|-+")
_JOINTLY_ACCREDITED = re.compile("JA[0-9]{3,8}")
_CERTIFICATE = re.compile(r"\d{3,4}-\d\d-\d{3}-CP")
_DASH = "[-\u2010-\u2015\u2212]"
_IN_TEXT = re.compile(
    _DASH.join(
        (r"(?<![\w-])(?:JA\d{3,8}|\d{3,4})", r"\d{3,4}", r"\d\d", r"\d{3}", r"[A-Z]\d\d", r"[PT](?!\w)")
    ),
    re.IGNORECASE,
)
VALID_YEARS = 3
"""How long an activity is good for after its release, at most."""
_LENGTHS = {17: (4, 4, 2, 3, 3, 1), 15: (3, 3, 2, 3, 3, 1)}


class UanError(ValueError):
    """Not a UAN; the text is the reason in plain words."""


@dataclass(frozen=True, slots=True)
class Uan:
    """A UAN's parts. `text` is its usual spelling, `year` that of the activity's release in four digits.

    `format` is None where the letter is neither L nor H.
    """

    text: str
    provider: str
    joint: str
    year: int
    sequence: str
    format: Form | None
    topic: Topic
    audience: Audience

    @property
    def activity_key(self) -> str:
        """The same for one activity's twins: live and recorded, for technicians and for pharmacists."""
        topic = self.text[-4:-2]
        return f"{self.provider:0>4}-{self.joint:0>4}-{self.year % 100:02}-{self.sequence}-{topic}"


@lru_cache(maxsize=65_536)
def parse_uan(text: str) -> Uan:
    """Read a UAN; small letters, spaces, other dashes or none at all are forgiven.

    Raises UanError with the reason.
    """
    provider, joint, year, sequence, design, audience = _parts(text)
    if not _JOINTLY_ACCREDITED.fullmatch(provider):
        _digits(_("The provider (the first part)"), provider, (3, 4))
    _digits(_("The second part"), joint, (3, 4))
    _digits(_("The year (the third part)"), year, (2,))
    _digits(_("The fourth part"), sequence, (3,))
    if not re.fullmatch(r"[A-Z][0-9]{2}", design):
        raise UanError(
            _("The fifth part is {part}; it must be a letter and two digits, such as L05 or H07.").format(
                part=design
            )
        )
    topic = ACPE_TOPICS.get(design[1:])
    if topic is None:
        raise UanError(_("There is no topic {code}; ACPE's topics are 01 to 08.").format(code=design[1:]))
    if audience not in _AUDIENCES:
        raise UanError(
            _("The last letter is {letter}; it must be T (technician) or P (pharmacist).").format(
                letter=audience
            )
        )
    return Uan(
        text="-".join((provider, joint, year, sequence, design, audience)),
        provider=provider,
        joint=joint,
        year=2000 + int(year),
        sequence=sequence,
        format=_FORMS.get(design[0]),
        topic=topic,
        audience=_AUDIENCES[audience],
    )


def year_doubt(uan: str, day: date) -> str | None:
    """What is wrong between a UAN, spelled as `Uan.text`, and a credit's day; None where both can be right.

    The number tells the year of release: nobody took the activity before, nor once it was no longer good.
    """
    year = 2000 + int(uan[-12:-10])
    if year <= day.year <= year + VALID_YEARS + 1:
        return None
    doubt = _("The number is from {year}, and the day is in {other}: check that they go together.")
    return doubt.format(year=year, other=day.year)


def find_uans(text: str) -> Iterator[Uan]:
    """The UANs that stand in a longer text, such as a line of a certificate, in their order."""
    for found in _IN_TEXT.finditer(text):
        try:
            yield parse_uan(found[0])
        except UanError:
            continue


def _parts(text: str) -> list[str]:
    """The six parts, of which only the number is certain yet."""
    clean = _DASHES.sub("-", "".join(text.split()).upper()).strip("-")
    if not clean.isprintable():  # signs without a shape come along where a number is copied
        clean = "".join(sign for sign in clean if sign.isprintable())
    if not clean:
        raise UanError(_("There is no number here."))
    if len(clean) > 40:
        raise UanError(_("This is too long for a UAN, which looks like 0384-0000-26-012-H07-T."))
    if _CERTIFICATE.fullmatch(clean):
        raise UanError(
            _("{number} is a certificate program's number. Enter its activities, each with its UAN.").format(
                number=clean
            )
        )
    if clean.endswith(("-P-T", "-T-P")):
        raise UanError(_("P/T stands for two numbers. Enter the one you earned: it ends in T or in P."))
    parts = clean.split("-")
    if len(parts) == 1 and len(clean) in _LENGTHS:
        parts = _cut(clean, _LENGTHS[len(clean)])
    if len(parts) != 6:
        raise UanError(
            _("A UAN has six parts, as in 0384-0000-26-012-H07-T; this has {count}.").format(count=len(parts))
        )
    return parts


def _cut(text: str, lengths: tuple[int, ...]) -> list[str]:
    parts, start = [], 0
    for length in lengths:
        parts.append(text[start : start + length])
        start += length
    return parts


def _digits(name: str, part: str, lengths: tuple[int, ...]) -> None:
    if not (part.isascii() and part.isdigit()):
        hint = _(" Is the letter O a zero?") if "O" in part else ""
        raise UanError(_("{name} is {part}; it must be digits.").format(name=name, part=part) + hint)
    if len(part) not in lengths:
        raise UanError(
            _("{name} is {part}; it must have {count} digits.").format(
                name=name, part=part, count=lengths[-1]
            )
        )
