"""What is done with an item: each act is a button that works without a script, and can be undone."""

from __future__ import annotations

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from rxladder.facts.feeds import known_feeds
from rxladder.facts.roles import workplaces
from rxladder.web.accounts.models import Person
from rxladder.web.site import clock
from rxladder.web.site.deleting import delete_row
from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.second_taps import MARK
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of, way_back
from rxladder.web.trash.former import change
from rxladder.web.trends import marking
from rxladder.web.trends.models import Entry, Ranking, SavedItem, ShowLess
from rxladder.web.trends.reading import Card, card_of, reasons_of
from rxladder.web.trends.shelf import Shelf, shelf_of
from rxladder.web.trends.stream_pages import described
from rxladder.web.trends.words import mark_words

STREAM = "trends:stream"


class NoteForm(HouseForm):
    """Why one keeps it."""

    note = forms.CharField(
        label=gettext_lazy("Your note"),
        help_text=gettext_lazy("What is it good for? The note stays with the item. Both are under Saved."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def found_item(person: Person, id: int) -> tuple[Shelf, Entry, Card]:
    """An item that one of the person's feeds tells; 404 where there is none."""
    shelf = shelf_of(person)
    entry = get_object_or_404(Entry.objects.defer("summary"), id=id)
    ranking = Ranking.objects.visible_to(person).first()
    card = card_of(shelf, entry, reasons_of(ranking) if ranking else {})
    if card is None:
        raise Http404
    return shelf, entry, card


@of_person
@require_POST
def act(request, id):
    """Read, unread, star, unstar."""
    shelf, entry, card = found_item(request.person, id)
    now, wish = clock.now(), request.POST.get("act")
    if wish in ("read", "unread"):
        marking.mark_read(shelf, entry.story or entry.id, wish == "read", now)
    elif wish in ("star", "unstar"):
        marking.star(request.person, entry.id, now if wish == "star" else None)
    else:
        raise Http404
    if request.htmx:
        shelf, entry, card = found_item(request.person, id)
        part = "item_acts" if request.POST.get("part") == "item" else "card"
        context = {"one": described(card, shelf), "card": card, "here": way_back(request, STREAM)}
        return render(request, f"trends/parts/{part}.html", context)
    return redirect(way_back(request, STREAM))


@of_person
def save(request, id):
    """Keep an item, with a note."""
    shelf, entry, card = found_item(request.person, id)
    form = NoteForm(posted(request), initial={"note": card.saved.note if card.saved else ""})
    if form.is_valid():
        row = marking.save(shelf, entry, form.cleaned_data["note"].strip())
        say(request, _("Saved. You can find it under Saved."), undo=reverse("trends:unsave", args=[row.id]))
        return redirect(way_back(request, reverse("trends:item", args=[entry.id])))
    context = {"form": form, "entry": entry, "card": card, "next": request.GET.get("next", "")}
    return render(request, "trends/save.html", context, status=status_of(form))


@of_person
def note(request, id):
    """Change the note of something that was saved."""
    row = get_object_or_404(SavedItem.objects.visible_to(request.person), id=id)
    form = NoteForm(posted(request), initial={"note": row.note})
    if form.is_valid():
        row.note = form.cleaned_data["note"].strip()
        former = change(row, lambda: row.save(update_fields=["note", "changed_at"]), request.POST.get(MARK))
        say_saved(request, _("Your note is saved."), former)
        return redirect(way_back(request, reverse(STREAM) + "?view=saved"))
    return render(request, "trends/note.html", {"form": form, "row": row}, status=status_of(form))


@of_person
@require_POST
def unsave(request, id):
    """Let go of something saved."""
    row = delete_row(SavedItem.objects.kept_of(request.person), id)
    say(request, _("It is no longer saved."), undo=reverse("trends:save-again", args=[row.id]))
    return redirect(way_back(request, reverse(STREAM) + "?view=saved"))


@of_person
@require_POST
def save_again(request, id):
    """Undo `unsave`."""
    row = get_object_or_404(SavedItem.objects.kept_of(request.person), id=id)
    again = SavedItem.objects.visible_to(request.person).filter(entry=row.entry_id)
    if row.deleted_at is None or (row.entry_id and again.exists()):
        say(request, _("It was already saved again."))
    else:
        row.restore()
        say(request, _("It is saved again, with your note."))
    return redirect(way_back(request, reverse(STREAM) + "?view=saved"))


# --- All read


@of_person
@require_POST
def all_read(request):
    """Everything that the page stood for is read: of all feeds, a folder or one."""
    shelf = shelf_of(request.person)
    told = request.POST
    feeds = list(shelf.rows)
    if told.get("feed"):
        feeds = [feed for feed in feeds if str(feed) == told["feed"]]
    elif told.get("folder"):
        feeds = list(shelf.within(told["folder"]))
    through = told.get("through", "")
    if not through.isdecimal() or len(through) > 18:
        raise Http404
    at = clock.now()
    changed = marking.all_read(shelf, feeds, int(through), at)
    undo = reverse("trends:not-all-read", args=[at]) if changed else None
    say(request, _("Everything is marked as read.") if changed else _("There was nothing unread."), undo=undo)
    return redirect(way_back(request, STREAM))


@of_person
@require_POST
def not_all_read(request, at):
    """Undo `all_read`."""
    if not marking.not_all_read(request.person, at):
        raise Http404
    say(request, _("It is unread again."))
    return redirect(way_back(request, STREAM))


# --- Less of it


@of_person
@require_safe
def less(request):
    """Of what the person asked to be shown less, each with the way back."""
    shelf = shelf_of(request.person)
    rows = ShowLess.objects.visible_to(request.person)
    context = {"rows": [{"row": row, "words": mark_words(row.mark, shelf)} for row in rows]}
    return render(request, "trends/less.html", context)


@of_person
@require_POST
def less_of(request):
    """Show less of a source, a subject or a kind of workplace."""
    shelf, mark = shelf_of(request.person), request.POST.get("mark", "")
    if mark not in marks_of(shelf):
        raise Http404
    row = marking.less(request.person, mark)
    told = _("You will see less of it: %(name)s.") % {"name": mark_words(mark, shelf)}
    say(request, told, undo=reverse("trends:more-of", args=[row.id]))
    return redirect(way_back(request, STREAM))


def marks_of(shelf: Shelf) -> set[str]:
    """All of which less can be asked."""
    topics = {f"topic:{topic}" for one in known_feeds().values() for topic in one.topics}
    return topics | {f"source:{url}" for url in shelf.sources} | {f"setting:{id_}" for id_ in workplaces()}


@of_person
@require_POST
def more_of(request, id):
    """Undo `less_of`."""
    row = delete_row(ShowLess.objects.kept_of(request.person), id)
    name = mark_words(row.mark, shelf_of(request.person))
    say(request, _("It is shown as before: %(name)s.") % {"name": name})
    return redirect(way_back(request, STREAM))
