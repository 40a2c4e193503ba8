"""The record that this machine's site keeps, for `import` and `export`. Django starts only here."""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rxladder.career.record import Career
from rxladder.cli.site_documents import (
    BackupDocument,
    ForgottenDocument,
    InviteDocument,
    RestoreDocument,
    SealDocument,
)
from rxladder.facts.installation import DATABASE, data_folder
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

if TYPE_CHECKING:
    from rxladder.web.accounts.models import Person


def replace_record(career: Career, data: Path | None) -> None:
    """Put a career in the place of the record, whole or not at all."""
    open_site(data)
    from rxladder.web.accounts.models import Person
    from rxladder.web.site.career_io import import_career

    import_career(Person.objects.local(), career)


def kept_record(data: Path | None) -> Career:
    """The whole record of the person in front of this machine."""
    person = _person_kept(data)
    from rxladder.web.site.career_io import export_career

    return export_career(person)


def write_everything(file: Path, data: Path | None, *, replace: bool) -> int:
    """Write the record with its certificates to a ZIP; the number of files in it."""
    person = _person_kept(data)
    from rxladder.cli.written import file_to_write
    from rxladder.web.backup.everything import write_everything as write

    with file_to_write(file, replace=replace, own=True) as out:
        return write(person, out)


def _person_kept(data: Path | None) -> Person:
    """Whoever has a record here, who is not made by asking. Raises BadInput where nobody has one."""
    folder = data_folder(data)
    none_kept = BadInput(_("no record is kept there; name another folder with --data"), str(folder))
    # Looked at before the site starts, which would make the folder and a database in it.
    if not (os.environ.get("DATABASE_URL") or (folder / DATABASE).exists()):
        raise none_kept
    open_site(data)
    from rxladder.web.accounts.models import Person

    person = Person.objects.filter(kind=Person.Kind.LOCAL).first()
    if person is None:
        raise none_kept
    return person


def read_everything(file: Path, data: Path | None, on: date) -> tuple[Career, int]:
    """Put a record with its certificates in the place of the record, whole or not at all."""
    if not file.is_file():
        raise BadInput(_("there is no such file"), str(file))
    open_site(data)
    from rxladder.web.accounts.models import Person
    from rxladder.web.backup.everything import read_everything as read

    return read(file, Person.objects.local(), on)


def start_site(
    host: str | None,
    port: int,
    data: Path | None,
    *,
    demo: bool,
    on: date | None,
    workers: int = 1,
    lan: bool = False,
    as_json: bool = False,
) -> None:
    """Serve until it is stopped; with `on`, as if that were today.

    `as_json`: say in one line of JSON where it is.
    """
    from rxladder.web.serve import serve

    if on is not None:
        os.environ["RXLADDER_TODAY"] = on.isoformat()
    if not as_json:
        serve(host=host, port=port, data=data, demo=demo, workers=workers, lan=lan)
        return
    out = sys.stdout

    def ready(address: str, folder: Path) -> None:
        print(json.dumps({"address": address, "data": str(folder)}), file=out, flush=True)

    # What is said to people goes to stderr: stdout has one line of JSON and no more.
    with redirect_stdout(sys.stderr):
        serve(host=host, port=port, data=data, demo=demo, workers=workers, lan=lan, ready=ready)


def start_worker(data: Path | None, *, once: bool, on: date | None) -> str:
    """Work off the jobs until stopped; with `once`, do what is due now and say what came of it.

    With `on`, as if that were today.
    """
    if on is not None:
        os.environ["RXLADDER_TODAY"] = on.isoformat()
    open_site(data)
    from rxladder.web import worker

    if once:
        return worker.work_once()
    worker.work()
    return ""


def seal_certificates(data: Path | None, *, new_key: bool) -> SealDocument:
    """Seal all certificates with the newest key, made first with `new_key`."""
    open_site(data)
    from rxladder.web.education import evidence_seal, evidence_store

    if new_key:
        evidence_seal.add_key()
    return {"sealed": evidence_store.seal_anew()}


def new_invitation(email: str, days: int, data: Path | None) -> InviteDocument:
    """A new invitation to this site; sent by mail as well where an address is given."""
    _open_to_many(data, _("is not set: only one person uses this site, and nobody is invited"))
    from rxladder.web.accounts.invitations import TO_THE_SITE, invite, link_of, send

    made = invite(TO_THE_SITE, email=email, days=days)
    if email:
        send(made)
    return {"link": link_of(made), "mailed_to": email or None, "until": made.until.date().isoformat()}


def without_second_step(email: str, data: Path | None) -> ForgottenDocument:
    """Forget the second step of whose account has an address."""
    _open_to_many(data, _("is not set: only one person uses this site, and nobody signs in"))
    from rxladder.web.accounts.lost_second_step import forget, owner_of

    person = owner_of(email)
    if person is None:
        raise BadInput(_("is not anyone’s address here"), email)
    done = forget(person)
    return {"email": person.email or "", "forgotten": done.steps, "sessions_ended": done.sessions}


def _open_to_many(data: Path | None, said: str) -> None:
    open_site(data)
    from django.conf import settings

    if settings.LOCAL:
        raise BadInput(said, "RXLADDER_HOSTS")


def back_up(
    to: Path | None, data: Path | None, *, passphrase: str = "", keys: tuple[str, ...] = ()
) -> BackupDocument:
    """Make a backup of the installation: what `rxladder backup --json` says."""
    from rxladder.web.backup.sealing import Seal

    seal = Seal(passphrase, keys)
    if not (data_folder(data)).is_dir():
        raise BadInput(_("does not exist: there is nothing to back up"), str(data_folder(data)))
    open_site(data)
    from rxladder.web.backup.making import make_backup
    from rxladder.web.backup.plan import noted

    made = noted(lambda: make_backup(to, seal))
    return {
        "backup": str(made.path),
        "bytes": made.size,
        "people": made.people,
        "files": made.files,
        "missing_files": made.missing,
        "encrypted": made.closed,
        "tried_out": True,
    }


def restore(
    file: Path,
    data: Path | None,
    *,
    passphrase: str = "",
    identities: Path | None = None,
    replace: bool = False,
) -> RestoreDocument:
    """Put a backup into a data folder: what `rxladder restore --json` says."""
    from rxladder.web.backup.restoring import restore_backup

    back = restore_backup(
        file,
        data_folder(data),
        datetime.now(UTC),
        passphrase=passphrase,
        identities=identities,
        replace=replace,
    )
    return {
        "restored": str(back.folder),
        "made": back.made.isoformat(),
        "people": back.people,
        "files": back.files,
        "aside": str(back.aside) if back.aside else None,
    }


def open_site(data: Path | None) -> None:
    """Start Django on the data folder, with its database brought up to date."""
    if data is not None:
        os.environ["RXLADDER_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rxladder.web.site.settings")
    import django
    from django.db import DatabaseError

    from rxladder.web.site.disk import reason
    from rxladder.web.site.upgrading import migrate

    try:
        django.setup()
        migrate()
    except (OSError, DatabaseError) as error:
        said = reason(error) or error
        why = _("cannot be used as the data folder ({why})").format(why=said)
        raise BadInput(why, str(data_folder(data))) from None
