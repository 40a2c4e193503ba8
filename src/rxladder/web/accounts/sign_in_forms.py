"""allauth's forms in the house's words and look."""

from __future__ import annotations

from allauth.account import forms as theirs
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts.plain_forms import Plain

PASSWORD_HELP = _("At least ten signs; four or five words in a row are easy to remember. Any signs will do.")


class SignInForm(Plain, theirs.LoginForm):
    """E-mail and password."""

    labels = {
        "login": _("E-mail"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device for 30 days"),
    }
    helps = {"password": ""}


class SignUpForm(Plain, theirs.SignupForm):
    """A new account."""

    labels = {"email": _("E-mail"), "password1": _("Choose a password")}
    helps = {"password1": PASSWORD_HELP}


class NewEmailForm(Plain, theirs.AddEmailForm):
    """Another address."""

    labels = {"email": _("New e-mail address")}


class NewPasswordForm(Plain, theirs.ChangePasswordForm):
    """Another password."""

    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("The new one once more"),
    }
    helps = {"oldpassword": "", "password1": PASSWORD_HELP}


class FirstPasswordForm(Plain, theirs.SetPasswordForm):
    """A password for an account that has none."""

    labels = {"password1": _("Choose a password"), "password2": _("Once more")}
    helps = {"password1": PASSWORD_HELP}


class ForgottenForm(Plain, theirs.ResetPasswordForm):
    """Where to send the way to a new password."""

    labels = {"email": _("E-mail")}


class ResetForm(Plain, theirs.ResetPasswordKeyForm):
    """A new password for one that was forgotten."""

    labels = {"password1": _("New password"), "password2": _("Once more")}
    helps = {"password1": PASSWORD_HELP}


class AgainForm(Plain, theirs.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels = {"password": _("Your password")}
    helps = {"password": ""}
