"""Every address of the site, made from its URL table and filled with one person's records."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver, reverse

STATIC = {"pack_id": "us-tx", "question_id": "administers-vaccines", "what": "expires", "token": "guessed"}
STATIC |= {"role": "hazardous-oncology", "of": "certified-technician", "to": "senior-technician"}
STATIC |= {"credential_id": "ptcb-cpht-adv"}
STATIC |= {"version": "3.0", "setting": "hospital-inpatient"}
STATIC |= {"version": "3.0", "design": "classic"}
STATIC |= {"cause": "wrong-id", "item": "fee", "activity_id": "ashp-accreditation-4"}
STATIC |= {"credential": "ptcb-cspt", "state": "us-nv", "pack": "us-tx"}
STATIC |= {"place": 0, "area": "ptce-2026:1"}
# The same for everybody, and asked for by browsers that tell nobody's name.
OPEN = ("manifest", "language", "team:issuer", "team:did", "team:status", "team:offline")
# Signing in, where many people do: `test_sign_in.py` asks for every one of these.
SIGN_IN = ("account_", "mfa_", "account:", "invitations:")
# One's own phone at home; `test_lan.py` looks at these.
AT_HOME = ("phones:",)
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


class Address(NamedTuple):
    """An address, whether it names a record, and whether it is let in by a secret (not given here)."""

    name: str
    url: str
    named: bool
    secret: bool = False


def names(resolver: URLResolver | None = None, prefix: str = "") -> list[tuple[str, URLPattern]]:
    """Every named pattern of the URL table."""
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found += names(entry, f"{entry.namespace}:" if entry.namespace else prefix)
        elif entry.name:
            found.append((prefix + entry.name, entry))
    return found


def addresses(records: SimpleNamespace) -> list[Address]:
    """The whole table. An address that asks for something unknown here is an error: tell how to fill it."""
    return [_filled(name, pattern, records) for name, pattern in names() if is_of_a_record(name)]


def is_of_a_record(name: str) -> bool:
    """Whether an address is about a person's record: not open to all, and no way to sign in."""
    return name not in OPEN and not name.startswith((*SIGN_IN, *AT_HOME, "api:"))


class Call(NamedTuple):
    """An address of the API with the method that it is for, and whether it names a record."""

    name: str
    method: str
    url: str
    named: bool
    operation: str


METHODS = {"list": "get", "get": "get", "add": "post", "put": "put", "patch": "patch", "delete": "delete"}
METHODS |= {"restore": "post", "find": "get", "send": "post"}
# The description is the same for everybody; at the root there is nothing.
OPEN_CALLS = ("api:openapi-json", "api:api-root")


def calls(records: SimpleNamespace) -> list[Call]:
    """Every address of the API, filled with one person's records; its name begins with what it does."""
    found = []
    for name, pattern in names():
        if name.startswith("api:") and name not in OPEN_CALLS:
            verb, _dash, of = name.removeprefix("api:").partition("-")
            url = _filled(name, pattern, records)
            found.append(Call(of, METHODS[verb], url.url, url.named, name.removeprefix("api:")))
    return found


def _filled(name: str, pattern: URLPattern, records: SimpleNamespace) -> Address:
    wanted = set(pattern.pattern.converters)
    values = {key: value for key, value in STATIC.items() if key in wanted}
    if "at" in wanted:
        values["at"] = AT
    if "delivery_id" in wanted:
        values["delivery_id"] = records.delivery.id
    if "credit_id" in wanted:
        values["credit_id"] = records.credit.id
    if "override_id" in wanted:
        values["override_id"] = records.override.id
    values |= {key: getattr(records, name).id for key, name in OF_TEAM_CALLS.items() if key in wanted}
    if "with_id" in wanted:
        values["with_id"] = records.twin.id
    if "id" in wanted:
        values["id"] = _record(name, records).id
    return Address(name, reverse(name, kwargs=values), "id" in wanted, "token" in wanted)


STUDIED: dict[str, str] = {"study:use-schedule": "refit", "study:stop-schedule": "refit"}
OF_PEOPLE = {"contact": "contact", "membership": "membership", "event": "gathering", "letter": "letter"}
OF_DUTIES = {"did": "skill", "undo-did": "skill", "undo-items": "plan", "step-back": "item"}
OF_DUTIES |= {"take-up": "left_out", "prove": "achievement"}
OF_NEWS = {"item": "entry", "act-item": "entry", "save-item": "entry", "more-of": "show_less"}
OF_NEWS |= dict.fromkeys(("to-catalogue", "to-calendar"), "entry")
OF_NEWS |= dict.fromkeys(("note", "unsave", "save-again", "develop", "take-back"), "saved_item")
OF_NEWS |= dict.fromkeys(("unstar", "star-again"), "starred")
OF_NEWS |= dict.fromkeys(("edit-feed", "leave-feed", "take-up"), "subscription")
BY_KIND = ("work", "training", "exam", "goal")
OF_UPKEEP = {"seen": "changed_answer"}
OF_TEAMS = {
    **dict.fromkeys(("mine", "leave", "rejoin"), "team_member"),
    **dict.fromkeys(("tick", "said-done"), "own_ask"),
    **dict.fromkeys(("join", "withdraw", "again"), "offer"),
    **dict.fromkeys(("member", "nudge", "sign-off", "place", "remove"), "colleague"),
    **dict.fromkeys(("unsign", "badge"), "signed_here"),
    **dict.fromkeys(("unask", "ask-again"), "asked"),
    "revoke": "given_badge",
    **dict.fromkeys(("seen", "unseen"), "nudge"),
}


# What is no kind of the career file, by the name of its addresses.
OF_CALLS = {"evidence": "evidence", "evidence-content": "evidence", "evidence-credit": "evidence"}
OF_CALLS |= {"evidence-override": "evidence"}
OF_CALLS |= {"memberships": "team_member", "places": "offer", "asked": "own_ask", "nudges": "nudge"}
OF_CALLS |= dict.fromkeys(("badges", "badges-content", "badges-ask"), "badge")
OF_CALLS |= dict.fromkeys(("badges-email", "badges-holding"), "badge")
OF_CALLS |= {"calendar-addresses": "feed", "holdings-checklist": "holding", "stock-reviews-figures": "stock"}
OF_CALLS |= {
    "news": "entry",
    "show-less": "show_less",
    "deleted-thing": "credit",
    "own-cards-answers": "own_card",
}
# Whom and what of a team an address names beside it.
OF_TEAM_CALLS = {"member_id": "colleague", "offer_id": "offer", "ask_id": "asked", "badge_id": "given_badge"}
OF_TEAM_CALLS |= {"signed_id": "signed_here", "site_id": "site"}


def _of_call(of: str, records: SimpleNamespace):
    """The record that an address of the API is about: the one of its kind's table."""
    from rxladder.web.api.service import KINDS

    if of.startswith("teams"):
        return records.team
    if of.startswith("webhooks"):
        return records.webhook
    if of in OF_CALLS:
        return getattr(records, OF_CALLS[of])
    model = next(kind.model for kind in KINDS if kind.name == of)
    return next(row for row in vars(records).values() if type(row) is model)


def _record(name: str, records: SimpleNamespace):
    kind = name.rpartition("-")[2]
    if name.startswith("api:"):
        return _of_call(name.removeprefix("api:").partition("-")[2], records)
    if name == "trash:take-back":
        return records.former
    if name.startswith("team:"):
        return getattr(records, OF_TEAMS.get(name.split(":")[1], "team"))
    if name.startswith("programs:"):
        return records.token if "token" in name else records.webhook
    if name.startswith("background:") and kind in BY_KIND:
        return getattr(records, kind)
    if name in ("certifications:forget-told", "certifications:restore-told", "certifications:told-file"):
        return records.override
    if name.split(":")[0] == "path":
        return records.path
    if name.split(":")[0] == "plan":
        return records.feed
    if name.split(":")[0] == "study":
        return getattr(records, STUDIED.get(name, "mock" if "mock-" in name else "sitting"))
    if name.split(":")[0] == "duties":
        return getattr(records, OF_DUTIES.get(name.split(":")[1], kind.rpartition(":")[2]))
    if name.split(":")[0] == "people":
        return getattr(records, OF_PEOPLE.get(kind.rpartition(":")[2], "acquaintance"))
    if name.startswith("education:") and name.split("-")[-1].split(":")[-1] == "import":
        return records.preview
    if name == "audit:term-packet-download":
        return records.term
    if name.startswith(("education:evidence-", "education:proof-")):
        return getattr(records, name.split(":")[1].split("-")[0])
    if name.split(":")[0] == "badges":
        return records.badge
    if name.startswith("projects:"):
        hangs = kind in ("point", "change", "cycle") and not name.startswith("projects:add-")
        return getattr(records, kind if hangs else "project")
    if name.startswith("stock:"):
        return records.stock
    if name.split(":")[0] == "resume":
        return records.school
    if name.split(":")[0] == "packet":
        return records.share
    if name.startswith("upkeep:"):
        return getattr(records, OF_UPKEEP.get(name.partition(":")[2], "flag"))
    if name.startswith("trends:"):
        return getattr(records, OF_NEWS[name.partition(":")[2]])
    if name.startswith("workplaces:"):
        return records.visit
    if name.split(":")[0] == "catalogue":
        return records.activity
    return getattr(records, {"education": "credit", "accounts": "answer"}.get(name.split(":")[0], "holding"))
