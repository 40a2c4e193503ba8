"""Filters that put values into words: hours, amounts, names, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from fractions import Fraction
from urllib.parse import urldefrag, urlsplit

from django import template
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rxladder.facts import for_good
from rxladder.facts.conditions import AskAuthority
from rxladder.facts.days import whole_months
from rxladder.facts.language import gettext as engine_words
from rxladder.facts.phrases import inside, say_dollars, say_number, say_text
from rxladder.facts.says import say_condition
from rxladder.facts.states import state_name as name_of_state
from rxladder.facts.topics import topic_name as name_of_topic
from rxladder.rules.result import HoldingAudit, HoursRange, HoursToGo, Status
from rxladder.web.site.clock import local_time
from rxladder.web.site.rules import credential_name, packs, short_name

register = template.Library()
CENT = Decimal("0.01")
_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
_WHEN = re.compile(r"(about )?[12]\d{3}(-\d{2}(\d{2})?)?(-\d{2})?( or later)?")
_ABBREVIATIONS = frozenset({"acpe", "cme"})


def plain_number(amount: Fraction | int, rounding: str = ROUND_DOWN) -> str:
    """At most two decimals and no empty ones: 17, 1.5, 3.33."""
    exact = Fraction(amount)
    near = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, rounding=rounding)
    return f"{near:f}".rstrip("0").rstrip(".") if "." in f"{near:f}" else f"{near:f}"


@register.filter
def spelled(text: str) -> str:
    """A source's words with its abbreviations in capitals: "acpe" is ACPE."""
    return " ".join(word.upper() if word in _ABBREVIATIONS else word for word in text.split(" "))


@register.filter
def number(amount) -> str:
    """An amount that is there, rounded down where it must be rounded."""
    return "" if amount is None else plain_number(amount)


@register.filter
def grouped(amount) -> str:
    """A large amount as people write it: 8,628."""
    return "" if amount is None else say_number(amount)


def _to_go(amount: HoursToGo) -> str:
    """Hours to go in words; a range where an answer is still open."""
    if isinstance(amount, HoursRange) and not amount.min:
        most = plain_number(amount.max, ROUND_UP)
        return ngettext("up to %(n)s hour to go", "up to %(n)s hours to go", 1 if most == "1" else 2) % {
            "n": most
        }
    if isinstance(amount, HoursRange):
        return _("%(least)s to %(most)s hours to go") % {
            "least": plain_number(amount.min, ROUND_UP),
            "most": plain_number(amount.max, ROUND_UP),
        }
    text = plain_number(amount, ROUND_UP)
    return ngettext("%(n)s hour to go", "%(n)s hours to go", 1 if text == "1" else 2) % {"n": text}


def status_words(found: HoldingAudit) -> str:
    """How a holding stands, in a few words."""
    if found.status != "short" and found.end_wanted:
        return _("date needed")
    if found.status == "met" and found.asks_later:
        return _("nothing missing now")
    if found.ends_for_good:
        return for_good.in_few_words()
    return stand_words(found.status, found.hours_to_go)


def stand_words(status: Status, hours: HoursToGo) -> str:
    """A status and the hours to go, in a few words; what speaks to the person can speak of them, too."""
    if status == "short":
        return _to_go(hours) if isinstance(hours, HoursRange) or hours else _("not everything done")
    return {
        "lapsed": _("lapsed"),
        "unknown": engine_words("depends on your answer"),
        "check": engine_words("ask your board"),
        "planned": _("planned, not done yet"),
        "met": _("nothing missing"),
        "not-required": _("nothing required"),
    }[status]


@register.filter
def credit_status(status: str) -> str:
    """Done, booked or planned."""
    return {"done": _("done"), "booked": _("booked"), "planned": _("planned")}[status]


@register.filter
def day(value: date | None) -> str:
    """A day as it is written here: 30 June 2027."""
    return date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """A day in little room: 30 Jun 2027."""
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def month_and_year(value: date) -> str:
    """A month as it is written here: May 2025."""
    return date_format(value, "YEAR_MONTH_FORMAT")


@register.filter
def text_dated(text: str) -> str:
    """Of when, or in which version, a text of a source is."""
    words = _("text dated %(dated)s") if _WHEN.fullmatch(text) else _("text: %(dated)s")
    return words % {"dated": dated(text)}


@register.filter
def dated(text: str) -> str:
    """When a text of a source is of: "2026-01-21" is 21 January 2026, "2020-07" July 2020; words stay."""
    if _MONTH.fullmatch(text):
        return month_and_year(date.fromisoformat(f"{text}-01"))
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return say_text(text)


@register.filter
def fact(text: str) -> str:
    """A text of the facts in the language spoken."""
    return say_text(text) if text else ""


@register.filter
def in_heading(text: str) -> str:
    """The same between brackets before a colon: small at its start, and with no period at its end."""
    return inside(fact(text).rstrip("."))


@register.filter
def month_name(number: int) -> str:
    """A month by its number: June."""
    return date_format(date(2000, number, 1), "F")


@register.filter
def weekday_day(value: date) -> str:
    """A day with its weekday."""
    return f"{date_format(value, 'l')} {date_format(value, 'DATE_FORMAT')}"


@register.filter
def moment(value: datetime | None, person) -> str:
    """A moment on the person's own clock: 30 June 2027, 8:05 AM"""
    if value is None:
        return ""
    there = local_time(person, value)
    return f"{date_format(there, 'DATE_FORMAT')}, {time_format(there, 'TIME_FORMAT')}"


@register.filter
def day_there(value: datetime, person) -> str:
    """The day of a moment on the person's own clock, in little room: 30 Jun 2027."""
    return short_day(local_time(person, value).date())


@register.filter
def time_left(until: date, on: date) -> str:
    """How long it is to a day: weeks while they can be pictured, then months."""
    days = (until - on).days
    if days == 0:
        return _("today")
    if days <= 13:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days <= 7 * 40:
        return ngettext("%(n)d week", "%(n)d weeks", days // 7) % {"n": days // 7}
    months = whole_months(on, until)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


@register.filter
def state_name(jurisdiction: str) -> str:
    """us-tx: Texas."""
    return name_of_state(jurisdiction)


@register.filter
def state_in_text(jurisdiction: str) -> str:
    """The same inside a sentence: the District of Columbia."""
    return _("the District of Columbia") if jurisdiction == "us-dc" else name_of_state(jurisdiction)


@register.filter
def dollars(usd: Decimal) -> str:
    """An amount of money: $36, $7.50."""
    return say_dollars(Fraction(usd))


@register.filter
def topic_name(topic: str) -> str:
    """A topic in words."""
    return name_of_topic(topic)


@register.filter
def credential(credential_id: str) -> str:
    """A credential's full name."""
    return credential_name(credential_id)


@register.filter
def short_credential(credential_id: str) -> str:
    """A credential's name where there is little room."""
    return short_name(credential_id)


@register.filter
def article_address(of: str) -> str:
    """The address of the article that something came of (`reading:https://…`); empty where it is another."""
    url = of.removeprefix("reading:")
    return url if of != url and url.startswith(("https://", "http://")) else ""


@register.filter
def authority_name(pack_id: str) -> str:
    """A board's or body's name."""
    pack = packs().packs.get(pack_id)
    return pack.name if pack else pack_id


CONFIDENCE = {
    "high": gettext_lazy("high: read in the rule or on the authority's own page"),
    "medium": gettext_lazy("medium: read in part, or in an older text"),
    "low": gettext_lazy("low: a secondary source; never enough to mark anything as met"),
}
SOURCE_KINDS = {
    "rule": gettext_lazy("rule"),
    "statute": gettext_lazy("statute"),
    "board-page": gettext_lazy("the board's own page"),
    "certifier-page": gettext_lazy("the certifier's own page"),
    "association-page": gettext_lazy("an association's page"),
    "secondary": gettext_lazy("a secondary source"),
}


@register.filter
def confidence(level: str) -> str:
    """How far a source is to be trusted, in words."""
    return str(CONFIDENCE.get(level, level))


@register.filter
def trust(level: str) -> str:
    """The same in one word: medium."""
    return confidence(level).partition(":")[0]


@register.filter
def source_kind(kind: str) -> str:
    """What kind of text a source is."""
    return str(SOURCE_KINDS.get(kind, kind))


@register.filter
def never_expires(credential_id: str) -> bool:
    """Whether a source says that a credential does not expire."""
    ref = packs().credentials.get(credential_id)
    return bool(ref and ref.credential.term.expires == "never")


@register.filter
def asks_board(says: str) -> bool:
    """Whether a condition in words only sends to the board: it says so itself, so no mark goes before it."""
    head = say_condition(AskAuthority(ask_authority="…"), packs()).partition("…")[0]
    return says.startswith(head)


@register.filter
def page_of_source(url: str) -> str:
    """The page that a source's address leads to, without the place on it."""
    return urldefrag(url).url


@register.filter
def is_web_address(url: str) -> bool:
    """Whether a text that a file brought may stand as a link."""
    return url.startswith(("https://", "http://"))


@register.filter
def host(url: str) -> str:
    """The site of an address, without the path; "ohio.gov." is ohio.gov."""
    return (urlsplit(url).hostname or url).rstrip(".")


@register.filter
def with_hosts(urls: Sequence[str]) -> list[tuple[str, str]]:
    """Addresses with their sites; a site that comes again has its number: "www.ptec.org (2)"."""
    times: Counter[str] = Counter()
    found = []
    for url in urls:
        times[host(url)] += 1
        n = times[host(url)]
        found.append((url, host(url) if n == 1 else f"{host(url)} ({n})"))
    return found
