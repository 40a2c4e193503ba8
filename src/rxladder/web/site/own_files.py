"""What is settled for a whole installation, in small files of the data folder: no table is needed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings


def read_own(name: str) -> dict[str, Any]:
    """What a file of the data folder tells; nothing where it is not there or is not ours."""
    try:
        found = json.loads((Path(settings.DATA) / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_own(name: str, told: dict[str, Any]) -> None:
    """Put it in place, readable by its owner alone, whole or not at all."""
    path = Path(settings.DATA) / name
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(told, file)
    new.replace(path)
