"""The JSON of the commands about feeds."""

from __future__ import annotations

from typing_extensions import TypedDict

from rxladder.news.changes import ChangeKind
from rxladder.news.refresh import Outcome


class RefreshedFeed(TypedDict):
    """How one feed is: `url` as it is listed, `asked_at` where it is now, `due` when it is asked again."""

    url: str
    title: str
    outcome: Outcome
    new: int
    problem: str
    status: int | None
    asked_at: str
    due: str | None
    seconds: float
    bytes: int


class RefreshDocument(TypedDict):
    """What a refresh brought; `new` counts the items that were not known."""

    new: int
    feeds: list[RefreshedFeed]


class DigestItem(TypedDict):
    """One story, its other sources, and why it stands where it does."""

    title: str
    url: str
    source: str
    also_in: list[str]
    published: str
    because: list[str]


class DigestDocument(TypedDict):
    """At most ten stories, what matters most first; `left_out` counts the others."""

    since: str
    until: str
    left_out: int
    items: list[DigestItem]


class ChangedThing(TypedDict):
    """A recall, shortage or approval; `grade` is a recall's class, 1 the gravest."""

    kind: ChangeKind
    day: str
    title: str
    detail: str
    grade: int | None
    drugs: list[str]
    ndcs: list[str]
    source: str


class ChangesDocument(TypedDict):
    """What the FDA says changed, what may harm most first."""

    changes: list[ChangedThing]


class ListedFeed(TypedDict):
    """A feed of a list; `folder` names the folders around it, outermost first."""

    url: str
    title: str
    site: str
    folder: list[str]


class FeedListDocument(TypedDict):
    """A list of feeds, for any reader."""

    feeds: list[ListedFeed]
