"""What a browser needs to study without a network: the app's papers, a page of nobody's, a worker."""

from __future__ import annotations

import hashlib

from django.http import JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rxladder.web.site.views import of_person

SCRIPTS = ("study/store.js", "study/study.js", "study/judge.js", "study/offline.js")
ALSO = ("site/look.css", "site/icon.svg", "shared/htmx-2.min.js")
COLOURS = {"theme_color": "#1c5a48", "background_color": "#faf8f2"}
SIZES = (192, 512)


@require_GET
@cache_control(public=True, max_age=3600)
def manifest(request):
    """The site as an app that a phone can put on its first page. The same for everybody."""
    icons = [
        {"src": static(f"site/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in SIZES
    ]
    filled = {"src": static("site/icon-filled-512.png"), "sizes": "512x512", "type": "image/png"}
    drawn = {"src": static("site/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    paper = {
        "id": "/",
        "name": "RxLadder",
        "short_name": "RxLadder",
        "description": _("What to do next, by when, and why; and ten questions in a break."),
        "start_url": reverse("study:home"),
        "scope": "/",
        "display": "standalone",
        **COLOURS,
        "icons": [*icons, filled | {"purpose": "maskable"}, drawn],
    }
    return JsonResponse(paper, content_type="application/manifest+json")


@of_person
@require_GET
def offline(request):
    """The page that stands in for the chapter's others while there is no network; nobody's name on it."""
    return render(request, "study/offline.html")


@of_person
@require_GET
def worker(request):
    """The service worker: keeps that page with its files, and gives it out where the network is silent."""
    files = [static(name) for name in (*SCRIPTS, *ALSO)]
    shell = render_to_string("study/offline.html", {"tabs": []})
    version = hashlib.sha256("\n".join([*files, shell]).encode()).hexdigest()[:16]
    context = {"files": files, "shell": reverse("study:offline"), "scope": reverse("study:home")}
    context |= {"version": version, "store": static("study/store.js")}
    return render(request, "study/worker.js", context, content_type="text/javascript")
