"""Forms of the feeds page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from rxladder.news.markup import web_address
from rxladder.web.site.forms import HouseForm, HouseModelForm, OfferedInput
from rxladder.web.site.rules import state_choices
from rxladder.web.trends.models import Subscription


class AddressForm(HouseForm):
    """The address of a feed, or of a site that has one."""

    address = forms.CharField(
        label=_("Address of a site or a feed"),
        help_text=_("Such as your board's news page. Its host is contacted when you press the button."),
        max_length=2_000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "autocomplete": "off"}),
    )

    def clean_address(self) -> str:
        """The whole address of the web."""
        told = self.cleaned_data["address"].strip()
        for scheme in ("feed://", "feed:"):
            told = told.removeprefix(scheme)
        if "://" not in told:
            told = f"https://{told}"
        found = web_address(told)
        if not found or "." not in found.split("/")[2]:
            raise forms.ValidationError(_("That is not a web address. Write it like nabp.pharmacy."))
        return found


class ListForm(HouseForm):
    """A list of feeds from another reader."""

    file = forms.FileField(
        label=_("List of feeds (OPML)"),
        help_text=_("Your other reader makes it: look there for “export”."),
    )


class SubscriptionForm(HouseModelForm):
    """What a person calls a feed, and where it stands."""

    class Meta:
        model = Subscription
        fields = ["title", "folder", "board"]
        help_texts = {
            "title": _("Leave it empty to use the feed's own title."),
            "folder": _("You can read the feeds in one folder together."),
            "board": _("If it is a state board's feed: its rule changes then come first."),
        }

    def __init__(self, *args, today=None, folders=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["folder"].widget = OfferedInput(folders)
        self.fields["folder"].required = False
        self.choose("board", state_choices(), _("no board"))

    def clean_folder(self) -> str:
        """A folder's name with single spaces."""
        return " ".join(self.cleaned_data["folder"].split())
