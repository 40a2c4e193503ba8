"""The stream: each story once, what matters first."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_GET

from rxladder.web.site.views import of_person


@of_person
@require_GET
def stream(request):
    """The news of the feeds that the person reads."""
    return render(request, "trends/stream.html", {})
