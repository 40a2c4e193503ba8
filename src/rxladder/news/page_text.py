"""The words of a page or a PDF, line by line, so that two readings of it can be compared.

Only words count: what surrounds them on a site (menus, headers, footers, forms), how they look and how they
are spaced does not, for it changes without the rule.
"""

from __future__ import annotations

import html
import re

import nh3

from rxladder.facts.language import gettext as _
from rxladder.news.charsets import decoded
from rxladder.news.fetching import Unreadable

MOST_LINES = 50_000
_MOST_PAGES = 2_000
_AROUND = {"script", "style", "noscript", "template", "nav", "header", "footer", "form", "button", "iframe"}
_AROUND |= {"svg", "select", "aside", "head"}
_PLAIN = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=_AROUND)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|t[dhr]|table|blockquote|hr|section|article|main|pre)\b[^<>]*+>",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_PARTED = "\ue000"


def page_text(content: bytes, url: str, content_type: str) -> tuple[str, ...]:
    """The lines of a page, a PDF or a text. Unreadable where it is none of these, or has no word."""
    if content.startswith(b"%PDF"):
        lines = _of_pdf(content)
    elif content_type.split(";")[0].strip().lower() in ("", "text/html", "application/xhtml+xml"):
        lines = _of_html(decoded(content, content_type))
    elif content_type.lower().startswith("text/"):
        lines = decoded(content, content_type).splitlines()
    else:
        raise Unreadable(_("It is neither a page nor a PDF nor a text."))
    kept = tuple(
        line for line in (" ".join(one.split()) for one in lines[:MOST_LINES]) if _LETTER.search(line)
    )
    if not kept:
        raise Unreadable(_("There is no word in it: it may need a browser that runs scripts."))
    return kept


def _of_html(text: str) -> list[str]:
    plain = _PLAIN.clean(_BLOCK.sub(_PARTED, text))
    return html.unescape(plain).replace("\n", " ").split(_PARTED)


def _of_pdf(content: bytes) -> list[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        try:
            pages = range(min(len(document), _MOST_PAGES))
            return [
                line
                for page in pages
                for line in document[page].get_textpage().get_text_bounded().splitlines()
            ]
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        raise Unreadable(_("It is a PDF that cannot be read.")) from None
