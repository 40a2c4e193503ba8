"""What tests that start the product as a program of its own share: a free port, and an environment."""

from __future__ import annotations

import os
import socket
from pathlib import Path


def free_port() -> int:
    """A port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(data: Path | None = None) -> dict[str, str]:
    """The environment without what tests set for themselves; with the data folder of a site, if given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RXLADDER_")}
    if data is None:
        return kept
    return kept | {"RXLADDER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "rxladder.web.site.settings"}
