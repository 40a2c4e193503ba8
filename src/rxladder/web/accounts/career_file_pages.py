"""The career file: taking the whole record away, bringing one, and undoing that."""

from __future__ import annotations

from django.conf import settings
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rxladder.career.dump import write_career
from rxladder.facts.yaml_text import BadInput
from rxladder.web.accounts import everything
from rxladder.web.accounts.forms import CareerFileForm
from rxladder.web.backup import waiting
from rxladder.web.education.evidence_keeping import plain_name
from rxladder.web.site.career_io import export_career, undo_import
from rxladder.web.site.downloads import download
from rxladder.web.site.uploads import takes_up_to, whole
from rxladder.web.site.views import of_person, posted, say, status_of


@takes_up_to(everything.MOST_BYTES)
@of_person
def career_file(request):
    """Take the whole record away, or bring one; it is shown first what is in it."""
    form = CareerFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        brought = plain_name(upload.name), whole(upload) or b""
        try:
            if form.is_archive:
                everything.set_aside(request, *brought)
            else:
                everything.set_aside_alone(request, *brought)
            return redirect("accounts:look-everything")
        except BadInput as error:
            form.add_error("file", everything.in_words(error) if form.is_archive else _in_words(error))
    context = {"form": form, "waits": waiting.about(request.person.id), "local": settings.LOCAL}
    return render(request, "accounts/career_file.html", context, status=status_of(form))


def _in_words(error: BadInput) -> str:
    if error.line is None:
        return _("Nothing was imported: %(message)s.") % {"message": error.message}
    said = error.message if error.message.endswith((".", "?")) else f"{error.message}."
    return _("Line %(line)s: %(message)s") % {"line": error.line, "message": said}


@of_person
@require_POST
def undo_career_file(request, at):
    """Bring back what the last import replaced."""
    if undo_import(request.person, at):
        say(request, _("Your record is back to the way it was before the file."))
    return redirect("plan:home")


@of_person
@require_safe
def take_career_file(request):
    """The whole record as a career file."""
    text = write_career(export_career(request.person))
    return download(text, "application/yaml; charset=utf-8", f"career-{request.on}.yaml")
