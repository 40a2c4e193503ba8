"""A digital badge for people: what it says, what was found out, and what it may be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.text import Text

from rxladder.cli.frame import show_json
from rxladder.cli.paper import paper, print_indented, say_day
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.yaml_text import BadInput, read_bytes
from rxladder.news.fetching import fetcher_here
from rxladder.papers.badges.asking import SECONDS, check_asking
from rxladder.papers.badges.carrier import MOST_BYTES
from rxladder.papers.badges.check import check
from rxladder.papers.badges.issuer_file import FromFile, read_issuer_file
from rxladder.papers.badges.matching import propose
from rxladder.papers.badges.output import badge_document
from rxladder.papers.badges.result import BadBadge, Checked
from rxladder.rules.titles import full_title

_VERDICTS = {
    "genuine": (noop("genuine"), "green"),
    "open": (noop("not confirmed"), "yellow"),
    "refused": (noop("refused"), "bold red"),
}
_STATES = {
    "good": (noop("good"), "green"),
    "bad": (noop("bad"), "bold red"),
    "unknown": (noop("unknown"), "yellow"),
    "none": (noop("none"), "dim"),
}
_KINDS = {
    "signature": noop("Signature"),
    "issuer": noop("Issuer"),
    "days": noop("Dates"),
    "withdrawn": noop("Taken back"),
    "recipient": noop("Given to"),
}


def judge_badge(
    path: Path, on: date, emails: Sequence[str], *, ask: bool, issuers: Sequence[Path] = ()
) -> Checked:
    """Judge the badge in a file, by files that its issuer gave out, or asking it where that is wanted."""
    content = read_bytes(path, max_bytes=MOST_BYTES)
    found = _of_issuers(issuers)
    try:
        if not ask:
            return check(content, on, emails, found)
        return check_asking(content, on, fetcher_here(secure=True).within(SECONDS), emails)
    except BadBadge as error:
        raise BadInput(str(error), str(path)) from None


def _of_issuers(paths: Sequence[Path]) -> dict[str, FromFile]:
    found: dict[str, FromFile] = {}
    for path in paths:
        try:
            found |= read_issuer_file(read_bytes(path, max_bytes=MOST_BYTES))
        except ValueError as error:
            raise BadInput(str(error), str(path)) from None
    return found


def print_badge(checked: Checked, packs: Packs, *, asked: bool, as_json: bool) -> None:
    """Print what was found out, for people or as JSON."""
    proposals = propose(checked.said, packs)
    if as_json:
        show_json(badge_document(checked, proposals, asked=asked))
        return
    console, said = paper(), checked.said
    console.print(Text(said.name or _("A badge whose name is kept by its issuer"), style="bold"))
    host = f" ({said.host})" if said.host else ""
    console.print(_("Issuer: {name}").format(name=said.issuer or _("not given")) + host)
    ends = say_day(said.expires) if said.expires else _("not given")
    console.print(_("Given: {given}; ends: {ends}").format(given=say_day(said.issued), ends=ends))
    console.print(Text.assemble(_("Verdict: "), _coloured(_VERDICTS[checked.verdict])))
    for found in checked.findings:
        console.print(Text.assemble(f"  {_(_KINDS[found.kind])}: ", _coloured(_STATES[found.state])))
        print_indented(console, found.says, 4)
    if proposals:
        title = full_title(packs.credentials[proposals[0].credential])
        console.print(_("It may be: {title}").format(title=title))
    if checked.wanted and not asked:
        console.print(_("With --ask, the issuer is asked about what is unknown."))


def _coloured(word: tuple[str, str]) -> Text:
    return Text(_(word[0]), style=word[1])
