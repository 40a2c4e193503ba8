"""Infusions: rates, drops, how long a bag lasts, and parenteral nutrition."""

from __future__ import annotations

from rxladder.facts.language import noop
from rxladder.learning.calculations.scene import Scene, When

_MINUTES = "15 20 30 45 60 90 120 180 240 300 360 480 600 720 1440"
_BAGS = "50 100 250 500 1000"

SCENES = (
    Scene(
        "iv_rate_mL_h",
        "mL/h",
        stems=(
            When(
                "minutes < 60",
                noop(
                    "{volume_mL:A} mL bag is to run over {minutes} minutes. At what rate in mL/h "
                    "is the pump set?"
                ),
            ),
            When(
                "in_hours == 1",
                noop("An IV bag of {volume_mL} mL runs over {hours:hour|hours}. What is the rate in mL/h?"),
            ),
            When(
                "minutes >= 60 and in_hours == 0",
                noop(
                    "The label says: infuse {volume_mL} mL over {minutes} minutes. What rate in mL/h is that?"
                ),
            ),
            When(
                "minutes < 60",
                noop(
                    "The label of an IV piggyback says: {volume_mL} mL over {minutes} minutes. "
                    "What rate in mL/h is that?"
                ),
            ),
        ),
        draws={"volume_mL": _BAGS, "minutes": _MINUTES, "in_hours": "0 1"},
        keep=(
            "in_hours == 0 or minutes >= 60",
            "minutes != 60",
            "volume_mL >= 500 or minutes <= 240",
            "volume_mL <= 250 or minutes >= 60",
            "volume_mL*60/minutes <= 600",
        ),
        parts={"hours": "minutes/60", "exact": "volume_mL/hours"},
        steps=(
            When("in_hours == 0", noop("Minutes to hours: {minutes} ÷ 60 {hours:=} h")),
            noop("Volume ÷ hours: {volume_mL} mL ÷ {hours} h {exact:=} mL/h"),
        ),
        mistakes=((noop("turns the fraction over"), "R(hours*100/volume_mL,1)"),),
    ),
    Scene(
        "iv_rate_gtt_min",
        "gtt/min",
        stems=(
            When(
                "in_hours == 1",
                noop(
                    "{volume_mL} mL run over {hours:hour|hours} through a set that gives "
                    "{gtt_per_mL} gtt/mL. What is the drip rate in gtt/min?"
                ),
            ),
            When(
                "in_hours == 0",
                noop(
                    "Infuse {volume_mL} mL over {minutes} minutes. The tubing's drop factor is "
                    "{gtt_per_mL} gtt/mL. How many drops a minute is that, in gtt/min?"
                ),
            ),
        ),
        draws={"volume_mL": _BAGS, "minutes": _MINUTES, "in_hours": "0 1"},
        keep=(
            "in_hours == 0 or minutes >= 60",
            "minutes != 60",
            "volume_mL >= 500 or minutes <= 240",
            "volume_mL <= 250 or minutes >= 60",
            "volume_mL*gtt_per_mL/minutes <= 125",
        ),
        parts={"hours": "minutes/60", "drops": "volume_mL*gtt_per_mL", "exact": "drops/minutes"},
        steps=(
            When("in_hours == 1", noop("Hours to minutes: {hours} h × 60 {minutes:=} min")),
            noop("Drops in all: {volume_mL} mL × {gtt_per_mL} gtt/mL {drops:=} gtt"),
            noop("Drops ÷ minutes: {drops} ÷ {minutes} {exact:=} gtt/min"),
        ),
        mistakes=(
            (noop("divides by the drop factor"), "R(volume_mL/minutes/gtt_per_mL*100,0)"),
            (noop("gives the rate in mL/h"), "R(volume_mL*60/minutes,0)"),
            (noop("rounds down although the rest is a half or more"), "FL(exact)"),
        ),
    ),
    Scene(
        "iv_run_time",
        "h",
        stems=(
            noop("{volume_mL:A} mL bag runs at {rate_mL_h} mL/h. How many hours does it last?"),
            noop(
                "A pump is set to {rate_mL_h} mL/h. After how many hours is a full bag of "
                "{volume_mL} mL empty?"
            ),
            noop(
                "An infusion of {volume_mL} mL is hung at a rate of {rate_mL_h} mL/h. In how many "
                "hours is the next bag due?"
            ),
        ),
        draws={
            "volume_mL": "100 250 500 1000",
            "rate_mL_h": "25 30 40 50 60 75 80 85 100 110 120 125 150 160 175 200 225 250",
        },
        keep=('volume_mL/rate_mL_h >= F("0.5")', "volume_mL != rate_mL_h"),
        steps=(noop("Volume ÷ rate: {volume_mL} mL ÷ {rate_mL_h} mL/h {exact:=} h"),),
        mistakes=(
            (noop("gives the minutes as hours"), "R(volume_mL/rate_mL_h*60,2)"),
            (
                noop("writes hours and minutes as if they were a decimal"),
                'R(FL(exact)+(exact-FL(exact))*F("0.6"),2)',
            ),
            (noop("counts whole hours only"), "FL(exact)"),
        ),
    ),
    Scene(
        "iv_rate_mcg_kg_min",
        "mL/h",
        stems=(
            noop(
                "An infusion is ordered at {dose_mcg} mcg/kg/min for a patient of {weight_kg} kg. "
                "The bag has {drug_mg} mg in {bag_mL} mL. What is the pump's rate in mL/h?"
            ),
            noop(
                "{drug_mg} mg of a drug are in {bag_mL} mL. The patient weighs {weight_kg} kg and "
                "is to get {dose_mcg} mcg/kg/min. At how many mL/h does the pump run?"
            ),
        ),
        draws={
            "drug_mg": "50 100 200 250 400 500 800",
            "bag_mL": "100 250 500",
            "dose_mcg": "0.5 1 2 2.5 3 4 5 7.5 8 10",
        },
        keep=(
            "dose_mcg*weight_kg*60/(drug_mg*1000/bag_mL) >= 2",
            "dose_mcg*weight_kg*60/(drug_mg*1000/bag_mL) <= 100",
        ),
        parts={
            "an_hour": "dose_mcg*weight_kg*60",
            "strength": "drug_mg*1000/bag_mL",
            "exact": "an_hour/strength",
        },
        steps=(
            noop("Micrograms an hour: {dose_mcg} × {weight_kg} kg × 60 min {an_hour:=} mcg/h"),
            noop("Strength of the bag: {drug_mg} mg × 1,000 ÷ {bag_mL} mL {strength:=} mcg/mL"),
            noop("{an_hour} mcg/h ÷ {strength} mcg/mL {exact:=} mL/h"),
        ),
        mistakes=((noop("leaves the weight out"), "R(dose_mcg*60/strength,1)"),),
    ),
    Scene(
        "units_per_hour",
        "mL/h",
        stems=(
            noop(
                "A bag holds {bag_units} units in {bag_mL} mL. The order is for {units_h} "
                "units/h. What is the rate in mL/h?"
            ),
            noop(
                "Run an infusion of {bag_units} units in {bag_mL} mL at {units_h} units/h. At how "
                "many mL/h is the pump set?"
            ),
        ),
        draws={"units_h": "500..2000 by 50"},
        keep=(
            "units_h/(bag_units/bag_mL) <= 60",
            "bag_units != bag_mL*100 or units_h != 1000",
            "bag_units <= 25000",
        ),
        parts={"strength": "bag_units/bag_mL", "exact": "units_h/strength"},
        steps=(
            noop("Strength of the bag: {bag_units} units ÷ {bag_mL} mL {strength:=} units/mL"),
            noop("{units_h} units/h ÷ {strength} units/mL {exact:=} mL/h"),
        ),
        mistakes=(
            (noop("gives the units in one mL"), "strength"),
            (noop("gives the hours that the bag lasts"), "R(bag_units/units_h,1)"),
        ),
    ),
    Scene(
        "tpn_component_volume",
        "mL",
        stems=(
            noop(
                "A parenteral nutrition bag of {total_mL} mL is to have {want_pct}% {what} in the "
                "end. How many mL of the {stock_pct}% stock go into it?"
            ),
            noop("How many mL of {what} {stock_pct}% make {total_mL} mL of a bag with {want_pct}% {what}?"),
        ),
        rows=(
            *(
                {"what": noop("dextrose"), "want_pct": want, "stock_pct": stock}
                for want in ("10", "12.5", "15", "17.5", "20", "25")
                for stock in ("50", "70")
            ),
            *(
                {"what": noop("amino acids"), "want_pct": want, "stock_pct": stock}
                for want in ("2.75", "3", "3.5", "4", "4.25", "5", "6")
                for stock in ("8.5", "10", "15")
            ),
        ),
        draws={"total_mL": "1000..3000 by 100"},
        keep=("total_mL <= 2600", "want_pct*2 != stock_pct"),
        parts={"grams": "want_pct*total_mL/100", "exact": "grams*100/stock_pct"},
        steps=(
            noop("What the bag needs: {want_pct} g ÷ 100 mL × {total_mL} mL {grams:=} g"),
            noop("Stock with as much: {grams} g × 100 mL ÷ {stock_pct} g {exact:=} mL"),
        ),
        mistakes=((noop("gives the rest of the bag"), "R(total_mL-want_pct*total_mL/stock_pct,1)"),),
    ),
    Scene(
        "tpn_calories",
        "kcal",
        stems=(
            When(
                "lipid20_mL > 0",
                noop(
                    "A parenteral nutrition bag has {dextrose_g} g of dextrose (3.4 kcal/g), "
                    "{protein_g} g of amino acids (4 kcal/g) and {lipid20_mL} mL of lipid 20% (2 "
                    "kcal/mL). How many kcal are in it?"
                ),
            ),
            When(
                "lipid20_mL == 0",
                noop(
                    "A parenteral nutrition bag has {dextrose_g} g of dextrose (3.4 kcal/g) and "
                    "{protein_g} g of amino acids (4 kcal/g), and no lipid. How many kcal are in "
                    "it?"
                ),
            ),
            When(
                "lipid20_mL > 0",
                noop(
                    "How many kcal a day come from {dextrose_g} g dextrose at 3.4 kcal/g, "
                    "{protein_g} g protein at 4 kcal/g and {lipid20_mL} mL of a 20% lipid "
                    "emulsion at 2 kcal/mL?"
                ),
            ),
        ),
        keep=("dextrose_g >= 150", "protein_g <= 120", "lipid20_mL <= 350"),
        parts={"sugar": 'F("3.4")*dextrose_g', "protein": "4*protein_g", "fat": "2*lipid20_mL"},
        steps=(
            noop("Dextrose: {dextrose_g} g × 3.4 kcal/g {sugar:=} kcal"),
            noop("Amino acids: {protein_g} g × 4 kcal/g {protein:=} kcal"),
            When("lipid20_mL > 0", noop("Lipid: {lipid20_mL} mL × 2 kcal/mL {fat:=} kcal")),
            When("lipid20_mL > 0", noop("Together: {sugar} + {protein} + {fat} {exact:=} kcal")),
            When("lipid20_mL == 0", noop("Together: {sugar} + {protein} {exact:=} kcal")),
        ),
        mistakes=(
            (noop("leaves the amino acids out"), "sugar+fat"),
            (noop("leaves the dextrose out"), "protein+fat"),
        ),
        rounded=0,
    ),
)
