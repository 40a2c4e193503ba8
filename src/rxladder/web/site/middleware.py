"""What happens around every page: whose record it shows, in which language, and who may keep a copy."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from rxladder.facts.language import speaking
from rxladder.web.accounts.models import Person

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
DEMO, OWN = "demo", "own"


def private_pages(get_response):
    """No shared cache keeps a page, and no page may use the machine's senses."""

    def respond(request):
        response = get_response(request)
        if "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_cache=True)
        response.headers["Permissions-Policy"] = PERMISSIONS
        return response

    return respond


def whose_record(get_response):
    """Say whose record a request is about (`request.person`), and let the engines speak its language."""

    def respond(request):
        request.person = _person(request)
        with speaking(get_language() or "en"):
            return get_response(request)

    return respond


def _person(request: HttpRequest) -> Person | None:
    if settings.LOCAL:
        return Person.objects.local_demo() if shows_demo(request) else Person.objects.local()
    if not request.user.is_authenticated:
        return None
    return Person.objects.demo_of(request.user) if shows_demo(request) else request.user


def shows_demo(request: HttpRequest) -> bool:
    """Whether this visitor has chosen the made-up person, or an installation opens with it."""
    default = DEMO if settings.START_WITH_DEMO else OWN
    return request.session.get("record", default) == DEMO
