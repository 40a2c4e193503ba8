"""What files that people write have in common: days, amounts and texts read strictly, entries of known keys.

Career files, catalogues and the like are made of these types, so that the same mistake is told in the same
words everywhere.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from rxladder.facts import matches
from rxladder.facts.days import number, unfolded
from rxladder.facts.hints import nearest, quoted
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.uan import UanError, parse_uan

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
LONGEST_TEXT = 5_000

_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,15})?(/\d{1,9})?", re.ASCII)


def to_day(value: Any) -> date:
    """A day written YYYY-MM-DD; a ValueError that says what is wrong with it."""
    if isinstance(value, date):
        day = value
    elif not isinstance(value, str) or not _ISO.fullmatch(value):
        raise ValueError(_("{value} is not a date; write it as YYYY-MM-DD").format(value=said(value)))
    else:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValueError(_("{day} is a date that does not exist").format(day=value)) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        text = _("{day} is outside the years {first} to {last}")
        raise ValueError(text.format(day=day, first=FIRST_DAY.year, last=LAST_DAY.year))
    return day


def to_flag(value: Any) -> bool:
    """A yes or no, written as YAML's and JSON's true or false and nothing else."""
    if isinstance(value, bool):
        return value
    text = _("{value} is neither true nor false; write true or false, without quotes")
    raise ValueError(text.format(value=quoted(value)))


def to_text(value: Any) -> str:
    """Text, also where it was written as a whole number without quotes."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise ValueError(_("{value} is not text; put it in quotes").format(value=said(value)))
    if len(value) > LONGEST_TEXT:
        raise ValueError(_("this text is longer than {n} characters").format(n=f"{LONGEST_TEXT:,}"))
    return value


def said(value: Any) -> str:
    """A value for a message, whatever it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        return _("a mapping") if isinstance(value, dict) else _("a list")
    return quoted(value)


class Amount:
    """Reads an amount exactly: a number as written, or a text such as "10/3"."""

    def __init__(self, what: str, most: int) -> None:
        self.what = what
        self.most = most

    def __call__(self, value: Any) -> Fraction:
        """The amount; a ValueError where it is none, or too large."""
        if isinstance(value, Fraction):
            amount = value
        elif isinstance(value, Decimal):
            amount = unfolded(value)
        elif isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ValueError(_("{value} is not a number").format(value=said(value)))
        else:
            amount = self._read(value)
        if not 0 <= amount <= self.most:
            text = _("{what} must be from 0 to {most}; {value} is not")
            most = f"{self.most:,}"
            raise ValueError(text.format(what=_(self.what), most=most, value=quoted(value)))
        written = number(amount)
        if isinstance(written, str) and not _AMOUNT.fullmatch(written):
            # What is kept must be written so that it can be read again.
            text = _("{value} has too many digits to be kept exactly")
            raise ValueError(text.format(value=quoted(value)))
        return amount

    def _read(self, value: float | str) -> Fraction:
        if not isinstance(value, str):
            return Fraction(str(value))
        try:
            if _AMOUNT.fullmatch(value):
                whole, _slash, parts = value.partition("/")
                return Fraction(whole) / int(parts or 1)
        except ZeroDivisionError:
            pass
        raise ValueError(_("{value} is not a number").format(value=quoted(value)))

    def schema(self) -> WithJsonSchema:
        """What a published schema says of it."""
        number = {"type": "number", "minimum": 0, "maximum": self.most}
        return WithJsonSchema({"anyOf": [number, {"type": "string", "pattern": rf"^{_AMOUNT.pattern}$"}]})


def _to_money(value: Any) -> Decimal:
    amount = _MONEY(value)
    cents = amount * 100
    if cents.denominator != 1:
        text = _("{value} is not an amount of dollars and cents")
        raise ValueError(text.format(value=quoted(value)))
    return Decimal(int(cents)) / 100


def one_of(choices: tuple[str, ...]) -> BeforeValidator:
    """One of some words, exactly as written."""

    def choose(value: Any) -> str:
        if isinstance(value, str) and value in choices:
            return value
        if len(choices) <= 10:
            hint = _("; it must be one of {words}").format(words=", ".join(choices))
        else:
            hint = nearest(str(value), choices)
        raise ValueError(_("{value} is not known here{hint}").format(value=quoted(value), hint=hint))

    return BeforeValidator(choose)


def _to_uan(value: str) -> str:
    try:
        return parse_uan(value).text
    except UanError as error:
        text = _("the UAN {uan} is wrong: {why}")
        raise ValueError(text.format(uan=quoted(value), why=error)) from None


HOURS = Amount(noop("hours"), 1_000)
_WEEKLY = Amount(noop("hours a week"), 168)
_MONEY = Amount(noop("dollars"), 1_000_000)

Text = Annotated[str, BeforeValidator(to_text)]
Day = Annotated[date, BeforeValidator(to_day)]
Flag = Annotated[bool, BeforeValidator(to_flag)]
Hours = Annotated[Fraction, BeforeValidator(HOURS), HOURS.schema()]
WeeklyHours = Annotated[Fraction, BeforeValidator(_WEEKLY), _WEEKLY.schema()]
Dollars = Annotated[Decimal, BeforeValidator(_to_money), _MONEY.schema()]
Topic = Annotated[matches.Topic, one_of(get_args(matches.Topic))]
Format = Annotated[matches.Format, one_of(get_args(matches.Format))]
Audience = Annotated[matches.Audience, one_of(get_args(matches.Audience))]
Accreditation = Annotated[matches.Accreditation, one_of(get_args(matches.Accreditation))]
UanText = Annotated[Text, AfterValidator(_to_uan)]


class Entry(BaseModel):
    """What every part of the file has in common: no unknown keys, and null is as good as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
    untouched: ClassVar[frozenset[str]] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        droppable = {field.alias or name for name, field in cls.model_fields.items()} - cls.untouched
        return {key: item for key, item in value.items() if item is not None or key not in droppable}

    def plain(self) -> dict[str, Any]:
        """What it says, by attribute: what a record of the same attributes is made with."""
        return {name: getattr(self, name) for name in type(self).model_fields}

    def _in_order(self, earlier: str, later: str) -> None:
        """The day of one key is not after that of another, where both are given."""
        first, second = getattr(self, _attribute(earlier)), getattr(self, _attribute(later))
        if first is not None and second is not None and second < first:
            text = _("`{later}` ({second}) is before `{earlier}` ({first})")
            told = text.format(later=later, second=second, earlier=earlier, first=first)
            raise wrong(later, told)


def _attribute(key: str) -> str:
    return "from_" if key == "from" else key


def wrong(key: str, message: str) -> PydanticCustomError:
    """An error of the whole entry that is best shown at the line of one key."""
    return PydanticCustomError("entry", "{message}", {"message": message, "key": key})
