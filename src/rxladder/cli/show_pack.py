"""One pack for people: each rule in words beside its source, conditions as trees, doubts at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import BaseModel
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text
from rich.tree import Tree

from rxladder.cli.paper import TRUST, grid, paper, print_footnote, print_indented
from rxladder.facts import conditions as c
from rxladder.facts.education_rules import ContinuingEducation
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.not_computed import not_computed
from rxladder.facts.pack import Credential, Pack
from rxladder.facts.phrases import say_hours
from rxladder.facts.says import say_clause, say_condition, say_exception, say_fee, say_term, say_window
from rxladder.facts.says_more import (
    between_renewals,
    credential_remarks,
    education_remarks,
    remarks,
    say_exam,
    say_opens,
    say_outline,
    say_practice,
)

_DUTIES = {
    "none": noop("None: a source says so."),
    "not-found": noop("Whether any is required was not found. That is not the same as none."),
    "unknown-hours": noop("Required; how many hours was not found."),
}


def show_pack(pack: Pack, packs: Packs, on: date, console: Console | None = None) -> None:
    """Print a pack so that it can be read beside the rule; on the terminal, if on no other `console`."""
    _Page(pack, packs, on, console or paper()).print()


class _Page:
    def __init__(self, pack: Pack, packs: Packs, on: date, console: Console) -> None:
        self.pack, self.packs, self.on, self.console = pack, packs, on, console
        self.numbers = {id_: number for number, id_ in enumerate(pack.sources, 1)}

    def print(self) -> None:
        pack = self.pack
        self.line(Text(f"{pack.name} ({pack.id})", style="bold"))
        read = _("{kind}, read {day}, confidence {trust}")
        trust = _(TRUST[pack.confidence])
        self.line(read.format(kind=pack.kind, day=pack.read, trust=trust))
        if pack.website:
            self.line(pack.website)
        self.to_work()
        for id_, credential in pack.credentials.items():
            self.credential(id_, credential)
        for text in say_practice(pack):
            self.line(text, 2)
        self.sources()
        self.bullets(_("Doubts"), pack.doubts)
        self.bullets(_("Not computed"), list(dict.fromkeys(not_computed(pack, self.packs))))

    def to_work(self) -> None:
        for group in self.pack.to_work:
            names = _(" or ").join(group.any_of)
            where = f" ({group.where})" if group.where else ""
            self.line(_("To work{where}: {names}").format(where=where, names=names))
            for without in group.except_:
                self.line(_("May work without it: {who}").format(who=without), 2)
            if group.note:
                self.line(group.note, 2)

    def credential(self, id_: str, credential: Credential) -> None:
        self.console.print()
        self.console.print(Rule(Text(credential.title, style="bold"), align="left", style="dim"))
        needed = _(", needed to work") if credential.required_to_practise else ""
        short = f" ({credential.abbreviation})" if credential.abbreviation else ""
        self.line(f"{id_}{short}: {credential.kind}{needed}{self.in_force(credential)}")
        self.condition(_("To get it"), credential.eligibility)
        self.condition(_("To keep it"), credential.keeps)
        self.heading(_("Term"), credential.term.sources)
        self.line(say_term(credential.term, self.packs) or _("not found"), 2)
        self.bullets("", remarks(credential.term), 2)
        self.education(credential.ce)
        self.bullets(_("Fees"), [say_fee(name, fee) for name, fee in credential.fees.items()], 2)
        duties = [f"{duty.says}{self.marks(duty.sources)}" for duty in between_renewals(credential)]
        self.bullets(_("Between renewals"), duties, 2)
        if credential.exam:
            self.bullets(_("Exam"), [*say_exam(credential.exam), *say_outline(credential.exam)], 2)
        self.bullets(_("Leads to"), [say_opens(opens, self.packs) for opens in credential.opens], 2)
        self.bullets(_("Notes"), credential_remarks(credential), 2)

    def in_force(self, credential: Credential) -> str:
        started = credential.from_ is None or credential.from_ <= self.on
        ended = credential.until is not None and credential.until < self.on
        return "" if started and not ended else _(", not in force on {day}").format(day=self.on)

    def condition(self, title: str, root: c.Node | None) -> None:
        if root is None:
            return
        self.heading(title, root.sources)
        self.console.print(Padding(self.tree(root), (0, 0, 0, 2)))

    def tree(self, node: c.Node, beside: Sequence[c.Node] = ()) -> Tree:
        branch = isinstance(node, (c.All, c.AnyOf, c.AtLeast))
        head = _head(node) if branch else say_condition(node, self.packs, beside)
        notes = [node.note] if branch else remarks(node)
        note = "".join(f" ({text})" for text in notes if text)
        open_ = f" [{_('open')}: {node.open}]" if node.open else ""
        tree = Tree(Text(f"{head}{note}{open_}{self.marks(node.sources)}"), guide_style="dim")
        for child in c.children(node) if branch else ():
            tree.children.append(self.tree(child, c.alternatives(node)))
        return tree

    def education(self, ce: ContinuingEducation) -> None:
        self.heading(_("Continuing education"), ce.sources)
        if ce.duty in _DUTIES:
            self.line(_(_DUTIES[ce.duty]), 2)
        elif ce.window.kind != "term":
            self.line(_("Counted: {days}.").format(days=say_window(ce.window)), 2)
        if ce.clauses:
            table = grid(_("clause"), _("says"), _("source"), ratio=1)
            for id_, clause in ce.clauses.items():
                said = say_clause(id_, clause, None, self.packs)
                check = f"{_('check')}: {clause.check}" if clause.check else None
                texts = [said, *remarks(clause), check, clause.contradicts]
                table.add_row(
                    id_, "\n".join(text for text in texts if text), self.marks(clause.sources or ce.sources)
                )
            self.console.print(Padding(table, (0, 0, 0, 2)))
        for id_, exception in ce.exceptions.items():
            said = " ".join([say_exception(exception, ce.clauses, self.packs), *_in_brackets(exception)])
            self.line(f"{id_} ({exception.kind}): {said}{self.marks(exception.sources)}", 2)
        values = [
            " ".join([f"{value.says}: {say_hours(value.hours)}", *_in_brackets(value)])
            for value in ce.fixed_values.values()
        ]
        self.bullets(_("Fixed values"), values, 2)
        self.bullets(_("Accepted, in the source's words"), ce.accepts_says, 2)
        self.bullets(_("Not accepted, in the source's words"), ce.rejects_says, 2)
        told = (ce.audit, ce.failing, *education_remarks(ce))
        self.bullets("", [text for text in told if text], 2)

    def sources(self) -> None:
        self.console.print()
        self.console.print(Text(_("Sources"), style="bold"))
        for id_, source in self.pack.sources.items():
            dated = _("dated {day}").format(day=source.dated) if source.dated else _("undated")
            about = ", ".join(part for part in (source.section, source.kind, dated, source.for_) if part)
            print_footnote(self.console, self.numbers[id_], about, source.url)

    def heading(self, title: str, sources: Sequence[str] = ()) -> None:
        self.console.print(Text(f"{title}{self.marks(sources)}", style="underline"))

    def bullets(self, title: str, texts: Sequence[str], indent: int = 0) -> None:
        if texts and title and not indent:
            self.console.print()
        if texts and title:
            self.console.print(Text(title, style="underline" if indent else "bold"))
        for text in texts:
            self.line(f"- {text}", indent)

    def line(self, text: str | Text, indent: int = 0) -> None:
        print_indented(self.console, text, indent)

    def marks(self, sources: Sequence[str]) -> str:
        numbers = [str(self.numbers[id_]) for id_ in sources if id_ in self.numbers]
        return f" [{', '.join(numbers)}]" if numbers else ""


def _in_brackets(part: BaseModel) -> list[str]:
    return [f"({text})" for text in remarks(part)]


def _head(node: c.Node) -> str:
    match node:
        case c.All():
            return _("all of these")
        case c.AnyOf():
            return _("one of these")
        case c.AtLeast():
            return _("at least {n} of these").format(n=node.at_least)
        case _:
            return ""
