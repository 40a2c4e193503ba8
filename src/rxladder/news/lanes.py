"""Work for threads in lanes, each with only few at work at once: a slow host holds up its own alone."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Iterable
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Items waiting in lanes. Who takes one gives its lane free when done; lanes take their turns."""

    def __init__(self, items: Iterable[tuple[Hashable, Item]], most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._waiting: dict[Hashable, deque[Item]] = {}
        self._busy: Counter[Hashable] = Counter()
        for lane, item in items:
            self._waiting.setdefault(lane, deque()).append(item)
        self._turns = deque(self._waiting)

    def take(self) -> tuple[Hashable, Item] | None:
        """The next item whose lane is free, with its lane; None where none is free now.

        Whoever gives a lane free takes its next item, so a thread that gets None has nothing left to do.
        """
        with self._lock:
            for _turn in range(len(self._turns)):
                lane = self._turns.popleft()
                if not self._waiting[lane]:
                    continue
                self._turns.append(lane)
                if self._busy[lane] < self._most:
                    self._busy[lane] += 1
                    return lane, self._waiting[lane].popleft()
            return None

    def done(self, lane: Hashable) -> None:
        """Give a lane free."""
        with self._lock:
            self._busy[lane] -= 1

    def drop(self, lane: Hashable) -> list[Item]:
        """Take all that waits in a lane; nobody will be asked for it."""
        with self._lock:
            left = list(self._waiting[lane])
            self._waiting[lane].clear()
            return left

    def drop_all(self) -> list[Item]:
        """Take all that waits."""
        return [item for lane in list(self._waiting) for item in self.drop(lane)]
