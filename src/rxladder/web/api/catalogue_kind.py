"""Activities that the person brought into their catalogue, and the catalogue as a whole."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from rxladder.career.dump import plain_part
from rxladder.career.ids import Ids
from rxladder.facts.activities import Activity, ActivityEntry, activity_of
from rxladder.facts.hints import quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.api import bodies, described
from rxladder.web.api.calls import call
from rxladder.web.api.entering import TokenRequest
from rxladder.web.api.kinds import Kind, Rows
from rxladder.web.api.paging import MOST, USUAL
from rxladder.web.education import own_catalogue
from rxladder.web.education.models import OwnActivity
from rxladder.web.site.records import Record
from rxladder.web.site.rules import packs

router = Router()


def _part(entry: ActivityEntry, _ids: Ids) -> Activity:
    """The activity; what the person's own catalogue has no place for is refused, not lost."""
    told = entry.model_fields_set - set(own_catalogue.COLUMNS) - {"id"}
    if told:
        said = _("{part} has no place in your own catalog")
        raise BadInput(said.format(part=quoted(min(told))), path=(min(told),))
    return activity_of(entry, "")


def _parts(_person: Person, rows: Rows) -> list[Activity]:
    return [own_catalogue.activity_of(row) for row in rows]


def _row(activity: Activity) -> list[Record]:
    return [own_catalogue.row_of(activity)]


def _written(activity: Activity) -> dict[str, Any]:
    """As a catalogue file has it: hours are told even where they are not known."""
    told = plain_part(activity)
    return {name: value for name, value in told.items() if name in own_catalogue.COLUMNS}


OWN = Kind(
    "activities",
    "activity of one's own",
    OwnActivity,
    ActivityEntry,
    _parts,
    {"title": "An evening on vaccines", "hours": 1, "cost_usd": 0, "topic": "law"},
    _row,
    part=_part,
    written=_written,
    columns=own_catalogue.COLUMNS,
    context=packs,
)


@call(
    router,
    "get",
    "/catalogue",
    "get-catalogue",
    tag="activities",
    scope="read:answers",
    summary="List every activity that can be taken: those that come with the program, and one's own",
    good={
        200: described.in_json(
            described.page_of("CataloguePage", described.type_named("ActivityEntry", ActivityEntry))
        )
    },
    unchanged=True,
)
def catalogue(
    request: TokenRequest, limit: int = Query(USUAL, ge=1, le=MOST), cursor: int = Query(0, ge=0, le=100_000)
) -> HttpResponse:
    tag = bodies.tag_of("catalogue", request.person.id, request.person.revision, packs().hash, limit, cursor)
    if same := bodies.unchanged(request, tag):
        return same
    found = own_catalogue.catalogue_of(request)
    shown = [plain_part(one) for one in found[cursor : cursor + limit]]
    following = str(cursor + limit) if len(found) > cursor + limit else None
    return bodies.answer({"items": shown, "next": following}, tag=tag)
