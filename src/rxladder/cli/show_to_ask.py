"""What only an authority can tell, beneath a plan or a path."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from rxladder.cli.paper import print_indented
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date
from rxladder.planning.to_ask import ToAsk


def print_to_ask(console: Console, asked: Sequence[ToAsk]) -> None:
    """Print what to ask, by when and why; nothing where there is nothing."""
    if asked:
        console.print(Text("\n" + _("What to ask, whatever you take"), style="bold"))
    for one in asked:
        by = f" ({_('by {day}').format(day=say_date(one.by))})" if one.by else ""
        print_indented(console, f"{one.what}{by}. {one.why}", 2)
