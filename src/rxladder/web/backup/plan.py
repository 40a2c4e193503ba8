"""Backups that are made by themselves: how often, where, how many stay; and what came of the last one.

Both are told in files of the data folder, not in the database: when the database is lost, they are what one
looks for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.backup.making import NAME, Made, make_backup, usual_folder
from rxladder.web.backup.sealing import Seal
from rxladder.web.site import clock
from rxladder.web.site.own_files import read_own, write_own

EVERY = {"day": timedelta(days=1), "week": timedelta(days=7), "never": None}
MOST_KEPT = 60
# A look an hour early or late is no lost day.
_SLACK = timedelta(minutes=90)


@dataclass(frozen=True)
class Plan:
    """How often (`day`, `week`, `never`), how many stay, in which folder, for which key they are closed."""

    every: str = "week"
    keep: int = 4
    folder: str = ""
    key: str = ""

    @property
    def where(self) -> Path:
        """The folder in which they lie."""
        return Path(self.folder).expanduser() if self.folder else usual_folder()


@dataclass(frozen=True)
class Last:
    """The last try: when, the file where it went well, else why not; `good_at`: when one last went well."""

    at: str
    path: str = ""
    size: int = 0
    closed: bool = False
    error: str = ""
    good_at: str = ""
    good_path: str = ""


def plan() -> Plan:
    """What is wished for. Who told nothing gets one a week; a site for many has its own keeper."""
    known = read_own("backups.json")
    try:
        return Plan(**known) if known else Plan(every="week" if settings.LOCAL else "never")
    except TypeError:
        return Plan()


def keep_plan(wished: Plan) -> None:
    """Keep what is wished for."""
    write_own("backups.json", asdict(wished))


def last() -> Last | None:
    """What came of the last try; None where there was none."""
    known = read_own("last-backup.json")
    try:
        return Last(**known) if known else None
    except TypeError:
        return None


def noted(make: Callable[[], Made]) -> Made:
    """Make a backup, and keep what came of it."""
    before, at = last(), clock.now().isoformat(timespec="seconds")
    try:
        made = make()
    except BadInput as error:
        good_at, good_path = (before.good_at, before.good_path) if before else ("", "")
        with suppress(OSError):
            write_own(
                "last-backup.json",
                asdict(Last(at, error=str(error), good_at=good_at, good_path=good_path)),
            )
        raise
    path = str(made.path)
    told = Last(at, path, made.size, made.closed, good_at=at, good_path=path)
    with suppress(OSError):
        write_own("last-backup.json", asdict(told))
    return made


def make_now() -> Made:
    """Make one as the plan says, and let go of the oldest beyond what is to stay."""
    wished = plan()
    made = noted(lambda: make_backup(wished.where, Seal(keys=(wished.key,) if wished.key else ())))
    let_go(wished.where, wished.keep)
    return made


def let_go(folder: Path, keep: int) -> list[Path]:
    """Remove the oldest of the backups that have a name of ours, beyond so many."""
    found = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name) and path.is_file())
    old = found[:-keep] if keep > 0 else []
    for path in old:
        path.unlink(missing_ok=True)
    return old


def look(now: datetime | None = None) -> bool:
    """The worker's look: make one where it is due; whether one was made. What goes wrong is kept and told."""
    wished, known, now = plan(), last(), now or clock.now()
    often = EVERY.get(wished.every)
    # Where nobody has been yet there is nothing to lose.
    if often is None or not Person.objects.exists():
        return False
    if known and known.good_at and now < datetime.fromisoformat(known.good_at) + often - _SLACK:
        return False
    try:
        make_now()
    except BadInput:
        return False
    return True


def is_late(now: datetime) -> bool:
    """Whether the last good one is older than two of its periods."""
    known, often = last(), EVERY.get(plan().every)
    if often is None or known is None:
        return False
    return not known.good_at or now > datetime.fromisoformat(known.good_at) + 2 * often
