"""Which addresses of other hosts may be asked: public ones only, whatever a name resolves to.

What is to be fetched is named by strangers (a badge, a feed). Without this a stranger could have us ask the
router, a database or a cloud's own secrets, which answer to whoever stands inside.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from queue import Empty, Queue
from threading import Thread

from rxladder.facts.language import gettext as _

Address = IPv4Address | IPv6Address

# Networks that reach only IPv6 hand out IPv4 addresses in here (RFC 6052): the one inside is what counts.
_NAT64 = ip_network("64:ff9b::/96")


class Refused(Exception):  # noqa: N818 - what the guard did
    """Why a host is not asked, in one sentence for a person."""


def is_public(address: Address) -> bool:
    """Whether an address belongs to a host that anybody may ask."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.sixtofour is not None or address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def resolve(host: str, port: int, allowed: Collection[str], seconds: float) -> list[str]:
    """The addresses of a host, each of them checked; at least one.

    `allowed` are hosts that may be private. Raises Refused where the name is not known within `seconds`, or
    where any of its addresses is not public: a name with one inner address is a trap, not a mistake.
    """
    found = _looked_up(host, port, seconds)
    if host not in allowed and not all(is_public(ip_address(one.partition("%")[0])) for one in found):
        raise _inner(host)
    return found


def refuse_inner(host: str, allowed: Collection[str]) -> None:
    """Refused where a host is named by an address that is not public, which is known without a look-up."""
    try:
        named = ip_address(host.partition("%")[0])
    except ValueError:
        return
    if host not in allowed and not is_public(named):
        raise _inner(host)


def _inner(host: str) -> Refused:
    return Refused(_("{host} is an address inside a private network.").format(host=host))


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """What the system's resolver says. It knows no time limit of its own, so a thread waits for it."""
    said: Queue[list[str] | None] = Queue()

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            said.put(list(dict.fromkeys(str(info[4][0]) for info in infos)))
        except (OSError, UnicodeError):
            said.put(None)

    Thread(target=ask, daemon=True, name="resolve").start()
    try:
        found = said.get(timeout=max(seconds, 0.01))
    except Empty:
        found = None
    if not found:
        raise Refused(_("No host named {host} was found.").format(host=host))
    return found
