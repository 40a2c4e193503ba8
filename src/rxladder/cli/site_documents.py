"""The JSON of the commands that keep and serve this machine's site."""

from __future__ import annotations

from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from rxladder.rules.documents import Day


class ImportedCounts(TypedDict):
    """How much a record has; `files` only where it came with its certificates."""

    holdings: int
    credits: int
    files: NotRequired[int]


class ImportedDocument(TypedDict):
    """A career file that took the place of the record."""

    imported: ImportedCounts


class ExportedDocument(TypedDict):
    """A record written as a ZIP, with its certificates."""

    exported: str
    files: int


class BackupDocument(TypedDict):
    """A backup that was made; `missing_files` counts certificates of the record without their file."""

    backup: str
    bytes: int
    people: int
    files: int
    missing_files: int
    encrypted: bool
    tried_out: Annotated[bool, Field(description="It was put back beside, on trial.")]


class RestoreDocument(TypedDict):
    """A backup that was put back, as it was when it was `made`; `aside` is what had been there."""

    restored: str
    made: Annotated[str, Field(description="Day and time, ISO 8601.")]
    people: int
    files: int
    aside: str | None


class ForgottenDocument(TypedDict):
    """How many apps, passkeys and sets of codes count no more, and how many sessions ended."""

    email: str
    forgotten: int
    sessions_ended: int


class SealDocument(TypedDict):
    """How many certificates were sealed anew."""

    sealed: int


class InviteDocument(TypedDict):
    """A link that is good once; `mailed_to` is null where it was only printed."""

    link: str
    mailed_to: str | None
    until: Day


class WorkerDocument(TypedDict):
    """What a worker did, in words."""

    done: str


class ServeDocument(TypedDict):
    """Printed in one line when the site is ready to start: its address, and where its record is kept."""

    address: str
    data: str


class ExampleDocument(TypedDict):
    """A made-up workforce: where its tables are, and their rows."""

    folder: str
    people: int
    holdings: int
    credits: int
