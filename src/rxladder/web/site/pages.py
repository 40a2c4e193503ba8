"""Pages of the house itself."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from rxladder.web.site.chapters import front_of
from rxladder.web.site.views import of_person

_COLOURS = {"theme_color": "#1c5a48", "background_color": "#faf8f2"}
_SIZES = (192, 512)


@of_person
def more(request):
    """What there is besides the tabs."""
    return render(request, "site/more.html", {"languages": settings.LANGUAGES})


def icon(request):
    """Browsers ask for it here whatever the page says."""
    return HttpResponsePermanentRedirect(static("site/icon.svg"))


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """The site as an app that a phone can put on its first page. The same for everybody."""
    icons = [
        {"src": static(f"site/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in _SIZES
    ]
    filled = {"src": static("site/icon-filled-512.png"), "sizes": "512x512", "type": "image/png"}
    drawn = {"src": static("site/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    paper = {
        "id": "/",
        "name": "RxLadder",
        "short_name": "RxLadder",
        "description": _("What to do next, by when, and why; and ten questions in a break."),
        "start_url": front_of("study"),
        "scope": "/",
        "display": "standalone",
        **_COLOURS,
        "icons": [*icons, filled | {"purpose": "maskable"}, drawn],
    }
    return JsonResponse(paper, content_type="application/manifest+json")
