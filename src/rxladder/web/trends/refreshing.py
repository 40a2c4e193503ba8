"""The job that looks at feeds: by the clock at those that are due, and at a person's own when they ask.

Each look is stored as it comes. Feeds are held while they are asked, so that two jobs never ask one at once;
a job that was killed loses its hold. Afterwards stories are grouped and rankings made anew, so that no page
has to. Nothing is asked for whom nobody said yes (`NewsWishes.fetch`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django_q.tasks import async_task

from rxladder.news.fetching import fetcher_here
from rxladder.news.refresh import FEED_LIMITS, Bounds, Look, refresh
from rxladder.web.accounts.models import Person
from rxladder.web.plan.dates import asked_for
from rxladder.web.site import clock
from rxladder.web.site.answer import career_of
from rxladder.web.trends.grouping import regroup
from rxladder.web.trends.keeping import keep_look, state_of, tidy
from rxladder.web.trends.models import Feed, FeedRun, NewsWishes, Ranking, Subscription
from rxladder.web.trends.ranked import rank_anew, reader_for
from rxladder.web.trends.shelf import shelf_of

BOUNDS = Bounds(seconds=150)
HOLD = timedelta(minutes=6)
TOO_SOON = timedelta(minutes=2)
"""Whoever asks for a refresh does not have a feed asked again that was asked just now."""
VISITORS = timedelta(days=7)
RANKING_SECONDS = 40
RUNS_KEPT = 50
JOB = "rxladder.web.trends.refreshing.run"
_log = logging.getLogger(__name__)


# --- What the queue runs


def look() -> str:
    """Look at the feeds that are due. A site that pretends another day asks nobody."""
    if settings.TODAY is not None:
        return "pretended day"
    now = clock.now()
    states = _asked_for(now).filter(Q(due=None) | Q(due__lte=now))
    if not states.exists():
        return "nothing due"
    return str(_refreshed(FeedRun.objects.create(asked=now), states, all_due=False))


def run(id: int) -> str:
    """The refresh that a person asked for."""
    row = FeedRun.objects.filter(id=id, ended=None).first()
    if row is None or row.person is None:
        return "nothing to do"
    own = Subscription.objects.visible_to(row.person)
    feeds = _asked_for(clock.now()).filter(id__in=own.values("feed"))
    return str(_refreshed(row, feeds, all_due=True))


def sweep() -> str:
    """Let go of what is old."""
    return f"{tidy(clock.now())} entries let go"


def ask_now(person: Person) -> FeedRun:
    """Have a person's feeds asked by the worker, unless that is under way already."""
    running = running_for(person)
    if running is not None:
        return running
    row = FeedRun.objects.create(person=person, asked=clock.now())
    async_task(JOB, row.id)
    return row


def running_for(person: Person) -> FeedRun | None:
    """The refresh that a person waits for. What has not ended for long was killed, and is not waited for."""
    rows = FeedRun.objects.visible_to(person).filter(ended=None)
    return rows.filter(asked__gt=clock.now() - HOLD).first()


# --- The refresh


def _asked_for(now: datetime) -> QuerySet[Feed]:
    """The feeds that somebody reads who said that hosts may be asked, and that nobody asks at this moment."""
    willing = NewsWishes.objects.filter(person=OuterRef("person"), deleted_at=None, fetch=True)
    read = Subscription.objects.filter(feed=OuterRef("id"), deleted_at=None, person__is_active=True)
    free = Q(held_until=None) | Q(held_until__lt=now)
    return Feed.objects.filter(free, Exists(read.filter(Exists(willing))), gone=False)


def _refreshed(row: FeedRun, feeds: QuerySet[Feed], *, all_due: bool) -> FeedRun:
    now, by = clock.now(), uuid4().hex
    # Held from now on; those that somebody else took first are left to them.
    feeds.update(held_by=by, held_until=now + HOLD)
    held = list(Feed.objects.filter(held_by=by).order_by(F("due").asc(nulls_first=True), "id"))
    if all_due:
        held = [one for one in held if one.asked is None or now - one.asked > TOO_SOON]
    row.started, row.feeds = now, len(held)
    row.save()
    try:
        changed = _keep_looks(row, held, now, all_due)
        if changed:
            regroup(min(changed.values()), now)
            _rank_readers(changed, now)
    finally:
        Feed.objects.filter(held_by=by).update(held_by="", held_until=None)
        row.ended = clock.now()
        row.save()
    kept = FeedRun.objects.order_by("-asked").values_list("id", flat=True)[:RUNS_KEPT]
    FeedRun.objects.exclude(id__in=list(kept)).exclude(ended=None).delete()
    return row


def _keep_looks(row: FeedRun, feeds: list[Feed], now: datetime, all_due: bool) -> dict[int, datetime]:
    """Store each look as it comes; of the feeds that brought something, the moment of the oldest new."""
    # Two that have moved to one address are asked once.
    at: dict[str, list[Feed]] = {}
    for feed in feeds:
        at.setdefault(feed.address, []).append(feed)
    states = [state_of(same[0]) for same in at.values()]
    changed = {}
    for found in refresh(states, now, fetcher_here(limits=FEED_LIMITS), BOUNDS, all_due=all_due):
        for feed in at[found.before.url]:
            new = _kept(feed, found, now)
            if new:
                changed[feed.id] = _oldest(feed, new)
            row.done += 1
            row.new += new
            row.failed += found.outcome in ("failed", "gone")
        row.save(update_fields=["done", "new", "failed"])
    return changed


def _kept(feed: Feed, found: Look, now: datetime) -> int:
    """Store a look. What no database would take stops no other feed."""
    try:
        return keep_look(feed, found, now)
    except Exception:
        _log.exception("What came from a feed could not be stored")
        return 0


def _oldest(feed: Feed, new: int) -> datetime:
    latest = feed.entries.order_by("-id").values_list("moment", flat=True)[:new]
    return min(latest)


def _rank_readers(changed: Iterable[int], now: datetime) -> None:
    """Rank anew for those who read these feeds and were here lately; the others' is made when they come."""
    readers = Subscription.objects.filter(feed__in=list(changed), deleted_at=None).values("person")
    lately = Ranking.objects.filter(person__in=readers, visited__gte=(now - VISITORS).date())
    until = monotonic() + RANKING_SECONDS
    for ranking in lately.select_related("person").order_by("-visited").iterator():
        if monotonic() > until:
            break
        shelf = shelf_of(ranking.person)
        career = career_of(asked_for(ranking.person, clock.today(ranking.person)))
        rank_anew(shelf, reader_for(shelf, career), now)
    Ranking.objects.filter(person__in=readers, made__lt=now).delete()
