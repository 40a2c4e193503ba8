"""Lists of feeds, as other readers write them and as we do."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.facts.yaml_text import BadInput
from rxladder.news.opml import Listed, read_opml, write_opml

LIST = b"""<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Regulators &amp; boards">
  <outline type="rss" text="NABP" xmlUrl="https://nabp.pharmacy/feed/" htmlUrl="https://nabp.pharmacy"/>
  <outline text="Texas"><outline title="TSBP" XMLURL="https://a.example/f?a=1&reg=tx"/></outline>
</outline>
<outline text="Caf\xe9" xmlUrl="http://b.example/rss"/>
<outline text="again" xmlUrl="https://nabp.pharmacy/feed/"/>
<outline text="old" xmlUrl="feed://c.example/rss"/><outline text="older" xmlUrl="feed:https://d.example/rss"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/><outline text="a note"/>
</body></opml>"""


def test_a_list_of_another_reader_is_read_with_its_folders():
    found = read_opml(LIST)
    assert found.feeds == (
        Listed("https://nabp.pharmacy/feed/", "NABP", "https://nabp.pharmacy", ("Regulators & boards",)),
        Listed("https://a.example/f?a=1&reg=tx", "TSBP", "", ("Regulators & boards", "Texas")),
        Listed("http://b.example/rss", "Café"),
        Listed("http://c.example/rss", "old"),
        Listed("https://d.example/rss", "older"),
    )
    assert found.refused == ("javascript:alert(1)",)


BAD = {
    "nothing": (b"", "not a readable list"),
    "words": (b"hello", "not a readable list"),
    "another document": (b"<html><body/></html>", "not a list of feeds"),
    "cut off": (LIST[:300], "not a readable list"),
    "entities": (
        b'<!DOCTYPE o [<!ENTITY a "b">]><opml><body><outline text="&a;"/></body></opml>',
        "entities",
    ),
    "depth": (b"<opml>" + b'<outline text="x">' * 5_000, "nested deeper"),
    "many": (
        b"<opml><body>" + b"".join(b'<outline xmlUrl="http://e.example/%d"/>' % n for n in range(5_001)),
        "lists more than",
    ),
    "size": (b" " * 5_000_001, "larger than"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_list_says_so(name):
    content, words = BAD[name]
    with pytest.raises(BadInput, match=words):
        read_opml(content, "list.opml")


def test_an_error_names_its_line():
    with pytest.raises(BadInput, match=r"^list.opml:3: "):
        read_opml(b"<opml>\n<body>\n</oops></body></opml>", "list.opml")


_texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12)
_names = _texts.map(lambda text: " ".join(text.split())).filter(bool).filter(lambda text: "&" not in text)
_listed = st.builds(
    Listed,
    url=st.from_regex(r"https://[a-z]{1,8}\.example/[a-z0-9?&=]{0,9}", fullmatch=True),
    title=_names,
    site=st.sampled_from(["", "https://site.example/?a=1&b=2"]),
    folder=st.lists(_names, max_size=3).map(tuple),
)


@given(st.lists(_listed, max_size=8, unique_by=lambda one: one.url))
def test_what_is_written_comes_back(feeds):
    written = write_opml(feeds, "Mine & yours")
    found = read_opml(written)
    assert sorted(found.feeds, key=lambda one: one.url) == sorted(feeds, key=lambda one: one.url)
    assert not found.refused
    root = ElementTree.fromstring(written)
    assert root.findtext("head/title") == "Mine & yours"
    assert len(root.findall(".//outline[@xmlUrl]")) == len(feeds)


def test_what_no_xml_may_hold_is_left_out():
    assert (
        read_opml(write_opml([Listed("https://a.example/", "a\x00b\x0bc")], "x\x01")).feeds[0].title == "abc"
    )
