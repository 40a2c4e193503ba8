"""The tables of BLS as they were read, and as a page shows a table."""

from __future__ import annotations

import csv
from functools import cache

from tests.facts.accounting import FACTS


@cache
def table(name: str) -> list[dict[str, str]]:
    """A table of BLS as it was read, by other code than the product's."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def dollars(cell: str) -> str:
    """A cell as a page writes it."""
    amount = f"{float(cell):,.2f}"
    return "$" + amount.removesuffix(".00")


def cells_of(section) -> list[list[str]]:
    return [[cell.get_text() for cell in row.find_all("td")] for row in section.find_all("tr")[1:]]
