"""The way out of a mail without signing in: whose mails they are, signed, in an address of its own."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from rxladder.web.accounts.models import Person


class WayOut:
    """The way out of one kind of mail; `purpose` keeps its addresses from stopping any other kind."""

    def __init__(self, purpose: str) -> None:
        self._signer = Signer(salt=purpose)

    def token(self, person: Person) -> str:
        """What stands in the address of a person's mails."""
        return self._signer.sign(str(person.id))

    def person_of(self, token: str) -> Person | None:
        """Whose mails an address stops; None where it was made up."""
        try:
            return Person.objects.filter(id=self._signer.unsign(token)).first()
        except BadSignature:
            return None
