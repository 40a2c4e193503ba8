"""What is asked about reminders: which, when and to where; and by which mail server."""

from __future__ import annotations

from datetime import time

from django import forms
from django.conf import settings
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rxladder.rules.reminders import LEADS
from rxladder.web.plan.models import ReminderWishes
from rxladder.web.plan.reminders.job import ABOUT
from rxladder.web.plan.reminders.server import PORTS, MailServer
from rxladder.web.site.forms import HouseForm
from rxladder.web.site.this_machine import is_this_machine


def _hours():
    return [(hour, time_format(time(hour), "TIME_FORMAT")) for hour in range(24)]


def _leads():
    return [(lead, ngettext("%(n)d day before", "%(n)d days before", lead) % {"n": lead}) for lead in LEADS]


class MailWishesForm(HouseForm):
    """Whether mails are wanted, and to where: where many share a site, to the account's address alone."""

    sometimes = ("address",)
    address = forms.EmailField(label=gettext_lazy("To which address?"), required=False, max_length=254)
    hour = forms.TypedChoiceField(
        label=gettext_lazy("No earlier in the day than"),
        coerce=int,
        choices=_hours,
        help_text=gettext_lazy("In the time zone of your profile."),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        if not settings.LOCAL:
            del self.fields["address"]

    def clean(self):
        """Who wants mails says where to."""
        super().clean()
        cleaned = self.cleaned_data
        if not settings.LOCAL:
            cleaned["address"] = self.person.email or ""
        if cleaned.get("wanted") and not cleaned.get("address") and "address" not in self.errors:
            field = "address" if settings.LOCAL else "wanted"
            self.add_error(field, _("Enter the address the emails go to."))
        return cleaned


class WishesForm(MailWishesForm):
    """Which reminders a person wants."""

    field_order = ("wanted", "address", "about", "leads", "hour")
    wanted = forms.BooleanField(label=gettext_lazy("Send me reminders by email"), required=False)
    about = forms.MultipleChoiceField(
        label=gettext_lazy("About what?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("renewals", gettext_lazy("Renewals: the day to apply by, and the last day")),
            ("windows", gettext_lazy("CE with a last day of its own")),
            ("activities", gettext_lazy("What I booked or planned (a week and a day before)")),
            ("steps", gettext_lazy("The steps of my path (a week and a day before)")),
            ("people", gettext_lazy("People to contact; events, dues and letters")),
            ("team", gettext_lazy("What a team I belong to asks of me")),
        ],
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )
    leads = forms.TypedMultipleChoiceField(
        label=gettext_lazy("How long before?"),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        choices=_leads,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )

    def save(self, row: ReminderWishes) -> None:
        """Keep what was wished; who turns the mails on has no pause any more."""
        for name in ("wanted", "address", "about", "leads", "hour"):
            setattr(row, name, self.cleaned_data[name])
        row.quiet_until = None
        row.save()


def wishes_of(person) -> ReminderWishes:
    """What a person wished for, or what would be offered."""
    found = ReminderWishes.objects.visible_to(person).first()
    return found or ReminderWishes(person=person, leads=list(LEADS), about=list(ABOUT))


class ServerForm(HouseForm):
    """The mail server of a local installation."""

    sometimes = ("user", "password")
    host = forms.RegexField(
        r"^[A-Za-z0-9.:-]+$",
        label=gettext_lazy("Email server (SMTP)"),
        max_length=253,
        help_text=gettext_lazy("Your email provider’s help page shows it, such as smtp.example.org."),
        error_messages={
            "required": gettext_lazy("Enter the server name."),
            "invalid": gettext_lazy("A server name has letters, digits, dots and hyphens."),
        },
    )
    security = forms.ChoiceField(
        label=gettext_lazy("Encryption"),
        choices=[
            ("starttls", gettext_lazy("STARTTLS (usually port 587)")),
            ("tls", gettext_lazy("TLS from the start (usually port 465)")),
            ("none", gettext_lazy("None (only for a server on this computer)")),
        ],
    )
    port = forms.IntegerField(
        label=gettext_lazy("Port"),
        min_value=1,
        max_value=65535,
        required=False,
        help_text=gettext_lazy("Leave empty for the usual one."),
    )
    user = forms.CharField(label=gettext_lazy("Username"), max_length=254, required=False)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=254,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "It stays in a file in your data folder that only you can read. Leave empty to keep the "
            "saved one. Many providers require an app password here."
        ),
    )
    sender = forms.EmailField(
        label=gettext_lazy("Emails come from"),
        max_length=254,
        help_text=gettext_lazy("Most providers require your own address here."),
        error_messages={"required": gettext_lazy("Enter the address the emails come from.")},
    )

    def __init__(self, *args, known: MailServer | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            shown = ("host", "security", "port", "user", "sender")
            self.initial = {name: getattr(known, name) for name in shown}

    def clean(self):
        """A password may not travel where others can read it."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("security") == "none" and not is_this_machine(cleaned.get("host", "localhost")):
            self.add_error("security", _("Without encryption, others could read it on the way. Choose one."))
        if self.kept_password() and not cleaned.get("user"):
            self.add_error("user", _("Enter the username the password belongs to."))
        return cleaned

    def kept_password(self) -> str:
        """The password given, else the one that is kept for the same user at the same server."""
        cleaned, known = self.cleaned_data, self.known
        given = cleaned.get("password", "")
        same = known and (known.host, known.user) == (cleaned.get("host"), cleaned.get("user"))
        return known.password if known and same and not given else given

    def server(self) -> MailServer:
        """What was entered."""
        cleaned = self.cleaned_data
        port = cleaned["port"] or PORTS[cleaned["security"]]
        return MailServer(
            cleaned["host"],
            port,
            cleaned["security"],
            cleaned["sender"],
            cleaned["user"],
            self.kept_password(),
        )
