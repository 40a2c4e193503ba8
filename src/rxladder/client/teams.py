"""Teams seen from a program: one's own places in them, and those that one manages or teaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from rxladder.client.calls import Line
from rxladder.client.collections import items, plain


class Team:
    """A team in which the token's person may do something; what their pages would not show is a 404."""

    def __init__(self, line: Line, id: str) -> None:
        self.id = id
        self._line = line
        self._path = f"/teams/{id}"

    def all(self, what: str) -> Iterator[dict[str, Any]]:
        """Any list: members, compliance, skills, sites, invitations, asks, sign-offs, badges or log."""
        return items(self._line, f"{self._path}/{what}")

    def member(self, member: str) -> dict[str, Any]:
        """A member with all that they share with who asks."""
        return self._get(f"/members/{member}")

    def add_site(self, name: str) -> dict[str, Any]:
        """A site; the one that is there where the name is taken."""
        return self._send("POST", "/sites", name=name)

    def rename(self, name: str) -> dict[str, Any]:
        """Call the team something else."""
        return self._send("PUT", "", name=name)

    def rename_site(self, site: str, name: str) -> dict[str, Any]:
        """Call a site something else."""
        return self._send("PUT", f"/sites/{site}", name=name)

    def remove_site(self, site: str) -> None:
        """Remove a site at which nobody is, and to which nobody is invited."""
        self._line.call("DELETE", f"{self._path}/sites/{site}")

    def restore_site(self, site: str) -> dict[str, Any]:
        """Bring back a site that was removed in the last 30 days."""
        return self._send("POST", f"/sites/{site}/restore")

    def invite(self, role: str, **more: Any) -> dict[str, Any]:
        """Invite somebody (`site`, `name`, `email`); without an e-mail address, pass `address` on."""
        return self._send("POST", "/invitations", role=role, **more)

    def invite_again(self, invitation: str) -> dict[str, Any]:
        """A new address for an invitation that waits; the old one no longer works."""
        return self._send("PUT", f"/invitations/{invitation}/again")

    def take_invitation_back(self, invitation: str) -> None:
        """Let its address no longer work."""
        self._line.call("DELETE", f"{self._path}/invitations/{invitation}")

    def place(self, member: str, role: str, site: str | None = None) -> dict[str, Any]:
        """Say what a member is, and at which site."""
        return self._send("PUT", f"/members/{member}/place", role=role, site=site)

    def remove(self, member: str) -> None:
        """End a membership; a new invitation brings them back."""
        self._line.call("DELETE", f"{self._path}/members/{member}")

    def remind(self, member: str, what: str) -> dict[str, Any]:
        """Put a word to look at something among a member's dates."""
        return self._send("POST", f"/members/{member}/reminders", what=what)

    def ask(self, what: str, kind: str, members: list[str], **more: Any) -> list[dict[str, Any]]:
        """Ask something of some members, by `due` and with a `why` if there is one.

        `kind` is `education` (with `uan`, or `topic` and `hours`), `skill` (with `skill`) or `list` (with
        `items`).
        """
        told = self._send("POST", "/asks", what=what, kind=kind, members=members, **more)
        return cast("list[dict[str, Any]]", told["asks"])

    def take_ask_back(self, ask: str) -> None:
        """Let something be asked of one member no longer."""
        self._line.call("DELETE", f"{self._path}/asks/{ask}")

    def sign_off(self, member: str, skill: str, **more: Any) -> dict[str, Any]:
        """Sign a skill off (`on`, else today; `until`, `note`): it stands in the member's record at once."""
        return self._send("POST", f"/members/{member}/sign-offs", skill=skill, **more)

    def take_sign_off_back(self, sign_off: str) -> None:
        """Take one's own sign-off back, as long as no badge was given for it."""
        self._line.call("DELETE", f"{self._path}/sign-offs/{sign_off}")

    def give_badge(self, sign_off: str) -> dict[str, Any]:
        """Give a badge for a sign-off; the member keeps it."""
        return self._send("POST", f"/sign-offs/{sign_off}/badge")

    def revoke_badge(self, badge: str, why: str) -> dict[str, Any]:
        """Take a badge back, for good."""
        return self._send("PUT", f"/badges/{badge}/revoked", why=why)

    def needs(self, skills: list[str] | None = None) -> list[str]:
        """The skills that the work needs; with a list: from now on these."""
        told = self._get("/needs") if skills is None else self._send("PUT", "/needs", needs=skills)
        return cast("list[str]", told["needs"])

    def _get(self, path: str) -> dict[str, Any]:
        return cast("dict[str, Any]", self._line.call("GET", self._path + path).json())

    def _send(self, method: str, path: str, **told: Any) -> dict[str, Any]:
        body = plain({name: value for name, value in told.items() if value is not None})
        return cast("dict[str, Any]", self._line.call(method, self._path + path, body=body or None).json())


class Memberships:
    """One's own places in teams: what each may see, what they ask."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The memberships, with what is shared."""
        return items(self._line, "/memberships")

    def share(self, membership: str, *shares: str, may_remind: bool) -> dict[str, Any]:
        """Let the team see these parts from now on and no others, and remind or not."""
        body = {"shares": list(shares), "may_remind": may_remind}
        return cast("dict[str, Any]", self._line.call("PUT", f"/memberships/{membership}", body=body).json())

    def leave(self, membership: str) -> None:
        """Leave: from this moment on nobody there sees anything."""
        self._line.call("DELETE", f"/memberships/{membership}")

    def asked(self) -> Iterator[dict[str, Any]]:
        """What the teams ask."""
        return items(self._line, "/asked")

    def see_to(
        self, asked: str, *, done: bool | None = None, ticked: list[str] | None = None
    ) -> dict[str, Any]:
        """Say whether something is done, or which items of a list are ticked.

        Raises TypeError where neither is said, or both.
        """
        if (done is None) == (ticked is None):
            raise TypeError("say either `done` or `ticked`")
        body = {"done": done} if ticked is None else {"ticked": ticked}
        return cast("dict[str, Any]", self._line.call("PUT", f"/asked/{asked}", body=body).json())
