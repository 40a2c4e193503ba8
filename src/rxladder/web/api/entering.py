"""Who may come in: a token in the header, with the scope that an address asks for. No cookie counts."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from rxladder.web.accounts.limits import SECONDS, count_guess, guessed_too_often
from rxladder.web.accounts.models import Person
from rxladder.web.api import tokens
from rxladder.web.api.allowance import admit
from rxladder.web.api.models import Token
from rxladder.web.api.problems import Problem, in_words
from rxladder.web.site import clock
from rxladder.web.site.languages import answer_in_language_of
from rxladder.web.site.request import PersonRequest

CHALLENGE = 'Bearer realm="RxLadder"'
_KIND = "tokens"
MOST_WRONG = 100
"""Wrong tokens from one address within ten minutes, before nobody comes in from there by a token."""


class TokenRequest(PersonRequest):
    """A request that a token let in: whose record it is about, their day, and what it has used up."""

    token: Token
    allowance: dict[str, str]
    person: Person
    on: date


class NeedsToken(HttpBearer):
    """Lets in who has a token with a scope; an answer that is hard to find costs several calls."""

    def __init__(self, scope: str, cost: int = 1) -> None:
        super().__init__()
        self.scope = scope
        self.cost = cost

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token of a request, which from now on is about its person."""
        return self.enter(request, token)

    def __call__(self, request: HttpRequest) -> Token | None:
        """As the base does, but with a word on what is missing."""
        found: Token | None = super().__call__(request)
        if found is None:
            raise Problem(401, in_words(401), headers={"WWW-Authenticate": CHALLENGE})
        return found

    def enter(self, request: HttpRequest, text: str) -> Token | None:
        """Set whose record the request is about. Raises Problem where the token does not suffice."""
        if guessed_too_often(request, _KIND, MOST_WRONG):
            raise _too_many_wrong()
        now = clock.now()
        token = tokens.found(text, now)
        if token is None:
            if count_guess(request, _KIND) > MOST_WRONG:
                raise _too_many_wrong()
            detail = _("This token is not known, has expired or was ended.")
            header = f'{CHALLENGE}, error="invalid_token"'
            raise Problem(401, detail, code="bad-token", headers={"WWW-Authenticate": header})
        answer_in_language_of(token.person, request)
        require_scope(token, self.scope)
        reads = request.method == "GET"
        request.allowance = admit(token, now, self.cost, reads=reads)  # type: ignore[attr-defined]
        request.token, request.person = token, token.person  # type: ignore[attr-defined]
        request.on = clock.today(token.person)  # type: ignore[attr-defined]
        return token


def _too_many_wrong() -> Problem:
    detail = _("Too many wrong tokens came from where you are. Wait ten minutes.")
    return Problem(429, detail, headers={"Retry-After": str(SECONDS)})


def require_scope(token: Token, scope: str) -> None:
    """Raise Problem (403) where a token is not for something."""
    if scope not in token.scopes:
        detail = _("This token does not allow that: it lacks `%(scope)s`.") % {"scope": scope}
        header = f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'
        raise Problem(403, detail, code="lacks-scope", headers={"WWW-Authenticate": header})
