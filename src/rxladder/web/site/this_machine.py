"""Which names and addresses mean the machine that the site runs on."""

from __future__ import annotations

import ipaddress


def is_this_machine(host: str) -> bool:
    """Whether nothing that goes to this host leaves the machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
