"""What is no part of a career file, as kinds: stock reviews, choices for the CE plan, links to a packet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple, cast, get_args

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import FailFast, Field

from rxladder.career.dump import plain_part
from rxladder.career.ids import Ids
from rxladder.career.project_entries import Positive, Signed
from rxladder.facts.entries import Day, Entry, Text, one_of
from rxladder.facts.roles import roles
from rxladder.papers.promotion_sections import SECTIONS, SectionId
from rxladder.quality.inventory import Kind as Moved
from rxladder.quality.inventory import Movement
from rxladder.quality.patient_data import say_patient_data
from rxladder.quality.stock_file import LONGEST_ITEM, MOST_DAYS, MOST_MOVEMENTS
from rxladder.web.accounts.models import Person
from rxladder.web.api.kinds import Kind, Rows
from rxladder.web.api.problems import Problem
from rxladder.web.education.models import ActivityChoice, OwnActivity
from rxladder.web.education.own_catalogue import built_in
from rxladder.web.responsibilities import packet_pages, packet_shares, stock_pages
from rxladder.web.responsibilities.models import PacketShare, StockReview
from rxladder.web.site.records import Record

# --- Stock


class MovementEntry(Entry):
    """Units of an item that came or went; a count tells what was there."""

    date: Day
    item: Annotated[Text, Field(min_length=1, max_length=LONGEST_ITEM)]
    kind: Annotated[Moved, one_of(get_args(Moved))]
    quantity: Signed
    unit_cost: Positive | None = None


Days = Annotated[int, Field(strict=True, ge=0, le=stock_pages.MOST_DAYS)]


class StockReviewEntry(Entry):
    """Movements of stock, and what the figures made of them assume."""

    title: Annotated[Text, Field(min_length=1)]
    movements: Annotated[list[MovementEntry], FailFast()] = Field(min_length=1, max_length=MOST_MOVEMENTS)
    lead_days: Days = Field(1, description="From order to delivery.")
    review_days: Days = Field(7, description="Between orders.")
    safety_days: Days = Field(2, description="Of use that are kept for safety.")


class _Review(NamedTuple):
    title: str
    movements: tuple[Movement, ...]
    lead_days: int
    review_days: int
    safety_days: int


def _review(entry: StockReviewEntry, _ids: Ids) -> _Review:
    moved = (Movement(one.date, one.item, one.kind, one.quantity, one.unit_cost) for one in entry.movements)
    return _Review(entry.title, tuple(moved), entry.lead_days, entry.review_days, entry.safety_days)


def _reviews(_person: Person, rows: Rows) -> list[_Review]:
    return [
        _Review(
            row.title,
            tuple(stock_pages.movements_of(row)),
            row.lead_days,
            row.review_days,
            row.safety_days,
        )
        for row in rows
    ]


def _written_review(part: _Review) -> dict[str, Any]:
    return part._asdict() | {"movements": [plain_part(one) for one in part.movements]}


def _review_row(part: _Review) -> list[Record]:
    return [StockReview(**part._asdict() | {"movements": stock_pages.stored(part.movements)})]


def _check_review(_person: Person, part: _Review, _row: Record | None, on: date) -> None:
    for place, one in enumerate(part.movements):
        at = ("movements", place)
        if one.date > on:
            raise Problem(422, _("This day has not come yet."), at=(*at, "date"))
        if one.quantity < 0 and one.kind != "adjusted":
            raise Problem(422, _("Only an adjustment may be less than 0."), at=(*at, "quantity"))
    days = [one.date for one in part.movements]
    if max(days) - min(days) > timedelta(MOST_DAYS):
        raise Problem(422, _("That is more than three years; add one year at a time."), at=("movements",))
    for text in dict.fromkeys((part.title, *(one.item for one in part.movements))):
        if warning := say_patient_data(text, on):
            raise Problem(422, warning, at=())


# --- Choices for the CE plan


class ChoiceEntry(Entry):
    """What was decided about an activity of the catalogue: surely in the plan (pinned), or never."""

    activity: Text
    choice: Annotated[str, one_of(tuple(ActivityChoice.Choice.values))]


class _Choice(NamedTuple):
    activity: str
    choice: str


def _check_choice(person: Person, part: _Choice, row: Record | None, _on: date) -> None:
    if not _in_catalogue(person, part.activity):
        raise Problem(422, _("There is no such activity in your catalog."), at=("activity",))
    others = ActivityChoice.objects.visible_to(person).filter(activity=part.activity)
    if (others.exclude(id=row.pk) if row else others).exists():
        raise Problem(
            422, _("You already decided about this activity: change that decision."), at=("activity",)
        )


def _in_catalogue(person: Person, id_: str) -> bool:
    own = (str(one) for one in OwnActivity.objects.visible_to(person).values_list("id", flat=True))
    return any(one.id == id_ for one in built_in()) or id_ in own


# --- Links to a packet


class PacketLinkEntry(Entry):
    """A promotion packet for whoever has its address, until a day."""

    role: Text
    sections: Annotated[list[Annotated[SectionId, one_of(SECTIONS)]], FailFast()] = Field(min_length=1)
    until: Day = Field(description="That day included; a year at most.")
    address: Text | None = Field(None, description="Told, and not taken: it comes with the link.")


class _Link(NamedTuple):
    role: str
    sections: tuple[str, ...]
    until: date
    address: str = ""


def _links(_person: Person, rows: Rows) -> list[_Link]:
    site = settings.SITE.rstrip("/")
    return [
        _Link(row.role, tuple(row.sections), row.until, site + packet_shares.path_of(row)) for row in rows
    ]


def _written_link(part: _Link) -> dict[str, Any]:
    return part._asdict() | {"sections": list(part.sections), "until": part.until.isoformat()}


def _link_row(part: _Link) -> Iterable[Record]:
    wanted = [one for one in SECTIONS if one in part.sections]
    return [PacketShare(role=part.role, sections=wanted, until=part.until)]


def _check_link(_person: Person, part: _Link, row: Record | None, on: date) -> None:
    if part.role not in roles() or roles()[part.role].asks is None:
        raise Problem(
            422, _("There is no packet for that: name a role on the ladder by its id."), at=("role",)
        )
    if row is not None and cast(PacketShare, row).until == part.until:
        return
    if not on <= part.until <= on + timedelta(days=packet_pages.MOST_DAYS):
        raise Problem(422, _("Choose a day from today to a year from now."), at=("until",))


KINDS = (
    Kind(
        "stock-reviews",
        "stock review",
        StockReview,
        StockReviewEntry,
        _reviews,
        {
            "title": "The shelf of vaccines",
            "movements": [
                {
                    "date": "2026-09-01",
                    "item": "Heparin",
                    "kind": "counted",
                    "quantity": 20,
                    "unit_cost": 5.1,
                },
                {"date": "2026-09-02", "item": "MMR", "kind": "used", "quantity": 2},
            ],
        },
        _review_row,
        part=_review,
        written=_written_review,
        check=_check_review,
        columns=tuple(_Review._fields),
    ),
    Kind(
        "activity-choices",
        "choice about an activity",
        ActivityChoice,
        ChoiceEntry,
        lambda _person, rows: [_Choice(row.activity, row.choice) for row in rows],
        {"activity": "ashp-accreditation-4", "choice": "pinned"},
        lambda part: [ActivityChoice(**part._asdict())],
        part=lambda entry, _ids: _Choice(entry.activity, entry.choice),
        written=lambda part: part._asdict(),
        check=_check_choice,
    ),
    Kind(
        "packet-links",
        "link to a promotion packet",
        PacketShare,
        PacketLinkEntry,
        _links,
        {"role": "supervisor", "sections": ["achievements"], "until": "2027-01-31"},
        _link_row,
        part=lambda entry, _ids: _Link(entry.role, tuple(entry.sections), entry.until),
        written=_written_link,
        check=_check_link,
        columns=("role", "sections", "until"),
    ),
)
