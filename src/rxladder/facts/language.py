"""The language that engines speak: gettext by a context variable, English where nothing is set.

Catalogues lie in `rxladder/locale/<language>/LC_MESSAGES/rxladder.mo`; the English texts are the keys.
Texts are said to the person whose record it is; `facts.of_them` has them said of that person to others.
"""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType

DOMAIN = "rxladder"
LOCALE = Path(__file__).resolve().parent.parent / "locale"

_language: ContextVar[str] = ContextVar("rxladder_language", default="en")
_NOTHING: Mapping[str, str] = MappingProxyType({})
_instead: ContextVar[Mapping[str, str]] = ContextVar("rxladder_instead", default=_NOTHING)


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


@contextmanager
def saying_instead(texts: Mapping[str, str]) -> Iterator[None]:
    """Say some texts in place of others within a `with` block, each in the language spoken."""
    token = _instead.set(texts)
    try:
        yield
    finally:
        _instead.reset(token)


def speaks_of_them() -> bool:
    """Whether the person whose record it is is told of to somebody else now."""
    return bool(_instead.get())


def voice() -> str:
    """What said texts may be kept under: the language, and whether they speak to the person or of them."""
    return f"{_language.get()}, of them" if _instead.get() else _language.get()


@cache
def _catalogue(code: str) -> gettext_module.NullTranslations:
    return gettext_module.translation(DOMAIN, LOCALE, [code], fallback=True)


def gettext(text: str) -> str:
    """The text in the language spoken now."""
    return _catalogue(_language.get()).gettext(_instead.get().get(text, text))


def ngettext(one: str, many: str, count: int) -> str:
    """The text for a count in the language spoken now."""
    said = _instead.get()
    return _catalogue(_language.get()).ngettext(said.get(one, one), said.get(many, many), count)


def noop(text: str) -> str:
    """Mark a text for translation that `gettext` is asked for later."""
    return text
