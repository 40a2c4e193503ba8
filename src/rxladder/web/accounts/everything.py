"""All of a person to take along and to bring: the career file, or a ZIP that has certificates and badges too.

What is brought is judged whole, then kept aside until its person has seen what is in it and says yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.career.file import read_career
from rxladder.career.record import Career
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts.models import Person
from rxladder.web.backup import waiting
from rxladder.web.backup.everything import Everything, judged, opened, take, write_everything
from rxladder.web.certifications.models import Badge
from rxladder.web.education.models import Evidence
from rxladder.web.site.career_io import check_career, export_career, import_career
from rxladder.web.site.disk import trouble_of
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs
from rxladder.web.site.uploads import MOST_BYTES_TOGETHER
from rxladder.web.site.views import of_person, say

IN_MEMORY = 20_000_000
MOST_BYTES = MOST_BYTES_TOGETHER
"""The largest archive that the site takes, packed or not: a form holds no more in memory."""
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 5_000


@of_person
@require_safe
def download(request):
    """Everything as a ZIP; where a file was lost, what to do instead."""
    out = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the answer closes it
    try:
        write_everything(request.person, out)
    except OSError as error:
        out.close()
        if trouble_of(error):
            raise
        say(request, _("A certificate is lost or cannot be read. Download your career file by itself."))
        return redirect("accounts:career-file")
    out.seek(0)
    name = f"rxladder-{request.on}.zip"
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")


# --- Bringing it


def set_aside(request, name: str, content: bytes) -> None:
    """Judge an archive that was sent, and keep it aside until its person says yes. BadInput where it is bad.

    Nothing is locked while files are looked into.
    """
    if content.count(_ENTRY) > _MOST_ENTRIES:
        raise BadInput(_("has far too many parts"), name)
    with opened(BytesIO(content), name, request.on, MOST_BYTES) as found:
        judged(request.person, found, request.on)
        told = {"name": name, "what": _counts_of(found)}
    waiting.put(request.person.id, content, told)


def set_aside_alone(request, name: str, content: bytes) -> None:
    """Do the same with a career file that comes alone."""
    career = _career_in(content, name, request.on)
    waiting.put(request.person.id, content, {"name": name, "alone": True, "what": _counts(career)})


def _career_in(content: bytes, name: str, on: date) -> Career:
    career = read_career(content, packs(), name, on)
    check_career(career, on)
    return career


@of_person
def look(request):
    """What is in the file that waits, beside what is here; with a yes it takes the place of that."""
    told = waiting.about(request.person.id)
    if told is None:
        return redirect("accounts:career-file")
    error = ""
    if request.method == "POST" and request.POST.get("mark") == told["mark"]:
        try:
            at = _taken(request, told)
        except BadInput as refused:
            error = in_words(refused)
        else:
            undo = reverse("accounts:undo-career-file", args=[at]) if at else None
            say(request, _taken_words(told), undo=undo)
            return redirect("plan:home")
    until = datetime.fromtimestamp(told["until"], UTC)
    here = _counts(export_career(request.person)) | _files(request.person)
    rows = [
        {"what": words, "there": told["what"][key], "here": here[key]}
        for key, words in _what().items()
        if key in told["what"]
    ]
    context = {"told": told, "rows": rows, "until": until, "error": error}
    return render(request, "accounts/everything.html", context, status=422 if error else 200)


def _taken(request, told: Mapping[str, Any]) -> datetime | None:
    """Put it in the place of the record; the moment, or None where a tap before this one did so."""
    content = waiting.content(request.person.id, told["mark"])
    if content is None:
        return None
    with _judged(request, told, content) as take_it, one_at_a_time(request.person.id):
        now = waiting.about(request.person.id)
        if now is None or now["mark"] != told["mark"]:
            return None
        at = take_it()
        waiting.drop(request.person.id)
    return at


@contextmanager
def _judged(request, told: Mapping[str, Any], content: bytes) -> Iterator[Callable[[], datetime]]:
    """What puts a file, judged anew, in the place of the record."""
    if told.get("alone"):
        career = _career_in(content, told["name"], request.on)
        yield lambda: import_career(request.person, career)
        return
    with opened(BytesIO(content), told["name"], request.on, MOST_BYTES) as found:
        are = judged(request.person, found, request.on)
        yield lambda: take(request.person, found, are)


def _taken_words(told: Mapping[str, Any]) -> str:
    return (
        _("Your career file was imported.")
        if told.get("alone")
        else _("Everything that was in the ZIP is here.")
    )


@of_person
@require_POST
def discard(request):
    """Throw the file away; nothing of it was used."""
    waiting.drop(request.person.id)
    say(request, _("The file was discarded; nothing in it was used."))
    return redirect("accounts:career-file")


def in_words(error: BadInput) -> str:
    """What is wrong with a file, in one sentence that names the file and its part."""
    said = error.message if error.message.endswith((".", "?")) else f"{error.message}."
    if error.line is None:
        return _("Nothing was imported. %(file)s: %(message)s") % {"file": error.file, "message": said}
    told = {"file": error.file, "line": error.line, "message": said}
    return _("Nothing was imported. %(file)s, line %(line)s: %(message)s") % told


def _what() -> dict[str, str]:
    return {
        "name": _("Name"),
        "holdings": _("What you hold"),
        "credits": _("Credits in the log"),
        "past": _("Trainings, exams and jobs"),
        "certificates": _("Certificates"),
        "badges": _("Badges"),
    }


def _counts_of(found: Everything) -> dict[str, Any]:
    badges = sum(one.badge for one in found.files)
    return _counts(found.career) | {"certificates": len(found.files) - badges, "badges": badges}


def _counts(career: Career) -> dict[str, Any]:
    past = len(career.trainings) + len(career.exams) + len(career.experience)
    return {
        "name": career.person.name or "",
        "holdings": len(career.holdings),
        "credits": len(career.credits),
        "past": past,
    }


def _files(person: Person) -> dict[str, int]:
    kinds = {"certificates": Evidence, "badges": Badge}
    return {name: kind.objects.visible_to(person).count() for name, kind in kinds.items()}
