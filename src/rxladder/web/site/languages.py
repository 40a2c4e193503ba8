"""The language of a page or a mail: chosen by the person, else the one that their browser asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.translation import activate, get_language, override
from django.views.decorators.http import require_POST

from rxladder.facts.language import speak, speaking
from rxladder.web.accounts.models import Person
from rxladder.web.site.views import way_back


@require_POST
def choose(request):
    """Speak another language from now on, on this browser and in mails to this person."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest()
    if request.person is not None:
        owner = request.person.owner if request.person.is_demo else request.person
        owner.language = language
        owner.save(update_fields=["language"])
    response = HttpResponseRedirect(way_back(request, "more"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def answer_in_language_of(person: Person, request: HttpRequest) -> None:
    """Answer a program in its person's language, unless it asks for one itself."""
    if person.language and "Accept-Language" not in request.headers:
        activate(person.language)
        speak(person.language)


@contextmanager
def for_who_reads_it(request: HttpRequest) -> Iterator[None]:
    """Speak English in a paper that others read, or the language that its address or form asks for."""
    code = language_of_paper(request)
    with override(code), speaking(code):
        yield


def language_of_paper(request: HttpRequest) -> str:
    """The language of a paper for others: what is asked for, or English."""
    asked = request.POST.get("language") or request.GET.get("language")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def keep_language_for_mails(person: Person) -> None:
    """What is sent to somebody who chose no language speaks that of the page on which they asked for it."""
    if not person.language:
        person.language = get_language() or ""
        person.save(update_fields=["language"])


@contextmanager
def in_language_of(person: Person) -> Iterator[None]:
    """Speak a person's language where no browser tells it, such as in a mail."""
    code = person.language or settings.LANGUAGE_CODE
    with override(code), speaking(code):
        yield
