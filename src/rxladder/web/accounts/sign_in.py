"""Signing in where many people share a site: how allauth's pages behave here."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rxladder.web.accounts import invitations
from rxladder.web.accounts.invitation_pages import remembered
from rxladder.web.accounts.mails import send_soon
from rxladder.web.accounts.sealed import sealed, unsealed
from rxladder.web.site import errors

PREFIX = "/account/"


def only_where_many_sign_in(get_response):
    """Where one person uses the site alone there is nothing to sign in to: no such pages."""

    def respond(request):
        if settings.LOCAL and request.path_info.startswith(PREFIX):
            return errors.no_such_page(request)
        return get_response(request)

    return respond


class SignIn(DefaultAccountAdapter):
    """Accounts: by invitation unless the site is open; mails go out by the worker."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This email address and password do not match."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "incorrect_code": _("That code is not right, or it has expired."),
        "rate_limited": _("Too many tries. Wait a minute, then try again."),
        "duplicate_email": _("That is already your account’s address."),
    }

    def is_open_for_signup(self, request):
        """Whether this visitor may make an account."""
        return settings.SIGN_UP_OPEN or remembered(request) is not None

    def save_user(self, request, user, form, commit=True):
        """Make the account; the invitation that it was made with is now theirs."""
        person = super().save_user(request, user, form, commit)
        invitation = remembered(request)
        if invitation is not None and not invitations.take_up(invitation, person):
            raise Http404
        return person

    def post_login(self, request, user, **kwargs):
        """Sign in; an invitation to the site alone is used up by that."""
        invitation = remembered(request)
        if invitation is not None and invitation.purpose == invitations.TO_THE_SITE:
            invitations.accept(invitation, user)
        if user.delete_at:
            kwargs["redirect_url"] = reverse("account:delete")
        return super().post_login(request, user, **kwargs)

    def send_mail(self, template_prefix, email, context):
        """Have the worker send it."""
        message = self.render_mail(template_prefix, email, context | {"email": email, "site": settings.SITE})
        send_soon(email, message.subject, message.body)

    def get_reauthentication_methods(self, user):
        """The ways to show that it is still the same person, in the house's words."""
        words = {
            "account_reauthenticate": _("My password"),
            "mfa_reauthenticate": _("A code from my app, or a recovery code"),
            "mfa_reauthenticate_webauthn": _("My passkey"),
        }
        said = {reverse(name): text for name, text in words.items()}
        return [
            way | {"description": said.get(way["url"], way["description"])}
            for way in super().get_reauthentication_methods(user)
        ]

    def get_password_change_redirect_url(self, request):
        """Where to go after a new password."""
        return reverse("account:overview")


class SecondStep(DefaultMFAAdapter):
    """What is asked beside a password. Its secrets are sealed with a key that is not in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right, or it has expired."),
        "unverified_email": _("Confirm your email address first."),
    }

    def encrypt(self, text):
        """Seal a secret."""
        return sealed(text)

    def decrypt(self, encrypted_text):
        """Open what `encrypt` sealed."""
        return unsealed(encrypted_text)

    def generate_authenticator_name(self, user, type):
        """A first name for a passkey."""
        return str(_("My passkey"))
