"""Addresses that let in whoever knows them: their secret part, made of a row's seed and the site's key."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from django.utils.crypto import salted_hmac


def secret_part(purpose: str, seed: str) -> str:
    """256 bits that only this installation can make; who reads the database alone has none."""
    made = salted_hmac(purpose, seed, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode().rstrip("=")
