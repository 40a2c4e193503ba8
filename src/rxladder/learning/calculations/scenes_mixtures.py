"""Strengths and mixtures: percent, ratio, dilution, alligation."""

from __future__ import annotations

from rxladder.facts.language import noop
from rxladder.learning.calculations.scene import Scene, When

_STUFF = (
    {"what": noop("cream"), "u": "g", "solid": "1"},
    {"what": noop("ointment"), "u": "g", "solid": "1"},
    {"what": noop("solution"), "u": "mL", "solid": "0"},
    {"what": noop("solution"), "u": "mL", "solid": "0"},
)

SCENES = (
    Scene(
        "dilution_c1v1",
        "mL",
        stems=(
            noop(
                "You need {v2} mL of {c2:a}% solution and have {c1:a}% stock. How many mL of the "
                "stock do you measure?"
            ),
            noop("How many mL of {c1:a}% solution, made up with water, give {v2} mL of {c2:a}% solution?"),
            noop(
                "Make {v2} mL of {c2}% from {c1}%. How many mL of the {c1}% solution go in before "
                "the diluent?"
            ),
        ),
        draws={
            "c1": "10 20 25 30 40 50 70 90",
            "c2": "1 2 2 3 4 5 5 8 10 10 15 20 25 30 50",
            "v2": "30 60 90 100 120 180 240 250 300 480 500 1000",
        },
        keep=("c2*2 != c1", "c1/c2 <= 20"),
        parts={"top": "c2*v2", "exact": "top/c1"},
        steps=(
            noop("C1 × V1 = C2 × V2, so V1 = C2 × V2 ÷ C1"),
            noop("{c2}% × {v2} mL ÷ {c1}% {exact:=} mL of the stock"),
        ),
        mistakes=(
            (noop("divides by the difference of the strengths"), "R(c2*v2/(c1-c2),2)"),
            (noop("takes the percent of the final strength alone"), "R(c2*v2/100,2)"),
        ),
    ),
    Scene(
        "dilution_final_strength",
        "%",
        stems=(
            noop(
                "{diluent_mL} mL of water are added to {v1} mL of {c1:a}% solution. What is the "
                "strength then, in percent?"
            ),
            noop(
                "You mix {v1} mL of {c1:a}% solution with {diluent_mL} mL of diluent. What "
                "percent is the mixture?"
            ),
        ),
        draws={
            "v1": "20 25 30 50 60 100 120 150 200 250 300 400 500",
            "diluent_mL": "20 30 40 50 60 75 80 100 120 150 200 250 300 400 500 750",
            "c1": "2 3 4 5 8 10 12 15 20 25 30 40 50",
        },
        keep=("diluent_mL != v1", "diluent_mL <= 9*v1", "v1 <= 4*diluent_mL"),
        parts={"total": "v1+diluent_mL", "top": "c1*v1", "exact": "top/total"},
        steps=(
            noop("The whole volume: {v1} mL + {diluent_mL} mL {total:=} mL"),
            noop("C2 = C1 × V1 ÷ V2: {c1}% × {v1} mL ÷ {total} mL {exact:=}%"),
        ),
        mistakes=(
            (
                noop("multiplies by the diluent instead of by the stock"),
                "R(c1*diluent_mL/(v1+diluent_mL),2)",
            ),
            (noop("halves the strength whatever is added"), "c1/2"),
        ),
    ),
    Scene(
        "alligation",
        "{u}",
        stems=(
            When(
                "low > 0",
                noop(
                    "How much of {high:a}% {what} do you mix with {low:a}% {what} to make {total} "
                    "{u} of {want}%? Give the {u} of the {high}% {what}."
                ),
            ),
            When(
                "low == 0 and solid == 1",
                noop(
                    "How much of {high:a}% {what} do you mix with a plain base (0%) to make "
                    "{total} {u} of {want}%? Give the {u} of the {high}% {what}."
                ),
            ),
            When(
                "low == 0 and solid == 0",
                noop(
                    "How much of {high:a}% {what} do you mix with water (0%) to make {total} {u} of "
                    "{want}%? Give the {u} of the {high}% {what}."
                ),
            ),
            When(
                "low > 0",
                noop(
                    "{want:A}% {what} is ordered, {total} {u} of it. In stock are {high}% and "
                    "{low}%. How many {u} of the {high}% do you need?"
                ),
            ),
        ),
        rows=_STUFF,
        draws={
            "high": "10 15 20 25 30 40 50 70",
            "low": "0 1 2 3 5 10 20",
            "want": "2 3 4 5 6 8 10 12 15 20 25 30 40",
            "total": "30 60 80 90 100 120 150 180 200 240 300 360 400 450 480 500 1000",
        },
        keep=(
            "solid == 0 or total <= 480",
            "solid == 0 or high <= 30",
            "(want-low)*2 != high-low",
            "total*(want-low)/(high-low) >= 3",
        ),
        parts={
            "parts_high": "want-low",
            "parts_low": "high-want",
            "parts_all": "parts_high+parts_low",
            "exact": "parts_high/parts_all*total",
        },
        steps=(
            noop("Parts of the {high}%: {want} − {low} {parts_high:=}"),
            noop("Parts of the {low}%: {high} − {want} {parts_low:=}"),
            noop("All parts: {parts_high} + {parts_low} {parts_all:=}"),
            noop("{parts_high} ÷ {parts_all} × {total} {u} {exact:=} {u} of the {high}%"),
        ),
        mistakes=(
            (noop("divides by the high strength instead of by all parts"), "R((want-low)/high*total,2)"),
            (noop("divides the two kinds of parts by each other"), "R((want-low)/(high-want)*total,2)"),
        ),
    ),
    Scene(
        "alligation_medial",
        "%",
        stems=(
            noop(
                "You mix {v1} {u} of {c1:a}% {what} with {v2} {u} of {c2:a}% {what}. What percent "
                "is the mixture?"
            ),
            noop(
                "What strength, in percent, comes of {v1} {u} of {c1}% and {v2} {u} of {c2}% of "
                "the same {what}?"
            ),
        ),
        rows=_STUFF,
        draws={
            "c1": "2 3 4 5 8 10 15 20 25 30 40 50 70",
            "c2": "1 2 3 5 8 10 15 20 25 30",
            "v1": "20 30 40 50 60 80 90 100 120 150 200 240 300",
            "v2": "20 30 40 50 60 80 90 100 120 150 200 240 300",
        },
        keep=("c1 > c2", "v1 != v2", "c1 <= 15*c2", "solid == 0 or c1 <= 30"),
        parts={"drug": "(c1*v1+c2*v2)/100", "total": "v1+v2", "exact": "drug*100/total"},
        steps=(
            noop("Drug in all: {c1}% × {v1} {u} + {c2}% × {v2} {u} {drug:=} g"),
            noop("The whole: {v1} {u} + {v2} {u} {total:=} {u}"),
            noop("{drug} g ÷ {total} {u} × 100 {exact:=}%"),
        ),
        mistakes=(
            (noop("adds the strengths"), "c1+c2"),
            (noop("weighs each strength by the other amount"), "R((c1*v2+c2*v1)/(v1+v2),2)"),
        ),
    ),
    Scene(
        "percent_wv",
        "g",
        stems=(
            noop("How many grams of drug are in {volume_mL} mL of {percent:a}% (w/v) solution?"),
            noop(
                "A bottle holds {volume_mL} mL of {percent:a}% w/v solution. How many grams of the "
                "solute is that?"
            ),
            noop(
                "You make {volume_mL} mL of {percent:a}% w/v solution. How many grams of powder do you weigh?"
            ),
        ),
        draws={
            "percent": "0.1 0.2 0.25 0.45 0.5 0.9 1 1.5 2 2.5 3 4 5 8 10 20 25 50",
            "volume_mL": "10 15 20 30 50 60 100 118 120 150 180 200 240 250 300 473 480 500 1000",
        },
        keep=("volume_mL != 100",),
        steps=(
            noop("{percent}% w/v is {percent} g in every 100 mL"),
            noop("{percent} g × {volume_mL} mL ÷ 100 mL {exact:=} g"),
        ),
        mistakes=((noop("takes the percent for the grams, whatever the volume"), "percent"),),
        rounded=2,
    ),
    Scene(
        "percent_ww",
        "g",
        stems=(
            noop("How many grams of drug are in {total_g} g of {percent:a}% (w/w) ointment?"),
            noop(
                "You compound {total_g} g of a cream with {percent}% w/w of the drug. How many "
                "grams of the drug do you weigh?"
            ),
        ),
        draws={
            "percent": "0.1 0.2 0.25 0.5 1 1.5 2 2.5 3 5 10 12 15 20",
            "total_g": "15 20 30 40 45 50 60 80 90 120 180 240 454 480",
        },
        steps=(
            noop("{percent}% w/w is {percent} g in every 100 g of the finished preparation"),
            noop("{percent} g × {total_g} g ÷ 100 g {exact:=} g"),
        ),
        mistakes=((noop("gives the grams of the base"), "total_g-percent*total_g/100"),),
        rounded=2,
    ),
    Scene(
        "percent_vv",
        "mL",
        stems=(
            noop("How many mL of alcohol are in {volume_mL} mL of {percent:a}% (v/v) solution?"),
            noop(
                "A mouthwash is {percent}% v/v alcohol. How many mL of alcohol does a bottle of "
                "{volume_mL} mL hold?"
            ),
        ),
        draws={
            "percent": "5 8 10 12 14 15 18 20 25 40 60 70",
            "volume_mL": "30 60 90 118 120 180 240 250 300 473 480 500 1000",
        },
        keep=("percent*2 != 100",),
        steps=(
            noop("{percent}% v/v is {percent} mL in every 100 mL"),
            noop("{percent} mL × {volume_mL} mL ÷ 100 mL {exact:=} mL"),
        ),
        mistakes=(
            (noop("forgets to divide by 100"), "percent*volume_mL"),
            (noop("divides the volume by the percent"), "volume_mL/percent"),
        ),
        rounded=2,
    ),
    Scene(
        "ratio_strength_to_percent",
        "%",
        stems=(
            noop("A solution is labeled 1:{parts}. What is that in percent?"),
            noop("What percent strength is a 1 in {parts} dilution?"),
            noop("An older text gives a strength of 1:{parts} (w/v). How would you write it in percent?"),
        ),
        steps=(
            noop("1:{parts} is 1 g in {parts} mL"),
            noop("In 100 mL: 100 ÷ {parts} {exact:=} g, which is {exact}%"),
        ),
        mistakes=(
            (noop("is off by a factor of 10"), "R(1000/parts/100,4)"),
            (noop("gives the parts of one, not of a hundred"), "1/parts"),
        ),
    ),
    Scene(
        "ratio_strength_mg",
        "mg",
        stems=(
            noop("How many mg of drug are in {volume_mL} mL of a 1:{parts} solution?"),
            noop("A vial holds {volume_mL} mL of a 1:{parts} (w/v) solution. How many mg is that?"),
        ),
        draws={"volume_mL": "1 2 2.5 5 10 15 20 30 50"},
        keep=("parts <= 10000 or volume_mL >= 5",),
        parts={"one": "1000/parts", "exact": "one*volume_mL"},
        steps=(
            noop("1:{parts} is 1 g in {parts} mL, or 1,000 mg ÷ {parts} mL {one:=} mg/mL"),
            noop("{one} mg/mL × {volume_mL} mL {exact:=} mg"),
        ),
        mistakes=((noop("takes the ratio for a percent"), "R(volume_mL*10000/parts,3)"),),
    ),
    Scene(
        "mg_percent",
        "mg",
        stems=(
            noop(
                "A solution has a strength of {mg_pct} mg% (mg in 100 mL). How many mg are in {volume_mL} mL?"
            ),
            noop("How many mg of solute do {volume_mL} mL of {mg_pct:a} mg% solution hold?"),
        ),
        draws={"volume_mL": "10 20 25 30 50 60 120 150 180 200 240 250 300 480 500 1000"},
        steps=(
            noop("{mg_pct} mg% is {mg_pct} mg in every 100 mL"),
            noop("{mg_pct} mg × {volume_mL} mL ÷ 100 mL {exact:=} mg"),
        ),
        mistakes=(
            (noop("reads mg% as percent, grams in 100 mL"), "mg_pct*volume_mL*10"),
            (noop("divides by 1,000 instead of 100"), "mg_pct*volume_mL/1000"),
        ),
        rounded=2,
    ),
    Scene(
        "ppm",
        "mg",
        stems=(
            noop("Water has {ppm} ppm (w/v) of a mineral. How many mg are in {volume_mL} mL?"),
            noop(
                "How many mg of solute are in {volume_mL} mL of a solution of {ppm} parts per "
                "million (g in 1,000,000 mL)?"
            ),
        ),
        draws={
            "ppm": "1 2 4 5 8 10 12 15 20 25 40 50 75 100 150 200 250 400 500",
            "volume_mL": "100 200 250 500 800 1000 1500 2000 2500 4000 5000",
        },
        keep=("ppm <= volume_mL",),
        steps=(
            noop("{ppm} ppm is {ppm} g in 1,000,000 mL, which is {ppm} mg in 1,000 mL"),
            noop("{ppm} mg × {volume_mL} mL ÷ 1,000 mL {exact:=} mg"),
        ),
        mistakes=(
            (noop("takes parts per million for mg in 100 mL"), "ppm*volume_mL/100"),
            (noop("takes parts per million for mg in each mL"), "ppm*volume_mL"),
        ),
    ),
    Scene(
        "elixir_alcohol",
        "%",
        stems=(
            noop("A liquid is {proof} proof. What percent (v/v) of alcohol is that?"),
            noop("The supply room has alcohol labeled {proof} proof. What is its strength in percent v/v?"),
        ),
        steps=(noop("Proof is twice the percent by volume: {proof} ÷ 2 {exact:=}%"),),
        mistakes=(
            (noop("doubles the proof"), "2*proof"),
            (noop("takes what is missing to 100"), "ABS(100-proof/2)"),
            (noop("divides by 4"), "proof/4"),
        ),
    ),
)
