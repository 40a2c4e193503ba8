"""Made news of many sources: stories that several tell in their own words, and which items are one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from rxladder.facts.states import STATES
from rxladder.facts.study_drugs import drugs
from rxladder.news.items import Item

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
_FIRMS = ["Zydus", "Lupin", "Teva", "Aurobindo", "Cipla", "Amneal", "Apotex", "Sandoz", "Hikma", "Viona"]
_REASONS = [
    "failed dissolution",
    "a nitrosamine impurity",
    "a labeling mix-up",
    "lack of sterility",
    "subpotency",
]
_SUBJECTS = [
    "technician ratio",
    "vaccination by technicians",
    "renewal fees",
    "remote verification",
    "sterile rooms",
]
_TEMPLATES = [
    ("{firm} recalls {drug} tablets over {reason}", "{firm} recalling {drug} for {reason}, FDA says",
     "Recall: {drug} tablets by {firm} ({reason})"),
    ("{state} board of pharmacy adopts rule on {subject}",
     "Board of pharmacy in {state} adopts {subject} rule",
     "{state} pharmacy board: new rule on {subject} adopted"),
    ("Shortage of {drug} injection expected to last, {firm} says",
     "{firm}: {drug} injection shortage to last",
     "{drug} injection shortage expected to last longer, {firm} says"),
]  # fmt: skip
_FILLER = (
    "The company said on {day} that patients should talk to their pharmacist before they stop taking it and"
    " that lot {lot} was sent to wholesalers in {n} states between spring and summer while an investigation"
    " of {code} goes on"
)


def made_news(count: int, seed: int = 1, sources: int = 40) -> list[tuple[Item, int]]:
    """So many items, each with the number of its story; a third of the stories stand in several sources."""
    chance = random.Random(seed)
    names = [name for name in drugs() if " / " not in name and len(name) > 5]
    found: list[tuple[Item, int]] = []
    story = 0
    while len(found) < count:
        told = {
            "firm": chance.choice(_FIRMS), "drug": chance.choice(names), "reason": chance.choice(_REASONS),
            "state": chance.choice(list(STATES.values())), "subject": chance.choice(_SUBJECTS),
        }  # fmt: skip
        forms = chance.choice(_TEMPLATES)
        moment = NOW - timedelta(minutes=chance.randrange(60 * 24 * 30))
        text = _FILLER.format(
            day=f"day {story}",
            lot=f"L{story}X",
            n=chance.randrange(50),
            code=f"{told['drug']} {story * 7919 % 100_003}",
        )
        tellers = chance.sample(range(sources), chance.choice([1, 1, 1, 1, 2, 4]))
        for place, source in enumerate(tellers):
            title = forms[place % len(forms)].format(**told)
            title += f" (case {story})" if forms is not _TEMPLATES[1] else f", docket {story}"
            item = Item(f"{story}-{source}", f"s{source}", title, f"https://s{source}.example/{story}",
                        moment + timedelta(hours=place), text)  # fmt: skip
            found.append((item, story))
        story += 1
    return found[:count]
