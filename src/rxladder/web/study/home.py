"""The page of study: how far it is, what is due, and one button to begin."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from rxladder.web.site.kept import kept
from rxladder.web.site.rules import exam_name
from rxladder.web.site.views import of_person
from rxladder.web.study.preparing import preparation_of
from rxladder.web.study.standing import standing


@of_person
@require_safe
def home(request):
    """Where one stands, and what to do now."""
    row = preparation_of(request.person)
    if row is None:
        return render(request, "study/first.html")
    found = kept(request, "study", lambda: standing(request.person, row, request.on))
    return render(request, "study/home.html", {"row": row, "exam": exam_name(row.exam), "found": found})
