"""Closing a backup and opening it again, in the age format: the age program alone can open it too.

By a passphrase, which age allows no second way into, or by the keys of those who may open it
(`age1…`, made by `age-keygen`), so that a machine can make backups that it cannot read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from rxladder.facts.language import gettext as _
from rxladder.facts.yaml_text import BadInput

MAGIC = b"age-encryption.org/"
# A passphrase closes and opens in memory.
MOST_BY_PASSPHRASE = 1_000_000_000
SHORTEST = 10
_TRIES, _PAUSE = 20, 0.1


@dataclass(frozen=True)
class Seal:
    """How a backup is closed: by a passphrase, or for some keys; by neither it is left open."""

    passphrase: str = ""
    keys: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Raises BadInput where a key is none, or the passphrase is short."""
        if self.passphrase and len(self.passphrase) < SHORTEST:
            raise BadInput(
                _("is too short: use at least {n} characters").format(n=SHORTEST), _("the passphrase")
            )
        if self.passphrase and self.keys:
            raise BadInput(
                _("encrypts a backup on its own: name a passphrase or keys, not both"), _("the passphrase")
            )
        for key in self.keys:
            recipient(key)

    def __bool__(self) -> bool:
        return bool(self.passphrase or self.keys)


def recipient(key: str) -> x25519.Recipient:
    """The one whom a key names. BadInput where it is none."""
    try:
        return x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        raise BadInput(
            _("is not a key to encrypt a backup with: one begins with age1"), key.strip()[:20] or "key"
        ) from None


def close(plain: Path, to: Path, seal: Seal) -> None:
    """Write a closed copy, and open it again to see that it holds the same. `to` must not be there."""
    if seal.passphrase:
        if plain.stat().st_size > MOST_BY_PASSPHRASE:
            raise BadInput(_("is too large for a passphrase; encrypt it for a key instead"), _("the backup"))
        closed = by_passphrase.encrypt(plain.read_bytes(), seal.passphrase)
        _write(to, closed)
        opened = hashlib.sha256(_by_passphrase(to, seal.passphrase)).digest()
    else:
        # A key for this moment alone: without it a machine that cannot read its backups could not try them.
        trial = x25519.Identity.generate()
        with plain.open("rb") as source, to.open("xb") as out:
            to.chmod(0o600)
            pyrage.encrypt_io(source, out, [*map(recipient, seal.keys), trial.to_public()])
        seen = _Seen()
        with to.open("rb") as source:
            pyrage.decrypt_io(source, seen, [trial])
        opened = seen.found.digest()
    with plain.open("rb") as source:
        if hashlib.file_digest(source, "sha256").digest() != opened:
            raise BadInput(_("does not decrypt to what was encrypted; try again"), to.name)


def _write(to: Path, content: bytes) -> None:
    with to.open("xb") as out:
        to.chmod(0o600)
        out.write(content)


class _Seen:
    """Takes what is written to it, and keeps its hash."""

    def __init__(self) -> None:
        self.found = hashlib.sha256()

    def write(self, chunk: bytes) -> int:
        self.found.update(chunk)
        return len(chunk)

    def flush(self) -> None:
        pass


def is_closed(path: Path) -> bool:
    """Whether a file is closed in the age format. BadInput where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise BadInput(_("cannot be read ({why})").format(why=error.strerror or error), str(path)) from None


def open_closed(path: Path, to: Path, passphrase: str = "", identities: Path | None = None) -> None:
    """Write what a closed backup holds, by the passphrase or by a file of age's secret keys."""
    try:
        if identities is not None:
            keys = _identities(identities)
            with path.open("rb") as source, to.open("xb") as out:
                to.chmod(0o600)
                pyrage.decrypt_io(source, out, keys)
        elif passphrase:
            if path.stat().st_size > 2 * MOST_BY_PASSPHRASE:
                raise BadInput(_("is far larger than what a passphrase encrypts here"), path.name)
            _write(to, _by_passphrase(path, passphrase))
        else:
            raise BadInput(_("is encrypted: it needs its passphrase or its key"), path.name)
    except (pyrage.DecryptError, ValueError, OSError) as error:
        to.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise BadInput(_("does not open with this, or is damaged"), path.name) from None


def _by_passphrase(path: Path, passphrase: str) -> bytes:
    """What a file holds that a passphrase closed.

    What would take this machine far longer than to close something is refused, by a measure of a thousandth
    of a second: on a busy machine it comes out otherwise a moment later. BadInput where it does not.
    """
    content = path.read_bytes()
    for left in reversed(range(_TRIES)):
        try:
            return by_passphrase.decrypt(content, passphrase)
        except pyrage.DecryptError as error:
            if not str(error).startswith("Excessive work"):
                raise
            if left:
                sleep(_PAUSE)
    raise BadInput(
        _("asks for more work than this computer can do right now; try again when it is idle"), path.name
    )


def _identities(file: Path) -> list[x25519.Identity]:
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        found = [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise BadInput(_("holds no secret age key (AGE-SECRET-KEY-…)"), str(file))
    return found
