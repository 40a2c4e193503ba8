"""A table as an Excel workbook: text is text and nothing in it is ever a formula; days are days.

A workbook is a ZIP of a few XML files; what a plain table needs of them fits here, so no library is taken on.
Equal tables make equal files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from xml.sax.saxutils import escape

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of Excel's count, which takes 1900 for a leap year; days before March 1900 are written as text."""
_SURE = date(1900, 3, 1)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LONGEST_CELL, _LONGEST_TITLE, _WIDEST = 32_767, 31, 60
_STAMP = (1980, 1, 1, 0, 0, 0)

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>'
)
_RELATED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_TO = (
    '<Relationship Id="rId{n}" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Three looks: plain, a day, a heading.
_STYLES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet, to be filtered by its headings, which stay in sight. None is an empty cell."""
    lines: list[Sequence[object]] = [head, *rows]
    relations = _TO.format(n=1, target="worksheets/sheet1.xml", kind="worksheet")
    relations += _TO.format(n=2, target="styles.xml", kind="styles")
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATED.format(_TO.format(n=1, target="xl/workbook.xml", kind="officeDocument")),
        "xl/workbook.xml": _book(title),
        "xl/_rels/workbook.xml.rels": _RELATED.format(relations),
        "xl/styles.xml": _STYLES,
        "xl/worksheets/sheet1.xml": _sheet(lines),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name, _STAMP), text.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _book(title: str) -> str:
    name = re.sub(r"[\\/*?:\[\]]", " ", _clean(title)).strip("' ")[:_LONGEST_TITLE] or "Table"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="{_MAIN}" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet(lines: Sequence[Sequence[object]]) -> str:
    columns = range(max(map(len, lines)))
    widths = [
        min(
            max((len(str(row[at])) for row in lines if at < len(row) and row[at] is not None), default=8) + 2,
            _WIDEST,
        )
        for at in columns
    ]
    cols = "".join(f'<col min="{n}" max="{n}" width="{w}" customWidth="1"/>' for n, w in enumerate(widths, 1))
    rows = "".join(
        f'<row r="{n}">{"".join(_cell(cell, at, n) for at, cell in enumerate(line))}</row>'
        for n, line in enumerate(lines, 1)
    )
    whole = f"A1:{_letters(max(len(widths) - 1, 0))}{len(lines)}"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}">'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{cols}</cols><sheetData>{rows}</sheetData>'
        f'<autoFilter ref="{whole}"/></worksheet>'
    )


def _cell(cell: object, column: int, row: int) -> str:
    place = f"{_letters(column)}{row}"
    if cell is None or cell == "":
        return ""
    if isinstance(cell, date) and cell >= _SURE:
        return f'<c r="{place}" s="1"><v>{(cell - _FIRST_DAY).days}</v></c>'
    if isinstance(cell, int | float | Fraction) and not isinstance(cell, bool):
        return f'<c r="{place}"><v>{float(cell) if isinstance(cell, Fraction) else cell}</v></c>'
    text = escape(_clean(str(cell))[:_LONGEST_CELL])
    look = ' s="2"' if row == 1 else ""
    return f'<c r="{place}"{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNSEEN.sub(" ", text)


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
