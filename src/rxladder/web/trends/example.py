"""News for the made-up person: made up, marked as examples, and never asked for anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import F
from django.utils.formats import date_format

from rxladder.web.accounts.models import Person
from rxladder.web.trends.models import Entry, Feed, SavedItem, Subscription, mark_of

# Names of feeds that no host can have; the demo's career file subscribes to them.
NEWS = "https://news.example.invalid/rxladder.xml"
JOURNAL = "https://journal.example.invalid/rxladder.xml"
_TITLES = {NEWS: "Example news (made up)", JOURNAL: "Example journal (made up)"}
_PAGES = "https://example.org/rxladder/"


def _made_up_items(on: date) -> Iterator[tuple[str, int, str, str, str]]:
    """Each item: its feed, how many days ago it was told, its page, its title, its text."""
    talk, last = (date_format(on + timedelta(days=days), "F j, Y") for days in (12, 120))
    year = f"{on.year % 100:02}"
    yield (
        NEWS, 1, "texas-ratio", "Example: Texas State Board of Pharmacy proposes a rule on technician duties",
        "A made-up item. The Texas State Board of Pharmacy proposed a rule change that would let certified "
        "technicians take on more of the final check. A public hearing is announced.",
    )  # fmt: skip
    yield (
        NEWS, 2, "recall-vial", "Example: Class I recall of one lot of an injectable, found with particles",
        "A made-up item. A firm recalls one lot of a sterile injectable: visible particles. It may cause "
        "serious harm. Check your stock by lot number.",
    )  # fmt: skip
    yield (
        JOURNAL, 2, "recall-vial-2",
        "Example: Class I recall of one lot of an injectable after particles were found",
        "A made-up item. Particles in a vial led to the recall of one lot.",
    )  # fmt: skip
    yield (
        JOURNAL, 3, "webinar-usp", "Example: Free live webinar on cleaning the sterile room",
        f"A made-up item. Join us live on {talk}. Pharmacy technicians earn 1 contact hour of CE. "
        f"ACPE number 0384-0000-{year}-112-L07-T.",
    )  # fmt: skip
    yield (
        JOURNAL, 4, "home-study", "Example: Home study on medication histories, 1.5 hours of CE",
        f"A made-up item. Worth 1.5 contact hours. ACPE 0384-0000-{year}-113-H05-T. "
        f"Available until {last}.",
    )  # fmt: skip
    yield (
        NEWS, 5, "late-doses", "Example: How one hospital pharmacy got first doses out in time",
        "A made-up item. A second delivery run and a named backup cut late first doses by two thirds.",
    )  # fmt: skip
    yield (
        NEWS, 6, "badge", "Example: Hospitals ask for sterile compounding certification more often",
        "A made-up item. Job postings for technicians name the CSPT in one of four hospital posts.",
    )  # fmt: skip


def fill_example(person: Person, on: date) -> None:
    """Put the example's items into its feeds, as of a day; what the person saved leads to them."""
    feeds = {one.url: one for one in Feed.objects.filter(mark__in=map(mark_of, _TITLES))}
    for url, title in _TITLES.items():
        Feed.objects.filter(mark=mark_of(url)).update(title=title, site=_PAGES)
    for feed, days, page, title, text in _made_up_items(on):
        if feed not in feeds:
            continue
        moment = datetime.combine(on - timedelta(days=days), time(14), UTC)
        values = {"url": _PAGES + page, "title": title, "text": text, "moment": moment, "seen": moment}
        Entry.objects.update_or_create(feed=feeds[feed], mark=mark_of(page), defaults=values)
    Entry.objects.filter(feed__in=list(feeds.values()), story=None).update(story=F("id"))
    _join(feeds)
    for row in SavedItem.objects.visible_to(person).filter(entry=None):
        row.entry = Entry.objects.filter(feed__in=list(feeds.values()), url=row.url).first()
        row.moment = row.entry.moment if row.entry else row.moment
        row.save()
    Subscription.objects.visible_to(person).filter(feed__in=list(feeds.values())).update(title="")


def _join(feeds: dict[str, Feed]) -> None:
    """The recall is one story in both feeds."""
    both = Entry.objects.filter(feed__in=list(feeds.values()), url__startswith=_PAGES + "recall-vial")
    first = both.order_by("url").first()
    if first is not None:
        both.update(story=first.id)
