"""Signing in with a real browser and a passkey, alone and as the second step; every page by axe."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import Page

from rxladder.web.accounts import invitations
from rxladder.web.accounts.models import WaitingMail
from tests.browser.looking import check, small_targets

EMAIL, PASSWORD = "rosa@example.org", "six blue mortars wait"
OPEN = ("/account/signup/", "/account/login/", "/account/password/reset/", "/account/password/reset/done/")
OPEN += ("/account/confirm-email/", "/account/password/reset/key/gone-gone/", "/account/confirm-email/gone/")
OPEN += ("/account/inactive/", "/account/password/reset/key/done/")
OWN = ("", "sessions/", "email/", "password/change/", "second-step/", "second-step/webauthn/", "logout/")
OWN += ("second-step/webauthn/add/", "second-step/recovery-codes/", "second-step/recovery-codes/generate/")
OWN += ("second-step/totp/activate/", "second-step/reauthenticate/", "reauthenticate/")
OWN += ("second-step/webauthn/reauthenticate/", "delete/")
AUTHENTICATOR = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
AUTHENTICATOR |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}


def mailed_path() -> str:
    """The path of the link in the last mail."""
    mail = WaitingMail.objects.filter(to=EMAIL).latest("id")
    return re.search(r"https?://[^/]+(/account/\S+)", mail.text)[1]


def checked(page: Page, paths) -> list[str]:
    problems = []
    for path in paths:
        page.goto(path)
        problems += check(page, path) + small_targets(page, path)
    return problems


def test_from_an_invitation_to_a_passkey(visit, live_server, settings):
    settings.LOCAL, settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False, True
    cache.clear()
    page = visit(invitations.path_of(invitations.invite("site")))
    problems = check(page, "an invitation")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_role("button", name="Create my account").click()
    problems += check(page, "an account in error")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    problems += checked(page, [mailed_path(), *OPEN])
    page.goto(mailed_path())
    page.get_by_role("button", name="Yes, it is mine").click()

    # A passkey, after the password once more.
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/account/second-step/webauthn/add/")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("A name for it").fill("Rosa's phone")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    key = Authenticator.objects.get(type="webauthn")
    of_key = [f"second-step/webauthn/keys/{key.id}/{what}/" for what in ("edit", "remove")]
    problems += checked(page, [f"/account/{path}" for path in (*OWN, *of_key)])

    # With it alone.
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    # As the second step, beside the password.
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="The second step").wait_for()
    problems += check(page, "the second step")
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    assert not problems, "\n".join(problems)
