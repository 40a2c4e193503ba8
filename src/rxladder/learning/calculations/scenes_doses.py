"""Doses: volumes, tablets, by weight and by surface, for children, with limits."""

from __future__ import annotations

from rxladder.facts.language import noop
from rxladder.learning.calculations.scene import Early, Scene, When

_LIQUIDS = tuple(
    {"have_mg": mg, "per_mL": mL, "form": form, "most": "5" if form == "injection" else "20"}
    for mg, mL, form in (
        ("125", "5", noop("oral suspension")),
        ("250", "5", noop("oral suspension")),
        ("200", "5", noop("oral suspension")),
        ("400", "5", noop("oral suspension")),
        ("100", "5", noop("oral suspension")),
        ("50", "5", noop("oral solution")),
        ("25", "5", noop("oral solution")),
        ("150", "5", noop("oral solution")),
        ("300", "5", noop("oral solution")),
        ("500", "5", noop("oral solution")),
        ("50", "1", noop("injection")),
        ("100", "2", noop("injection")),
        ("150", "2", noop("injection")),
        ("25", "1", noop("injection")),
        ("250", "2", noop("injection")),
        ("500", "10", noop("injection")),
    )
)

SCENES = (
    Scene(
        "dose_volume",
        "mL",
        stems=(
            noop(
                "An order is for {dose_mg} mg. The {form} on the shelf has {have_mg} mg in "
                "{per_mL} mL. How many mL is one dose?"
            ),
            noop(
                "The label of an {form} says {have_mg} mg/{per_mL} mL. How many mL give a dose of "
                "{dose_mg} mg?"
            ),
            noop(
                "A nurse asks how much of an {form} to draw up for {dose_mg} mg. It holds "
                "{have_mg} mg in every {per_mL} mL. What volume is that, in mL?"
            ),
        ),
        rows=_LIQUIDS,
        keep=(
            "dose_mg/have_mg*per_mL <= most",
            "(10*dose_mg/have_mg*per_mL).denominator == 1",
            'dose_mg/have_mg*per_mL >= F("0.5")',
            "dose_mg != have_mg",
        ),
        parts={"ratio": "dose_mg/have_mg"},
        steps=(
            noop("How many times {have_mg} mg are in the dose: {dose_mg} mg ÷ {have_mg} mg {ratio:=}"),
            noop("That many times the volume that holds {have_mg} mg: {ratio} × {per_mL} mL {exact:=} mL"),
        ),
        rounded=2,
    ),
    Scene(
        "tablets_per_dose",
        "tablets",
        stems=(
            noop(
                "An order is for {dose_mg} mg. The pharmacy has scored {tab_mg} mg tablets. How "
                "many tablets make one dose?"
            ),
            noop(
                "A patient is to take {dose_mg} mg in the morning. The bottle holds scored "
                "{tab_mg} mg tablets. How many tablets does the label tell the patient to take?"
            ),
            noop(
                "Only {tab_mg} mg scored tablets are in stock, and the prescription is written "
                "for {dose_mg} mg a dose. How many tablets is that?"
            ),
        ),
        draws={"count": "0.5 1.5 2 2.5 3 4"},
        derived={"dose_mg": "count*tab_mg"},
        keep=("(2*dose_mg).denominator == 1", "(2*count).denominator == 1"),
        steps=(noop("Dose ÷ strength of one tablet: {dose_mg} mg ÷ {tab_mg} mg {exact:=}"),),
        mistakes=(
            (noop("takes the half tablet for a whole one"), "CE(dose_mg/tab_mg)"),
            (noop("leaves the half tablet out"), "FL(dose_mg/tab_mg)"),
            (noop("takes twice as many"), "2*dose_mg/tab_mg"),
        ),
    ),
    Scene(
        "dose_by_weight",
        "mg",
        stems=(
            When(
                "weight_is_lb == 1 and doses_per_day == 1",
                noop(
                    "A dose is {mg_per_kg} mg/kg. The patient weighs {weight} lb (1 kg = 2.2 lb). "
                    "How many mg is one dose?"
                ),
            ),
            When(
                "weight_is_lb == 1 and doses_per_day > 1",
                noop(
                    "An order reads {mg_per_kg} mg/kg a day, in {doses_per_day} equal doses. The "
                    "patient weighs {weight} lb (1 kg = 2.2 lb). How many mg is each dose?"
                ),
            ),
            When(
                "weight_is_lb == 0 and doses_per_day == 1",
                noop(
                    "A patient who weighs {weight} kg is to get one dose of {mg_per_kg} mg/kg. "
                    "How many mg is that?"
                ),
            ),
            When(
                "weight_is_lb == 0 and doses_per_day > 1",
                noop(
                    "A child of {weight} kg gets {mg_per_kg} mg/kg a day, divided into "
                    "{doses_per_day} equal doses. How many mg is each dose?"
                ),
            ),
            When(
                "weight_is_lb == 1 and doses_per_day > 1",
                noop(
                    "The scale shows {weight} lb (1 kg = 2.2 lb). The order: {mg_per_kg} "
                    "mg/kg/day, divided into {doses_per_day} doses. What is one dose in mg?"
                ),
            ),
        ),
        draws={"mg_per_kg": "1 1.5 2 2.5 5 7.5 10 12.5 15 20 25 30 40 45", "doses_per_day": "1 1 2 3 4"},
        keep=(
            "weight_is_lb == 0 or weight <= 220",
            "weight_is_lb == 1 or weight >= 5",
            'weight*mg_per_kg <= (F("2000")*F("2.2") if weight_is_lb else 2000)',
            "doses_per_day == 1 or weight_is_lb == 1 or weight <= 40",
        ),
        parts={
            "kg": 'weight/F("2.2") if weight_is_lb else weight',
            "total": "kg*mg_per_kg",
            "exact": "total/doses_per_day",
        },
        steps=(
            When(
                "weight_is_lb == 1",
                noop("Pounds to kilograms: {weight} lb ÷ 2.2 {kg:=} kg. Keep all decimals for now."),
            ),
            noop("Kilograms times the dose per kilogram: {kg} kg × {mg_per_kg} mg/kg {total:=} mg"),
            When(
                "doses_per_day > 1",
                noop("The day's amount in {doses_per_day} doses: {total} mg ÷ {doses_per_day} {exact:=} mg"),
            ),
        ),
        early=(
            Early("kg", 0, noop("rounds the weight before the end")),
            Early("kg", 1, noop("rounds the weight before the end")),
        ),
        mistakes=(
            (
                noop("divides kilograms by 2.2 although they are no pounds"),
                'weight/F("2.2")*mg_per_kg/doses_per_day',
            ),
        ),
    ),
    Scene(
        "dose_by_bsa",
        "mg",
        stems=(
            noop(
                "A patient is {height_cm} cm tall and weighs {weight_kg} kg. The order is for "
                "{mg_per_m2} mg/m². Work out the body surface area as √(cm × kg ÷ 3,600), rounded "
                "to two decimals, then the dose. How many mg is it?"
            ),
            noop(
                "Order: {mg_per_m2} mg/m². Height {height_cm} cm, weight {weight_kg} kg. With BSA "
                "= √(cm × kg ÷ 3,600), rounded to two decimals before it is used, how many mg is "
                "the dose?"
            ),
        ),
        draws={"mg_per_m2": "20 25 30 40 45 50 60 75 80 85 100 150 175 200 250 375 500 600 750 1000"},
        keep=("weight_kg*10000/(height_cm*height_cm) >= 14", "weight_kg*10000/(height_cm*height_cm) <= 38"),
        parts={
            "inside": "height_cm*weight_kg/3600",
            "root": "SQRT(inside)",
            "bsa": "R(root,2)",
            "exact": "bsa*mg_per_m2",
        },
        steps=(
            noop("Under the root: {height_cm} × {weight_kg} ÷ 3,600 {inside:=}"),
            noop("BSA: √{inside}, rounded to two decimals, is {bsa} m²"),
            noop("BSA times the dose per square meter: {bsa} m² × {mg_per_m2} mg/m² {exact:=} mg"),
        ),
        mistakes=(
            (
                noop("does not round the BSA to two decimals first"),
                "R(SQRT(height_cm*weight_kg/3600)*mg_per_m2,1)",
            ),
            (noop("rounds the BSA to one decimal"), "R(R(SQRT(height_cm*weight_kg/3600),1)*mg_per_m2,1)"),
        ),
    ),
    Scene(
        "child_dose_young",
        "mg",
        stems=(
            noop(
                "The adult dose is {adult_mg} mg. By Young's rule, age ÷ (age + 12) × adult dose, "
                "how many mg is the dose for a child of {age_years:year|years}?"
            ),
            noop(
                "A child is {age_years:year|years} old. Work out the child's dose by Young's rule "
                "from an adult dose of {adult_mg} mg. How many mg is it?"
            ),
        ),
        draws={"age_years": "2..11 by 1"},
        parts={"share": "age_years/(age_years+12)", "exact": "share*adult_mg"},
        steps=(
            noop("The child's share: {age_years} ÷ ({age_years} + 12) {share:=}"),
            noop("That share of the adult dose: {share} × {adult_mg} mg {exact:=} mg"),
        ),
        early=(
            Early("share", 1, noop("rounds the share before the end")),
            Early("share", 2, noop("rounds the share before the end")),
        ),
    ),
    Scene(
        "child_dose_clark",
        "mg",
        stems=(
            noop(
                "By Clark's rule, weight in pounds ÷ 150 × adult dose: how many mg does a child "
                "of {weight_lb} lb get where the adult dose is {adult_mg} mg?"
            ),
            noop(
                "The adult dose is {adult_mg} mg. A child weighs {weight_lb} lb. How many mg is "
                "the child's dose by Clark's rule, with 150 lb for an adult?"
            ),
        ),
        draws={"weight_lb": "20..120 by 5"},
        parts={"share": "weight_lb/150", "exact": "share*adult_mg"},
        steps=(
            noop("The child's share: {weight_lb} lb ÷ 150 lb {share:=}"),
            noop("That share of the adult dose: {share} × {adult_mg} mg {exact:=} mg"),
        ),
        early=(
            Early("share", 1, noop("rounds the share before the end")),
            Early("share", 2, noop("rounds the share before the end")),
        ),
    ),
    Scene(
        "child_dose_fried",
        "mg",
        stems=(
            noop(
                "By Fried's rule, age in months ÷ 150 × adult dose: how many mg does an infant of "
                "{age_months:month|months} get where the adult dose is {adult_mg} mg?"
            ),
            noop(
                "An infant is {age_months:month|months} old, and the adult dose is {adult_mg} mg. "
                "How many mg is the infant's dose by Fried's rule, with 150 months for an adult?"
            ),
        ),
        draws={"age_months": "2..23 by 1"},
        parts={"share": "age_months/150", "exact": "share*adult_mg"},
        steps=(
            noop("The infant's share: {age_months} months ÷ 150 months {share:=}"),
            noop("That share of the adult dose: {share} × {adult_mg} mg {exact:=} mg"),
        ),
        mistakes=(
            (
                noop("divides by the age plus 12, as Young's rule does with years"),
                "R(age_months/(age_months+12)*adult_mg,1)",
            ),
        ),
        early=(
            Early("share", 1, noop("rounds the share before the end")),
            Early("share", 2, noop("rounds the share before the end")),
        ),
    ),
    Scene(
        "ibw",
        "kg",
        stems=(
            When(
                "male == 1",
                noop(
                    "A man is {feet} feet {inches:inch|inches} tall. What is his ideal body "
                    "weight in kg, as 50 kg and 2.3 kg for each inch over 5 feet?"
                ),
            ),
            When(
                "male == 0",
                noop(
                    "A woman is {feet} feet {inches:inch|inches} tall. What is her ideal body "
                    "weight in kg, as 45.5 kg and 2.3 kg for each inch over 5 feet?"
                ),
            ),
            When(
                "male == 1",
                noop(
                    "Ideal body weight (Devine) for a man {height_in} inches tall: 50 kg and 2.3 "
                    "kg for each inch over 60. How many kg is it?"
                ),
            ),
            When(
                "male == 0",
                noop(
                    "Ideal body weight (Devine) for a woman {height_in} inches tall: 45.5 kg and "
                    "2.3 kg for each inch over 60. How many kg is it?"
                ),
            ),
        ),
        draws={"height_in": "61..76 by 1"},
        keep=("male == 1 or height_in <= 72",),
        parts={
            "feet": "FL(height_in/12)",
            "inches": "height_in-12*feet",
            "over": "height_in-60",
            "base": '50 if male else F("45.5")',
            "more": 'F("2.3")*over',
            "exact": "base+more",
        },
        steps=(
            noop("Inches over 60: {height_in} − 60 {over:=}"),
            noop("2.3 kg for each: 2.3 × {over} {more:=} kg"),
            noop("Together: {base} kg + {more} kg {exact:=} kg"),
        ),
        mistakes=((noop("adds 1 kg for each inch"), '(50 if male else F("45.5"))+height_in-60'),),
        rounded=1,
    ),
    Scene(
        "chemo_dose_cap",
        "mg",
        stems=(
            noop(
                "A protocol gives {per_m2} mg/m² of a drug, and never more than {cap} mg in one "
                "dose. The patient's BSA is {bsa} m². How many mg is the dose?"
            ),
            noop(
                "Order: {per_m2} mg/m², capped at {cap} mg. BSA: {bsa} m². How many mg go into the minibag?"
            ),
        ),
        draws={"per_m2": "0.6 0.8 1 1.2 1.4", "bsa": "1.25..2.35 by 0.05"},
        keep=('bsa*per_m2 >= F("0.7")*cap', 'bsa*per_m2 <= F("1.7")*cap'),
        parts={"whole": "bsa*per_m2", "exact": "MIN(whole,cap)"},
        steps=(
            noop("BSA times the dose per square meter: {bsa} m² × {per_m2} mg/m² {whole:=} mg"),
            When("bsa*per_m2 > cap", noop("That is more than the cap of {cap} mg, so the dose is {cap} mg.")),
            When(
                "bsa*per_m2 <= cap", noop("That is within the cap of {cap} mg, so the dose stays {exact} mg.")
            ),
        ),
        mistakes=(
            (noop("gives the cap although the dose is below it"), "cap"),
            (noop("takes the dose per square meter for the dose"), "per_m2"),
            (noop("adds instead of multiplying"), "bsa+per_m2"),
        ),
        rounded=2,
    ),
    Scene(
        "lifetime_dose_remaining",
        "cycles",
        stems=(
            noop(
                "A protocol limits a drug to {limit_mg_m2} mg/m² in a lifetime. A patient has had "
                "{given_mg_m2} mg/m² and gets {per_cycle} mg/m² a cycle. How many whole cycles "
                "are still possible?"
            ),
            noop(
                "So far a patient has had {given_mg_m2} mg/m² of a drug whose lifetime limit in "
                "this protocol is {limit_mg_m2} mg/m². Each cycle is {per_cycle} mg/m². How many "
                "more whole cycles stay within the limit?"
            ),
        ),
        draws={"given_mg_m2": "30..480 by 10"},
        parts={"left": "limit_mg_m2-given_mg_m2", "quotient": "left/per_cycle"},
        steps=(
            noop("What is left: {limit_mg_m2} − {given_mg_m2} {left:=} mg/m²"),
            noop("How often a cycle fits: {left} ÷ {per_cycle} {quotient:=}"),
            noop("Only whole cycles count, so round down: {answer}"),
        ),
        mistakes=(
            (noop("leaves the part of a cycle in"), "quotient"),
            (noop("counts the cycles that were given"), "FL(given_mg_m2/per_cycle)"),
        ),
        says="down",
    ),
    Scene(
        "crcl",
        "mL/min",
        stems=(
            When(
                "female == 0",
                noop(
                    "What is the creatinine clearance of a man of {age} who weighs {kg} kg, with "
                    "a serum creatinine of {scr} mg/dL? Use Cockcroft-Gault: (140 − age) × kg ÷ "
                    "(72 × serum creatinine)."
                ),
            ),
            When(
                "female == 1",
                noop(
                    "What is the creatinine clearance of a woman of {age} who weighs {kg} kg, "
                    "with a serum creatinine of {scr} mg/dL? Use Cockcroft-Gault: (140 − age) × "
                    "kg ÷ (72 × serum creatinine), times 0.85 for a woman."
                ),
            ),
        ),
        draws={"scr": "0.6..3 by 0.1"},
        keep=("(140-age)*kg/(72*scr) <= 140",),
        parts={
            "top": "(140-age)*kg",
            "bottom": "72*scr",
            "man": "top/bottom",
            "exact": 'man*(F("0.85") if female else 1)',
        },
        steps=(
            noop("Above the line: (140 − {age}) × {kg} {top:=}"),
            noop("Below the line: 72 × {scr} {bottom:=}"),
            noop("{top} ÷ {bottom} {man:=} mL/min"),
            When("female == 1", noop("For a woman: {man} × 0.85 {exact:=} mL/min")),
        ),
        mistakes=(
            (noop("multiplies by 0.85 for a man, too"), 'R((140-age)*kg/(72*scr)*F("0.85"),0)'),
            (noop("forgets to take the age from 140"), 'R(age*kg/(72*scr)*(F("0.85") if female else 1),0)'),
            (noop("leaves the serum creatinine out"), 'R((140-age)*kg/72*(F("0.85") if female else 1),0)'),
        ),
    ),
)
