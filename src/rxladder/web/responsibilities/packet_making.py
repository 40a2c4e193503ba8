"""Making a packet with many files while a page tells how far it is.

What was made waits in memory for the download that follows at once, a few packets at most. Where it is gone
(another process, a change in the record, a restart), the download makes it anew.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextvars import copy_context
from queue import SimpleQueue
from threading import Lock, Thread

from rxladder.papers.promotion_packet import PromotionPacket, promotion_packet
from rxladder.web.site.languages import for_who_reads_it, language_of_paper
from rxladder.web.site.request import PersonRequest

MOST = 3
_log = logging.getLogger(__name__)
_lock = Lock()
_made: OrderedDict[Hashable, bytes] = OrderedDict()


def _key(request: PersonRequest, role: str, sections: Sequence[str]) -> Hashable:
    person = request.person
    return person.id, person.revision, request.on, role, tuple(sections), language_of_paper(request)


def make(
    request: PersonRequest, role: str, sections: Sequence[str], packet: PromotionPacket
) -> Iterator[tuple[int, int]]:
    """Make a packet and keep it; tells how many files of how many are laid out. `is_made` tells the end."""
    told: SimpleQueue[tuple[int, int] | None] = SimpleQueue()

    def work() -> None:
        try:
            pdf = promotion_packet(packet, lambda done, of: told.put((done, of)))
            _keep(_key(request, role, sections), pdf)
        except Exception:
            # In a thread of its own nobody would hear of it; the page finds no packet, and says so.
            _log.exception("a promotion packet was not made")
        finally:
            told.put(None)

    # In a context of its own: its words are in the language of who reads it, those here in the person's.
    with for_who_reads_it(request):
        context = copy_context()
    Thread(target=context.run, args=(work,), daemon=True).start()
    while (step := told.get()) is not None:
        yield step


def _keep(key: Hashable, pdf: bytes) -> None:
    with _lock:
        _made[key] = pdf
        while len(_made) > MOST:
            _made.popitem(last=False)


def is_made(request: PersonRequest, role: str, sections: Sequence[str]) -> bool:
    """Whether a packet waits to be taken."""
    with _lock:
        return _key(request, role, sections) in _made


def taken(request: PersonRequest, role: str, sections: Sequence[str]) -> bytes | None:
    """A packet that was just made; it waits no longer."""
    with _lock:
        return _made.pop(_key(request, role, sections), None)
