"""allauth's forms for the second step, in the house's words and look."""

from __future__ import annotations

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts.plain_forms import Plain

CODE = {"code": _("Code")}
CODE_HELP = {"code": _("The six digits from your app, or one of your recovery codes.")}


class CodeForm(Plain, base.AuthenticateForm):
    """A code, when signing in."""

    labels = CODE
    helps = CODE_HELP


class CodeAgainForm(Plain, base.ReauthenticateForm):
    """A code, before something that matters."""

    labels = CODE
    helps = CODE_HELP


class NewAppForm(Plain, totp.ActivateTOTPForm):
    """The first code of an app that was just set up."""

    labels = {"code": _("The six digits your app shows now")}


class NewPasskeyForm(Plain, webauthn.AddWebAuthnForm):
    """A new passkey."""

    labels = {
        "name": _("A name for it, such as the device it is on"),
        "passwordless": _("Let me sign in with just this, without my password"),
    }
    helps = {"passwordless": _("Your device will then ask for a fingerprint, your face or its PIN.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class PasskeyNameForm(Plain, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": _("Name")}
