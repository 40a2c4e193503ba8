"""The list of packs for people."""

from __future__ import annotations

from rxladder.cli.paper import TRUST, grid, paper
from rxladder.facts.language import gettext as _
from rxladder.facts.listing import PacksDocument


def show_packs(document: PacksDocument) -> None:
    """Print one line a pack; `open` counts what it cannot compute."""
    console = paper()
    table = grid("id", _("name"), _("hours"), _("trust"), _("oldest"), _("open"), ratio=1)
    for column in (2, 5):
        table.columns[column].justify = "right"
    for pack in document["packs"]:
        hours = "?" if pack["hours"] is None else str(pack["hours"])
        open_ = str(len(pack["not_computed"]) or "")
        trust = _(TRUST[pack["confidence"]])
        table.add_row(pack["id"], pack["name"], hours, trust, pack["oldest_source"], open_)
    console.print(table)
    console.print(
        "\n" + _("hours: CE required in a term (?: not known). open: things that cannot be computed;")
    )
    console.print(_("`rxladder packs show ID` names them."))
