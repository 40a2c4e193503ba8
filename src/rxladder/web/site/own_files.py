"""What is settled for a whole installation, in small files of the data folder: no table is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from rxladder.facts.whole_file import OWN, write_whole


def read_own(name: str) -> dict[str, Any]:
    """What a file of the data folder tells; nothing where it is not there or is not ours."""
    try:
        found = json.loads((Path(settings.DATA) / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_own(name: str, told: dict[str, Any]) -> None:
    """Put it in place, readable by its owner alone, whole or not at all."""
    write_whole(Path(settings.DATA) / name, json.dumps(told).encode(), OWN)
