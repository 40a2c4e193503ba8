"""The facts to study, held complete against the tables as they were read, and doubts kept out."""

from __future__ import annotations

import csv
from typing import Any

import yaml

from rxladder.facts.study import study_facts
from rxladder.facts.study_drugs import ranks_2024
from rxladder.facts.study_tables import DATA
from rxladder.learning.items import FORMS
from tests.facts.accounting import FACTS

STUDY = FACTS / "study"
KNOWN = study_facts()


def table(name: str) -> list[dict[str, str]]:
    with (STUDY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tree(name: str) -> Any:
    return yaml.safe_load((STUDY / name).read_text("utf-8"))


def test_every_cell_of_every_drug_is_carried():
    for row in table("drugs.csv"):
        drug = KNOWN.drugs[row["generic"]]
        told = {
            "generic": drug.generic,
            "brands": ";".join(drug.brands),
            "class": drug.class_,
            "epc": ";".join(drug.epc),
            "main_indications": ";".join(drug.uses),
            "schedule": drug.schedule,
            "route_forms": ";".join(drug.forms),
            "look_alike_with": ";".join(drug.look_alikes),
            "tall_man": drug.tall_man,
            "high_alert": "y" if drug.high_alert else "n",
            "high_alert_list": ";".join(drug.high_alert),
            "hazardous": drug.hazardous,
            "storage": drug.storage,
            "narrow_therapeutic_index": "y" if drug.narrow else "n",
            "boxed_warning": drug.boxed,
            "top_rank": str(drug.rank or ""),
            "top_rank_year": str(drug.rank_year or ""),
            "basis": drug.stands_on,
        }
        assert told == {key: cell for key, cell in row.items() if key != "basis_fields"}
        for part in row["basis_fields"].split("; "):
            names, _, basis = part.partition("=")
            assert {drug.told[name] for name in names.split(",")} == {basis}


def test_every_code_and_conversion_is_carried():
    for row in table("sig_codes.csv"):
        code = KNOWN.codes[f"{row['kind']}:{row['abbreviation']}"]
        assert [code.latin, code.meaning, code.safer, code.listed, code.source] == [
            row[key] for key in ("latin", "meaning", "safer_alternative", "do_not_use_list", "source")
        ]
        assert code.error_prone == (row["error_prone"] == "y")
    for row in table("conversions.csv"):
        one = KNOWN.conversions[row["id"]]
        assert [one.group, one.from_unit, one.to_unit, one.factor, one.note, one.source] == [
            row[key] for key in ("group", "from_unit", "to_unit", "factor_or_formula", "note", "source")
        ]
        assert one.exact == (row["exact"] == "y")
    assert len(KNOWN.codes) == len(table("sig_codes.csv"))
    assert len(KNOWN.conversions) == len(table("conversions.csv"))


def test_every_law_fact_is_carried_word_for_word():
    count = 0
    for section, entries in tree("law_safety.yaml")["sections"].items():
        for entry in entries:
            count += 1
            fact = KNOWN.law[entry["id"]]
            assert (fact.section, fact.fact, fact.source) == (section, entry["fact"], entry["source"])
            assert (fact.basis, fact.doubt, fact.url) == (
                entry["basis"],
                entry.get("doubt"),
                entry.get("url"),
            )
            assert list(fact.examples) == entry.get("examples", [])
            assert fact.value == entry.get("value")
            assert str(fact.dated or "") == str(entry.get("dated", ""))
    assert count == len(KNOWN.law)


def test_every_rank_is_joined():
    read = {}
    for row in table("ranks_clincalc_2024.csv"):
        for generic in filter(None, row["drugs_csv_generic"].split(";")):
            read.setdefault(generic, int(row["rank_2024"]))
    assert dict(ranks_2024()) == read


def test_every_part_of_the_facts_is_asked_where_the_outlines_have_it():
    """The map tells which areas of the outlines a part of the facts serves; some form asks in each."""
    served = {area for form in FORMS.values() for area in form.areas} | {"cspt:1"}
    for parts in tree("content_map.yaml")["files"].values():
        for told in parts.values():
            for area in (text.split(" ")[0] for text in told):
                exam = area.partition(":")[0]
                if exam in ("ptce-2026", "excpt", "cspt"):
                    assert any(one == area or one.startswith(f"{area}.") for one in served), area


def test_every_doubt_marks_its_value():
    for entry in tree("doubts.yaml"):
        key, field = str(entry["key"]), entry["field"]
        if entry["file"] == "drugs.csv":
            marked = KNOWN.drugs[key].doubted
        elif entry["file"] == "sig_codes.csv":
            marked = next(code.doubted for code in KNOWN.codes.values() if code.text == key and code.doubted)
        else:
            marked = KNOWN.law[key].doubts
        assert marked[field].doubt == entry["doubt"]


def test_what_a_brand_is_for_names_a_brand_and_uses_of_its_row():
    told = yaml.safe_load((DATA / "brand_uses.yaml").read_text("utf-8"))
    rows = {brand: drug for drug in KNOWN.drugs.values() for brand in drug.brands}
    for brand, of in told.items():
        assert set(of["uses"]) <= set(rows[brand].uses), brand
        assert rows[brand].uses_of(brand) == tuple(of["uses"])


def test_no_class_and_no_use_is_outside_the_families():
    for drug in KNOWN.drugs.values():
        for text in (drug.class_, *drug.epc):
            assert KNOWN.overlaps.families(text), text
        for text in drug.uses:
            assert KNOWN.overlaps.systems(text), text
