"""How a badge is sent, compared with an address, and made a holding."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.papers.badges.result import BadBadge
from rxladder.web.certifications.badges_keeping import keep
from rxladder.web.certifications.badges_models import Badge
from rxladder.web.certifications.models import Holding
from rxladder.web.site.forms import DayField, HouseForm
from rxladder.web.site.rules import credential_choices
from rxladder.web.site.templatetags.words import day
from rxladder.web.site.uploads import whole

TAKEN = ".png,.svg,.json,.jwt,.txt,image/png,image/svg+xml,application/json"
_NO_ADDRESS = gettext_lazy("This is not an email address.")


class EmailForm(HouseForm):
    """The address that a badge was sent to."""

    email = forms.EmailField(
        label=gettext_lazy("Your email address on the badge"),
        help_text=gettext_lazy(
            "Most badges store it in a coded form that only the same address matches. It stays here."
        ),
        required=False,
        error_messages={"invalid": _NO_ADDRESS},
    )


class UploadForm(EmailForm):
    """A badge file; `keep` stores and judges it."""

    badge = forms.FileField(
        label=gettext_lazy("The badge"),
        help_text=gettext_lazy("PNG, SVG or JSON, as you downloaded it; at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": TAKEN}),
        error_messages={
            "required": gettext_lazy("Choose the badge file."),
            "empty": gettext_lazy("This file is empty."),
            "missing": gettext_lazy("Choose the badge file."),
        },
    )
    field_order = ["badge", "email"]

    def keep(self, person, on) -> Badge | None:
        """Store what was sent; None, and the form in error, where it is no badge."""
        upload = self.cleaned_data["badge"]
        content = whole(upload)
        try:
            if content is None:
                raise BadBadge(_("This file is larger than 5 MB. No badge is that large."))
            return keep(person, upload.name, content, self.cleaned_data["email"], on)
        except BadBadge as error:
            self.add_error("badge", str(error))
            return None


class TakeForm(HouseForm):
    """Which holding a badge shows."""

    expires = DayField(
        label=gettext_lazy("Expires"),
        help_text=gettext_lazy(
            "As the badge says. If your certificate has a different date, enter that one."
        ),
        required=False,
    )
    issued = DayField(
        label=gettext_lazy("First issued"),
        required=False,
    )

    def __init__(self, *args, person, given=None, **kwargs):
        super().__init__(*args, **kwargs)
        # Never filled in by itself: a badge that was renewed often knows its last renewal only.
        self.fields["issued"].help_text = (
            _("The badge says %(day)s. Enter it only if that was the first time.") % {"day": day(given)}
            if given
            else _("The day you first got it.")
        )
        held = {row.credential for row in Holding.objects.visible_to(person)}
        self.fields["credential"] = forms.ChoiceField(
            label=_("What is it?"),
            choices=[("", _("Choose what it is")), *_marked(credential_choices(person.state), held)],
            error_messages={
                "required": _("Choose what it is."),
                "invalid_choice": _("Choose one from the list."),
            },
        )
        self.order_fields(["credential", "expires", "issued"])

    def clean(self):
        """Days must come in an order that can be."""
        super().clean()
        issued, expires = self.cleaned_data.get("issued"), self.cleaned_data.get("expires")
        if issued and expires and expires < issued:
            self.add_error("expires", _("It cannot expire before it was issued."))
        return self.cleaned_data


def _marked(groups, held: set[str]):
    """The choices, telling which of them the person holds."""
    for name, choices in groups:
        yield (
            name,
            [
                (id_, _("%(title)s (you hold it)") % {"title": title} if id_ in held else title)
                for id_, title in choices
            ],
        )
