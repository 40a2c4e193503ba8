"""Activities of continuing education that can be taken, and the file that lists them: a catalogue.

A catalogue is YAML or JSON: `activities:` with a list of entries. A UAN settles topic, format and audience,
as it does for credits; what is written beside it wins only where the UAN does not speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    ConfigDict,
    FailFast,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from rxladder.facts import matches
from rxladder.facts.entries import (
    Accreditation,
    Audience,
    Day,
    Dollars,
    Entry,
    Format,
    Hours,
    Text,
    Topic,
    UanText,
    one_of,
)
from rxladder.facts.entry_errors import PlaceError, explained, unknown_key
from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.load import DATA, Packs
from rxladder.facts.states import STATES
from rxladder.facts.yaml_text import BadInput, decode, line_of, read_bytes, read_yaml

ActivityType = Literal["knowledge", "application", "practice"]
"""What ACPE calls an activity by what it teaches; printed in announcements, not part of the UAN."""

_NO_PRICES: Mapping[str, Decimal] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Activity:
    """A CE activity that can be taken. What is None was not told.

    `hours` are contact hours; an activity whose hours nobody knows can be shown, but not planned with.
    `cost_usd` is what this person pays (None is unknown, never nothing), `price_usd` the prices by kind of
    buyer. `available_from` and `available_until` are the first and last day on which it can be taken;
    `live_on` is the only one. `part_of` is the id of the bundle that it is sold with, `prepares_for` the
    credential that it leads to, `source` where it was read and `read_on` when.
    """

    id: str
    title: str
    hours: Fraction | None
    cost_usd: Decimal | None = None
    uan: str | None = None
    topic: matches.Topic | None = None
    format: matches.Format | None = None
    audience: matches.Audience | None = None
    accreditation: matches.Accreditation | None = None
    jurisdiction: str | None = None
    course: str | None = None
    provider: str = ""
    url: str = ""
    available_from: date | None = None
    available_until: date | None = None
    live_on: date | None = None
    price_usd: Mapping[str, Decimal] = field(default_factory=lambda: _NO_PRICES, hash=False)
    part_of: str | None = None
    prepares_for: str | None = None
    activity_type: ActivityType | None = None
    subject: str | None = None
    place: str | None = None
    note: str | None = None
    source: str | None = None
    read_on: date | None = None

    def days(self, on: date) -> tuple[date, date | None] | None:
        """The first and last day, from `on`, on which it can be taken (no last one: None); None: over."""
        first = max(day for day in (on, self.available_from, self.live_on) if day is not None)
        ends = [day for day in (self.available_until, self.live_on) if day is not None]
        last = min(ends, default=None)
        return None if last is not None and last < first else (first, last)


# --- The file


def _known_place(value: str, info: ValidationInfo[Packs]) -> str:
    boards = (id_ for id_, pack in info.context.packs.items() if pack.is_board)
    known = {*STATES, *boards}
    if value in known:
        return value
    said = _("the state {name} is not known{hint}")
    raise ValueError(said.format(name=quoted(value), hint=nearest(value, sorted(known))))


def _known_course(value: str, info: ValidationInfo[Packs]) -> str:
    vocabulary = info.context.vocabulary
    found = vocabulary.resolve("course", value)
    if found is None:
        said = _("the course {name} is not known{hint}")
        raise ValueError(said.format(name=quoted(value), hint=nearest(value, vocabulary.courses)))
    return found


def _known_credential(value: str, info: ValidationInfo[Packs]) -> str:
    """The id of a credential that some pack has; a ValueError where none does."""
    if value not in info.context.credentials:
        said = _("the credential {name} is not known{hint}")
        raise ValueError(said.format(name=quoted(value), hint=nearest(value, info.context.credentials)))
    return value


class ActivityEntry(Entry):
    """An activity as a catalogue lists it."""

    untouched: ClassVar[frozenset[str]] = frozenset({"hours"})

    id: Text | None = Field(None, description="Its own name; left out: its UAN, else one made of its title.")
    title: Text = Field(min_length=1)
    hours: Hours | None = Field(description="Contact hours; null where they are not known.")
    cost_usd: Dollars | None = Field(None, description="What it costs; left out where that is not known.")
    uan: UanText | None = Field(None, description="ACPE's activity number: 0384-0000-26-012-H07-T.")
    topic: Topic | None = None
    format: Format | None = None
    audience: Audience | None = None
    accreditation: Accreditation | None = None
    jurisdiction: Annotated[Text, AfterValidator(_known_place)] | None = Field(
        None, description="Whose law it is about."
    )
    course: Annotated[Text, AfterValidator(_known_course)] | None = Field(
        None, description="A course of the vocabulary."
    )
    provider: Text = ""
    # It becomes a link on a page: anything else than a page's address would be run or lead back here.
    url: Annotated[Text, Field(pattern=r"^(https?://[^\s/]+\S*)?$")] = ""
    available_from: Day | None = None
    available_until: Day | None = None
    live_on: Day | None = Field(None, description="The only day on which it can be taken.")
    price_usd: dict[str, Dollars] = Field({}, description="Prices by kind of buyer.")
    part_of: Text | None = Field(None, description="The bundle that it is sold with.")
    prepares_for: Annotated[Text, AfterValidator(_known_credential)] | None = Field(
        None, description="The credential that it leads to."
    )
    activity_type: Annotated[ActivityType, one_of(get_args(ActivityType))] | None = None
    subject: Text | None = None
    place: Text | None = None
    note: Text | None = None
    source: Text | None = None
    read_on: Day | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        self._in_order("available_from", "available_until")
        self._in_order("available_from", "live_on")
        self._in_order("live_on", "available_until")
        return self


class CatalogueFile(Entry):
    """Activities that can be taken."""

    model_config = ConfigDict(title="RxLadder catalogue of activities")
    activities: Annotated[list[ActivityEntry], FailFast()]


def read_catalogue(text: str | bytes, packs: Packs, file: str = "activities.yaml") -> tuple[Activity, ...]:
    """The activities of a catalogue, in the order written.

    `packs` tell which states and courses there are; `file` is only named in errors. Raises BadInput, with
    the line, for whatever is wrong.
    """
    try:
        plain = decode(text, file)
        data = read_yaml(plain, file)
    except BadInput as error:
        raise BadInput(error.message, file, error.line or 1) from None
    try:
        return _activities(data, packs)
    except PlaceError as error:
        raise BadInput(error.message, file, line_of(plain, error.path) or 1, error.path) from None


def _activities(data: Any, packs: Packs) -> tuple[Activity, ...]:
    if not isinstance(data, dict):
        raise PlaceError(_("is not a catalog: a catalog begins with `activities:`"))
    for key in data:
        if key not in CatalogueFile.model_fields:
            doubt = "" if "activities" in data else _("is this a catalog? ")
            raise unknown_key(doubt, (key,), CatalogueFile)
    try:
        entries = CatalogueFile.model_validate(data, context=packs).activities
    except ValidationError as error:
        raise explained(error, data, CatalogueFile) from None
    return tuple(activity_of(entry, id_) for entry, id_ in zip(entries, _ids(entries), strict=True))


def _ids(entries: Sequence[ActivityEntry]) -> Iterator[str]:
    """Each entry's own id, else its UAN or its title; a number behind one that is taken already."""
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        if entry.id in taken:
            raise PlaceError(
                _("the id {id} appears twice").format(id=quoted(entry.id)), ("activities", place, "id")
            )
        taken.update((entry.id,) if entry.id else ())
    numbers: dict[str, int] = {}
    for entry in entries:
        if entry.id:
            yield entry.id
            continue
        plain = id_ = entry.uan or "-".join(entry.title.lower().split())
        number = numbers.get(plain, 1)
        while id_ in taken:
            number += 1
            id_ = f"{plain}-{number}"
        numbers[plain] = number
        taken.add(id_)
        yield id_


def activity_of(entry: ActivityEntry, id_: str) -> Activity:
    """The activity that an entry writes down."""
    values = {item.name: getattr(entry, item.name) for item in fields(Activity)}
    return Activity(**values | {"id": id_, "price_usd": MappingProxyType(dict(entry.price_usd))})


def built_in_catalogue(packs: Packs) -> tuple[Activity, ...]:
    """The activities that come with the program; none where none are shipped."""
    path = DATA / "activities.yaml"
    return read_catalogue(read_bytes(path), packs, str(path)) if path.exists() else ()
