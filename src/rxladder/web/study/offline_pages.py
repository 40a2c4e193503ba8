"""What a browser needs to study without a network: a page of nobody's, and a worker."""

from __future__ import annotations

import hashlib

from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from rxladder.web.site.views import of_person

SCRIPTS = ("study/store.js", "study/study.js", "study/judge.js", "study/offline.js")
ALSO = ("site/look.css", "site/icon.svg", "shared/htmx-2.min.js")


@of_person
@require_safe
def offline(request):
    """The page that stands in for the chapter's others while there is no network; nobody's name on it."""
    return render(request, "study/offline.html")


@of_person
@require_safe
def worker(request):
    """The service worker: keeps that page with its files, and gives it out where the network is silent."""
    files = [static(name) for name in (*SCRIPTS, *ALSO)]
    shell = render_to_string("study/offline.html", {"tabs": []})
    version = hashlib.sha256("\n".join([*files, shell]).encode()).hexdigest()[:16]
    context = {"files": files, "shell": reverse("study:offline"), "scope": reverse("study:home")}
    context |= {"version": version, "store": static("study/store.js")}
    return render(request, "study/worker.js", context, content_type="text/javascript")
