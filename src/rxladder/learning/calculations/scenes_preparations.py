"""What is made ready: powders and diluents, electrolytes, weighing, formulas made larger or smaller."""

from __future__ import annotations

from rxladder.facts.language import noop
from rxladder.learning.calculations.scene import Early, Scene, When

# With the most mEq that is drawn: an order that would kill is not shown as an everyday one.
_SALTS = tuple(
    {"salt": salt, "mol_mass": mass, "valence": valence, "most": most}
    for salt, mass, valence, most in (
        (noop("sodium chloride"), "58.44", "1", "154"),
        (noop("potassium chloride"), "74.55", "1", "60"),
        (noop("sodium acetate"), "82.03", "1", "154"),
        (noop("sodium bicarbonate"), "84.01", "1", "150"),
        (noop("potassium acetate"), "98.14", "1", "60"),
        (noop("calcium chloride (dihydrate)"), "147.02", "2", "20"),
        (noop("magnesium sulfate (heptahydrate)"), "246.47", "2", "40"),
        (noop("calcium gluconate (monohydrate)"), "448.4", "2", "20"),
    )
)
_OSMOTIC = tuple(
    {"salt": salt, "mol_mass": mass, "species": species}
    for salt, mass, species in (
        (noop("sodium chloride"), "58.44", "2"),
        (noop("potassium chloride"), "74.55", "2"),
        (noop("sodium bicarbonate"), "84.01", "2"),
        (noop("dextrose (anhydrous)"), "180.16", "1"),
        (noop("dextrose (monohydrate)"), "198.17", "1"),
    )
)
# Gravities as the facts have them; which liquids come near them is said only in general words.
_LIQUIDS = (
    {"liquid": noop("an alcohol"), "sg": "0.81"},
    {"liquid": noop("an oil"), "sg": "0.85"},
    {"liquid": noop("a solution"), "sg": "1.04"},
    {"liquid": noop("a thick liquid"), "sg": "1.25"},
    {"liquid": noop("a syrup"), "sg": "1.3"},
)

SCENES = (
    Scene(
        "reconstitution_concentration",
        "mg/mL",
        stems=(
            noop(
                "You add {diluent_mL} mL of diluent to a vial with {drug_mg} mg of powder. The "
                "powder takes up {powder_mL} mL. What is the strength in mg/mL?"
            ),
            noop(
                "A vial with {drug_mg} mg of powder (powder volume {powder_mL} mL) is "
                "reconstituted with {diluent_mL} mL. How many mg are in each mL?"
            ),
        ),
        draws={
            "drug_mg": "250 500 1000 1000 2000 2000 3000 5000 10000",
            "final": "2 2.5 4 5 8 10 20 40 50",
            "powder_mL": "0.2 0.3 0.4 0.5 0.6 0.8 1 1.2 1.5 2 2.5 4 5",
        },
        derived={"diluent_mL": "final-powder_mL"},
        keep=(
            "powder_mL*4 <= final",
            "drug_mg/final <= 333",
            "drug_mg/final >= 10",
            "powder_mL*3000 >= drug_mg",
            "powder_mL*500 <= drug_mg",
        ),
        parts={"total": "diluent_mL+powder_mL", "exact": "drug_mg/total"},
        steps=(
            noop("The whole volume: {diluent_mL} mL + {powder_mL} mL {total:=} mL"),
            noop("{drug_mg} mg ÷ {total} mL {exact:=} mg/mL"),
        ),
        mistakes=((noop("divides by the powder volume alone"), "R(drug_mg/powder_mL,2)"),),
    ),
    Scene(
        "powder_volume",
        "mL",
        stems=(
            noop(
                "A bottle of powder makes {final_mL} mL when {diluent_mL} mL of water are added. "
                "What is the powder volume in mL?"
            ),
            noop(
                "The label says: add {diluent_mL} mL of water to make {final_mL} mL of "
                "suspension. How many mL does the powder take up?"
            ),
        ),
        draws={"final_mL": "50 60 75 80 100 120 150 200", "diluent_mL": "25..180 by 1"},
        keep=(
            'final_mL-diluent_mL <= final_mL*F("0.45")',
            'final_mL-diluent_mL >= final_mL*F("0.1")',
            "2*diluent_mL != final_mL",
        ),
        steps=(
            noop("What the water does not explain is powder: {final_mL} mL − {diluent_mL} mL {exact:=} mL"),
        ),
        mistakes=(
            (noop("gives the volume of the water"), "diluent_mL"),
            (noop("takes half of the final volume"), "final_mL/2"),
            (noop("divides the water by the final volume"), "R(diluent_mL/final_mL,2)"),
        ),
    ),
    Scene(
        "diluent_for_other_strength",
        "mL",
        stems=(
            noop(
                "A vial has {drug_mg} mg. The label: add {label_mL} mL of diluent to get "
                "{label_mg_mL} mg/mL. How many mL of diluent give {want_mg_mL} mg/mL instead? The "
                "powder volume stays the same."
            ),
            noop(
                "With {label_mL} mL of diluent {drug_mg:a} mg vial comes to {label_mg_mL} mg/mL. "
                "You need {want_mg_mL} mg/mL. How many mL of diluent do you add, when the powder "
                "takes up the same volume?"
            ),
        ),
        rows=tuple(
            {"drug_mg": drug, "label_mL": label, "label_mg_mL": strength}
            for drug, label, strength in (
                ("1000", "3", "250"),
                ("1000", "4", "200"),
                ("1000", "9", "100"),
                ("2000", "9", "200"),
                ("2000", "18", "100"),
                ("500", "2", "200"),
                ("500", "4", "100"),
                ("5000", "18", "250"),
                ("10000", "45", "200"),
                ("10000", "95", "100"),
                ("3000", "12", "200"),
                ("250", "4", "50"),
                ("1000", "3.5", "250"),
                ("1000", "9.5", "100"),
                ("500", "1.8", "250"),
                ("2000", "9.2", "200"),
            )
        ),
        draws={"want_mg_mL": "20 40 50 80 100 125 160 200 250 400"},
        keep=(
            "drug_mg/want_mg_mL <= 200",
            "drug_mg/want_mg_mL >= 1",
            "want_mg_mL*5 >= label_mg_mL",
            "want_mg_mL <= 2*label_mg_mL",
        ),
        parts={
            "label_total": "drug_mg/label_mg_mL",
            "powder": "label_total-label_mL",
            "want_total": "drug_mg/want_mg_mL",
            "exact": "want_total-powder",
        },
        steps=(
            noop("Volume on the label: {drug_mg} mg ÷ {label_mg_mL} mg/mL {label_total:=} mL"),
            noop("Powder volume: {label_total} mL − {label_mL} mL {powder:=} mL"),
            noop("Volume wanted: {drug_mg} mg ÷ {want_mg_mL} mg/mL {want_total:=} mL"),
            noop("Diluent: {want_total} mL − {powder} mL {exact:=} mL"),
        ),
        mistakes=(
            (noop("adds the powder volume instead of taking it off"), "R(want_total+powder,2)"),
            (noop("scales the label's diluent by the strengths"), "R(label_mL*label_mg_mL/want_mg_mL,2)"),
        ),
    ),
    Scene(
        "meq_to_mg",
        "mg",
        stems=(
            noop("How many mg of {salt} make {meq} mEq? Molar mass {mol_mass} mg/mmol, valence {valence}."),
            noop(
                "An order calls for {meq} mEq of {salt}. With {mol_mass} mg in a mmol and a "
                "valence of {valence}, how many mg is that?"
            ),
        ),
        rows=_SALTS,
        keep=("meq <= most",),
        parts={"one": "mol_mass/valence", "exact": "meq*one"},
        steps=(
            noop("1 mEq: {mol_mass} mg ÷ {valence} {one:=} mg"),
            noop("{meq} mEq × {one} mg {exact:=} mg"),
        ),
        mistakes=(
            (noop("divides by the molar mass"), "R(meq*valence/mol_mass,2)"),
            (noop("gives the mg of one mEq"), "mol_mass/valence"),
        ),
        early=(Early("one", 0, noop("rounds the mg of one mEq before the end")),),
    ),
    Scene(
        "mg_to_meq",
        "mEq",
        stems=(
            noop("How many mEq are {mg} mg of {salt}? Molar mass {mol_mass} mg/mmol, valence {valence}."),
            noop(
                "A bag holds {mg} mg of {salt}. With {mol_mass} mg in a mmol and a valence of "
                "{valence}, how many mEq is that?"
            ),
        ),
        rows=_SALTS,
        draws={"mg": "500 750 1000 1000 1500 2000 2000 2500 3000 4000 4500 5000 8000 9000 10000"},
        keep=("mg*valence/mol_mass <= most", "mg*valence/mol_mass >= 4"),
        parts={"one": "mol_mass/valence", "exact": "mg/one"},
        steps=(
            noop("1 mEq: {mol_mass} mg ÷ {valence} {one:=} mg"),
            noop("{mg} mg ÷ {one} mg {exact:=} mEq"),
        ),
        mistakes=((noop("divides by the valence"), "R(mg/mol_mass/valence,2)"),),
        early=(
            Early("one", 0, noop("rounds the mg of one mEq before the end")),
            Early("one", 1, noop("rounds the mg of one mEq before the end")),
        ),
    ),
    Scene(
        "electrolyte_volume",
        "mL",
        stems=(
            noop(
                "An order is for {order_meq} mEq of an electrolyte. The vial has {vial_meq} mEq "
                "in {vial_mL} mL. How many mL do you draw up?"
            ),
            noop("A vial is labeled {vial_meq} mEq/{vial_mL} mL. What volume in mL holds {order_meq} mEq?"),
        ),
        keep=("order_meq != vial_meq", "order_meq/(vial_meq/vial_mL) <= 40"),
        parts={"one": "vial_meq/vial_mL", "exact": "order_meq/one"},
        steps=(
            noop("Strength: {vial_meq} mEq ÷ {vial_mL} mL {one:=} mEq/mL"),
            noop("{order_meq} mEq ÷ {one} mEq/mL {exact:=} mL"),
        ),
        mistakes=(
            (noop("takes the vial's volume for 1 mL"), "R(order_meq/vial_meq,2)"),
            (noop("takes 1 mEq for 1 mL"), "order_meq"),
            (noop("draws up the whole vial"), "vial_mL"),
        ),
    ),
    Scene(
        "milliosmoles",
        "mOsm/L",
        stems=(
            noop(
                "A solution has {g_per_L} g/L of {salt}. Molar mass {mol_mass} g/mol; each "
                "formula unit gives {species:particle|particles} in water. What is its strength "
                "in mOsm/L?"
            ),
            noop(
                "How many mOsm/L does {g_per_L} g of {salt} in a liter make, with {mol_mass} "
                "g/mol and {species:particle|particles} from each formula unit?"
            ),
        ),
        rows=_OSMOTIC,
        draws={"g_per_L": "2 3 4.5 5 6 7.5 8.5 9 10 15 20 25 30 50 75 100"},
        keep=(
            "g_per_L*1000*species/mol_mass <= 1100",
            "g_per_L*1000*species/mol_mass >= 25",
            "species == 2 or g_per_L >= 10",
            "species == 1 or g_per_L <= 30",
        ),
        parts={"mg": "g_per_L*1000", "mmol": "mg/mol_mass", "exact": "mmol*species"},
        steps=(
            noop("Grams to milligrams: {g_per_L} × 1,000 {mg:=} mg/L"),
            noop("Millimoles: {mg} ÷ {mol_mass} {mmol:=} mmol/L"),
            noop("Particles: {mmol} × {species} {exact:=} mOsm/L"),
        ),
        mistakes=(
            (noop("forgets to go from grams to milligrams"), "R(g_per_L*species/mol_mass,1)"),
            (noop("multiplies by the molar mass"), "R(g_per_L*mol_mass*species,1)"),
            (noop("counts two particles although it does not break up"), "R(2*g_per_L*1000/mol_mass,1)"),
        ),
    ),
    Scene(
        "specific_gravity_weight",
        "g",
        stems=(
            noop("How many grams do {mL} mL of {liquid} with a specific gravity of {sg} weigh?"),
            noop(
                "A formula calls for {mL} mL of {liquid}, and you weigh it instead. Its specific "
                "gravity is {sg}. How many grams is that?"
            ),
        ),
        rows=_LIQUIDS,
        draws={"mL": "10 20 30 40 50 60 80 90 100 120 150 180 200 240 250 300 480 500 1000"},
        steps=(noop("Volume × specific gravity: {mL} mL × {sg} g/mL {exact:=} g"),),
        mistakes=((noop("takes 1 mL for 1 g"), "mL"), (noop("adds the specific gravity"), "mL+sg")),
        rounded=2,
    ),
    Scene(
        "specific_gravity_volume",
        "mL",
        stems=(
            noop("What volume in mL do {g} g of {liquid} with a specific gravity of {sg} take up?"),
            noop(
                "You need {g} g of {liquid}, specific gravity {sg}, and measure it by volume. How "
                "many mL is that?"
            ),
        ),
        rows=_LIQUIDS,
        draws={"g": "10 20 25 30 40 50 60 80 90 100 120 125 150 200 240 250 300 454 500 1000"},
        steps=(noop("Weight ÷ specific gravity: {g} g ÷ {sg} g/mL {exact:=} mL"),),
        mistakes=((noop("takes 1 g for 1 mL"), "g"), (noop("adds the specific gravity"), "g+sg")),
    ),
    Scene(
        "aliquot_least_weighable",
        "mg",
        stems=(
            noop(
                "A balance has a sensitivity requirement of {sensitivity_mg} mg. With an error of "
                "no more than {error_pct}%, what is the least you may weigh on it, in mg?"
            ),
            noop(
                "What is the least weighable quantity in mg for a balance with a sensitivity of "
                "{sensitivity_mg} mg, when {error_pct}% error is allowed?"
            ),
        ),
        draws={"sensitivity_mg": "2 3 4 5 6 6 8 10", "error_pct": "1 2 4 5 5 10"},
        steps=(noop("Sensitivity × 100 ÷ error: {sensitivity_mg} mg × 100 ÷ {error_pct} {exact:=} mg"),),
        mistakes=(
            (noop("forgets the 100"), "sensitivity_mg/error_pct"),
            (noop("multiplies by 100 alone"), "sensitivity_mg*100"),
            (noop("adds sensitivity and error"), "sensitivity_mg+error_pct"),
        ),
        rounded=0,
    ),
    Scene(
        "aliquot",
        "mg",
        stems=(
            noop(
                "You need {want_mg} mg of a drug, less than the balance can weigh. You weigh "
                "{weigh_mg} mg and mix it with diluent to {total_mg} mg. How many mg of the "
                "mixture hold {want_mg} mg of the drug?"
            ),
            noop(
                "{weigh_mg} mg of a drug are diluted to {total_mg} mg in all. What weight of this "
                "mixture, in mg, has {want_mg} mg of the drug in it?"
            ),
        ),
        draws={
            "factor": "4 5 6 8 10 12 15 20",
            "want_mg": "5..60 by 5",
            "portion": "120 125 130 140 150 160 180 200 240 250",
        },
        derived={"weigh_mg": "want_mg*factor", "total_mg": "portion*factor"},
        keep=("weigh_mg <= 600", "weigh_mg >= 120", "weigh_mg*3 <= total_mg*2"),
        parts={"fold": "weigh_mg/want_mg", "exact": "total_mg/fold"},
        steps=(
            noop("How often the dose is in what you weighed: {weigh_mg} mg ÷ {want_mg} mg {fold:=}"),
            noop("The same share of the mixture: {total_mg} mg ÷ {fold} {exact:=} mg"),
        ),
        mistakes=((noop("weighs the drug without the diluent"), "want_mg"),),
    ),
    Scene(
        "reduce_enlarge_formula",
        "g",
        stems=(
            noop(
                "A formula for {formula_total} g has {formula_amount} g of one ingredient. How "
                "many grams of it go into {want_total} g?"
            ),
            noop(
                "A compounding record makes {formula_total} g with {formula_amount} g of a "
                "powder. You make {want_total} g. How many grams of the powder do you weigh?"
            ),
        ),
        draws={
            "formula_amount": "0.5 1 1.2 1.5 2 2.5 3 4 5 6 8 10 12 15 20 25 30",
            "formula_total": "50 60 80 90 100 120 150 200 240 250 300 400 500 1000",
            "want_total": "15 20 30 45 60 75 80 90 120 150 180 240 360 450 480 500 1000",
        },
        keep=(
            "formula_amount*2 <= formula_total",
            "want_total != formula_total",
            "want_total/formula_total <= 10",
            'formula_amount*want_total/formula_total >= F("0.1")',
        ),
        parts={"factor": "want_total/formula_total", "exact": "formula_amount*factor"},
        steps=(
            noop("Factor: {want_total} g ÷ {formula_total} g {factor:=}"),
            noop("{formula_amount} g × {factor} {exact:=} g"),
        ),
        mistakes=(
            (noop("adds the difference of the totals"), "formula_amount+ABS(want_total-formula_total)"),
            (noop("keeps the amount of the formula"), "formula_amount"),
        ),
        early=(
            Early("factor", 1, noop("rounds the factor before the end")),
            Early("factor", 2, noop("rounds the factor before the end")),
        ),
    ),
    Scene(
        "percent_change_error",
        "%",
        stems=(
            noop(
                "You meant to weigh {wanted} mg, and a better balance shows {measured} mg. What "
                "is the percentage of error?"
            ),
            noop(
                "A capsule should hold {wanted} mg and holds {measured} mg. What is the error in "
                "percent of what was wanted?"
            ),
        ),
        draws={"wanted": "50 100 120 150 200 240 250 300 400 500 600 750 800 1000", "off": "-40..40 by 5"},
        derived={"measured": "wanted+off"},
        keep=('ABS(off)/wanted <= F("0.12")',),
        parts={"difference": "ABS(measured-wanted)", "exact": "difference/wanted*100"},
        steps=(
            When("measured > wanted", noop("The difference: {measured} − {wanted} {difference:=} mg")),
            When("measured < wanted", noop("The difference: {wanted} − {measured} {difference:=} mg")),
            noop("In percent of what was wanted: {difference} ÷ {wanted} × 100 {exact:=}%"),
        ),
        mistakes=(
            (noop("gives the difference itself"), "difference"),
            (noop("gives what was measured in percent of what was wanted"), "R(measured/wanted*100,1)"),
            (noop("forgets to multiply by 100"), "R(difference/wanted,2)"),
        ),
    ),
)
