"""What no activity of the catalogue can close: the shortest list of kinds of hours to look for, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from rxladder.facts.language import gettext as _
from rxladder.facts.language import ngettext
from rxladder.facts.matches import Match
from rxladder.facts.phrases import inside, plural, say_hours, say_number
from rxladder.facts.says_match import say_match
from rxladder.facts.topics import ACPE_TOPICS, with_parents
from rxladder.planning.board import Board
from rxladder.planning.ce_model import Program
from rxladder.planning.ce_result import Wanted
from rxladder.planning.ce_rows import Extra
from rxladder.planning.open_terms import Terms
from rxladder.planning.words import clause_says
from rxladder.rules.explain import asked_now
from rxladder.rules.places import Place
from rxladder.rules.rulebook import rulebook
from rxladder.rules.titles import full_title

Places = dict[int, Place]
"""The place of an ideal hour by its packed mask."""
_ONE_ACTIVITY = 1
"""So many hours are usually one activity's: kinds that come to no more are looked for as one."""


def extras_of(board: Board, terms: Terms) -> tuple[list[Extra], Places]:
    """The kinds of ideal hours that would serve something, and where each lies."""
    book = rulebook(terms.packs)
    # In an order of their own, so that it is nothing to the answer how the file has the holdings.
    laid = sorted(zip(board.terms, board.offsets, strict=True), key=lambda one: one[0].credential)
    credentials = tuple(term.credential for term, _ in laid)
    layouts = tuple(term.ledger.sheet.layout for term, _ in laid)
    places: Places = {}
    for ideal, column in zip(book.ideals(credentials), book.columns(credentials, layouts), strict=True):
        packed = sum(mask << offset for mask, (_, offset) in zip(column, laid, strict=True))
        if packed & board.open_bits:
            key = packed & (board.open_bits | board.cap_bits)
            places.setdefault(key, ideal.place)
    return [Extra(packed) for packed in places], places


def shopping_list(board: Board, terms: Terms, program: Program, places: Places) -> tuple[Wanted, ...]:
    """What the last answer of a program leaves missing, in the fewest kinds."""
    hours: dict[Place, Fraction] = {}
    wanted: dict[Place, int] = {}
    if program.more and program.extra_hours():
        # What is told alike is looked for as one, whatever each of its hours serves.
        told_of = {
            one: _only_what_matters(place, one & board.open_bits, board) for one, place in places.items()
        }
        program.plainest_kinds(board.open_bits, _ranks(program.extras, told_of))
        for extra, parts in program.extra_hours():
            told = told_of[extra.sure]
            hours[told] = hours.get(told, Fraction(0)) + board.hours(parts)
            wanted[told] = wanted.get(told, 0) | extra.sure & board.open_bits
    for wide, narrow in _in_one_activity(hours):
        hours[narrow] += hours.pop(wide)
        wanted[narrow] |= wanted[wide]
    found = [_kind(board, terms, told, wanted[told], amount) for told, amount in hours.items() if amount]
    found.sort(key=lambda one: (-one.amount, one.says))
    return (*found, *_unserved(board, program))


def _in_one_activity(hours: Mapping[Place, Fraction]) -> Iterator[tuple[Place, Place]]:
    """Pairs of kinds of which one hour at most is missing: an hour of the second is one of the first, too.

    So nobody is sent for a quarter of an hour of law, and for three more that are made for technicians.
    """
    kinds = sorted(hours, key=_plainness)
    for wide, narrow in combinations(kinds, 2):
        includes = all(value in (None, other) for value, other in zip(wide, narrow, strict=True))
        if includes and wide in hours and hours[wide] + hours[narrow] <= _ONE_ACTIVITY:
            yield wide, narrow


def _ranks(extras: Sequence[Extra], told_of: Places) -> list[int]:
    """For each kind of ideal hour the place of its words among all: what says the least comes first."""
    kinds = sorted(set(told_of.values()), key=_plainness)
    rank = {kind: number for number, kind in enumerate(kinds)}
    return [rank[told_of[extra.sure]] for extra in extras]


def _plainness(place: Place) -> tuple[int, list[str]]:
    return len(place) - place.count(None), [value or "" for value in place]


def _unserved(board: Board, program: Program) -> Iterator[Wanted]:
    for number, bit, amount in program.shortfalls():
        term = board.terms[number]
        question = next(one for one in board.questions if one.term == number and one.wanted & bit)
        says = inside(clause_says(term, question.reading, bit))
        if bit in question.activities:
            count = -(-amount // 1)
            text = ngettext("{n} activity: {clause}", "{n} activities: {clause}", int(count))
            yield Wanted(text.format(n=count, clause=says), Fraction(count), "activities", (term.credential,))
        else:
            hours = board.hours(amount)
            text = _("{hours}: {clause}").format(hours=say_hours(hours), clause=says)
            yield Wanted(text, hours, "hours", (term.credential,))


def lost_certifications(terms: Terms) -> tuple[Wanted, ...]:
    """What must be kept and is not had: no hours can close it."""
    found = []
    for case in terms.lost:
        node = case.ref.credential.keeps
        assert node is not None
        says = asked_now(node, case.context)
        text = _("{title}, besides CE: {keeps}").format(title=full_title(case.ref), keeps=inside(says))
        found.append(Wanted(text, Fraction(1), "other", (case.ref.id,)))
    return tuple(found)


# --- A kind of hour in words


def _kind(board: Board, terms: Terms, told: Place, wanted: int, hours: Fraction) -> Wanted:
    credentials = tuple(
        term.credential for number, term in enumerate(board.terms) if board.own(wanted, number)
    )
    match = _match(told)
    if match is None:
        says = ngettext("{n} hour of any kind", "{n} hours of any kind", plural(hours))
        return Wanted(says.format(n=say_number(hours)), hours, "hours", credentials, told)
    says = _("{hours} {kind}").format(hours=say_hours(hours), kind=say_match(match, terms.packs.vocabulary))
    return Wanted(says, hours, "hours", credentials, told)


def _only_what_matters(place: Place, wanted: int, board: Board) -> Place:
    """A place with only what matters: axes on which any value would do are left open."""
    general = place
    for topic in with_parents(place.topic) if place.topic else ():
        if _serves(wide := general._replace(topic=topic, jurisdiction=None), wanted, board):
            general = wide
    if _serves(acpe := general._replace(accreditation="acpe"), wanted, board):
        general = acpe
    others: Sequence[tuple[str, tuple[str | None, ...]]] = (
        ("course", (None,)),
        ("topic", tuple(ACPE_TOPICS.values())),
        ("format", ("live", "home-study")),
        ("audience", ("technician", "pharmacist")),
        ("accreditation", ("acpe", "board-approved", "other")),
        ("jurisdiction", (None,)),
    )
    free = {
        axis: None
        for axis, values in others
        if all(_serves(general._replace(**{axis: value}), wanted, board) for value in values)
    }
    return general._replace(**free)


def _serves(place: Place, wanted: int, board: Board) -> bool:
    for number, term in enumerate(board.terms):
        bits = board.own(wanted, number)
        if not bits:
            continue
        sure = term.case.requirement.sure(place)
        under = sum(i.bit for i in term.ledger.instances if sure >> i.position & 1)
        if bits & ~under:
            return False
    return True


def _match(place: Place) -> Match | None:
    """A place as a match, for its words; None where any hour would do."""
    given = {axis: value for axis, value in place._asdict().items() if value is not None}
    return Match.model_validate(given) if given else None
