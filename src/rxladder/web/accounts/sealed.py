"""Short secrets that must be stored, sealed with the installation's key: who reads the database has none."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings


def sealed(text: str) -> str:
    """A secret as it may stand in the database."""
    return _box().encrypt(text.encode()).decode()


def unsealed(text: str) -> str:
    """The secret again. InvalidToken where it was sealed with another key or was changed."""
    return _box().decrypt(text.encode()).decode()


def sealed_bytes(content: bytes) -> bytes:
    """The same of bytes."""
    return _box().encrypt(content)


def unsealed_bytes(content: bytes) -> bytes:
    """The bytes again. InvalidToken where they were sealed with another key or were changed."""
    return _box().decrypt(content)


def _box() -> Fernet:
    key = sha256(b"rxladder.sealed:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(urlsafe_b64encode(key))
