"""One story once: what several sources tell stands together, what only looks alike does not."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.news.items import Item, item_of, source_of
from rxladder.news.stories import address_of, group, states_in
from tests.news.headlines import NOW, made_news


def item(source: str, title: str, url: str = "", text: str = "", hours: float = 0) -> Item:
    return Item(f"{source}:{title}:{url}:{hours}", source, title, url, NOW - timedelta(hours=hours), text)


def grouped(*items: Item) -> list[set[str]]:
    return [{one.source for one in story.items} for story in group(items)]


LONG = (
    "Zydus is recalling lots of metformin hydrochloride extended-release tablets because the level of an"
    " impurity was found above the acceptable daily intake, and patients should keep taking their medicine"
    " until they have talked to a pharmacist or doctor about a replacement, the agency said."
)

TOGETHER = {
    "the same words": ("Zydus recalls metformin tablets", "Zydus recalls metformin tablets"),
    "other endings, other order": (
        "Zydus recalls metformin extended-release tablets over impurity",
        "Metformin extended-release tablets recalled by Zydus: impurity",
    ),
    "quotes and case": ("FDA approves ‘first’ generic of Victoza", "FDA Approves First Generic of Victoza"),
    "small words": ("New rule for technicians in Ohio", "Ohio: a new rule for the technicians"),
}
APART = {
    "another drug": (
        "Zydus recalls metformin tablets over impurity",
        "Zydus recalls losartan tablets over impurity",
    ),
    "another state": ("Ohio board adopts technician ratio rule", "Iowa board adopts technician ratio rule"),
    "West Virginia is not Virginia": (
        "Virginia board adopts technician ratio rule",
        "West Virginia board adopts technician ratio rule",
    ),
    "another number": ("FDA roundup of 3 approvals in oncology", "FDA roundup of 9 approvals in oncology"),
    "another class": ("Class I recall of eye drops by Amneal", "Class II recall of eye drops by Amneal"),
    "another subject": (
        "Board adopts rule on technician ratios",
        "Pharmacists ask for higher wages in hospitals",
    ),
    "only common words": ("Pharmacy technician news", "Pharmacy technician pay"),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_what_is_told_twice_is_one_story(name):
    first, second = TOGETHER[name]
    assert grouped(item("a", first), item("b", second, hours=5)) == [{"a", "b"}]


@pytest.mark.parametrize("name", APART)
def test_what_only_looks_alike_is_two(name):
    first, second = APART[name]
    assert grouped(item("a", first), item("b", second)) == [{"a"}, {"b"}]


def test_a_text_sent_to_many_is_one_story_whatever_they_call_it():
    first = item("a", "Impurity found: what patients should know", text=LONG)
    second = item("b", "Diabetes drug pulled from shelves", text="(Reuters) " + LONG + " Read more.")
    other = item("c", "Another thing", text="Wholly other words about wages. " * 20)
    assert {frozenset(one) for one in grouped(first, second, other)} == {frozenset("ab"), frozenset("c")}


def test_the_same_address_is_the_same_story_however_it_was_come_by():
    one = item("a", "Recall", "https://www.fda.gov/x?id=7&utm_source=rss")
    two = item("b", "Something else entirely", "http://fda.gov/x/?id=7#top", hours=2)
    three = item("c", "Third words", "http://fda.gov/x/?id=8")
    assert {frozenset(found) for found in grouped(one, two, three)} == {frozenset("ab"), frozenset("c")}


def test_a_front_page_is_no_address_of_a_story():
    assert address_of("https://news.example/") == address_of("not an address") == address_of("http://[") == ""
    assert len(grouped(item("a", "One", "https://n.example/"), item("b", "Two", "https://n.example/"))) == 2


def test_one_source_does_not_repeat_itself():
    series = [
        item("a", f"Pharmacy technician of the week: {name}", hours=n)
        for n, name in enumerate(["Ann", "Ben"])
    ]
    assert len(group(series)) == 2
    assert len(group([item("a", "Recall", text=LONG), item("a", "Recall", text=LONG, hours=1)])) == 1


def test_what_is_told_again_weeks_later_is_another_story():
    assert (
        len(group([item("a", "Zydus recalls metformin"), item("b", "Zydus recalls metformin", hours=24 * 9)]))
        == 2
    )


def test_the_first_leads_and_the_others_stand_beside_once():
    told = [item("b", "Zydus recalls metformin", hours=1), item("a", "Zydus recalls metformin", hours=9)]
    story = group([*told, item("b", "Zydus recalls metformin", "https://b.example/2")])[0]
    assert (story.lead.source, story.also_in, story.moment) == ("a", ("b",), NOW)


@given(st.permutations([one for one, _story in made_news(24, seed=3)]))
def test_the_order_in_which_items_come_changes_nothing(items):
    made = {frozenset(one.id for one in story.items) for story in group(items)}
    assert made == {
        frozenset(one.id for one in story.items) for story in group(sorted(items, key=lambda i: i.id))
    }
    assert sum(len(story.items) for story in group(items)) == len(items)


def test_made_news_is_grouped_as_it_was_made():
    """No two stories are thrown together; few that belong together stay apart."""
    made = made_news(3_000)
    number = {one.id: story for one, story in made}
    stories = group([one for one, _story in made])
    mixed = [story for story in stories if len({number[one.id] for one in story.items}) > 1]
    assert mixed == []
    wanted = defaultdict(set)
    for one, story in made:
        wanted[story].add(one.id)
    several = [ids for ids in wanted.values() if len(ids) > 1]
    whole = {frozenset(one.id for one in story.items) for story in stories}
    assert sum(frozenset(ids) in whole for ids in several) > 0.95 * len(several)


def test_states_are_found_by_their_names_and_the_letters_of_an_address():
    assert states_in("Arkansas and West Virginia; Washington, D.C.") == ("us-ar", "us-wv", "us-dc")
    assert states_in("Robbery in Austin, TX; TX Board of Pharmacy meets (NV)") == ("us-tx", "us-nv")
    assert states_in("OR Board of Pharmacy; Jane Doe, MD, and Sam Lee, PA; yes, OK then (ID 4)") == ("us-or",)
    assert states_in("RECALL OF, TX") == ()
    assert states_in("KANSAS, Washington") == ("us-ks", "us-wa")


def test_a_day_in_the_future_is_no_day_of_publishing():
    from rxladder.facts.feeds import known_feeds
    from rxladder.news.feeds import Entry

    entry = Entry("1", "https://n.example/1", "T", published=NOW + timedelta(days=400))
    assert item_of(entry, "a", NOW).moment == NOW
    assert item_of(Entry("1", "", "T"), "a", NOW).moment == NOW
    assert source_of(known_feeds()["nabp"]).topics == ("state-law", "licensing", "CPE-Monitor")
