"""One row of cells, read as a credit: by what its columns are called, and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rxladder.career.credit_line import LIKE_UAN, title_of
from rxladder.career.days_in_text import DayInText, find_days
from rxladder.career.hours_in_text import HOURS_IN_A_CEU, MOST_HOURS, amount_alone, take_hours
from rxladder.career.transcripts import words
from rxladder.career.transcripts.headings import Role
from rxladder.career.transcripts.result import FoundCredit, Line
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_number
from rxladder.facts.uan import Uan, UanError, find_uans, parse_uan, year_doubt

FIRST_YEAR, LAST_YEAR = 1950, 2150
MOST_AT_ONCE = 60
"""More contact hours than any one activity has."""
FEWEST_MINUTES = 15
"""Whatever is shorter gives no hours."""

_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
_NUMBER = re.compile(r"\$?\s*(\d{1,4}(?:[.,]\d{1,4})?)")
_PAIR = re.compile(r"-(?:P\s*/\s*T|T\s*/\s*P|P-T|T-P|P\s*&\s*T)(?!\w)", re.IGNORECASE)
_ONLY_UAN = re.compile(r"[\dHLhl\sPTpt/\u2010-\u2015\u2212-]{15,40}")
_TRAILING = re.compile(r"\s(\d{1,2}\.\d{1,2})\s*$")
_SERIAL = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SLASH = re.compile(r"\s*/\s*")
_BULLET = re.compile(r"\s*[·•|–—:]")
_SAYS_SOMETHING = re.compile(r"[^\W_]|&")  # a title may break so that its "&" stands alone
_RANGE = re.compile(r" \|\s*(?:-|–|—|to|through|until)\s* \| ", re.IGNORECASE)
_UNIT: dict[Role, Fraction] = {
    "hours": Fraction(1), "ceu": Fraction(HOURS_IN_A_CEU), "minutes": Fraction(1, 60),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a row; `role` is None where no heading told what it is."""

    text: str
    role: Role | None = None


@dataclass(slots=True)
class _Slot:
    """A cell while its row is read."""

    role: Role | None
    text: str


def read_row(cells: Sequence[Cell], lines: tuple[Line, ...], *, day_first: bool = False) -> FoundCredit:
    """What a row tells of a credit; nothing of it may be there."""
    return _Row(cells, day_first).read(lines)


def only_another_day() -> str:
    """The doubt about a row whose only day is not that of completion."""
    return _("The only date here is for something else (processed, expires).")


class _Row:
    """A row while it is read: what was recognised in a cell is taken out of it."""

    def __init__(self, cells: Sequence[Cell], day_first: bool) -> None:
        self.day_first = day_first
        self.cells = [_Slot(cell.role, cell.text) for cell in cells if not words.is_nothing(cell.text)]
        self.doubts: list[str] = []
        self.caution = ""

    def read(self, lines: tuple[Line, ...]) -> FoundCredit:
        """Part by part; the order matters, since each part is taken out."""
        status = self._status()
        uan = self._uan()
        day = self._day()
        hours = self._hours()
        self._split_free()
        status = status or self._status()
        self._compare(uan, day)
        form = self._form()
        topic = words.topic_of(self._labelled("topic"))
        provider = self._labelled("provider")
        title = self._title()
        title, provider = (title, provider) if title or provider else ("", self._giver())
        return FoundCredit(
            lines,
            title=title[:5000],
            date=day,
            hours=hours,
            uan=uan.text if uan else "",
            provider=(provider or self._giver())[:5000],
            format=(uan.format if uan and uan.format else form) or "",
            topic="" if uan else topic,
            doubts=tuple(dict.fromkeys(self.doubts)),
            caution=self.caution or status,
        )

    def _texts(self, *roles: Role | None) -> list[str]:
        return [cell.text for cell in self.cells if cell.role in roles]

    def _labelled(self, role: Role) -> str:
        return " ".join(" ".join(self._texts(role)).split())

    # --- status

    def _status(self) -> str:
        found = ""
        for cell in self.cells:
            role, text = cell.role, cell.text
            if role in (None, "status", "other", "format"):
                found = found or words.status_against(text) or words.status_said(text)
                if words.status_against(text) or words.is_status(text):
                    cell.text = ""
        if not found:
            found = next((text for text in self._texts("status") if not words.is_status(text) and text), "")
        return _("It is marked \u201c{status}\u201d.").format(status=" ".join(found.split())) if found else ""

    # --- the number

    def _uan(self) -> Uan | None:
        for cell in sorted(self.cells, key=_uan_likely):
            found = self._uan_in(cell)
            if found:
                return found
        return None

    def _uan_in(self, cell: _Slot) -> Uan | None:
        role, text = cell.role, cell.text
        plain = _tight(text, role)
        tight = _PAIR.sub("-T", plain)
        if tight != plain:
            self.doubts.append(_("The number stands for two, -P and -T; we used the one for technicians."))
        found = list(find_uans(tight))
        if not found and role == "uan":
            found = [uan for uan in [self._bare(text)] if uan]
        if found:
            best = next((uan for uan in found if uan.audience == "technician"), found[0])
            self._several(found, best)
            cell.text = _without_uans(tight, found)
            return best
        self._like_uan(cell, tight)
        return None

    def _bare(self, text: str) -> Uan | None:
        try:
            return parse_uan(text)
        except UanError:
            return None

    def _several(self, found: list[Uan], best: Uan) -> None:
        if len({uan.activity_key for uan in found}) > 1:
            self.caution = _("There is more than one activity number here; we used {number}.").format(
                number=best.text
            )
        elif len({uan.text for uan in found}) > 1:
            self.doubts.append(
                _("There are two numbers here for one activity; we used {number}.").format(number=best.text)
            )

    def _like_uan(self, cell: _Slot, tight: str) -> None:
        like = LIKE_UAN.search(tight)
        if like is None:
            return
        try:
            parse_uan(like[0])
        except UanError as error:
            self.caution = _("{number} is not a valid activity number. {reason}").format(
                number=like[0], reason=error
            )
            cell.text = tight.replace(like[0], " | ")

    # --- the day

    def _day(self) -> date | None:
        told = self._days_in("done")
        others = self._days_in("other-day")
        free = self._days_in(None, "title", "uan", "other", "status") if not told else []
        days = [day for day in told or free or [] if day.day and FIRST_YEAR <= day.day.year <= LAST_YEAR]
        for wrong in [day for day in told or free if day not in days]:
            self.doubts.append(_("{day} is not a real date.").format(day=wrong.text))
        if not told and not free:
            self.doubts += [
                _("“{text}” is not a date.").format(text=text[:40]) for text in self._texts("done")
            ]
        if not days and others:
            self.doubts.append(only_another_day())
        return self._choose(days)

    def _days_in(self, *roles: Role | None) -> list[DayInText]:
        found: list[DayInText] = []
        for cell in self.cells:
            if cell.role in roles:
                if cell.role in ("done", "other-day"):
                    cell.text = _SLASH.sub("/", cell.text)
                days = find_days(cell.text, day_first=self.day_first) or _serial_day(cell)
                found += days
                for day in reversed(days):
                    cell.text = f"{cell.text[: day.start]} | {cell.text[day.end :]}"
        return found

    def _choose(self, days: list[DayInText]) -> date | None:
        """The day of completion: processing comes after it, a course of some days ends with it."""
        distinct = sorted({day.day for day in days if day.day})
        if len(distinct) < 2:
            return distinct[0] if distinct else None
        day = distinct[-1] if any(_RANGE.search(cell.text) for cell in self.cells) else distinct[0]
        listed = _(" and ").join(say_date(one) for one in distinct)
        doubt = _("There are two dates here, {days}; we used {day}.").format(days=listed, day=say_date(day))
        self.doubts.append(doubt)
        return day

    def _compare(self, uan: Uan | None, day: date | None) -> None:
        if uan and day and (doubt := year_doubt(uan.text, day)):
            self.doubts.append(doubt)

    # --- the hours

    def _hours(self) -> Fraction | None:
        for role, unit in _UNIT.items():
            for cell in self.cells:
                if cell.role == role and (hours := self._number(cell, unit)):
                    return hours
        for cell in self.cells:
            if cell.role in (None, "amount", "length", "other", "title", "uan"):
                problems: list[str] = []
                hours, rest = take_hours(cell.text, problems)
                self.doubts += problems
                if hours is not None or problems:
                    cell.text = rest
                    return hours
        self._split_free()
        return self._unlabelled()

    def _number(self, cell: _Slot, unit: Fraction) -> Fraction | None:
        """The number of a cell whose column tells the unit, unless the cell itself does."""
        problems: list[str] = []
        hours, rest = take_hours(cell.text, problems)
        if hours is not None:
            cell.text = rest
            return hours
        amount = amount_alone(cell.text.strip(" |"))
        if amount is None:
            self.doubts.append(
                _("\u201c{text}\u201d is not a number of hours.").format(text=cell.text.strip()[:40])
            )
            return None
        cell.text = ""
        hours = amount * unit
        return hours if 0 < hours <= MOST_HOURS else None

    def _unlabelled(self) -> Fraction | None:
        """Bare numbers: ten to one they are hours and CEUs; one alone is hours if it can be nothing else."""
        bare = [cell for cell in self.cells if cell.role in (None, "amount", "length") and _bare(cell.text)]
        amounts = [amount for cell in bare if (amount := _bare(cell.text))]
        for cell in bare:
            cell.text = ""
        ten_times = {amount * HOURS_IN_A_CEU for amount in amounts}
        pair = next((amount for amount in amounts if amount in ten_times), None)
        if pair is not None or not amounts:
            return pair
        if len(amounts) > 1:
            self.doubts.append(_("Nothing says which of the numbers is the hours."))
        elif bare[0].role != "amount" and amounts[0] >= FEWEST_MINUTES:
            self.doubts.append(_("{n} may be hours or minutes.").format(n=say_number(amounts[0])))
        elif 1 <= amounts[0] <= MOST_AT_ONCE:
            doubt = _("Nothing says whether {n} is hours or CEUs; we used hours.")
            self.doubts.append(doubt.format(n=say_number(amounts[0])))
            return amounts[0]
        else:
            doubt = _("{n} may be hours or CEUs (a CEU is ten hours).")
            self.doubts.append(doubt.format(n=say_number(amounts[0])))
        return None

    def _split_free(self) -> None:
        """What stood between parts that were taken out, each by itself; so is a number at the end."""
        pieces: list[_Slot] = []
        for cell in self.cells:
            if cell.role is not None:
                pieces.append(cell)
                continue
            for piece in cell.text.split(" | "):
                found = _TRAILING.search(piece) if " | " in cell.text else None
                told = piece[: found.start()] if found else piece
                pieces.append(_Slot(None, title_of(told) or told if " | " in cell.text else told))
                if found:
                    pieces.append(_Slot(None, found[1]))
        self.cells = [cell for cell in pieces if cell.text.strip()]

    # --- the words

    def _form(self) -> str:
        for cell in self.cells:
            if cell.role in ("format", None) and (form := words.form_of(cell.text)):
                cell.text = ""
                return form
        return ""

    def _title(self) -> str:
        told = " ".join(
            text if " | " not in text else title_of(text) for text in self._texts("title")
        ).strip()
        if told:
            return told
        free = self._free()
        mine = free if self._texts("provider") else [text for text in free if not words.is_giver(text)]
        return " ".join(mine or free[:1]) or " ".join(self._beside_the_number())

    def _beside_the_number(self) -> list[str]:
        """Words that stand in the number's column, where a narrow heading drew them there."""
        return [title for text in self._texts("uan") if (title := _words_of(text))]

    def _giver(self) -> str:
        free = self._free()
        given = [title for title in free if words.is_giver(title)]
        return given[0] if given and (len(free) > 1 or self._texts("title")) else ""

    def _free(self) -> list[str]:
        return [title for text in self._texts(None) if (title := _words_of(text))]


def _words_of(text: str) -> str:
    """The words of a cell: as they stand, unless something was taken out of them."""
    if " | " in text or _BULLET.match(text):
        return title_of(text)
    return " ".join(text.split()) if _SAYS_SOMETHING.search(text) else ""


def _uan_likely(cell: _Slot) -> int:
    """Where to look for the number first."""
    return {"uan": 0, None: 1, "title": 2}.get(cell.role, 3)


def _tight(text: str, role: Role | None) -> str:
    """Without the spaces that a broken line put into a number."""
    if role == "uan" or _ONLY_UAN.fullmatch(text):
        return "".join(text.split())
    return _DASHES.sub("-", text)


def _without_uans(text: str, found: list[Uan]) -> str:
    for uan in found:
        text = re.sub(re.escape(uan.text), " | ", text, flags=re.IGNORECASE)
    return "" if words.is_nothing(text.replace("|", "")) else text


def _serial_day(cell: _Slot) -> list[DayInText]:
    """20260302, where a column is known to hold days."""
    found = _SERIAL.fullmatch(cell.text.strip()) if cell.role in ("done", "other-day") else None
    if found is None:
        return []
    try:
        return [DayInText(0, len(cell.text), cell.text, date(int(found[1]), int(found[2]), int(found[3])))]
    except ValueError:
        return [DayInText(0, len(cell.text), cell.text, None)]


def _bare(text: str) -> Fraction | None:
    """The amount of a cell that is nothing but a number."""
    found = _NUMBER.fullmatch(text.strip(" |"))
    return Fraction(found[1].replace(",", ".")) if found else None
