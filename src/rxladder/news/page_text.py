"""The words of a page or a PDF, line by line, so that two readings of it can be compared.

Only words count: what surrounds them on a site (menus, headers, footers, forms), how they look and how they
are spaced does not, for it changes without the rule.
"""

from __future__ import annotations

import html
import re
from contextlib import closing

import nh3

from rxladder.facts.language import gettext as _
from rxladder.news.charsets import decoded
from rxladder.news.fetching import Unreadable

MOST_LINES = 50_000
_MOST_PAGES = 2_000
_MOST_LETTERS = 5_000_000
"""Of a PDF: the longest law that is cited has a tenth of it."""
_AROUND = {"script", "style", "noscript", "template", "nav", "header", "footer", "form", "button", "iframe"}
_AROUND |= {"svg", "select", "aside", "head"}
_PLAIN = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=_AROUND)
_BLOCK = re.compile(
    r"</?(?:p|div|br|li|ul|ol|dl|dt|dd|h[1-6]|t[dhr]|table|blockquote|hr|section|article|main|pre)\b[^<>]*+>",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_PARTED = "\ue000"


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does."""
    return content.startswith(b"%PDF")


def page_text(content: bytes, url: str, content_type: str) -> tuple[str, ...]:
    """The lines of a page, a PDF or a text. Unreadable where it is none of these, or has no word.

    A PDF may take any time and memory: whoever reads what comes from others does so in bounds.
    """
    if is_pdf(content):
        lines = _of_pdf(content)
    elif content_type.split(";")[0].strip().lower() in ("", "text/html", "application/xhtml+xml"):
        lines = _of_html(decoded(content, content_type))
    elif content_type.lower().startswith("text/"):
        lines = decoded(content, content_type).splitlines()
    else:
        raise Unreadable(_("It is not a page, a PDF or text."))
    kept = tuple(
        line for line in (" ".join(one.split()) for one in lines[:MOST_LINES]) if _LETTER.search(line)
    )
    if not kept:
        raise Unreadable(_("There are no words in it: it may need a browser that runs scripts."))
    return kept


def _of_html(text: str) -> list[str]:
    plain = _PLAIN.clean(_BLOCK.sub(_PARTED, text))
    return html.unescape(plain).replace("\n", " ").split(_PARTED)


def _of_pdf(content: bytes) -> list[str]:
    import pypdfium2

    lines: list[str] = []
    letters = 0
    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            for number in range(min(len(document), _MOST_PAGES)):
                with closing(document[number]) as page, closing(page.get_textpage()) as text:
                    found = text.get_text_bounded()[:_MOST_LETTERS]
                lines += found.splitlines()
                letters += len(found)
                if letters > _MOST_LETTERS or len(lines) > MOST_LINES:
                    break
    except pypdfium2.PdfiumError:
        raise Unreadable(_("It is a PDF that cannot be read.")) from None
    return lines
