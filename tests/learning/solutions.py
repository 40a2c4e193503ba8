"""Every kind of calculation solved a second time, in plain Python, by the formula as a textbook has it.

Nothing here uses the product's formulas, functions or rounding.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

V = Mapping[str, Any]
LB = Fraction(22, 10)


def rounded(x: Fraction, places: int) -> Fraction:
    """Half up, away from 0, in whole numbers only."""
    n, d = abs(x).numerator * 10**places, abs(x).denominator
    whole = (2 * n + d) // (2 * d)
    return Fraction(whole if x >= 0 else -whole, 10**places)


def down(x: Fraction) -> int:
    return x.numerator // x.denominator


def up(x: Fraction) -> int:
    return -(-x.numerator // x.denominator)


def kilograms(v: V) -> Fraction:
    return v["weight"] / LB if v["weight_is_lb"] else v["weight"]


def surface(v: V) -> Fraction:
    with localcontext() as context:
        context.prec = 50
        product = v["height_cm"] * v["weight_kg"] / 3600
        root = (Decimal(product.numerator) / Decimal(product.denominator)).sqrt()
    return rounded(Fraction(root), 2)


def insulin(v: V) -> int:
    one = v["volume_mL"] / v["containers"]
    days = min(down(one * v["units_per_mL"] / v["units_per_day"]), int(v["discard_days"]))
    return int(v["containers"]) * days


def taper(v: V) -> Fraction:
    left, total = v["start"], Fraction(0)
    while left > 0:
        total += left * v["days_each"]
        left -= v["step"]
    return total


def check_digit(text: str) -> int:
    a, b, c, d, e, f = (int(t) for t in text[:6])
    return (a + c + e + 2 * (b + d + f)) % 10


def ndc(text: str) -> str:
    labeler, product, package = text.split("-")
    return f"{int(labeler):05d}{int(product):04d}{int(package):02d}"


def clock(text: str) -> str:
    return datetime.datetime.strptime(text, "%I:%M %p").strftime("%H%M")


def numeral(text: str) -> Fraction:
    text, half = text.lower(), Fraction(0)
    if text.endswith("ss"):
        text, half = text[:-2], Fraction(1, 2)
    total = 0
    for pair, worth in (("cm", 900), ("cd", 400), ("xc", 90), ("xl", 40), ("ix", 9), ("iv", 4)):
        total += worth * text.count(pair)
        text = text.replace(pair, "")
    worths = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
    return total + sum(worths[letter] for letter in text) + half


def plus(day: str, days: int) -> datetime.date:
    return datetime.date.fromordinal(datetime.date.fromisoformat(day).toordinal() + days)


def beyond_use(v: V) -> str:
    end = plus(v["start"], int(v["days"]) - (1 if v["day_one"] else 0))
    if v["component_expiry"]:
        end = min(end, datetime.date.fromisoformat(v["component_expiry"]))
    return str(end)


def month_end(v: V) -> str:
    year, month = int(v["year"]), int(v["month"])
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return str(following - datetime.timedelta(days=1))


SOLUTIONS: dict[str, Callable[[V], Fraction | int | str]] = {
    "dose_volume": lambda v: rounded(v["dose_mg"] * v["per_mL"] / v["have_mg"], 2),
    "tablets_per_dose": lambda v: v["dose_mg"] / v["tab_mg"],
    "ratio_proportion": lambda v: v["c"] * v["b"] / v["a"],
    "quantity_to_dispense": lambda v: v["days"] * v["times_per_day"] * v["per_dose"],
    "days_supply_tablets": lambda v: down(v["quantity"] / v["per_dose"] / v["times_per_day"]),
    "days_supply_liquid": lambda v: down(v["bottle_mL"] / v["dose_mL"] / v["times_per_day"]),
    "days_supply_insulin": insulin,
    "days_supply_eye_drops": lambda v: down(
        v["drops_per_mL"] * v["bottle_mL"] / v["times_per_day"] / v["eyes"] / v["drops_per_dose"]
    ),
    "days_supply_inhaler": lambda v: down(v["actuations"] / v["times_per_day"] / v["puffs_per_dose"]),
    "days_supply_patch": lambda v: v["days_each"] * v["patches"],
    "dose_by_weight": lambda v: rounded(kilograms(v) / v["doses_per_day"] * v["mg_per_kg"], 1),
    "dose_by_bsa": lambda v: rounded(v["mg_per_m2"] * surface(v), 1),
    "child_dose_young": lambda v: rounded(v["adult_mg"] * v["age_years"] / (12 + v["age_years"]), 1),
    "child_dose_clark": lambda v: rounded(v["adult_mg"] * v["weight_lb"] / 150, 1),
    "child_dose_fried": lambda v: rounded(v["adult_mg"] * v["age_months"] / 150, 1),
    "ibw": lambda v: (
        (Fraction(50) if v["male"] else Fraction(91, 2)) + Fraction(23, 10) * (v["height_in"] - 60)
    ),
    "iv_rate_mL_h": lambda v: rounded(60 * v["volume_mL"] / v["minutes"], 1),
    "iv_rate_gtt_min": lambda v: rounded(v["gtt_per_mL"] * v["volume_mL"] / v["minutes"], 0),
    "iv_run_time": lambda v: rounded(v["volume_mL"] / v["rate_mL_h"], 2),
    "iv_rate_mcg_kg_min": lambda v: rounded(
        v["dose_mcg"] / 1000 * v["weight_kg"] * 60 / v["drug_mg"] * v["bag_mL"], 1
    ),
    "units_per_hour": lambda v: rounded(v["bag_mL"] * v["units_h"] / v["bag_units"], 1),
    "dilution_c1v1": lambda v: rounded(v["v2"] * v["c2"] / v["c1"], 2),
    "dilution_final_strength": lambda v: rounded(v["v1"] * v["c1"] / (v["diluent_mL"] + v["v1"]), 2),
    "alligation": lambda v: rounded(v["total"] * (v["want"] - v["low"]) / (v["high"] - v["low"]), 2),
    "alligation_medial": lambda v: rounded((v["v1"] * v["c1"] + v["v2"] * v["c2"]) / (v["v1"] + v["v2"]), 2),
    "percent_wv": lambda v: rounded(v["volume_mL"] / 100 * v["percent"], 2),
    "percent_ww": lambda v: rounded(v["total_g"] / 100 * v["percent"], 2),
    "percent_vv": lambda v: rounded(v["volume_mL"] / 100 * v["percent"], 2),
    "ratio_strength_to_percent": lambda v: rounded(1 / v["parts"] * 100, 4),
    "ratio_strength_mg": lambda v: rounded(v["volume_mL"] / v["parts"] * 1000, 3),
    "mg_percent": lambda v: rounded(v["volume_mL"] / 100 * v["mg_pct"], 2),
    "ppm": lambda v: rounded(v["volume_mL"] * v["ppm"] / 1_000_000 * 1000, 3),
    "reconstitution_concentration": lambda v: rounded(v["drug_mg"] / (v["powder_mL"] + v["diluent_mL"]), 2),
    "powder_volume": lambda v: v["final_mL"] - v["diluent_mL"],
    "diluent_for_other_strength": lambda v: rounded(
        v["drug_mg"] / v["want_mg_mL"] + v["label_mL"] - v["drug_mg"] / v["label_mg_mL"], 2
    ),
    "meq_to_mg": lambda v: rounded(v["mol_mass"] * v["meq"] / v["valence"], 2),
    "mg_to_meq": lambda v: rounded(v["valence"] * v["mg"] / v["mol_mass"], 2),
    "electrolyte_volume": lambda v: rounded(v["vial_mL"] * v["order_meq"] / v["vial_meq"], 2),
    "milliosmoles": lambda v: rounded(v["species"] * v["g_per_L"] / v["mol_mass"] * 1000, 1),
    "c_to_f": lambda v: rounded(v["c"] * Fraction(18, 10) + 32, 1),
    "f_to_c": lambda v: rounded((v["f"] - 32) / Fraction(18, 10), 1),
    "specific_gravity_weight": lambda v: rounded(v["sg"] * v["mL"], 2),
    "specific_gravity_volume": lambda v: rounded(v["g"] / v["sg"], 2),
    "aliquot_least_weighable": lambda v: rounded(v["sensitivity_mg"] / (v["error_pct"] / 100), 0),
    "aliquot": lambda v: rounded(v["total_mg"] * v["want_mg"] / v["weigh_mg"], 2),
    "reduce_enlarge_formula": lambda v: rounded(
        v["want_total"] / v["formula_total"] * v["formula_amount"], 3
    ),
    "tpn_component_volume": lambda v: rounded(v["total_mL"] * v["want_pct"] / v["stock_pct"], 1),
    "tpn_calories": lambda v: rounded(
        v["dextrose_g"] * Fraction(34, 10) + v["protein_g"] * 4 + v["lipid20_mL"] * 2, 0
    ),
    "chemo_dose_cap": lambda v: rounded(
        v["cap"] if v["per_m2"] * v["bsa"] > v["cap"] else v["per_m2"] * v["bsa"], 2
    ),
    "lifetime_dose_remaining": lambda v: down((v["limit_mg_m2"] - v["given_mg_m2"]) / v["per_cycle"]),
    "crcl": lambda v: rounded(
        v["kg"] * (140 - v["age"]) / v["scr"] / 72 * (Fraction(85, 100) if v["female"] else 1), 0
    ),
    "awp_price": lambda v: rounded(
        v["quantity"] * v["awp"] / v["package"] * (100 - v["discount_pct"]) / 100 + v["fee"], 2
    ),
    "markup": lambda v: rounded(v["cost"] * (100 + v["markup_pct"]) / 100, 2),
    "gross_profit": lambda v: rounded(v["price"] - (v["cost"] + v["overhead"]), 2),
    "gross_margin_pct": lambda v: rounded(100 - 100 * v["cost"] / v["price"], 1),
    "copay_coinsurance": lambda v: rounded(
        v["deductible_left"] + (v["price"] - v["deductible_left"]) * v["coinsurance_pct"] / 100
        if v["price"] > v["deductible_left"]
        else v["price"],
        2,
    ),
    "inventory_turnover": lambda v: rounded(v["purchases"] / v["average_inventory"], 1),
    "days_on_hand": lambda v: rounded(v["on_hand"] / v["daily_use"], 1),
    "reorder_point": lambda v: v["safety"] + v["lead_days"] * v["daily_use"],
    "order_to_par": lambda v: up((v["par"] - v["on_hand"]) / v["package"]),
    "dea_check_digit": lambda v: check_digit(v["seven_digits"]),
    "ndc_11": lambda v: ndc(v["ndc"]),
    "bud_days": beyond_use,
    "expiry_month": month_end,
    "refill_due": lambda v: str(plus(v["filled"], int(v["days"]))),
    "military_time": lambda v: clock(v["clock"]),
    "roman_to_number": lambda v: numeral(v["roman"]),
    "percent_change_error": lambda v: rounded(100 * abs(v["measured"] - v["wanted"]) / v["wanted"], 1),
    "grains_to_mg": lambda v: rounded(v["mg_per_gr"] * v["grains"], 2),
    "household_to_mL": lambda v: 5 * (v["tsp"] + 3 * v["tbsp"] + 6 * v["floz"]),
    "lb_to_kg": lambda v: rounded(v["lb"] / LB, 1),
    "taper_quantity": taper,
    "sliding_scale_units": lambda v: rounded(
        v["days"] * v["times_per_day"] * v["max_units"] / v["units_per_mL"], 1
    ),
    "elixir_alcohol": lambda v: v["proof"] / 2,
}
