"""Workbooks (XLSX, XLS, ODS) as rows of texts. Values are read, formulas are not."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from rxladder.career.transcripts.far_cells import MOST_COLUMNS, MOST_ROWS, too_large
from rxladder.career.transcripts.kinds import check_archive
from rxladder.career.transcripts.table import TableRow
from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MOST_SHEETS = 50


def workbook_rows(data: bytes, file: str, *, archive: bool) -> tuple[list[TableRow], list[str]]:
    """The rows of every sheet, and notes. Raises BadInput for what is no workbook or far too large."""
    hollow = check_archive(data, file) if archive else False
    # Only where one is read: the library is a few megabytes.
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        if len(book.sheet_names) > MOST_SHEETS:
            raise BadInput(_("has more than {n} sheets").format(n=MOST_SHEETS), file)
        rows = [row for name in book.sheet_names for row in _sheet(book.get_sheet_by_name(name), name, file)]
    except calamine.PasswordError:
        raise BadInput(
            _("is locked with a password; save it without one and import it again"), file
        ) from None
    except BadInput:
        raise
    except Exception as error:
        # The library raises its own errors, plain ones and those of the runtime below it.
        raise BadInput(_("is not a readable workbook, or is damaged"), file) from error
    note = _(
        "Some cells are formulas without their values. Open the file, save it again, and import it again."
    )
    return rows, [note] if hollow else []


def _sheet(sheet: Any, name: str, file: str) -> Iterator[TableRow]:
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise too_large(file)
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        yield TableRow([_text(value) for value in row], number, name)


def _text(value: Any) -> str:
    match value:
        case datetime() | date():
            return value.strftime("%Y-%m-%d")
        case timedelta():
            return f"{value.total_seconds() / 3600:g} hours"
        case time():
            return f"{value.hour + value.minute / 60:g} hours"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case _:
            return str(value)
