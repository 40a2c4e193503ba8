"""A solution as a schedule: which step rests on which, without steps that nothing rests on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rxladder.planning.path_needs import Action, Enough, Every, Need, Test, Way

Days = Mapping[str, tuple[int, int]]
Keeping = Mapping[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days of steps, with what they are and which posts keep an experience going."""

    actions: Mapping[str, Action]
    days: Days
    keeping: Keeping

    def support(self, need: Need, time: int) -> frozenset[str] | None:
        """The fewest steps by which a need is met at a time; None where it is not."""
        match need:
            case Every():
                found = [self.support(part, time) for part in need.parts]
                return None if None in found else frozenset().union(*(one for one in found if one))
            case Enough():
                met = [one for part in need.parts if (one := self.support(part, time)) is not None]
                if len(met) < need.number:
                    return None
                return frozenset().union(*sorted(met, key=_order)[: need.number])
            case Test():
                ways = [frozenset(way.steps) for way in need.ways if self._is_way(way, time)]
                return min(ways, key=_order, default=None)

    def _is_way(self, way: Way, time: int) -> bool:
        if time < way.since or (way.until is not None and time > way.until):
            return False
        if any(step not in self.days or self.days[step][1] > time for step in way.asks):
            return False
        begun, reached = -1, way.since
        if way.event is not None:
            if way.event not in self.days:
                return False
            begun, reached = self.days[way.event]
            if way.table is not None:
                is_work = self.actions[way.event].kind == "work"
                reached = way.table[begun if is_work else reached]
            if way.lasts is not None and time > self.days[way.event][1] + way.lasts:
                return False
        return reached <= time and (way.keeps is None or self._post_kept(way.keeps, begun, reached, time))

    def _post_kept(self, keeps: frozenset[str], begun: int, reached: int, time: int) -> bool:
        others = (id_ for id_ in self.days if self.actions[id_].kind == "work")
        return all(
            id_ in self.keeping[keeps] or not begun < self.days[id_][0] < min(time, reached + 1)
            for id_ in others
        )

    def needed_by(self, id_: str) -> frozenset[str]:
        """The steps that a step rests on."""
        found = self.support(self.actions[id_].need, self.days[id_][0])
        assert found is not None, f"{id_} starts before it may"
        return found

    def only_needed(self, goal: Need, finish: int) -> Schedule:
        """The schedule without the steps that nothing rests on."""
        found, open_ = set[str](), sorted(self.support(goal, finish) or ())
        while open_:
            id_ = open_.pop()
            if id_ not in found:
                found.add(id_)
                open_ += sorted(self.needed_by(id_))
        return Schedule(
            self.actions, {id_: self.days[id_] for id_ in self.days if id_ in found}, self.keeping
        )


def _order(steps: Collection[str]) -> tuple[int, list[str]]:
    return len(steps), sorted(steps)
