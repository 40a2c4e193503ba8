"""Prices and inventory."""

from __future__ import annotations

from rxladder.facts.language import noop
from rxladder.learning.calculations.scene import Early, Scene, When

SCENES = (
    Scene(
        "awp_price",
        "$",
        stems=(
            When(
                "discount_pct > 0",
                noop(
                    "The AWP of {package} tablets is {awp:$}. The plan pays AWP minus "
                    "{discount_pct}% and a dispensing fee of {fee:$}. What is the price of "
                    "{quantity} tablets?"
                ),
            ),
            When(
                "discount_pct > 0",
                noop(
                    "A plan pays AWP − {discount_pct}% plus {fee:$}. AWP is {awp:$} for "
                    "{package} tablets. What does it pay for {quantity} tablets?"
                ),
            ),
            When(
                "discount_pct == 0",
                noop(
                    "A bottle of {package} tablets has an AWP of {awp:$}. The price is the AWP of "
                    "what is dispensed and a fee of {fee:$}. What do {quantity} tablets cost?"
                ),
            ),
        ),
        draws={
            "package": "30 60 90 100 500 1000",
            "quantity": "14 20 21 28 30 30 45 60 60 90 100 120 180",
            "awp": "12..600 by 0.5",
            "discount_pct": "0 5 8 10 12 14 15 15 16 18 20",
            "fee": "1 1.5 1.75 2 2.5 3 3.5 4 4.25 5 6.5 8 10.5",
        },
        keep=("quantity != package", "awp/package <= 12", 'awp/package >= F("0.05")'),
        parts={
            "one": "awp/package",
            "drug": "one*quantity",
            "kept": "1-discount_pct/100",
            "off": "drug*kept",
            "exact": "off+fee",
        },
        steps=(
            noop("AWP of what is dispensed: {awp:$} ÷ {package} × {quantity} {drug:=$}"),
            When("discount_pct > 0", noop("Less {discount_pct}%: × {kept} {off:=$}")),
            noop("And the fee: + {fee:$} {exact:=$}"),
        ),
        early=(Early("one", 2, noop("rounds the price of one tablet before the end")),),
        mistakes=((noop("takes the AWP of the whole package"), "R(awp*(1-discount_pct/100)+fee,2)"),),
    ),
    Scene(
        "markup",
        "$",
        stems=(
            noop(
                "An item costs the pharmacy {cost:$}. The markup is {markup_pct}% of the cost. "
                "What is the selling price?"
            ),
            noop("What is the retail price of an item bought for {cost:$} with a markup of {markup_pct}%?"),
        ),
        draws={"cost": "1..200 by 0.25", "markup_pct": "10 15 20 25 30 35 40 50 60 75"},
        parts={"more": "cost*markup_pct/100", "exact": "cost+more"},
        steps=(
            noop("The markup: {cost:$} × {markup_pct} ÷ 100 {more:=$}"),
            noop("Cost and markup: {cost:$} + {more:$} {exact:=$}"),
        ),
        mistakes=(
            (noop("takes the markup off"), "R(cost*(1-markup_pct/100),2)"),
            (noop("adds the percent as dollars"), "cost+markup_pct"),
        ),
    ),
    Scene(
        "gross_profit",
        "$",
        stems=(
            When(
                "overhead == 0",
                noop(
                    "A prescription sells for {price:$} and cost the pharmacy {cost:$}. What is "
                    "the gross profit?"
                ),
            ),
            When(
                "overhead > 0",
                noop(
                    "A prescription sells for {price:$}. The drug cost {cost:$}, and dispensing "
                    "it {overhead:$}. What is the net profit?"
                ),
            ),
            When(
                "overhead > 0",
                noop(
                    "Net profit: an item bought for {cost:$} is sold for {price:$}, with "
                    "{overhead:$} of dispensing cost. How much is left?"
                ),
            ),
        ),
        draws={
            "price": "8..240 by 0.01",
            "cost": "4..180 by 0.01",
            "overhead": "0 2.25 3.5 4.75 6 7.5 8.25 9.75 10.5 12",
        },
        keep=("price-cost-overhead >= 1", '(price-cost)/price <= F("0.6")'),
        parts={"gross": "price-cost"},
        steps=(
            noop("Price less cost: {price:$} − {cost:$} {gross:=$}"),
            When("overhead > 0", noop("Less the dispensing cost: {gross:$} − {overhead:$} {exact:=$}")),
        ),
        mistakes=(
            (noop("forgets the dispensing cost"), "price-cost"),
            (noop("adds price and cost"), "price+cost"),
            (noop("gives the cost"), "cost"),
        ),
    ),
    Scene(
        "gross_margin_pct",
        "%",
        stems=(
            noop(
                "An item sells for {price:$} and costs {cost:$}. What is the gross margin in "
                "percent of the price?"
            ),
            noop(
                "The pharmacy buys at {cost:$} and sells at {price:$}. What is the gross profit "
                "margin, in percent?"
            ),
        ),
        draws={"price": "5..300 by 0.5", "cost": "2..240 by 0.5"},
        keep=('(price-cost)/price >= F("0.08")', '(price-cost)/price <= F("0.6")'),
        parts={"gross": "price-cost", "exact": "gross/price*100"},
        steps=(
            noop("Gross profit: {price:$} − {cost:$} {gross:=$}"),
            noop("In percent of the price: {gross:$} ÷ {price:$} × 100 {exact:=}%"),
        ),
        mistakes=(
            (noop("gives the cost in percent of the price"), "R(cost/price*100,1)"),
            (noop("gives the dollars as percent"), "R(price-cost,1)"),
        ),
    ),
    Scene(
        "copay_coinsurance",
        "$",
        stems=(
            When(
                "deductible_left > 0",
                noop(
                    "A drug costs {price:$}. The patient has {deductible_left:$} of the "
                    "deductible left and then pays {coinsurance_pct}% coinsurance. What does the "
                    "patient pay?"
                ),
            ),
            When(
                "deductible_left == 0",
                noop(
                    "A drug costs {price:$}. The deductible is met, and the patient pays "
                    "{coinsurance_pct}% coinsurance. What does the patient pay?"
                ),
            ),
        ),
        draws={
            "price": "20..600 by 0.5",
            "deductible_left": "0 10 20 25 40 50 75 100 150 200",
            "coinsurance_pct": "10 15 20 20 25 30 40 50",
        },
        keep=("price > deductible_left+5",),
        parts={
            "deductible": "MIN(price,deductible_left)",
            "rest": "price-deductible",
            "share": "rest*coinsurance_pct/100",
            "exact": "deductible+share",
        },
        steps=(
            When(
                "deductible_left > 0",
                noop(
                    "The deductible first: {deductible:$}; that leaves {price:$} − {deductible:$} {rest:=$}"
                ),
            ),
            noop("Coinsurance: {rest:$} × {coinsurance_pct} ÷ 100 {share:=$}"),
            When("deductible_left > 0", noop("Together: {deductible:$} + {share:$} {exact:=$}")),
        ),
        mistakes=(
            (noop("forgets the deductible"), "R(share,2)"),
            (noop("gives what the plan pays"), "R(price-exact,2)"),
            (
                noop("adds the deductible to the percent of the whole price"),
                "R(deductible+price*coinsurance_pct/100,2)",
            ),
            (noop("lets the patient pay all"), "price"),
        ),
    ),
    Scene(
        "inventory_turnover",
        "turns",
        stems=(
            noop(
                "A pharmacy buys goods for {purchases:$} a year and has an average inventory of "
                "{average_inventory:$}. How many times a year does the inventory turn over?"
            ),
            noop(
                "Annual purchases {purchases:$}, average inventory {average_inventory:$}: what is "
                "the turnover rate in turns a year?"
            ),
        ),
        draws={"purchases": "400000..4000000 by 50000", "average_inventory": "50000..400000 by 5000"},
        keep=("purchases/average_inventory >= 4", "purchases/average_inventory <= 20"),
        steps=(
            noop(
                "Purchases ÷ average inventory: {purchases:$} ÷ {average_inventory:$} {exact:=} turns a year"
            ),
        ),
        mistakes=(
            (noop("gives the days that the inventory lasts"), "R(365*average_inventory/purchases,1)"),
            (noop("gives the turns a month"), "R(purchases/average_inventory/12,1)"),
        ),
    ),
    Scene(
        "days_on_hand",
        "days",
        stems=(
            noop(
                "There are {on_hand} tablets on the shelf, and {daily_use} are used a day. For "
                "how many days do they last?"
            ),
            noop(
                "How many days of supply are on hand with {on_hand} capsules in stock and a use "
                "of {daily_use} a day?"
            ),
        ),
        draws={"on_hand": "100..2000 by 20", "daily_use": "8..90 by 1"},
        keep=("on_hand/daily_use >= 3", "on_hand/daily_use <= 45"),
        steps=(noop("On hand ÷ daily use: {on_hand} ÷ {daily_use} {exact:=} days"),),
        mistakes=(
            (noop("turns the fraction over"), "R(daily_use*100/on_hand,1)"),
            (noop("takes a day off"), "R(on_hand/daily_use,1)-1"),
        ),
    ),
    Scene(
        "reorder_point",
        "{form}",
        stems=(
            When(
                "safety > 0",
                noop(
                    "{daily_use} {form} are used a day, an order takes {lead_days:day|days} to "
                    "come, and {safety} are kept as a safety stock. At how many {form} on the "
                    "shelf do you order again?"
                ),
            ),
            When(
                "safety == 0",
                noop(
                    "{daily_use} {form} are used a day, and an order takes {lead_days:day|days} "
                    "to come. There is no safety stock. At how many {form} on the shelf do you "
                    "order again?"
                ),
            ),
            When(
                "safety > 0",
                noop(
                    "What is the reorder point for a daily use of {daily_use} {form}, a lead time "
                    "of {lead_days:day|days} and a safety stock of {safety}?"
                ),
            ),
        ),
        rows=({"form": noop("tablets")}, {"form": noop("capsules")}),
        draws={"safety": "0 20 30 40 50 60 80 100 120 150 200"},
        keep=("safety <= 4*daily_use*lead_days",),
        parts={"meanwhile": "daily_use*lead_days"},
        steps=(
            noop("Used until the order comes: {daily_use} × {lead_days} {meanwhile:=}"),
            When("safety > 0", noop("And the safety stock: {meanwhile} + {safety} {exact:=} {form}")),
        ),
        mistakes=(
            (noop("forgets the lead time"), "daily_use+safety"),
            (noop("multiplies the safety stock, too"), "(daily_use+safety)*lead_days"),
            (noop("takes the safety stock off"), "daily_use*lead_days-safety"),
            (noop("adds use and days instead of multiplying"), "daily_use+lead_days+safety"),
            (noop("adds a day to the lead time"), "daily_use*(lead_days+1)+safety"),
        ),
    ),
    Scene(
        "order_to_par",
        "packages",
        stems=(
            noop(
                "The par level is {par} tablets, and {on_hand} are on hand. A package holds "
                "{package}. How many packages do you order to reach par?"
            ),
            noop(
                "Stock: {on_hand} capsules. Par: {par}. They come in packages of {package}. How "
                "many whole packages bring the stock to par or above?"
            ),
        ),
        draws={"par": "100 150 200 240 300 400 500 600 800 1000 1200 1500 2000", "on_hand": "4..900 by 4"},
        keep=('(par-on_hand)/package >= F("1.1")', "(par-on_hand)/package <= 20", 'on_hand <= par*F("0.7")'),
        parts={"lack": "par-on_hand", "quotient": "lack/package"},
        steps=(
            noop("What lacks: {par} − {on_hand} {lack:=}"),
            noop("In packages: {lack} ÷ {package} {quotient:=}"),
            When(
                "quotient.denominator > 1", noop("Part of a package cannot be ordered, so round up: {answer}")
            ),
        ),
        mistakes=((noop("leaves the part of a package in"), "quotient"),),
        says="up",
    ),
)
