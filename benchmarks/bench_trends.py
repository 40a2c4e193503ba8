"""The news, for somebody who reads 300 feeds with 100,000 stored items; and what a refresh costs beside it.

The goal is a page in at most 80 ms at the server, 95 times of 100. Beside it an empty page of the same site.
The processor's own time (of 95 in 100 looks) tells what a machine with neighbours would else hide.
The second table is work of the refresh, which no page waits for: grouping what came, ranking for one reader.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import quantiles

from benchmarks.rounds import table
from benchmarks.site_under_test import EMPTY, look, prepare
from rxladder.facts.states import STATES
from rxladder.facts.study_drugs import drugs
from rxladder.news.feeds import Entry as Told
from rxladder.news.feeds import Feed as ReadFeed
from rxladder.news.refresh import FeedState, Look
from rxladder.web.accounts.demo import fill_demo
from rxladder.web.accounts.models import Person
from rxladder.web.plan.dates import asked_for
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.trends.grouping import regroup
from rxladder.web.trends.keeping import feed_at, keep_look
from rxladder.web.trends.models import Entry, ItemMark, NewsWishes, Subscription
from rxladder.web.trends.ranked import rank_anew, reader_for
from rxladder.web.trends.shelf import shelf_of

GOAL_MS = 80
FEEDS, ITEMS, READ, LOOKS = 300, 100_000, 3_000, 60
DAYS = 170
FILLER = (
    "the company said on day {n} that patients should talk to their pharmacist before they stop taking it and"
    " that lot L{n}X was sent to wholesalers in several states between spring and summer while technicians at"
    " hospital {n} counted what was left on the shelves and the board of pharmacy looked into it "
)


def fill(person: Person) -> None:
    """Feeds and items over half a year, a tenth of them told twice; some are read and starred."""
    draw = random.Random(1)
    now = clock.now()
    feeds = [feed_at(f"https://feed{n}.example.org/rss") for n in range(FEEDS)]
    Subscription.objects.bulk_create(Subscription(person=person, feed=feed) for feed in feeds)
    NewsWishes(person=person, fetch=True).save()
    for start in range(0, ITEMS, 5_000):
        # As time goes on, so do the numbers.
        age = DAYS * (1 - start / ITEMS)
        rows = [made(draw, feeds, start + n, now - timedelta(days=age * draw.random())) for n in range(5_000)]
        Entry.objects.bulk_create(rows, batch_size=500)
    for entry in Entry.objects.filter(story=None).only("id").iterator():
        Entry.objects.filter(id=entry.id).update(story=entry.id)
    latest = Entry.objects.order_by("-id").values_list("id", flat=True)[: 4 * READ]
    marked = draw.sample(list(latest), READ)
    ItemMark.objects.bulk_create(
        ItemMark(person=person, entry_id=id_, read=True, read_at=now, starred_at=now if n % 10 == 0 else None)
        for n, id_ in enumerate(marked)
    )


def made(draw: random.Random, feeds: list, number: int, moment) -> Entry:
    """One item; every tenth tells what the one before it told."""
    story = number - (number % 10 == 9)
    chance = random.Random(story)
    drug, state = chance.choice(NAMES), chance.choice(list(STATES.values()))
    title = chance.choice(TITLES).format(drug=drug, state=state, n=story)
    text = FILLER.format(n=story) * chance.randrange(1, 5)
    summary = f"<p>{text}</p>"
    feed = draw.choice(feeds)
    told = {"title": title, "text": text, "summary": summary, "url": f"https://example.org/{number}"}
    return Entry(feed=feed, mark=str(number), moment=moment, seen=moment, **told)


NAMES = [name for name in drugs() if " / " not in name]
TITLES = (
    "Firm {n} recalls {drug} tablets over failed dissolution",
    "{state} board of pharmacy adopts rule {n} on technician ratios",
    "Shortage of {drug} injection expected to last, firm {n} says",
    "What technicians see with {drug}: report {n}",
)


def stored(now) -> float:
    """The seconds that it takes to store what 300 feeds brought."""
    feeds = [feed_at(f"https://feed{n}.example.org/rss") for n in range(FEEDS)]
    looks = []
    for feed in feeds:
        told = tuple(
            Told(f"new-{n}", f"https://example.org/{feed.id}/{n}", f"News {n}", "<p>Told</p>", FILLER, now)
            for n in range(25)
        )
        before = FeedState(feed.address)
        looks.append((feed, Look(before, before, "new", ReadFeed(feed.title, "", told))))
    started = time.perf_counter()
    for feed, one in looks:
        keep_look(feed, one, now)
    return time.perf_counter() - started


def milliseconds(work: Callable[[], object]) -> tuple[float, float, float]:
    """Of doing something: the median, the 95th percentile, and that of the processor's own time."""
    work()
    spent, busy = [], []
    for _ in range(LOOKS):
        started, began = time.perf_counter(), time.process_time()
        work()
        spent.append(1000 * (time.perf_counter() - started))
        busy.append(1000 * (time.process_time() - began))
    steps = quantiles(spent, n=20)
    return steps[9], steps[18], quantiles(busy, n=20)[18]


def main() -> None:
    """Measure and print."""
    application = prepare()
    fill_demo(Person.objects.local(), clock.today(None))
    person = Person.objects.local_demo()
    started = time.perf_counter()
    fill(person)
    print(f"{ITEMS:,} items stored in {time.perf_counter() - started:.0f} s\n")
    now = clock.now()
    since = now - timedelta(days=30)
    grouped = Entry.objects.filter(moment__gt=since - timedelta(days=6)).count()
    started = time.perf_counter()
    joined = regroup(since, now)
    grouping = time.perf_counter() - started
    shelf = shelf_of(person)
    reader = reader_for(shelf, career_of(asked_for(person, clock.today(person))))
    started = time.perf_counter()
    rank_anew(shelf, reader, now)
    ranking = time.perf_counter() - started

    entry = Entry.objects.order_by("-moment").first()
    feed = shelf.rows[next(iter(shelf.rows))].feed_id
    deep = Entry.objects.order_by("-moment")[60_000]
    micro = int(deep.moment.timestamp() * 1_000_000)
    pages = {
        "an empty page": EMPTY,
        "for you": "/news/",
        "newest": "/news/?view=newest",
        "newest, far back": f"/news/?view=newest&after={micro}.{deep.id}",
        "unread": "/news/?view=unread",
        "starred": "/news/?view=starred",
        "one feed": f"/news/?view=newest&feed={feed}",
        "search: a word in all of them": "/news/?q=pharmacist",
        "search: a common beginning": "/news/?q=tech*",
        "search: two words": "/news/?q=recalls+metformin",
        "search: a phrase": "/news/?q=%22board+of+pharmacy%22",
        "search: a rare number": "/news/?q=L4711X",
        "search: nothing": "/news/?q=unicorn",
        "one item": f"/news/items/{entry.id}/",
        "your feeds": "/news/feeds/",
    }
    found = {name: milliseconds(lambda at=at: look(application, at)) for name, at in pages.items()}
    empty = found["an empty page"][0]
    rows = [
        [
            name,
            *(f"{one:.1f} ms" for one in (middle, late, busy)),
            f"{late / GOAL_MS:.0%}",
            f"{middle / empty:.1f}",
        ]
        for name, (middle, late, busy) in found.items()
    ]
    head = ["page", "median", "95 of 100 within", "processor", f"of the goal ({GOAL_MS} ms)", "empty pages"]
    table(f"{FEEDS} feeds, {ITEMS:,} items", head, rows)
    storing = stored(now)
    apart = [
        ["storing 300 looks of 25 new items each", f"{storing:.2f} s"],
        [f"grouping {grouped:,} items, of which {joined:,} joined another", f"{grouping:.2f} s"],
        ["ranking for one reader", f"{ranking:.2f} s"],
    ]
    table("At a refresh", ["work", "seconds"], apart)


if __name__ == "__main__":
    main()
