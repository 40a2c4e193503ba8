"""Days of supply, quantities to dispense, tapers."""

from __future__ import annotations

from rxladder.facts.language import noop
from rxladder.learning.calculations.scene import Scene, When

_FORMS = (
    {"form": noop("tablets"), "one": noop("tablet"), "whole": "0"},
    {"form": noop("capsules"), "one": noop("capsule"), "whole": "1"},
)

SCENES = (
    Scene(
        "quantity_to_dispense",
        "{form}",
        stems=(
            noop(
                "A prescription says: take {per_dose:{one}|{form}} {times_per_day:times} for "
                "{days} days. How many {form} do you dispense?"
            ),
            noop(
                "Sig: {per_dose:{one}|{form}} by mouth {times_per_day:times}. The supply is for "
                "{days} days. How many {form} is that?"
            ),
            noop(
                "The prescriber left the quantity out. The directions are {per_dose:{one}|{form}} "
                "{times_per_day:times}, days supply {days}. How many {form} fill it?"
            ),
        ),
        rows=_FORMS,
        draws={
            "per_dose": "0.5 1 1 1.5 2 2 3",
            "times_per_day": "1 2 3 4",
            "days": "5 7 10 14 21 28 30 30 60 90",
        },
        keep=(
            "(per_dose*times_per_day*days).denominator == 1",
            "per_dose*times_per_day*days <= 540",
            "whole == 0 or per_dose.denominator == 1",
            "per_dose*times_per_day <= 8",
            "per_dose*times_per_day != 1",
            "per_dose.denominator == 1 or per_dose*times_per_day <= 4",
        ),
        parts={"a_day": "per_dose*times_per_day"},
        steps=(
            noop("A day: {per_dose} × {times_per_day} {a_day:=} {form}"),
            noop("For {days} days: {a_day} × {days} {exact:=} {form}"),
        ),
        mistakes=(
            (noop("works out one day only"), "per_dose*times_per_day"),
            (noop("divides by the amount per dose"), "times_per_day*days/per_dose"),
        ),
    ),
    Scene(
        "days_supply_tablets",
        "days",
        stems=(
            noop(
                "You dispense {quantity} {form}. The directions: take {per_dose:{one}|{form}} "
                "{times_per_day:times}. What is the days supply?"
            ),
            noop(
                "Rx: #{quantity}. Sig: {per_dose:{one}|{form}} by mouth {times_per_day:times}. "
                "How many whole days does it last?"
            ),
            noop(
                "An insurer asks for the days supply of {quantity} {form} taken {per_dose} at a "
                "time, {times_per_day:times}. How many days do you enter?"
            ),
        ),
        rows=_FORMS,
        draws={
            "quantity": "20 21 24 28 30 40 45 50 56 60 75 84 90 100 112 120 150 180 200 240 270 300 360",
            "times_per_day": "1 2 3 4",
            "per_dose": "0.5 1 1 1.5 2 2 3",
        },
        keep=(
            "quantity/(per_dose*times_per_day) <= 100",
            "quantity/(per_dose*times_per_day) >= 5",
            "whole == 0 or per_dose.denominator == 1",
            "per_dose*times_per_day <= 8",
            "per_dose*times_per_day != 1",
        ),
        parts={"a_day": "per_dose*times_per_day", "quotient": "quantity/a_day"},
        steps=(
            noop("A day: {per_dose} × {times_per_day} {a_day:=} {form}"),
            noop("{quantity} ÷ {a_day} {quotient:=} days"),
            When("quotient.denominator > 1", noop("Only whole days count, so round down: {answer} days")),
        ),
        mistakes=(
            (noop("leaves the part of a day in"), "quotient"),
            (noop("forgets how often a day"), "FL(quantity/per_dose)"),
        ),
        says="down",
    ),
    Scene(
        "days_supply_liquid",
        "days",
        stems=(
            When(
                "tsp",
                noop(
                    "A bottle holds {bottle_mL} mL. The directions: take "
                    "{spoons:teaspoonful|teaspoonfuls} {times_per_day:times} (1 teaspoonful = 5 "
                    "mL). What is the days supply?"
                ),
            ),
            When(
                "tsp == 0",
                noop(
                    "A bottle holds {bottle_mL} mL. The directions: take {dose_mL} mL by mouth "
                    "{times_per_day:times}. What is the days supply?"
                ),
            ),
            When(
                "tsp == 0",
                noop(
                    "Rx: {bottle_mL} mL of an oral suspension. Sig: {dose_mL} mL "
                    "{times_per_day:times}. How many whole days does it last?"
                ),
            ),
            When(
                "tsp",
                noop(
                    "Rx: {bottle_mL} mL of a syrup. Sig: {spoons} tsp {times_per_day:times} (1 "
                    "tsp = 5 mL). How many whole days does it last?"
                ),
            ),
        ),
        draws={
            "bottle_mL": "50 60 80 100 120 150 180 200 240 300 400 480",
            "times_per_day": "1 2 3 4",
            "dose_mL": "2.5 3 4 5 5 6 7.5 8 10 10 12.5 15",
            "tsp": "0 1",
        },
        keep=(
            'tsp == 0 or dose_mL == F("2.5") or dose_mL == 5 or dose_mL == F("7.5") or dose_mL == 10',
            "bottle_mL/(dose_mL*times_per_day) <= 60",
            "bottle_mL/(dose_mL*times_per_day) >= 3",
        ),
        parts={"spoons": "dose_mL/5", "a_day": "dose_mL*times_per_day", "quotient": "bottle_mL/a_day"},
        steps=(
            When("tsp", noop("One dose: {spoons} × 5 mL {dose_mL:=} mL")),
            noop("A day: {dose_mL} mL × {times_per_day} {a_day:=} mL"),
            noop("{bottle_mL} mL ÷ {a_day} mL {quotient:=} days"),
            When("quotient.denominator > 1", noop("Only whole days count, so round down: {answer} days")),
        ),
        mistakes=(
            (noop("leaves the part of a day in"), "quotient"),
            (noop("rounds up"), "CE(quotient)"),
            (noop("divides by how often a day alone"), "FL(bottle_mL/times_per_day)"),
        ),
        says="down",
    ),
    Scene(
        "days_supply_insulin",
        "days",
        stems=(
            When(
                "each == 10 and containers == 1",
                noop(
                    "One {each} mL vial of U-{units_per_mL} insulin is dispensed ({units_per_mL} "
                    "units/mL). The patient injects {units_per_day} units a day and must discard "
                    "a vial {discard_days} days after first use. How many whole days does it "
                    "last?"
                ),
            ),
            When(
                "each == 10 and containers > 1",
                noop(
                    "{containers} vials of {each} mL of U-{units_per_mL} insulin are dispensed "
                    "({units_per_mL} units/mL). The patient injects {units_per_day} units a day "
                    "and must discard each vial {discard_days} days after first use. How many "
                    "whole days do they last, one vial after the other?"
                ),
            ),
            When(
                "each == 3 and containers == 1",
                noop(
                    "One {each} mL pen of insulin with {units_per_mL} units/mL is dispensed. The "
                    "patient injects {units_per_day} units a day and must discard a pen "
                    "{discard_days} days after first use. How many whole days does it last? Leave "
                    "priming out."
                ),
            ),
            When(
                "each == 3 and containers > 1",
                noop(
                    "A box of {containers} pens of {each} mL, {units_per_mL} units/mL, is "
                    "dispensed. The patient injects {units_per_day} units a day and must discard "
                    "each pen {discard_days} days after first use. Count whole days for each pen "
                    "and leave priming out. What is the days supply?"
                ),
            ),
        ),
        rows=tuple(
            {"volume_mL": str(int(each) * count), "containers": str(count), "each": each}
            for each, count in (("10", 1), ("10", 2), ("3", 1), ("3", 2), ("3", 3), ("3", 5))
        ),
        draws={
            "units_per_day": "8 10 12 14 15 16 18 20 22 24 25 28 30 32 35 36 40 42 45 50 54 60 70 80",
            "discard_days": "28 28 42 56",
            "units_per_mL": "100 100 100 200 300",
        },
        keep=(
            "units_per_mL == 100 or each == 3",
            "units_per_day/2 <= 60",
            "containers*each*units_per_mL/units_per_day <= 200",
            "units_per_day >= 10 or containers <= 2",
            # Days left over in each container are not the discard date's doing: then none are left over.
            "containers == 1 or (volume_mL/containers*units_per_mL/units_per_day).denominator == 1"
            " or volume_mL/containers*units_per_mL/units_per_day > discard_days",
        ),
        parts={
            "units_each": "volume_mL/containers*units_per_mL",
            "days_each": "FL(units_each/units_per_day)",
            "used": "MIN(days_each,discard_days)",
        },
        steps=(
            noop("Units in each: {each} mL × {units_per_mL} units/mL {units_each:=} units"),
            noop("{units_each} units ÷ {units_per_day} units a day, rounded down, is {days_each} days"),
            When(
                "days_each > discard_days",
                noop("It must be discarded after {discard_days} days, so each lasts {discard_days} days."),
            ),
            When(
                "days_each <= discard_days",
                noop("That is within the {discard_days} days of use, so each lasts {days_each} days."),
            ),
            When("containers > 1", noop("{containers} of them: {containers} × {used} {exact:=} days")),
        ),
        mistakes=(
            (noop("works out one container only"), "used"),
            (noop("counts every container for its full days of use"), "containers*discard_days"),
        ),
        says="down",
    ),
    Scene(
        "days_supply_eye_drops",
        "days",
        stems=(
            When(
                "eyes == 2",
                noop(
                    "{bottle_mL:A} mL bottle of eye drops: {drops_per_dose:drop|drops} in both "
                    "eyes {times_per_day:times}. Count {drops_per_mL} drops per mL. What is the "
                    "days supply?"
                ),
            ),
            When(
                "eyes == 1",
                noop(
                    "{bottle_mL:A} mL bottle of eye drops: {drops_per_dose:drop|drops} in the "
                    "left eye {times_per_day:times}. Count {drops_per_mL} drops per mL. What is "
                    "the days supply?"
                ),
            ),
            When(
                "eyes == 1",
                noop(
                    "Ear drops, {bottle_mL} mL: {drops_per_dose:drop|drops} in the right ear "
                    "{times_per_day:times}. With {drops_per_mL} drops per mL, how many whole days "
                    "does the bottle last?"
                ),
            ),
            When(
                "eyes == 2",
                noop(
                    "Sig: {drops_per_dose:drop|drops} in each eye {times_per_day:times}. The plan "
                    "counts {drops_per_mL} drops per mL. How many whole days does a bottle of "
                    "{bottle_mL} mL last?"
                ),
            ),
        ),
        draws={"times_per_day": "1 2 3 4", "drops_per_dose": "1 1 2", "drops_per_mL": "15 16 20 20"},
        keep=(
            "bottle_mL*drops_per_mL/(drops_per_dose*eyes*times_per_day) <= 90",
            "bottle_mL*drops_per_mL/(drops_per_dose*eyes*times_per_day) >= 4",
        ),
        parts={
            "drops": "bottle_mL*drops_per_mL",
            "a_day": "drops_per_dose*eyes*times_per_day",
            "quotient": "drops/a_day",
        },
        steps=(
            noop("Drops in the bottle: {bottle_mL} mL × {drops_per_mL} {drops:=} drops"),
            When("eyes == 2", noop("A day: {drops_per_dose} × 2 eyes × {times_per_day} {a_day:=} drops")),
            When("eyes == 1", noop("A day: {drops_per_dose} × {times_per_day} {a_day:=} drops")),
            noop("{drops} ÷ {a_day} {quotient:=} days"),
            When("quotient.denominator > 1", noop("Only whole days count, so round down: {answer} days")),
        ),
        mistakes=(
            (noop("leaves the part of a day in"), "quotient"),
            (noop("rounds up"), "CE(quotient)"),
            (noop("forgets how often a day"), "FL(drops/(drops_per_dose*eyes))"),
            (noop("counts two eyes although one is treated"), "FL(drops/(2*drops_per_dose*times_per_day))"),
        ),
        says="down",
    ),
    Scene(
        "days_supply_inhaler",
        "days",
        stems=(
            noop(
                "An inhaler has {actuations} puffs. The directions: {puffs_per_dose:puff|puffs} "
                "{times_per_day:times}. What is the days supply?"
            ),
            When(
                "times_per_day <= 2",
                noop(
                    "A nasal spray has {actuations} sprays. The directions: "
                    "{puffs_per_dose:spray|sprays} in all, {times_per_day:times}. How many whole days "
                    "does it last?"
                ),
            ),
            noop(
                "The counter of a new inhaler shows {actuations}. The patient uses "
                "{puffs_per_dose:puff|puffs} {times_per_day:times}. After how many whole days of "
                "use is a refill needed?"
            ),
        ),
        draws={"times_per_day": "1 2 3 4 6", "puffs_per_dose": "1 2 2 4"},
        keep=(
            "actuations/(puffs_per_dose*times_per_day) <= 120",
            "actuations/(puffs_per_dose*times_per_day) >= 7",
            "puffs_per_dose*times_per_day != 1",
            "puffs_per_dose*times_per_day <= 12",
        ),
        parts={"a_day": "puffs_per_dose*times_per_day", "quotient": "actuations/a_day"},
        steps=(
            noop("A day: {puffs_per_dose} × {times_per_day} {a_day:=}"),
            noop("{actuations} ÷ {a_day} {quotient:=} days"),
            When("quotient.denominator > 1", noop("Only whole days count, so round down: {answer} days")),
        ),
        mistakes=(
            (noop("leaves the part of a day in"), "quotient"),
            (noop("rounds up"), "CE(quotient)"),
            (noop("forgets how often a day"), "FL(actuations/puffs_per_dose)"),
        ),
        says="down",
    ),
    Scene(
        "days_supply_patch",
        "days",
        stems=(
            When(
                "days_each == 7",
                noop(
                    "{patches:patch is|patches are} dispensed; a new patch goes on once a week. "
                    "What is the days supply?"
                ),
            ),
            When(
                "days_each == 3",
                noop("A box has {patches} patches. Apply 1 patch every 72 hours. What is the days supply?"),
            ),
            When(
                "days_each.denominator == 2",
                noop(
                    "{patches} patches are dispensed; a patch is changed twice a week, each worn "
                    "for {days_each} days. What is the days supply?"
                ),
            ),
            When(
                "days_each == 3",
                noop(
                    "{patches} patches are dispensed; each is worn for {days_each} days. How many "
                    "days do they last?"
                ),
            ),
            When(
                "days_each == 7",
                noop("Each patch is worn for {days_each} days. How many days do {patches} patches last?"),
            ),
        ),
        draws={"patches": "3 4 5 8 10 12 15 20 24", "days_each": "3 3.5 7"},
        keep=("patches*days_each <= 91", "(patches*days_each).denominator == 1"),
        steps=(noop("Patches times the days that each is worn: {patches} × {days_each} {exact:=} days"),),
        mistakes=(
            (noop("divides instead of multiplies"), "patches/days_each"),
            (noop("counts a week for every patch"), "patches*7"),
            (noop("counts two days for each patch"), "patches*2"),
        ),
    ),
    Scene(
        "taper_quantity",
        "tablets",
        stems=(
            noop(
                "A taper: {start} tablets a day for {days_each:day|days}, then "
                "{step:tablet|tablets} less every {days_each} days until none is left. How "
                "many tablets do you dispense?"
            ),
            noop(
                "Take {start} tablets a day, and lower the daily amount by {step:tablet|tablets} "
                "after every {days_each} days until you stop. How many tablets fill the whole "
                "taper?"
            ),
        ),
        draws={"start": "3 4 5 6 8", "days_each": "2 3 4 5 7"},
        keep=("(start/step).denominator == 1", "start/step >= 3", "TAPER(start,step,days_each) <= 150"),
        parts={"stages": "start/step", "one_each": "TAPER(start,step,1)"},
        steps=(
            noop(
                "The daily amounts go down in {stages} stages, from {start} by {step} each time; "
                "one day of each stage comes to {one_each} tablets"
            ),
            noop("Each stage lasts {days_each:day|days}: {one_each} × {days_each} {exact:=} tablets"),
        ),
        mistakes=(
            (noop("forgets the last stage"), "(TAPER(start,step,1)-step)*days_each"),
            (noop("keeps the first dose through all stages"), "start*stages*days_each"),
        ),
    ),
    Scene(
        "sliding_scale_units",
        "mL",
        stems=(
            noop(
                "A sliding scale goes up to {max_units} units, {times_per_day:times}. Bill for "
                "the most that can be used in {days} days, with {units_per_mL} units/mL. How many "
                "mL is that?"
            ),
            noop(
                "Insulin by sliding scale, at most {max_units} units {times_per_day:times}, "
                "{units_per_mL} units/mL. What is the largest volume in mL that {days} days can "
                "take?"
            ),
        ),
        draws={"days": "14 28 30 30 60 90", "units_per_mL": "100 100 100 200"},
        parts={
            "a_day": "max_units*times_per_day",
            "all_units": "a_day*days",
            "exact": "all_units/units_per_mL",
        },
        steps=(
            noop("The most in a day: {max_units} units × {times_per_day} {a_day:=} units"),
            noop("In {days} days: {a_day} × {days} {all_units:=} units"),
            noop("As a volume: {all_units} units ÷ {units_per_mL} units/mL {exact:=} mL"),
        ),
        mistakes=(
            (noop("forgets how often a day"), "R(max_units*days/units_per_mL,1)"),
            (noop("works out one day only"), "R(a_day/units_per_mL,1)"),
            (noop("takes units for mL"), "all_units"),
        ),
    ),
)
