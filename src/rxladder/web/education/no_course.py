"""Credits of which it is told at once that they are none of the courses that rules ask for by name."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rxladder.facts.vocabulary import NO_COURSE
from rxladder.web.education.models import Credit
from rxladder.web.site.views import of_person, say, way_back


@of_person
@require_POST
def say_so(request):
    """None of some credits is a course with a name; what names one meanwhile stays as it is."""
    at, wanted = timezone.now(), set(request.POST.getlist("credit"))
    silent = Credit.objects.visible_to(request.person).filter(course="")
    ids = [id_ for id_ in silent.values_list("id", flat=True) if str(id_) in wanted]
    changed = silent.filter(id__in=ids).update(course=NO_COURSE, changed_at=at)
    if changed:
        text = ngettext(
            "Noted: it is not one of the courses a rule names.",
            "Noted for %(n)d credits: none of them is a course that a rule names.",
            changed,
        )
        say(request, text % {"n": changed}, undo=reverse("education:undo-no-course", args=[at]))
    return redirect(way_back(request, "education:credits"))


@of_person
@require_POST
def undo(request, at):
    """Take back what `say_so` told."""
    mine = Credit.objects.visible_to(request.person).filter(course=NO_COURSE, changed_at=at)
    if mine.update(course=""):
        say(request, _("That was undone."))
    return redirect("education:credits")
