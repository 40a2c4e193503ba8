"""The tool that keeps the catalogues, and every text that it finds in the code: looked for once."""

from __future__ import annotations

import runpy
from functools import cache
from pathlib import Path
from typing import Any

TOOL = runpy.run_path(str(Path(__file__).parent.parent / "tools" / "messages"))


@cache
def said() -> dict[Any, list[str]]:
    """Every text of the code, with the files that say it. Not to be changed."""
    return TOOL["messages"]()
