"""All of a person to take along: the career file, certificates and badges in one ZIP."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from django.http import FileResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.web.backup.everything import write_everything
from rxladder.web.site.disk import trouble_of
from rxladder.web.site.views import of_person, say

IN_MEMORY = 20_000_000


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
        say(request, _("A certificate is lost or cannot be read. Take your career file alone."))
        return redirect("accounts:career-file")
    out.seek(0)
    name = f"rxladder-{request.on}.zip"
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
