"""HTML that strangers wrote, made harmless: plain elements, links to the web, nothing that runs or loads.

No picture either: it would tell its host who reads, and when.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from urllib.parse import urljoin

import nh3

LONGEST_HTML = 60_000
"""Characters that are looked at; what lies behind them is left out before anything is parsed."""

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "dl", "dt", "em", "h3", "h4", "h5"),
    *("hr", "i", "ins", "li", "ol", "p", "pre", "q", "s", "small", "strong", "sub", "sup", "table", "tbody"),
    *("td", "th", "thead", "tr", "u", "ul"),
}
_DROPPED = {"script", "style", "title", "textarea", "noscript", "template", "iframe", "object", "svg", "math"}
_SCHEMES = {"http", "https"}
_BLOCK = re.compile(
    r"(?=</?(?:p|div|br|li|ul|ol|h[1-6]|t[dhr]|table|blockquote|hr|section|article)\b)", re.IGNORECASE
)
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&[#a-zA-Z]")
_SPACE = re.compile(r"\s+")
# What turns the direction of letters, or hides them, would let one text look like another.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

_PLAIN = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=_DROPPED)


def safe_html(text: str, base: str = "") -> str:
    """HTML of which only harmless parts are left; links are whole addresses, resolved against `base`."""
    return _cleaner(web_address(base)).clean(_HIDDEN.sub("", text[:LONGEST_HTML])).strip()


@lru_cache(maxsize=256)
def _cleaner(base: str) -> nh3.Cleaner:
    """What cleans the HTML of a place; making it takes longer than using it."""
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED,
        attributes={"a": {"href"}, "*": set()},
        url_schemes=_SCHEMES,
        url_relative=("rewrite_with_base", base) if base else "deny",
        link_rel="noopener noreferrer nofollow",
    )


def plain_text(text: str) -> str:
    """The words of HTML, or of a text that may hold some, in one line; blocks are parted by a space."""
    cut = text[:LONGEST_HTML]
    if _MARKUP.search(cut):
        cut = html.unescape(_PLAIN.clean(_BLOCK.sub(" ", cut)))
    return _SPACE.sub(" ", _HIDDEN.sub("", cut)).strip()


def web_address(address: str, base: str = "") -> str:
    """An address of the web, made whole by what it stands in; empty where it is none."""
    try:
        whole = urljoin(base, address.strip())
    except ValueError:
        return ""
    fits = whole.startswith(("http://", "https://")) and len(whole) <= 2_000 and whole.isprintable()
    return whole if fits and not re.search(r"[\s<>\"]", whole) else ""
