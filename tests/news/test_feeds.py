"""Feeds of every kind and with every mistake give their entries; what is none says why; nothing runs."""

from __future__ import annotations

import html
import json
import re
from contextlib import suppress
from datetime import UTC
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.news.feeds import MOST_ENTRIES, NotAFeed, read_feed
from rxladder.news.markup import plain_text, safe_html, web_address
from tests.news.feed_files import AT, ATTACKS, CHARSETS, FORMATS, MISTAKES, NONE_AT_ALL, File, atom, rss

FILES = [*FORMATS, *MISTAKES, *CHARSETS]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_feed_gives_its_entries(file: File):
    found = read_feed(file.content, AT, file.content_type).entries
    assert len(found) == len(file.entries)
    for entry, (title, url, words, moment) in zip(found, file.entries, strict=True):
        if title != "*":
            assert (entry.title, entry.url) == (title, url)
        assert words in entry.text
        told = entry.published and entry.published.astimezone(UTC).isoformat().removesuffix("+00:00")
        assert told == moment
        assert entry.published is None or entry.published.tzinfo is not None
        assert entry.id


@pytest.mark.parametrize("name", NONE_AT_ALL)
def test_what_is_no_feed_says_why(name):
    content, words = NONE_AT_ALL[name]
    with pytest.raises(NotAFeed, match=words):
        read_feed(content, AT)


@given(
    st.binary(max_size=300) | st.text(alphabet="<>/&;=\"' []!-?abcdefrsx:{}", max_size=300).map(str.encode)
)
def test_whatever_comes_is_a_feed_or_none(content):
    for whole in (
        content,
        b"<rss><channel><item>" + content,
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>" + content,
    ):
        with suppress(NotAFeed):
            assert isinstance(read_feed(whole, AT).title, str)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "url", "title", "authors", "tags", "name", "attachments", "author"]), inner
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["items", "title", "authors", "home_page_url", "icon"]), _JSON))
def test_json_of_any_shape_is_a_feed_or_none(data):
    with suppress(NotAFeed):
        read_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1"} | data).encode(), AT)


def test_a_feed_tells_of_itself_and_of_its_parts():
    feed = read_feed(
        atom(
            "<entry><title>Episode</title><id>urn:1</id><author><name>Ann</name></author><author><name>Ben</name></author>"
            "<category term='CE'/><link rel='enclosure' type='audio/mpeg' length='12' href='https://news.example/1.mp3'/>"
            "</entry>"
        ).encode(),
        AT,
    )  # fmt: skip
    entry = feed.entries[0]
    assert feed.title == "News"
    assert entry.authors[0] == "Ann"
    assert entry.tags == ("CE",)
    assert [(one.url, one.type) for one in entry.enclosures] == [("https://news.example/1.mp3", "audio/mpeg")]


def test_an_episode_of_rss_has_its_file_and_size():
    feed = read_feed(
        rss(
            "<item><title>E</title><enclosure url='https://news.example/1.mp3' type='audio/mpeg'"
            " length='12'/></item>"
        ).encode()
    )
    assert [(one.url, one.bytes) for one in feed.entries[0].enclosures] == [
        ("https://news.example/1.mp3", 12)
    ]


def test_no_more_is_taken_than_the_most_and_the_rest_is_counted():
    items = "".join(f"<item><title>{n}</title><guid>{n}</guid></item>" for n in range(MOST_ENTRIES + 7))
    feed = read_feed(rss(items).encode())
    assert (len(feed.entries), feed.left_out) == (MOST_ENTRIES, 7)
    long = read_feed(
        rss(f"<item><title>{'t' * 9_000}</title><description>{'d ' * 90_000}</description></item>").encode()
    )
    assert len(long.entries[0].title) <= 400
    assert len(long.entries[0].text) <= 8_000
    assert len(long.entries[0].summary) <= 60_000


def test_without_an_id_an_entry_is_the_same_the_next_time():
    content = rss("<item><title>A</title><description>B</description></item>").encode()
    assert read_feed(content).entries == read_feed(content).entries
    assert read_feed(content).entries[0].id != read_feed(content.replace(b"B", b"C")).entries[0].id


# --- Nothing runs


class _Shown(HTMLParser):
    """What a browser would make of it: elements with their attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(markup: str) -> None:
    for tag, attributes in _Shown(markup).found:
        assert tag in {
            "a",
            "p",
            "b",
            "i",
            "em",
            "strong",
            "ul",
            "li",
            "br",
            "table",
            "tbody",
            "tr",
            "td",
            "th",
        }
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else set())
        assert str(attributes.get("href", "https://")).startswith(("https://", "http://"))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<b><a href='https://ok.example/'>{}"])
def test_nothing_that_runs_or_loads_is_let_through(attack, around):
    content = rss(
        f"<item><title>T</title><description>{html.escape(around.format(attack))}</description></item>"
    )
    for entry in read_feed(content.encode(), AT).entries:
        assert_harmless(entry.summary)
    assert_harmless(safe_html(around.format(attack), AT))


@given(st.lists(st.sampled_from(ATTACKS), min_size=2, max_size=4), st.integers(0, 40))
def test_nor_do_pieces_of_them(attacks, cut):
    assert_harmless(safe_html("".join(attacks)[cut:], AT))


def test_what_is_harmless_stays():
    text = "<p>One <b>lot</b> of <a href='/recall?a=1&amp;b=2' class='x'>tablets</a></p><ul><li>a<li>b</ul>"
    assert safe_html(text, AT) == (
        '<p>One <b>lot</b> of <a href="https://news.example/recall?a=1&amp;b=2"'
        ' rel="noopener noreferrer nofollow">'
        "tablets</a></p><ul><li>a</li><li>b</li></ul>"
    )


def test_words_are_parted_where_blocks_are_and_kept_as_they_are_else():
    assert plain_text("<p>One</p><p>two <b>th</b>ree</p>a<br>b") == "One two three a b"
    assert plain_text("5 < 6 & 7 > 6") == "5 < 6 & 7 > 6"
    assert plain_text("<script>alert(1)</script>Caf&eacute; &#8212; x") == "Café — x"
    assert plain_text("a\u202eb\u200b") == "ab"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//[", "mailto:a@b", "data:,x", "ftp://a/b", "https://a b/", ""]
)
def test_only_addresses_of_the_web_are_addresses(address):
    assert web_address(address) == ""


def test_a_document_that_takes_long_to_clean_is_bounded():
    nested = "<b><p>" * 20_000
    found = read_feed(
        rss(
            "".join(
                f"<item><title>{n}</title><guid>{n}</guid><description><![CDATA[{nested}]]></description></item>"
                for n in range(3)
            )
        ).encode()
    )
    assert len(found.entries) == 3
    assert not re.search("script", found.entries[0].summary)
