"""A path in words: steps, what it takes for granted, and what else is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rxladder.facts.conditions import Node
from rxladder.facts.language import gettext as _
from rxladder.facts.language import noop
from rxladder.facts.load import Packs
from rxladder.facts.phrases import all_of, say_date
from rxladder.facts.says import say_condition
from rxladder.planning.path_ground import Ground
from rxladder.planning.path_needs import Test
from rxladder.planning.path_result import Path, Step
from rxladder.rules.conditions import truth
from rxladder.rules.lacking import lacks
from rxladder.rules.titles import full_title, letters_of, short_title

_STEPS = {
    "training": noop("Training: {what}"),
    "exam": noop("Exam: {what}"),
    "holding": noop("Apply for: {what}"),
    "work": noop("Work as: {what}"),
    "renewal": noop("Renew: {what}"),
    "study": noop("Study for: {what}"),
}


def say_step(step: Step) -> str:
    """A step as a line."""
    if step.kind == "ask":
        return step.says if step.doubt else _("Make sure of this: {what}").format(what=step.says)
    return _(_STEPS[step.kind]).format(what=step.says)


def say_test(test: Test, packs: Packs) -> str:
    """What a test asks, as a sentence without its full stop."""
    return say_condition(test.about, packs) if isinstance(test.about, Node) else test.about


def notes_of(ground: Ground, paths: Sequence[Path], by: date | None) -> tuple[str, ...]:
    """What the steps do not show by themselves. `by`: the day on which the person wants to be there."""
    return tuple(dict.fromkeys([*_after_wish(paths, by), *_notes(ground, paths)]))


def _after_wish(paths: Sequence[Path], by: date | None) -> Iterator[str]:
    late = [path.finish for path in paths if by is not None and path.finish > by]
    if by is None or not late:
        return
    if len(late) < len(paths):
        yield _("You want to be there by {by}; not every way here gets there that soon.").format(
            by=say_date(by)
        )
        return
    said = _("You want to be there by {by}; the fastest way gets there on {day}.")
    yield said.format(by=say_date(by), day=say_date(min(late)))


def _notes(ground: Ground, paths: Sequence[Path]) -> Iterator[str]:
    steps = [step for path in paths for step in path.steps]
    yield from ask_first(ground, paths)
    yield from _let_go(ground)
    yield from _on_prices(paths, steps)
    yield from _on_doubts(steps)
    yield from _doubtful_beginnings(ground, steps)
    yield from _taken_for_granted(ground, paths, steps)
    if letters := _letters(ground, steps):
        yield _("Short names: {names}.").format(names=all_of(letters))
    if paths and ground.budget_cents is None:
        yield _("The record sets no monthly budget, so no path was held to one.")


def _let_go(ground: Ground) -> Iterator[str]:
    """What the record holds that no path counts on for longer than its term."""
    for holding in ground.career.holdings:
        ref = ground.packs.credentials.get(holding.credential)
        if ref is not None and holding.let_go(ground.on):
            said = _("You are not renewing your {name}: every path assumes it will expire.")
            yield said.format(name=short_title(ref))


def _on_prices(paths: Sequence[Path], steps: Sequence[Step]) -> Iterator[str]:
    unknown = dict.fromkeys(_priced(step) for step in steps if step.cost_usd is None)
    if unknown:
        yield _("Prices that are not known, and so not in any total: {steps}.").format(
            steps="; ".join(unknown)
        )
    if _costs_more_as_known(paths):
        yield _("If a way costs less than the cheapest as far as is known, more of its prices are unknown.")


def _on_doubts(steps: Sequence[Step]) -> Iterator[str]:
    doubts = list(dict.fromkeys(step.says.rstrip(".") for step in steps if step.doubt))
    if doubts:
        said = _("The path works only if this turns out well: {doubts}.").format(doubts=all_of(doubts))
        yield said.replace("?.", "?")


def _taken_for_granted(ground: Ground, paths: Sequence[Path], steps: Sequence[Step]) -> Iterator[str]:
    if any(step.kind == "exam" for step in steps):
        yield _("Each exam is assumed to be passed on the first try.")
    if any(_outside_work(step, path, ground) for path in paths for step in path.steps):
        yield _(
            "An employer trains people who work there or are being hired. When such training comes "
            "before a job, it is up to the employer to say from which day."
        )
    if any(step.kind == "work" for step in steps):
        yield _(
            "A new job starts on the first day when everything it asks for is in place; finding one "
            "takes longer."
        )
    if any(step.kind == "renewal" and step.study_hours for step in steps):
        yield _("The CE plan shows what the hours of a renewal cost.")


def _outside_work(step: Step, path: Path, ground: Ground) -> bool:
    """Whether a step is an employer's own training that begins while there is no post."""
    programme = ground.packs.vocabulary.programmes.get(step.what) if step.kind == "training" else None
    if programme is None or programme.kind != "employer":
        return False
    posts = [(one.starts, one.ends) for one in path.steps if one.kind == "work"]
    had = [(work.from_, work.to) for work in ground.career.experience]
    return not any(
        starts <= step.starts and (ends is None or step.starts <= ends) for starts, ends in posts + had
    )


def ask_first(ground: Ground, paths: Sequence[Path]) -> tuple[str, ...]:
    """What a person may have at once, without the training on a path: if the authority says so, or the hours
    of a training that was done already, which the record does not tell, are enough.
    """
    return tuple(dict.fromkeys(said for path in paths for said in _had_already(ground, path.steps)))


def _had_already(ground: Ground, steps: Sequence[Step]) -> Iterator[str]:
    by_id = {step.id: step for step in steps}
    for step in steps:
        ref = ground.packs.credentials.get(step.what) if step.kind == "holding" else None
        learns = any(by_id[need].kind == "training" for need in step.needs if need in by_id)
        if ref is None or ref.credential.eligibility is None or not learns:
            continue
        lacking = lacks(ref.credential.eligibility, ground.context(ref.pack.id, ref.id), ref)
        if not lacking or any(lack.state == "not-met" for lack in lacking):
            continue
        hours = [one.asks for lack in lacking for one in lack.questions if one.id == "training-hours"]
        if hours:
            said = _(
                "Before you start any new training, answer this: {asks} It may be enough for this: {title}."
            )
            yield said.format(title=full_title(ref), asks=" ".join(dict.fromkeys(hours)))
        elif all(lack.state == "ask-authority" for lack in lacking):
            said = _(
                "Ask the board before you start any new training: what you have may already be enough "
                "for this: {title}. It is up to the board to say whether this is so: {what}."
            )
            yield said.format(title=full_title(ref), what="; ".join(lack.what for lack in lacking))


def _doubtful_beginnings(ground: Ground, steps: Sequence[Step]) -> Iterator[str]:
    """What lets a person work while they learn, and is on no path since it is in doubt who gets it."""
    applied = {step.what for step in steps if step.kind == "holding"}
    held = {one.credential for one in ground.base.holdings}
    for id_, ref in ground.packs.credentials.items():
        leads = {opens.credential for opens in ref.credential.opens} & applied
        if not leads or not ref.lets_work or id_ in applied | held | ground.skip:
            continue
        node = ref.credential.eligibility
        why = _in_doubt(node) if node else ""
        if node and why and truth(node, ground.context(ref.pack.id, id_)) is not False:
            said = _(
                "With this you may be able to work sooner: {title}. No path counts on it, since it is "
                "not certain who gets it: {why}. Ask the board."
            )
            yield said.format(title=full_title(ref), why=why.rstrip("."))


def _in_doubt(node: Node) -> str:
    if node.open or node.confidence == "low":
        return node.open or node.note or _("only a weak source says so")
    return ""


def _letters(ground: Ground, steps: Sequence[Step]) -> list[str]:
    """What the letters in the steps stand for, each once."""
    refs = [ground.packs.credentials[step.what] for step in steps if step.what in ground.packs.credentials]
    told = {letters: full_title(ref) for ref in refs if (letters := letters_of(ref))}
    return [_("{letters} is {title}").format(letters=one, title=title) for one, title in told.items()]


def _costs_more_as_known(paths: Sequence[Path]) -> bool:
    cheapest = next((path for path in paths if path.name == "cheapest"), None)
    return cheapest is not None and any(
        path.known_cost_usd < cheapest.known_cost_usd and path.unknown_prices > cheapest.unknown_prices
        for path in paths
    )


def _priced(step: Step) -> str:
    """A step as it stands in a list of prices."""
    return step.says.rstrip(".?") if step.kind == "ask" else say_step(step)
