"""Reading a page as a person would: its first line, its errors, its buttons."""

from __future__ import annotations

import io
import re
import time

from bs4 import BeautifulSoup
from pypdf import PdfReader

_BLOCKS = (
    "article|aside|body|button|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|html|legend"
    "|li|main|nav|ol|option|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BETWEEN_TAGS = re.compile(rf"\s*\n\s*(?=</|<(?:{_BLOCKS})\b)|(?<=>)\s*\n\s+(?=<)")
_AFTER_A_TAG = re.compile(r"(<[a-z][^<>]*>)\s*\n\s*")
_BROKEN = re.compile(r"\s*\n\s{2,}")


def page_of(response) -> BeautifulSoup:
    """A page, without the line breaks of its templates that no browser shows."""
    page = _BETWEEN_TAGS.sub("", response.content.decode())
    return BeautifulSoup(_BROKEN.sub(" ", _AFTER_A_TAG.sub(r"\1", page)), "lxml")


def shown_again(client) -> None:
    """Let somebody who is signed in have shown their password a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


def text_of(response) -> str:
    """The words of the main part, with single spaces."""
    return " ".join(page_of(response).main.get_text(" ").split())


def paper_text_of(response) -> str:
    """The words of a PDF that was answered, with single spaces."""
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def errors_of(response) -> list[str]:
    """The lines of the summary of errors."""
    summary = page_of(response).find(class_="summary")
    return [" ".join(line.get_text(" ").split()) for line in summary.find_all("li")] if summary else []


def undo_of(response) -> str:
    """The address of the undo that a page offers for what was done last."""
    said = page_of(response).find_all(class_="said", attrs={"role": "status"})
    return said[-1].form["action"]


def names_its_figures(table) -> bool:
    """Whether each figure of a table says its column's name, under which it stands on a phone."""
    heads = [cell.get_text() for cell in table.thead.find_all("th")]
    rows = [row.find_all(["td", "th"]) for row in table.tbody.find_all("tr")]
    return bool(rows) and all([cell.get("data-name") for cell in row] == [None, *heads[1:]] for row in rows)
