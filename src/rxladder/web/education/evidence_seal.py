"""Certificates sealed where many share a site: whoever has the disk or the database alone can read none.

The keys stand in a file, one a line, apart from the database; RXLADDER_EVIDENCE_KEYS names it. What is
written is sealed with the first; what is read, with the one that it names. So a new key is put in front,
everything is sealed anew (`rxladder seal`), and the old ones may go. Where one person uses the site alone
nothing is sealed: their own disk keeps it, and a key beside it would keep nobody out.

A sealed file is the mark, eight bytes that tell the key, a nonce, and AES-256-GCM over the content, bound to
the person and to the content's own name, so that no file can be put in another's place.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from rxladder.facts.whole_file import OWN, write_whole
from rxladder.web.site.starting import alone_in_the_folder

MARK, NONCE, NAMED = b"RXLSEAL1", 12, 8


class NoKey(OSError):  # noqa: N818 - what is missing
    """The key that a file is sealed with is not in the file of keys."""


def seal(content: bytes, bound_to: str) -> bytes:
    """A content as it lies on the disk; as it is, where nothing is sealed."""
    keys = _keys()
    if not keys:
        return content
    nonce = os.urandom(NONCE)
    return MARK + _name(keys[0]) + nonce + AESGCM(keys[0]).encrypt(nonce, content, bound_to.encode())


def unseal(stored: bytes, bound_to: str) -> bytes:
    """The content again; OSError where its key is missing or it was changed."""
    if not stored.startswith(MARK):
        return stored
    name, nonce, rest = _parts(stored)
    key = next((key for key in _keys() if _name(key) == name), None)
    if key is None:
        raise NoKey("a certificate is sealed with a key that is not there")
    try:
        return AESGCM(key).decrypt(nonce, rest, bound_to.encode())
    except InvalidTag:
        raise OSError("a sealed certificate has changed") from None


def is_newest(stored: bytes) -> bool:
    """Whether a stored content is as it would be written now."""
    keys = _keys()
    if not keys:
        return not stored.startswith(MARK)
    return stored.startswith(MARK) and _parts(stored)[0] == _name(keys[0])


def add_key() -> Path:
    """Put a new key in front of the others; the file is made if it is missing."""
    path = _path()
    old = path.read_text(encoding="ascii") if path.exists() else ""
    _write(path, urlsafe_b64encode(os.urandom(32)).decode() + "\n" + old)
    return path


def _parts(stored: bytes) -> tuple[bytes, bytes, bytes]:
    start, end = len(MARK), len(MARK) + NAMED
    return stored[start:end], stored[end : end + NONCE], stored[end + NONCE :]


def _name(key: bytes) -> bytes:
    return sha256(b"rxladder.seal:" + key).digest()[:NAMED]


def _path() -> Path:
    return Path(os.environ.get("RXLADDER_EVIDENCE_KEYS") or settings.DATA / "evidence-keys")


def _keys() -> list[bytes]:
    """The keys, the newest first; made the first time where many share the site, none where one is alone."""
    path = _path()
    if settings.LOCAL and not path.exists():
        return []
    if not path.exists():
        _make_the_first(path)
    lines = path.read_text(encoding="ascii").split()
    return [urlsafe_b64decode(line) for line in lines]


def _make_the_first(path: Path) -> None:
    with alone_in_the_folder():
        if not path.exists():
            _write(path, urlsafe_b64encode(os.urandom(32)).decode() + "\n")


def _write(path: Path, text: str) -> None:
    write_whole(path, text.encode(), OWN)
