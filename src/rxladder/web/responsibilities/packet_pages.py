"""The promotion packet: choose a role, see the case for it, take it as a PDF, share it by a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rxladder.facts.language import speaking
from rxladder.facts.roles import families, roles
from rxladder.papers.promotion_layout import Laid
from rxladder.papers.promotion_packet import PromotionPacket, promotion_packet
from rxladder.papers.promotion_sections import SECTIONS, SectionId, section_title
from rxladder.web.certifications.ladder_pages import ladder_of
from rxladder.web.education.models import Evidence
from rxladder.web.responsibilities import packet_making as making
from rxladder.web.responsibilities.packet_made import MOST_BYTES, evidence_rows, files_of, packet_of
from rxladder.web.responsibilities.packet_shares import links_of, make_link
from rxladder.web.site.answer import career_of
from rxladder.web.site.downloads import PDF, download
from rxladder.web.site.errors import page
from rxladder.web.site.forms import DayField, HouseForm
from rxladder.web.site.languages import for_who_reads_it
from rxladder.web.site.views import of_person, posted, say, status_of

PROPOSED_DAYS = 30
MOST_DAYS = 366


def _choices() -> list[tuple[str, str]]:
    return [(id_, section_title(id_)) for id_ in SECTIONS]


class PacketForm(HouseForm):
    """What goes into a packet, until which day its link works, and how its PDF speaks."""

    sections = forms.MultipleChoiceField(
        label=gettext_lazy("What goes in?"),
        widget=forms.CheckboxSelectMultiple,
        choices=_choices,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    until = DayField(
        label=gettext_lazy("The link works until"),
        help_text=gettext_lazy("Including that day; a year at most."),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )

    def __init__(self, *args, today, has: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"sections": has, "until": today + timedelta(days=PROPOSED_DAYS), "language": ""}
        own = get_language() or settings.LANGUAGE_CODE
        if own != settings.LANGUAGE_CODE:
            self.fields["language"] = forms.ChoiceField(
                label=_("What language should the PDF be in?"),
                help_text=_("A link opens in the language of whoever opens it."),
                choices=(("", _("English, as employers read it")), (own, _("My own language"))),
                widget=forms.RadioSelect,
                required=False,
            )
        self.today = today

    def clean_until(self):
        """A day to come, and not too far off."""
        day = self.cleaned_data["until"]
        if not self.today <= day <= self.today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day from today to a year from now."))
        return day


@of_person
@require_safe
def choose(request):
    """For which role? What one aims for and what is one step away come first."""
    found, career = ladder_of(request), career_of(request)
    aims = [goal.role for goal in career.goals if goal.role and goal.role in roles()]
    # Of someone who told no post nobody knows what is near: the ladder would begin at its foot.
    steps = [step.to for step in found.steps] if found.here else []
    near = list(dict.fromkeys((*aims, *steps)))
    rest = [id_ for family in families().values() for id_ in family.roles if id_ not in near]
    context = {
        "near": [_role_line(found, id_, aims) for id_ in near if roles()[id_].asks],
        "rest": [_role_line(found, id_, aims) for id_ in rest if roles()[id_].asks],
        "here": found.here,
    }
    return render(request, "responsibilities/packet_choose.html", context)


def _role_line(found, id_: str, aims: Sequence[str]) -> dict:
    return {"role": roles()[id_], "standing": found.standings[id_], "aim": id_ in aims}


@of_person
def show(request, role):
    """The packet for a role; the form below takes it away or shares it."""
    laid = _laid(request, role, SECTIONS)
    form = PacketForm(
        posted(request), today=request.on, has=[one.id for one in laid.sections] or ["met", "gaps"]
    )
    if form.is_valid():
        return _taken(request, role, form.cleaned_data)
    rows = evidence_rows(request, laid)
    context = {
        "laid": laid,
        "title": _("Promotion packet: %(role)s") % {"role": laid.role},
        "role": role,
        "form": form,
        "files": len(rows),
        "links": links_of(request, role),
        "empty": [section_title(id_) for id_ in _not_there(laid)],
    }
    return render(request, "responsibilities/packet.html", context, status=status_of(form))


def _not_there(laid: Laid) -> Iterator[SectionId]:
    there = {section.id for section in laid.sections}
    yield from (id_ for id_ in SECTIONS if id_ not in there and id_ not in ("met", "gaps", "work"))


def _laid(request, role: str, sections: Sequence[str]) -> Laid:
    if role not in roles() or roles()[role].asks is None:
        raise Http404
    return packet_of(request, role, sections)


def _taken(request, role: str, wanted: dict):
    """What the pressed button asks for."""
    if request.POST.get("do") == "link":
        make_link(request, role, wanted["sections"], wanted["until"])
        say(request, _("Your link is ready. It works until the day you chose."))
        return redirect(f"{reverse('packet:show', args=[role])}#links")
    language = {"language": wanted["language"]} if wanted.get("language") else {}
    query = urlencode({"s": wanted["sections"]} | language, doseq=True)
    if request.POST.get("do") == "evidence":
        return _with_progress(request, role, wanted["sections"], query)
    return redirect(f"{reverse('packet:paper-download', args=[role])}?{query}")


# --- As a PDF


@of_person
@require_safe
def paper(request, role):
    """The packet's own pages as a PDF, without the files behind it."""
    with for_who_reads_it(request):
        made = promotion_packet(PromotionPacket(_laid(request, role, _asked(request))))
    return _download(made, role)


@of_person
@require_safe
def with_evidence(request, role):
    """The PDF with its files: as it was just made, or made anew."""
    sections = _asked(request)
    pdf = making.taken(request, role, sections)
    if pdf is None:
        packet = _whole(request, role, sections)
        if isinstance(packet, HttpResponse):
            return packet
        with for_who_reads_it(request):
            pdf = promotion_packet(packet)
    return _download(pdf, role)


def _asked(request) -> tuple[str, ...]:
    wanted = request.GET.getlist("s") or SECTIONS
    return tuple(id_ for id_ in SECTIONS if id_ in wanted)


def _download(pdf: bytes, role: str) -> HttpResponse:
    return download(pdf, PDF, f"promotion-packet-{role}.pdf")


def _whole(request, role: str, sections: Sequence[str]) -> PromotionPacket | HttpResponse:
    """The packet with its files in memory; a page that says why where that cannot be."""
    with for_who_reads_it(request):
        laid = _laid(request, role, sections)
    rows = evidence_rows(request, laid)
    if sum(row.size for row in rows) > MOST_BYTES:
        return page(
            request,
            413,
            _("The packet was not made: its files take up more than 150 MB."),
            _("Nothing was changed. Leave a section out, or replace the largest files with smaller ones."),
        )
    return _read(request, laid, rows)


def _read(request, laid: Laid, rows: Sequence[Evidence]) -> PromotionPacket | HttpResponse:
    try:
        return PromotionPacket(laid, tuple(files_of(rows)))
    except OSError:
        return page(
            request,
            409,
            _("The packet was not made: one of its files cannot be read."),
            _(
                "It is missing from the data folder, or it is not what it was. The rest of your record "
                "is safe. Open your certificates, delete the one that shows no picture, and add it again."
            ),
        )


def _with_progress(request, role: str, sections: Sequence[str], query: str):
    """A page that grows while the files are laid out, and ends with the button that takes the PDF."""
    packet = _whole(request, role, sections)
    if isinstance(packet, HttpResponse):
        return packet
    context = {"laid": _laid(request, role, sections), "role": role, "title": _("Making the packet")}
    whole = render_to_string("responsibilities/packet_making.html", context, request)
    before, after = whole.split("<!-- progress -->")
    lines = _lines(request, role, sections, packet, query, get_language() or "en")
    response = StreamingHttpResponse(_stream(before, lines, after))
    response.headers["X-Accel-Buffering"] = "no"
    return response


def _stream(before: str, lines: Iterator[str], after: str) -> Iterator[str]:
    yield before
    yield from lines
    yield after


def _lines(request, role, sections, packet: PromotionPacket, query: str, language: str) -> Iterator[str]:
    """A line for each file that is laid out, then the end; the page shows the last of them only."""
    with override(language), speaking(language):
        for done, of in making.make(request, role, sections, packet):
            said = ngettext("%(done)d of %(n)d file added", "%(done)d of %(n)d files added", of)
            context = {"done": done, "of": of, "says": said % {"done": done, "n": of}}
            yield render_to_string("responsibilities/parts/packet_step.html", context)
        address = f"{reverse('packet:evidence-download', args=[role])}?{query}"
        done = making.is_made(request, role, sections)
        yield render_to_string("responsibilities/parts/packet_ready.html", {"address": address, "made": done})
