"""Bringing a database up to date: what was kept before is backed up first, then all of it or nothing changes.

All pending migrations are one transaction with the note that they are done. By themselves they would be one
each, and where a table's indexes come last the note comes after the commit: killed there, the next start
would make what is there already, and fail for good.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput
from rxladder.web.site.starting import alone

BACKED_UP = "rxladder-before-update-"
_KEPT = 2
_WITHOUT = "RXLADDER_BACKUP_BEFORE_UPDATE=no"


class NotUpToDate(DatabaseError):  # noqa: N818 - what is so, in half a sentence
    """Why a database cannot be brought up to date, in half a sentence."""


def migrate() -> Path | None:
    """Apply what is pending, once for all who start at this moment.

    The backup that was made of what was kept before; None where nothing was. Raises NotUpToDate where the
    backup cannot be made, and where a newer program kept the record.
    """
    with alone():
        return _bring_up_to_date()


def _bring_up_to_date() -> Path | None:
    if _has_all_by_name():
        return None
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    applied, graph = executor.loader.applied_migrations, executor.loader.graph
    newer = sorted(
        key for key in applied if key[0] in executor.loader.migrated_apps and key not in graph.nodes
    )
    if newer:
        said = _("a newer version of this program saved it ({migration}); update the program")
        raise NotUpToDate(said.format(migration=".".join(newer[0])))
    if not executor.migration_plan(graph.leaf_nodes()):
        return None
    made = _back_up() if applied and settings.BACKUP_BEFORE_UPDATE else None
    # SQLite cannot leave its foreign keys alone once a transaction has begun; each migration checks them.
    with connection.constraint_checks_disabled(), transaction.atomic():
        call_command("migrate", verbosity=0, interactive=False)
    return made


def _has_all_by_name() -> bool:
    """Whether just the migrations that there are were applied; to load them takes a tenth of a second."""
    there = {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in Path(app.path).glob("migrations/[!_]*.py")
    }
    labels = {label for label, _ in there}
    return there == {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in labels}


def _back_up() -> Path:
    from rxladder.web.backup.making import make_backup, usual_folder

    try:
        made = make_backup(usual_folder() / f"{BACKED_UP}{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.zip").path
    except (BadInput, OSError) as error:
        said = _("the record is backed up before an update, and that failed: {why}").format(why=error)
        if not settings.LOCAL:
            # Who shares a site with many has somebody who knows what else is kept of it.
            said += _(". If you have another copy at hand, {setting} goes ahead without this backup").format(
                setting=_WITHOUT
            )
        raise NotUpToDate(said) from None
    for old in sorted(made.parent.glob(f"{BACKED_UP}*.zip"))[:-_KEPT]:
        with suppress(OSError):
            old.unlink()
    return made
