"""The drugs of the exam preparation: names, classes, uses, schedules, forms, and what makes them risky.

Each field stands on a source or on general knowledge (`basis`); what a reader doubted is in `doubted` and
must not be asked. `class_` and `uses` are general in every row. An empty field is "not told", never "none":
only `schedule` says `none`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from rxladder.facts.conditions import Strict
from rxladder.facts.study_tables import DATA, Basis, Doubt, doubts, parts, rows
from rxladder.facts.yaml_text import read_yaml_file

FILE = "drugs.csv"
# Ways of giving a drug that act where it is put: what is told of one form need not hold for another.
LOCAL = frozenset({"ophthalmic", "otic", "nasal", "topical", "vaginal", "inhalation"})
COLUMNS = {  # the columns whose names differ from the fields'
    "class_": "class",
    "uses": "main_indications",
    "forms": "route_forms",
    "look_alikes": "look_alike_with",
    "high_alert": "high_alert_list",
    "narrow": "narrow_therapeutic_index",
    "boxed": "boxed_warning",
}


@dataclass(frozen=True, slots=True, eq=False)
class Drug:
    """One drug, or one fixed combination of drugs.

    `forms` are routes with dosage forms (`oral tablet`); `look_alikes` name generics, or brands with their
    generic in brackets; `high_alert` are ISMP's lists and classes (`community:opioids`); `boxed` lists what
    the label's box warns of, after the one form or brand that has it where others have none
    (`injection: a; b`); `rank` is the place by purchases in the United States (AHRQ MEPS, `rank_year`), 1 the
    most.
    """

    generic: str
    brands: tuple[str, ...]
    class_: str
    epc: tuple[str, ...]
    uses: tuple[str, ...]
    schedule: str
    forms: tuple[str, ...]
    look_alikes: tuple[str, ...]
    tall_man: str
    high_alert: tuple[str, ...]
    hazardous: str
    storage: str
    narrow: bool
    boxed: str
    rank: int | None
    rank_year: int | None
    stands_on: str  # what the row as a whole stands on, as the table words it
    told: Mapping[str, str]  # of each column what it stands on, as the table words it
    doubted: Mapping[str, Doubt]  # by column
    brand_uses: Mapping[str, tuple[str, ...]]  # of brands whose uses are told apart from the row's

    @property
    def ingredients(self) -> tuple[str, ...]:
        """What is in it: one name, or those of a combination."""
        return tuple(part.strip() for part in self.generic.split(" / "))

    @property
    def ways(self) -> frozenset[str]:
        """How it is given: `oral`, `ophthalmic`, ...; all injections are one way."""
        return frozenset("injection" if "injection" in form else form.split(" ")[0] for form in self.forms)

    def uses_of(self, brand: str) -> tuple[str, ...]:
        """What one of its brands is for, as far as that is sure.

        A row's several uses may belong to several products: then they are a brand's only where that is told.
        """
        if brand in self.brand_uses:
            return self.brand_uses[brand]
        one_product = len(self.brands) == 1 and (len(self.ways) == 1 or not self.ways & LOCAL)
        return self.uses if one_product or len(self.uses) == 1 else ()

    def basis(self, field: str) -> Basis:
        """On what a field stands; a field that is named nowhere is general."""
        return "source" if self.told.get(COLUMNS.get(field, field), "").startswith("source") else "general"

    def brand_basis(self, brand: str) -> Basis:
        """On what one brand name stands: of some rows only the brands named in brackets were read."""
        told = self.told.get("brands", "")
        named = re.search(r"\(([^)]*)\) rest general", told)
        if named is None:
            return self.basis("brands")
        return "source" if brand in named[1].split("/") else "general"

    @property
    def doubted_look_alikes(self) -> tuple[str, ...]:
        """The look-alikes that a doubt names; the drug's others stand."""
        doubt = self.doubted.get(COLUMNS["look_alikes"])
        return parts(doubt.value) if doubt else ()

    def certain(self, field: str) -> bool:
        """Whether no reader doubted the field."""
        return COLUMNS.get(field, field) not in self.doubted


@cache
def drugs() -> Mapping[str, Drug]:
    """Every drug by its generic name, in the order of the file."""
    return MappingProxyType({row["generic"]: _drug(row) for row in rows(FILE)})


@cache
def ranks_2024() -> Mapping[str, int]:
    """The places of 2024 by prescriptions (ClinCalc, CC BY-SA 4.0) by generic name, as far as joined."""
    joined: dict[str, int] = {}
    for row in rows("clincalc/ranks_2024.csv"):
        for generic in parts(row["drugs_csv_generic"]):
            joined.setdefault(generic, int(row["rank_2024"]))
    return MappingProxyType(joined)


class _OfBrand(Strict):
    uses: tuple[str, ...]
    read: str = ""


@cache
def _brand_uses() -> Mapping[str, tuple[str, ...]]:
    read = read_yaml_file(DATA / "brand_uses.yaml")
    return MappingProxyType({brand: _OfBrand.model_validate(of).uses for brand, of in read.items()})


def _drug(row: dict[str, str]) -> Drug:
    told = _by_name(row["basis_fields"])
    brands = parts(row["brands"])
    unsure = {field: doubt for (key, field), doubt in doubts(FILE).items() if key == row["generic"]}
    return Drug(
        generic=row["generic"],
        brands=brands,
        class_=row["class"],
        epc=parts(row["epc"]),
        uses=parts(row["main_indications"]),
        schedule=row["schedule"],
        forms=parts(row["route_forms"]),
        look_alikes=parts(row["look_alike_with"]),
        tall_man=row["tall_man"],
        high_alert=parts(row["high_alert_list"]) if row["high_alert"] == "y" else (),
        hazardous=row["hazardous"],
        storage=row["storage"],
        narrow=row["narrow_therapeutic_index"] == "y",
        boxed=row["boxed_warning"],
        rank=int(row["top_rank"]) if row["top_rank"] else None,
        rank_year=int(row["top_rank_year"]) if row["top_rank_year"] else None,
        stands_on=row["basis"],
        told=told,
        doubted=MappingProxyType(unsure),
        brand_uses=MappingProxyType({one: uses for one, uses in _brand_uses().items() if one in brands}),
    )


def _by_name(cell: str) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for part in cell.split("; "):
        names, _, basis = part.partition("=")
        told |= dict.fromkeys(names.split(","), basis)
    return MappingProxyType(told)
