"""The rules of every authority in words: for everyone, whatever they hold."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.facts.load import CredentialRef
from rxladder.facts.pack import Pack
from rxladder.facts.says_more import say_practice
from rxladder.facts.states import STATES, state_name
from rxladder.web.education.rule_words import rules_of, to_work, total_words
from rxladder.web.site.answer import holdings_of
from rxladder.web.site.rules import bodies, holdable, jurisdictions, packs
from rxladder.web.site.views import of_person


@of_person
def all_rules(request):
    """Every jurisdiction and every body, with what each asks."""
    states = [_entry(pack) for pack in jurisdictions()]
    own = next((entry for entry in states if entry["pack"].id == request.person.state), None)
    context = {"states": states, "bodies": [_entry(pack) for pack in bodies()], "own": own}
    return render(request, "education/rules.html", context)


def _entry(pack):
    if pack.id in STATES:
        main = _main_credential(pack)
        asks = _asked_hours(pack, main) if main else _("does not register technicians")
        return {"pack": pack, "name": state_name(pack.id), "asks": asks}
    count = len(pack.credentials)
    asks = ngettext("%(n)d credential", "%(n)d credentials", count) % {"n": count} if count else ""
    return {"pack": pack, "name": pack.name, "asks": asks}


def _asked_hours(pack: Pack, main: CredentialRef) -> str:
    """The hours of the credential that most hold, which is named where another one asks for other hours."""
    total = total_words(main)
    alike = {total_words(ref) for ref in _technicians(pack)} == {total}
    return total if alike else f"{total} ({main.credential.title})"


def _technicians(pack: Pack) -> list[CredentialRef]:
    """A state's credentials that are no trainee's."""
    return [ref for ref in holdable(pack) if ref.credential.kind != "trainee-registration"]


def _main_credential(pack: Pack) -> CredentialRef | None:
    """The credential that most technicians of a state hold: no trainee's, and one whose hours are known."""
    known = ("hours", "none", "unknown-hours", "not-found")
    refs = _technicians(pack)
    required = [ref for ref in refs if ref.credential.required_to_practise]
    return min(required or refs, key=lambda ref: known.index(ref.credential.ce.duty), default=None)


@of_person
def authority(request, pack_id):
    """One authority's rules."""
    pack = packs().packs.get(pack_id)
    if pack is None:
        raise Http404
    credentials = [rules_of(packs().credentials[id_]) for id_ in pack.credentials]
    held = {row.credential for row in holdings_of(request)}
    context = {
        "held": held,
        "pack": pack,
        "title": state_name(pack.id) if pack.id in STATES else pack.name,
        "credentials": credentials,
        "open_credentials": _open_at_first(pack, held),
        "to_work": to_work(pack),
        "practice": say_practice(pack),
        "open": [found for found in credentials if found.not_computed],
    }
    return render(request, "education/authority.html", context)


def _open_at_first(pack: Pack, held: set[str]) -> set[str]:
    """The credentials whose rules stand open: those the person holds, else the one that most hold."""
    main = _main_credential(pack)
    return held & set(pack.credentials) or ({main.id} if main else set())
