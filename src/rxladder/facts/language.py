"""The language that engines speak: gettext by a context variable, English where nothing is set.

Catalogues lie in `rxladder/locale/<language>/LC_MESSAGES/rxladder.mo`; the English texts are the keys.
"""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

DOMAIN = "rxladder"
LOCALE = Path(__file__).resolve().parent.parent / "locale"

_language: ContextVar[str] = ContextVar("rxladder_language", default="en")


def language() -> str:
    """The language spoken now, as a code such as `en` or `es`."""
    return _language.get()


@cache
def languages() -> tuple[str, ...]:
    """Every language that can be spoken, English first."""
    return ("en", *sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir()))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language within a `with` block; one without a catalogue falls back to English."""
    token = _language.set(code)
    try:
        yield
    finally:
        _language.reset(token)


def speak(code: str) -> None:
    """Speak a language from now on, until a `with speaking` around it ends, if there is one."""
    _language.set(code)


@cache
def _catalogue(code: str) -> gettext_module.NullTranslations:
    return gettext_module.translation(DOMAIN, LOCALE, [code], fallback=True)


def gettext(text: str) -> str:
    """The text in the language spoken now."""
    return _catalogue(_language.get()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The text for a count in the language spoken now."""
    return _catalogue(_language.get()).ngettext(one, many, count)


def noop(text: str) -> str:
    """Mark a text for translation that `gettext` is asked for later."""
    return text
