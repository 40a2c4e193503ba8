"""What a person wants to be told of by mail, and whether news may be fetched: each there is once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import FailFast, Field

from rxladder.career.ids import Ids
from rxladder.facts.entries import Entry, Flag, Text, one_of
from rxladder.rules.reminders import LEADS
from rxladder.web.accounts.models import Person
from rxladder.web.api.forms import checked, form_data
from rxladder.web.api.problems import Problem
from rxladder.web.api.single_kinds import Single
from rxladder.web.plan.reminders import forms as reminders
from rxladder.web.plan.reminders.job import ABOUT
from rxladder.web.trends import digest_pages as digest
from rxladder.web.trends.digest_models import DigestWishes
from rxladder.web.trends.starting import allow, may_fetch

Hour = Annotated[int, Field(strict=True, ge=0, le=23)]
_TO = "Where many share a site, mails go to the account's address alone: leave it out."


class RemindersEntry(Entry):
    """Which reminders come by mail."""

    wanted: Flag = False
    address: Text | None = Field(None, description=_TO)
    hour: Hour = Field(8, description="Not earlier in the day than.")
    about: Annotated[list[Annotated[str, one_of(tuple(ABOUT))]], FailFast()] = list(ABOUT)
    leads: Annotated[list[int], FailFast()] = Field(list(LEADS), description="Days before.")


class DigestEntry(Entry):
    """Whether the week comes by mail, and when."""

    wanted: Flag = False
    address: Text | None = Field(None, description=_TO)
    weekday: Annotated[str, one_of(tuple(DigestWishes.Weekday.values))] = "monday"
    hour: Hour = 8
    quiet_weeks: Flag = Field(False, description="A week in which nothing matters is told, too.")


class NewsWishesEntry(Entry):
    """Whether the hosts of one's feeds, and the FDA, may be asked for news at all."""

    fetch: Flag = False


def _as_it_is(entry: Any, _ids: Ids) -> Any:
    return entry


def _written(entry: Entry) -> dict[str, Any]:
    """What differs from what nobody said."""
    fields = type(entry).model_fields
    return {name: value for name in fields if (value := getattr(entry, name)) != fields[name].default}


def _entry_of(entry: type[Entry], row: Any) -> Entry:
    names = [name for name in entry.model_fields if name != "address"]
    told = {name: getattr(row, name) for name in names}
    told["address"] = (row.address or None) if settings.LOCAL else None
    return entry.model_construct(**told)


def _may_be_mailed(person: Person) -> None:
    if person.is_demo:
        raise Problem(409, _("The made-up person gets no email."))


def _keep_reminders(person: Person, entry: RemindersEntry) -> None:
    _may_be_mailed(person)
    form = reminders.WishesForm(form_data(entry), person=person)
    checked(form, entry)
    form.save(reminders.wishes_of(person))


def _keep_digest(person: Person, entry: DigestEntry) -> None:
    _may_be_mailed(person)
    form = digest.DigestForm(form_data(entry), person=person)
    checked(form, entry)
    form.save()


def _single(
    name: str, summary: str, entry: type[Entry], read: Any, write: Callable[[Person, Any], None], example: Any
) -> Single:
    return Single(name, summary, entry, read, write, example, _as_it_is, _written)


SINGLES = (
    _single(
        "reminders",
        "which reminders come by mail",
        RemindersEntry,
        lambda person: _entry_of(RemindersEntry, reminders.wishes_of(person)),
        _keep_reminders,
        {"wanted": True, "hour": 9},
    ),
    _single(
        "digest",
        "whether the week comes by mail",
        DigestEntry,
        lambda person: _entry_of(DigestEntry, digest.wishes_of(person)),
        _keep_digest,
        {"wanted": True, "weekday": "friday"},
    ),
    _single(
        "news-wishes",
        "whether news may be fetched",
        NewsWishesEntry,
        lambda person: NewsWishesEntry.model_construct(fetch=may_fetch(person)),
        lambda person, entry: allow(person, entry.fetch),
        {"fetch": True},
    ),
)
