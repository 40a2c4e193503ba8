"""What matters to one technician first, with the reasons: no item stands where it does without saying why.

Points are ours: they order, they hide nothing. A rule change at one's own board comes before everything, and
no "show less" moves it. Ranking is pure: the reader, the stories and the moment make the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from rxladder.career.record import Career
from rxladder.facts.feeds import subject_words
from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.load import Packs
from rxladder.facts.phrases import all_of
from rxladder.facts.roles import EVERYWHERE, roles, workplaces
from rxladder.facts.states import state_name
from rxladder.news.ce_in_news import offer_in
from rxladder.news.items import Item, Source
from rxladder.news.stories import Story, states_in
from rxladder.rules.titles import short_title

Why = Literal["board", "recall", "setting", "goal", "state", "habit", "education", "told", "fresh", "less"]

POINTS: Mapping[Why, float] = MappingProxyType(
    {
        "board": 1_000, "recall": 30, "setting": 15, "goal": 14, "state": 10, "habit": 12, "education": 8,
        "told": 3, "fresh": 20, "less": -40,
    }
)  # fmt: skip
_HALF_LIFE_DAYS = 2.5
_MOST_TOLD = 3
_BEGINNING = 600

_RULE = re.compile(
    r"\b(?:rules?|rulemaking|regulations?|statutes?|laws?(?! enforcement)|legislation|legislature"
    r"|amend(?:s|ed|ments?)?|adopt(?:s|ed)?|repeal(?:s|ed)?|licen[sc](?:e|ing|ure)|registrations?|renewals?"
    r"|ratios?|emergency order|scope of practice"
    r"|board (?:\w+ ){0,2}(?:approve[sd]?|vote[sd]?|propose[sd]?)|approved (?:\w+ ){0,4}by (?:\w+ ){0,3}board"
    r"|continuing (?:pharmacy )?education requirements?|fee (?:change|increase)s?|public hearing)\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:adopt|amend|repeal|propos|approv|vote|enact|effective|in force|takes? effect|emergency order"
    r"|new (?:\w+ ){0,2}(?:law|rule|regulation))\w*",
    re.IGNORECASE,
)
"""What a course on the law says of no rule."""
_BOARD = re.compile(r"\b(?:board|pharmac\w*|technicians?)\b", re.IGNORECASE)
_GRAVE = re.compile(r"\b[Cc]lass (?:I|1)\b|\b[Bb]oxed [Ww]arning\b|\b[Dd]o not use\b")
_RECALL = re.compile(r"\brecall(?:s|ed|ing)?\b|\bwithdr(?:aw|ew)\w*\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Aim:
    """Something that a reader aims for.

    `name` is how it is called in the language spoken, `words` those by which an item is about it.
    """

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known of who reads.

    `read` counts what was read by source and topic (`source:x`, `topic:y`); `less` are marks of the same
    kind, of which less is to be shown.
    """

    state: str | None = None
    settings: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()
    read: Mapping[str, int] = field(default_factory=dict)
    less: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Because:
    """One reason for a place; `mark` is what "show less" of it puts among a reader's `less`, or empty."""

    why: Why
    says: str
    points: float
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story with its points and reasons, the weightiest first."""

    story: Story
    points: float
    because: tuple[Because, ...]

    @property
    def at_my_board(self) -> bool:
        """Whether it is a rule change at the reader's own board."""
        return any(one.why == "board" for one in self.because)


def reader_of(
    career: Career, packs: Packs, read: Mapping[str, int] | None = None, less: Iterable[str] = ()
) -> Reader:
    """A reader as their record tells: state, places of work, goals."""
    held = [
        packs.credentials[one.credential].pack
        for one in career.holdings
        if one.credential in packs.credentials
    ]
    boards = [pack.id for pack in held if pack.is_board]
    places = [one.workplace for one in career.experience if one.workplace and one.to is None]
    aims = [aim for goal in career.goals for aim in _aims(goal.role, goal.credential, goal.workplace, packs)]
    return Reader(
        state=career.person.state or next(iter(boards), None),
        settings=tuple(dict.fromkeys(places)),
        aims=tuple(aims),
        read=read or {},
        less=frozenset(less),
    )


def _aims(role: str | None, credential: str | None, workplace: str | None, packs: Packs) -> Iterable[Aim]:
    if role is not None and role in roles():
        one = roles()[role]
        yield Aim(_(one.name), (one.name, *one.also))
    if credential is not None and credential in packs.credentials:
        ref = packs.credentials[credential]
        short = (ref.credential.abbreviation,) if ref.credential.abbreviation else ()
        yield Aim(short_title(ref), (ref.credential.title, *short))
    if workplace is not None and workplace in workplaces():
        place = workplaces()[workplace]
        yield Aim(_(place.name), (place.name, *place.also))


def rank(
    stories: Iterable[Story], sources: Mapping[str, Source], reader: Reader, now: datetime
) -> tuple[Ranked, ...]:
    """Every story, those that matter most to the reader at `now` first; each with its reasons."""
    most_read = max(reader.read.values(), default=0)
    ranked = (_ranked(story, sources, reader, now, most_read) for story in stories)
    return tuple(
        sorted(ranked, key=lambda one: (-one.points, -one.story.moment.timestamp(), one.story.lead.id))
    )


def _ranked(
    story: Story, sources: Mapping[str, Source], reader: Reader, now: datetime, most_read: int
) -> Ranked:
    known = [sources[name] for name in (story.lead.source, *story.also_in) if name in sources]
    reasons = [
        *_about_board(story, known, reader),
        *_about_place(story, known, reader),
        *_about_aims(story, reader),
        *_about_habits(known, reader, most_read),
        *_about_itself(story, now),
    ]
    if not any(one.why == "board" for one in reasons):
        reasons += _less(known, reader)
    reasons.sort(key=lambda one: -abs(one.points))
    return Ranked(story, round(sum(one.points for one in reasons), 3), tuple(reasons))


# --- Reasons


def _about_board(story: Story, known: Sequence[Source], reader: Reader) -> Iterable[Because]:
    if reader.state is None:
        return
    name = state_name(reader.state)
    own = any(source.state == reader.state for source in known)
    if any(is_rule_change(item, reader.state, own=own) for item in story.items):
        yield _because("board", _("A rule may change at your board ({state}).").format(state=name))
    elif own:
        yield _because("state", _("It comes from your board ({state}).").format(state=name))
    elif any(reader.state in states_in(_beginning(item)) for item in story.items):
        yield _because("state", _("It is about {state}.").format(state=name))


def is_rule_change(item: Item, state: str, *, own: bool = False) -> bool:
    """Whether an item is about a rule for pharmacies in a state; `own`: it comes from that state's board.

    By its title and first words: an item that names the state in passing far below is not about it.
    A course on the law is no change of it.
    """
    text = _beginning(item)
    if not _RULE.search(text) or (offer_in(item) and not _CHANGES.search(text)):
        return False
    return own or (state in states_in(text) and bool(_BOARD.search(text)))


def _about_place(story: Story, known: Sequence[Source], reader: Reader) -> Iterable[Because]:
    text = _beginning(story.lead)
    if _RECALL.search(text) and _GRAVE.search(text):
        yield _because("recall", _("It may be about serious harm."))
    for setting in reader.settings:
        place = workplaces().get(setting)
        if place is None:
            continue
        for_it = any(setting in source.settings for source in known)
        if for_it or _names(place.name, place.also).search(text):
            says = _("It is for where you work: {place}.").format(place=_(place.name))
            yield _because("setting", says, f"setting:{setting}")
            return


def _about_aims(story: Story, reader: Reader) -> Iterable[Because]:
    text = _beginning(story.lead)
    for aim in reader.aims:
        if _names(aim.words[0], aim.words[1:]).search(text):
            yield _because("goal", _("It is about what you are aiming for: {goal}.").format(goal=aim.name))
            return


def _about_habits(known: Sequence[Source], reader: Reader, most_read: int) -> Iterable[Because]:
    """What was read most counts whole, what was read half as often half."""
    if not most_read:
        return
    found = [(reader.read.get(f"source:{one.id}", 0), f"source:{one.id}", one.title) for one in known]
    found += [
        (reader.read.get(f"topic:{topic}", 0), f"topic:{topic}", subject_words(topic))
        for one in known
        for topic in one.topics
    ]
    times, mark, name = max(found, default=(0, "", ""))
    if times > 1:
        says = _("You often read about this: {name}.").format(name=name)
        yield _because("habit", says, mark, times / most_read)


def _about_itself(story: Story, now: datetime) -> Iterable[Because]:
    offer = next(filter(None, map(offer_in, story.items)), None)
    if offer is not None and offer.for_technicians is not False:
        yield _because("education", _("It offers education that may count for you."), "education")
    others = len(story.also_in)
    if others:
        said = ngettext("{n} other source reports it.", "{n} other sources report it.", others)
        yield _because("told", said.format(n=others), share=min(others, _MOST_TOLD))
    days = max(0.0, (now - story.moment).total_seconds() / 86_400)
    share = 0.5 ** (days / _HALF_LIFE_DAYS)
    whole = int(days)
    told = (
        ngettext("It is {n} day old.", "It is {n} days old.", whole).format(n=whole)
        if whole
        else _("It is new.")
    )
    yield _because("fresh", told, share=share)


def _less(known: Sequence[Source], reader: Reader) -> list[Because]:
    """What the reader wants less of, once for each mark that fits the source that leads."""
    if not known:
        return []
    lead = known[0]
    marks = {f"source:{lead.id}": lead.title}
    marks |= {f"topic:{topic}": subject_words(topic) for topic in lead.topics}
    marks |= {f"setting:{one}": _(workplaces()[one].name) for one in lead.settings if one != EVERYWHERE}
    found = [name for mark, name in marks.items() if mark in reader.less]
    says = _("You asked to see less of this: {names}.")
    return [_because("less", says.format(names=all_of(found)), share=len(found))] if found else []


def _because(why: Why, says: str, mark: str = "", share: float = 1.0) -> Because:
    return Because(why, says, round(POINTS[why] * share, 3), mark)


def less_marks(source: Source) -> tuple[str, ...]:
    """Of what one can ask for less at an item of a source: the source itself, then its topics."""
    return (f"source:{source.id}", *(f"topic:{topic}" for topic in source.topics))


def _beginning(item: Item) -> str:
    return f"{item.title}. {item.text[:_BEGINNING]}"


@lru_cache(maxsize=500)
def _names(first: str, others: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of some names as whole words; what stands in brackets is no part of a name."""
    words = [re.sub(r"\s*\([^)]*\)", "", one).strip() for one in (first, *others)]
    found = "|".join(re.escape(one) for one in words if len(one) > 2) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{found})s?(?!\w)", re.IGNORECASE)
