"""Movements of stock from a CSV file, strictly: every error names its line and column."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.quality.inventory import Kind, Movement
from rxladder.quality.measure import to_amount
from rxladder.quality.patient_data import refuse_patient_data
from rxladder.quality.tables import Row, Table, needed, read_table, rows_of, to_day

MOST_MOVEMENTS = 20_000
MOST_DAYS = 1_100
LONGEST_ITEM = 200

# fmt: off
HEADINGS = {
    "date": ("date", "day", "when", "transaction date", "trans date", "txn date", "date time", "date/time"),
    "item": (
        "item", "item name", "item description", "drug", "drug name", "product", "product name",
        "description", "name", "medication", "med", "ndc",
    ),
    "kind": (
        "kind", "movement", "type", "transaction", "transaction type", "trans type", "txn type", "action",
        "reason",
    ),
    "quantity": ("quantity", "qty", "units", "amount", "count", "quantity moved", "trans qty"),
    "unit_cost": ("unit cost", "cost", "cost usd", "unit cost usd", "price", "unit price", "cost per unit"),
}
KINDS: dict[Kind, tuple[str, ...]] = {
    "received": (
        "received", "receive", "receipt", "purchase", "purchased", "in", "delivery", "delivered", "restock",
        "restocked", "refill", "refilled", "load", "loaded", "order received",
    ),
    "used": (
        "used", "use", "dispensed", "dispense", "issued", "issue", "out", "sold", "administered", "remove",
        "removed", "removal", "vend", "vended",
    ),
    "expired": (
        "expired", "expiry", "outdated", "outdate", "waste", "wasted", "damaged", "destroyed",
        "destock expired", "expired removed",
    ),
    "returned": ("returned", "return", "returned to wholesaler", "credit", "reverse distribution"),
    "counted": ("counted", "count", "opening", "opening balance", "on hand", "inventory", "cycle count"),
    "adjusted": ("adjusted", "adjustment", "adjust", "correction", "transfer"),
}
# fmt: on
_SPELLED = {spelling: kind for kind, spellings in KINDS.items() for spelling in spellings}


def read_movements(content: str | bytes, file: str, on: date) -> tuple[Movement, ...]:
    """The movements of a CSV file: `date`, `item`, `kind`, `quantity`, and `unit cost` where known.

    Raises BadInput, with line and column, for whatever is wrong, and for what looks like patient data.
    """
    lines = rows_of(content, file)
    refuse_patient_data(lines, file, on)
    table = read_table(lines, file, HEADINGS, MOST_MOVEMENTS)
    _complete(table, lines[0][0] if lines else 1)
    found = tuple(_movement(row, file, on) for row in table.rows)
    if not found:
        raise BadInput(_("has headings but no line below them"), file, lines[0][0])
    first, last = min(one.date for one in found), max(one.date for one in found)
    if last - first > timedelta(MOST_DAYS):
        raise BadInput(_("covers more than three years; import one year at a time"), file)
    return found


def _complete(table: Table, line: int) -> None:
    for name in ("date", "item", "kind", "quantity"):
        if not table.has(name):
            text = _("there is no column `{column}`; the columns are date, item, kind, quantity, unit cost")
            raise BadInput(text.format(column=name), table.file, line)


def _movement(row: Row, file: str, on: date) -> Movement:
    day = needed(row, "date", "date", to_day, file)
    if day > on:
        raise BadInput(_("{column}: this day has not come yet").format(column="date"), file, row.line)
    kind = needed(row, "kind", "kind", _to_kind, file)
    quantity = needed(row, "quantity", "quantity", to_amount, file)
    if quantity < 0 and kind != "adjusted":
        column = row.cells["quantity"].column
        text = _(
            "{column}: only an adjustment may be less than 0; the kind says what came in and what went out"
        )
        raise BadInput(text.format(column=column), file, row.line)
    cost = needed(row, "unit_cost", "unit cost", _to_cost, file) if row.text("unit_cost") else None
    return Movement(day, needed(row, "item", "item", _to_item, file), kind, quantity, cost)


def _to_kind(text: str) -> Kind:
    found = _SPELLED.get(" ".join(text.lower().replace("_", " ").replace("-", " ").split()))
    if found is None:
        known = _("{text} is not one of received, used, expired, returned, counted, adjusted{meant}")
        raise ValueError(known.format(text=quoted(text), meant=nearest(text.lower(), _SPELLED)))
    return found


def _to_item(text: str) -> str:
    if len(text) > LONGEST_ITEM:
        raise ValueError(_("this name is longer than {n} characters").format(n=LONGEST_ITEM))
    return text


def _to_cost(text: str) -> Fraction:
    cost = to_amount(text)
    if cost < 0:
        raise ValueError(_("a cost must be 0 or more"))
    return cost
