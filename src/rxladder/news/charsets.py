"""The letters of a document whose charset may be wrong, missing, or told twice.

In this order: a byte order mark; what the document's own XML declaration says; what the host said; UTF-8. The
first that fits counts. Where none does, whatever is mostly UTF-8 is read as that, and the rest as
Windows-1252, which is what pages without a charset were written in.
"""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
# Some that Python knows are no charsets of documents, or slow, or hide letters (UTF-7).
_KNOWN = re.compile(
    r"utf-?8|utf-?(16|32)([lb]e)?|utf-?(16|32)-[lb]e|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?\d{1,2}|windows-?\d{3,4}"
    r"|cp\d{3,4}|koi8-?[ru]|gb2312|gbk|gb18030|big5(-?hkscs)?|shift[_-]?jis|sjis|euc-?(jp|kr)|iso-?2022-?(jp|kr)"
    r"|mac-?(roman|cyrillic)|tis-?620",
    re.IGNORECASE,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = {"us-ascii", "ascii", "iso-8859-1", "iso8859-1", "latin-1", "latin1"}


def decoded(content: bytes, content_type: str = "") -> str:
    """The text of a document; never fails, and what cannot be read stands as the mark for that."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if content[:2] in (b"<\0", b"\0<"):
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    for name in (*_declared_charsets(content, content_type), "utf-8"):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return _mixed(content)


def _declared_charsets(content: bytes, content_type: str) -> list[str]:
    own, header = _DECLARED.match(content[:400]), _IN_HEADER.search(content_type)
    names = [own[1].decode("ascii", "replace") if own else "", header[1] if header else ""]
    known = [name.lower() for name in names if _KNOWN.fullmatch(name)]
    # Whoever says Latin-1 means Windows-1252: the former has no quotation marks and no dashes. But many say
    # it of UTF-8, which hardly anything else is by chance.
    found: list[str] = []
    for name in known:
        if name.startswith(("utf-16", "utf16", "utf-32", "utf32")):
            continue  # a declaration that can be read byte by byte is no such text
        found += ["utf-8", "windows-1252"] if name in _WESTERN else [name]
    return found


def _mixed(content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    bad = text.count("�")
    good = sum(not char.isascii() for char in text) - bad
    return text if good > bad else content.decode("windows-1252", "replace")
