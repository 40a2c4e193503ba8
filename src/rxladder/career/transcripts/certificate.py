"""A page that is about one activity: a certificate, a statement of credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from rxladder.career.days_in_text import DayInText, find_days
from rxladder.career.hours_in_text import take_hours
from rxladder.career.transcripts.headings import Role, role_of
from rxladder.career.transcripts.marked_lines import Marked, TextLine, labelled, mark
from rxladder.career.transcripts.result import FoundCredit
from rxladder.career.transcripts.rows import Cell, read_row
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_number

MOST_LINES = 80

_WORDS = re.compile(
    r"\bcertificate of\b|\bcertif(?:y|ies) that\b|\bstatement of (?:credit|completion|participation)\b"
    r"|\bhas (?:success?fully )?(?:completed|participated|attended)\b|\bis awarded to\b|\bawarded to\b",
    re.IGNORECASE,
)
_BEFORE_TITLE = re.compile(
    r"(?:has )?(?:success?fully )?(?:completed|participated in|attended|entitled|titled|for completing"
    r"|completing|for attending)(?: the| a| an)?(?: following)?"
    r"(?: (?:continuing|pharmacy|education|ce|cpe|live|home[- ]study"
    r"|knowledge[- ]based|application[- ]based|accredited|activity|program|programme|course|webinar))*"
    r"(?: (?:entitled|titled|called))?\s*:?\s*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\u201c\"]([^\u201c\u201d\"]{4,300})[\u201d\"]")
_ACCREDITED = re.compile(r"^(.{3,150}?)(?:,? which)? is accredited by\b", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"releas|expir|valid (?:until|through)|issued|printed|generated|initial|launch|born|birth|start",
    re.IGNORECASE,
)
_DAY_OF_DOING = re.compile(
    r"complet|participat|attend|earned|awarded|held|presented|taken|on this", re.IGNORECASE
)


def is_certificate(lines: Sequence[TextLine]) -> bool:
    """Whether a page is about one activity, and says that it was completed."""
    if not lines or len(lines) > MOST_LINES:
        return False
    marked = [mark(line) for line in lines]
    rows = sum(one.is_row and len(one.text.pieces) >= 3 for one in marked)
    return rows == 0 and any(_WORDS.search(line.line.text) for line in lines) and _numbers(marked) <= 1


def _numbers(marked: Sequence[Marked]) -> int:
    """How many activities the numbers on a page are of."""
    return len({one.text.line.text for one in marked if one.uans})


def read_certificate(lines: Sequence[TextLine]) -> FoundCredit | None:
    """What a certificate tells; None where it tells neither a number, a day nor hours."""
    cells = _labelled_cells(lines)
    told = {role: [cell for cell in cells if cell.role == role] for role in ("uan", "title", "provider")}
    day, doubts = _day(lines, cells)
    hours, more = _hours(lines, cells)
    number = [Cell(line.line.text) for line in lines if mark(line).uans][:1]
    cells = [*(told["uan"] or number), *told["title"], *told["provider"]]
    if not told["title"] and (title := _title(lines)):
        cells.append(Cell(title, "title"))
    if not told["provider"] and (giver := _giver(lines)):
        cells.append(Cell(giver, "provider"))
    if not told["uan"] and number:
        cells[0] = Cell(_only_number(number[0].text), "uan")
    if day:
        cells.append(Cell(day.text, "done"))
    if hours is not None:
        cells.append(Cell(f"{hours} hours" if hours.denominator == 1 else f"{float(hours):g} hours", "hours"))
    if not number and day is None and hours is None:
        return None
    found = read_row(cells, tuple(line.line for line in lines))
    if not found.title:
        doubts.append(_("We could not tell the title from the other words."))
    return replace(found, doubts=(*found.doubts, *doubts, *more))


def _only_number(text: str) -> str:
    found = re.search(r"\d{3,4}\s*[-\u2010-\u2015\u2212].*[PTpt](?!\w)", text)
    return found[0] if found else text


def _labelled_cells(lines: Sequence[TextLine]) -> list[Cell]:
    """What stands behind a label, on its line or alone on the next."""
    cells: list[Cell] = []
    waiting: Role | None = None
    for line in lines:
        texts = [piece.text for piece in line.pieces]
        if waiting and len(texts) == 1 and role_of(texts[0].rstrip(":")) is None:
            cells.append(Cell(texts[0], waiting))
            waiting = None
            continue
        cells += [cell for cell in labelled(texts) if cell.role]
        alone = texts[0].rstrip(": ") if len(texts) == 1 else ""
        role = role_of(alone) if alone and alone.lower() != "name" else None
        waiting = role if role and role != "other" else None
    return cells


def _day(lines: Sequence[TextLine], cells: Sequence[Cell]) -> tuple[DayInText | None, list[str]]:
    """The day of completion: by its label, else by the words before it, else the only one there is."""
    labelled_days = [day for cell in cells if cell.role == "done" for day in find_days(cell.text) if day.day]
    if labelled_days:
        return labelled_days[0], []
    done: list[DayInText] = []
    free: list[DayInText] = []
    before = ""
    for line in lines:
        text = line.line.text
        for day in find_days(text):
            words = f"{before} {text[: day.start]}"[-80:] if day.start < 12 else text[: day.start][-60:]
            if day.day is None or (_OTHER_DAY.search(words) and not _DAY_OF_DOING.search(words)):
                continue
            (done if _DAY_OF_DOING.search(words) else free).append(day)
        before = text
    days = done or free
    if len({day.day for day in days}) > 1:
        return days[0], [_("There is more than one date on it; check that the right one was used.")]
    return (days[0], []) if days else (None, [])


def _hours(lines: Sequence[TextLine], cells: Sequence[Cell]) -> tuple[Fraction | None, list[str]]:
    for cell in cells:
        if cell.role in ("hours", "ceu", "minutes") and (hours := read_row([cell], ()).hours):
            return hours, []
    found = [hours for line in lines if (hours := take_hours(line.line.text, [])[0])]
    if len(set(found)) > 1:
        listed = ", ".join(say_number(hours) for hours in dict.fromkeys(found))
        return found[0], [_("It shows different hours: {hours}.").format(hours=listed)]
    return (found[0], []) if found else (None, [])


def _title(lines: Sequence[TextLine]) -> str:
    texts = [line.line.text for line in lines]
    whole = " ".join(texts)
    quoted = _QUOTED.search(whole)
    if quoted:
        return quoted[1]
    for place, text in enumerate(texts):
        found = _BEFORE_TITLE.search(text)
        if found is None:
            continue
        rest = text[found.end() :].strip(" :.")
        if rest and not mark(lines[place]).marked:
            return rest
        if not rest:
            return " ".join(_title_lines(lines[place + 1 :]))
    return ""


def _title_lines(lines: Sequence[TextLine]) -> list[str]:
    """The lines of a title: as large as the first, until something else begins."""
    found: list[str] = []
    for line in lines:
        other = found and abs(line.height - lines[0].height) > 0.5
        if other or mark(line).marked or _ACCREDITED.search(line.line.text) or len(found) == 3:
            break
        found.append(line.line.text)
    return found


def _giver(lines: Sequence[TextLine]) -> str:
    whole = [line.line.text for line in lines]
    return next((found[1] for text in whole if (found := _ACCREDITED.search(text))), "")
