"""Stock reviews: movements brought as CSV, and their figures with plot, items and assumptions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from rxladder.facts.phrases import say_date, say_dollars
from rxladder.facts.yaml_text import BadInput
from rxladder.papers.stock_plot import stock_plot
from rxladder.papers.table import csv_table
from rxladder.quality.inventory import Assumptions, Inventory, ItemFigures, Movement, figures
from rxladder.quality.measure import say_rounded
from rxladder.quality.stock_file import read_movements
from rxladder.web.education.evidence_keeping import plain_name
from rxladder.web.responsibilities.guarded import GuardedModelForm
from rxladder.web.responsibilities.models import StockReview
from rxladder.web.site.deleting import deleting
from rxladder.web.site.downloads import CSV, download
from rxladder.web.site.kept import kept
from rxladder.web.site.uploads import whole
from rxladder.web.site.views import of_person, posted, say, say_saved, status_of

MOST_DAYS = 365
EXAMPLE = """date,item,kind,quantity,unit cost
2026-09-01,Heparin,counted,20,5.10
2026-09-02,Heparin,used,2,
2026-09-07,Heparin,received,10,6.00
2026-09-08,Heparin,expired,3,"""
SHOWN = 100
"""Items that the page lists; all of them are in the table that can be taken away."""


class ReviewForm(GuardedModelForm):
    """What a review is called, and what its par levels assume."""

    class Meta:
        model = StockReview
        fields = ["title", "lead_days", "review_days", "safety_days"]
        widgets = {"title": forms.TextInput}

    def clean(self):
        """Days are few enough to mean something."""
        cleaned = super().clean()
        for name in ("lead_days", "review_days", "safety_days"):
            if (cleaned.get(name) or 0) > MOST_DAYS:
                self.add_error(name, _("Write a number from 0 to 365."))
        return cleaned


class NewReviewForm(ReviewForm):
    """The same with the file of movements; `movements` are what was read."""

    document = forms.FileField(
        label=gettext_lazy("Stock movements as CSV"),
        help_text=gettext_lazy(
            "Columns: date, item, kind, quantity, unit cost. At most 2 MB and 20,000 lines."
        ),
    )
    field_order = ("title", "document", "lead_days", "review_days", "safety_days")

    def clean(self):
        """The file is read whole, or refused with line and column."""
        cleaned = super().clean()
        upload = cleaned.get("document")
        if upload is not None:
            try:
                self.instance.movements = stored(_read(upload, self.today))
            except BadInput as error:
                self.add_error("document", f"{error}.")
        return cleaned


def _read(upload, on: date) -> tuple[Movement, ...]:
    name, content = plain_name(upload.name), whole(upload)
    if content is None:
        raise BadInput(_("is larger than 2 MB"), name)
    return read_movements(content, name, on)


def stored(movements: tuple[Movement, ...]) -> list[list[str | None]]:
    """Movements as a row keeps them."""
    return [
        [
            one.date.isoformat(),
            one.item,
            one.kind,
            str(one.quantity),
            None if one.unit_cost is None else str(one.unit_cost),
        ]
        for one in movements
    ]


def movements_of(row: StockReview) -> list[Movement]:
    """The movements that a row keeps."""
    return [
        Movement(
            date.fromisoformat(day), item, kind, Fraction(quantity), None if cost is None else Fraction(cost)
        )
        for day, item, kind, quantity, cost in row.movements
    ]


def _row(request, id) -> StockReview:
    return get_object_or_404(StockReview.objects.visible_to(request.person), id=id)


def figures_of(request, row: StockReview) -> Inventory | None:
    """What a review's movements come to; None where there are none."""
    assumed = Assumptions(row.lead_days, row.review_days, row.safety_days)
    return kept(request, f"stock {row.id}", lambda: figures(movements_of(row), assumed))


@of_person
def reviews(request):
    """Every review, and the form for a new one."""
    form = NewReviewForm(
        posted(request),
        request.FILES if request.method == "POST" else None,
        person=request.person,
        today=request.on,
        initial={"title": _("Stock review of %(day)s") % {"day": say_date(request.on)}},
    )
    if form.is_valid():
        row = form.save()
        say(request, _("Movements read: %(n)d.") % {"n": len(row.movements)})
        return redirect("stock:show", row.id)
    rows = StockReview.objects.visible_to(request.person).order_by("-created_at").defer("movements")
    context = {"form": form, "rows": rows, "example": EXAMPLE}
    return render(request, "responsibilities/stock.html", context, status=status_of(form))


@of_person
def show(request, id):
    """One review: its figures, its plot, its items; the assumptions can be changed below."""
    row = _row(request, id)
    form = ReviewForm(posted(request), instance=row, person=request.person, today=request.on)
    if form.is_valid():
        form.save()
        say_saved(request, _("Your changes are saved."), form.former)
        return redirect("stock:show", id)
    row.refresh_from_db()
    found = figures_of(request, row)
    context: dict[str, Any] = {"row": row, "form": form, "found": found}
    if found is not None:
        items = [_item_view(item) for item in found.items[:SHOWN]]
        context |= {
            "plot": stock_plot(found),
            "summary": _summary(found),
            "items": items,
            "more": max(0, len(found.items) - SHOWN),
            "raised": [item.item for item in found.raised],
        }
    return render(request, "responsibilities/stock_review.html", context, status=status_of(form))


def _summary(found: Inventory) -> list[tuple[str, str, str]]:
    """Each figure: its name, its value, and how it is worked out."""
    none = _("not known")
    turns = _("{n} times in {days} days").format(n=_round(found.turnover), days=found.days)
    return [
        (
            _("Turnover"),
            turns if found.turnover is not None else none,
            _("Cost of what was used, {cost}, divided by the average value on the shelf, {mean}.").format(
                cost=_money(found.cost_of_use), mean=_money(found.mean_value)
            ),
        ),
        (
            _("A year at that pace"),
            _("{n} times").format(n=_round(found.turnover_a_year)) if found.turnover is not None else none,
            _("Turnover times 365, divided by {days} days.").format(days=found.days),
        ),
        (
            _("Days on hand"),
            _("{n} days").format(n=_round(found.days_on_hand)) if found.days_on_hand is not None else none,
            _("Value on the shelf at the end, {end}, divided by the cost of a day's use.").format(
                end=_money(found.end_value)
            ),
        ),
        (
            _("Expired or wasted"),
            _money(found.expired_value),
            _("What expired or was wasted, at its unit cost."),
        ),
    ]


def _item_view(item: ItemFigures) -> dict[str, str]:
    return {
        "item": item.item,
        "abc": item.abc or "–",
        "used": _round(item.used),
        "on_hand": _round(item.on_hand),
        "days": _round(item.days_on_hand),
        "par": _("{least} to {most}").format(least=item.par_least, most=item.par_most),
        "cost": _money(item.cost_of_use),
        "expired": _money(item.expired_value),
    }


def _round(number: Fraction | None) -> str:
    return "–" if number is None else say_rounded(number)


def _money(usd: Fraction | None) -> str:
    return _("not known") if usd is None else say_dollars(round(usd, 2))


@of_person
@require_safe
def table(request, id):
    """The figures of every item as a table."""
    row = _row(request, id)
    found = figures_of(request, row)
    head = ("item", "class", "used", "on hand", "days on hand", "par least", "par most", "cost of use")
    lines = [
        (
            item.item,
            item.abc,
            _number(item.used),
            _number(item.on_hand),
            _number(item.days_on_hand),
            item.par_least,
            item.par_most,
            _number(item.cost_of_use),
            _number(item.turnover),
            _number(item.expired_value),
        )
        for item in (found.items if found else ())
    ]
    text = csv_table((*head, "turnover", "expired value"), lines)
    return download(text, CSV, f"{slugify(row.title)[:60] or 'stock'}.csv")


def _number(amount: Fraction | None) -> Decimal | None:
    return None if amount is None else round(Decimal(amount.numerator) / Decimal(amount.denominator), 2)


delete, restore = deleting(StockReview, "stock:restore", "stock:all", "stock:show")
