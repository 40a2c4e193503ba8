"""allauth's forms in the house's words and look."""

from __future__ import annotations

from allauth.account import forms as theirs
from allauth.account.signals import password_changed, password_reset
from django import forms
from django.db import transaction
from django.dispatch import receiver
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts.models import Person
from rxladder.web.accounts.plain_forms import Plain
from rxladder.web.site import clock
from rxladder.web.site.views import say

PASSWORD_HELP = _(
    "At least ten characters; four or five words in a row are easy to remember. Any characters will do."
)


class SignInForm(Plain, theirs.LoginForm):
    """E-mail and password."""

    labels = {
        "login": _("Email"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device for 30 days"),
    }
    helps = {"password": ""}


class SignUpForm(Plain, theirs.SignupForm):
    """A new account."""

    labels = {"email": _("Email"), "password1": _("Choose a password")}
    helps = {"password1": PASSWORD_HELP}


class NewEmailForm(Plain, theirs.AddEmailForm):
    """Another address."""

    labels = {"email": _("New email address")}


class EndsPrograms:
    """A new password ends every session, but no token: whoever made one with the old password still comes in.

    So it is offered to end them as well, where there are any, and done unless one says no.
    """

    user: Person
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, object]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from rxladder.web.api.ending import gives_to_programs

        if self.user and gives_to_programs(self.user):
            self.fields["end_programs"] = forms.BooleanField(
                required=False,
                initial=True,
                label=_("Also end what programs may do here: their tokens and their notifications"),
                help_text=_(
                    "Leave it on if someone may know your old password. Your programs will then need new "
                    "tokens."
                ),
            )

    @transaction.atomic
    def save(self) -> None:
        """Keep the password, and end what is to end."""
        super().save()  # type: ignore[misc]
        if self.cleaned_data.get("end_programs"):
            from rxladder.web.api.ending import end_all

            end_all(self.user, clock.now())
            self.user.has_ended_programs = True  # type: ignore[attr-defined]


@receiver([password_changed, password_reset])
def _say_what_ended(request, user, **_more) -> None:
    if getattr(user, "has_ended_programs", False):
        say(
            request,
            gettext(
                "Programs can no longer do anything here: their tokens have ended, and they are no "
                "longer notified."
            ),
        )


class NewPasswordForm(Plain, EndsPrograms, theirs.ChangePasswordForm):
    """Another password."""

    labels = {
        "oldpassword": _("Your current password"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    helps = {"oldpassword": "", "password1": PASSWORD_HELP}


class FirstPasswordForm(Plain, theirs.SetPasswordForm):
    """A password for an account that has none."""

    labels = {"password1": _("Choose a password"), "password2": _("Password again")}
    helps = {"password1": PASSWORD_HELP}


class ForgottenForm(Plain, theirs.ResetPasswordForm):
    """Where to send the way to a new password."""

    labels = {"email": _("Email")}


class ResetForm(Plain, EndsPrograms, theirs.ResetPasswordKeyForm):
    """A new password for one that was forgotten."""

    labels = {"password1": _("New password"), "password2": _("Password again")}
    helps = {"password1": PASSWORD_HELP}


class AgainForm(Plain, theirs.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels = {"password": _("Your password")}
    helps = {"password": ""}
