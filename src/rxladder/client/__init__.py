"""A client of the site's API: the record and its answers for Python programs.

    with Client("http://127.0.0.1:8000", token) as rx:
        for held in rx.holdings:
            print(held.id, held.entry.credential, held.entry.expires)
        done = rx.credits.add(date="2026-03-02", title="Sterile compounding", hours=1.5)
        rx.credits.change(done, status="done")
        print(rx.audit()["holdings"][0]["status"])

What has no method of its own is a call all the same: `rx.all("/badges")`, `rx.send("PUT", "/digest", {…})`.
Entries are those of the career file. What is sent carries a key, so that trying again after a broken line
does nothing twice; a change of something that was read says which state it is meant for.
"""

from rxladder.client.calls import ApiProblem
from rxladder.client.client import Client
from rxladder.client.collections import Collection, Stored
from rxladder.client.teams import Memberships, Team
from rxladder.client.webhooks import is_from_the_site

__all__ = ["ApiProblem", "Client", "Collection", "Memberships", "Stored", "Team", "is_from_the_site"]
