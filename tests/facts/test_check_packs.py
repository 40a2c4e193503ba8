"""What is refused when packs are loaded: references that lead nowhere, and rules that clash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rxladder.facts.load import load_packs
from rxladder.facts.yaml_text import BadInput
from tests.facts.conftest import BOARD, CERTIFIER, VOCABULARY, changed

CREDENTIAL = ("credentials", "us-tx-technician")
CE = (*CREDENTIAL, "ce")


def refused(folder: Path, text: str) -> str:
    """What loading says of a changed board."""
    (folder / "packs" / "us-tx.yaml").write_text(text)
    with pytest.raises(BadInput) as caught:
        load_packs(data_folder=folder)
    assert caught.value.file == str(folder / "packs" / "us-tx.yaml")
    assert caught.value.line
    return caught.value.message


def accepted(folder: Path, text: str) -> None:
    """A changed board loads."""
    (folder / "packs" / "us-tx.yaml").write_text(text)
    load_packs(data_folder=folder)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (
            ("eligibility",),
            {"holds": "ptcb-cpth"},
            "there is no credential `ptcb-cpth`; did you mean ptcb-cpht?",
        ),
        (("eligibility",), {"ever_held": "x"}, "there is no credential `x`"),
        (("eligibility",), {"accepted_certification": ["x"]}, "there is no credential `x`"),
        (("eligibility",), {"all": [{"age": 18}, {"not": {"holds": "x"}}]}, "there is no credential `x`"),
        (("eligibility",), {"passed": "x"}, "there is no exam `x`"),
        (("eligibility",), {"trained": "ashpx"}, "there is no program `ashpx`; did you mean ashp?"),
        (("eligibility",), {"course": "x"}, "there is no course `x`"),
        (("eligibility",), {"experience": "x", "hours": 1}, "there is no kind of experience `x`"),
        (("eligibility",), {"employed": "x"}, "there is no kind of experience `x`"),
        (("eligibility",), {"answer": "vaccine"}, "there is no question `vaccine`; did you mean vaccines?"),
        (
            ("eligibility",),
            {"answer": "vaccines", "before": "2020-01-01"},
            "`vaccines` is not answered with a date",
        ),
        (("eligibility",), {"answer": "vaccines", "false_if": ["x"]}, "`vaccines` has no choices"),
        (("eligibility",), {"answer": "since"}, "`since` is a date: say when it must be"),
        (("eligibility",), {"answer": "record"}, "`record` has choices: say which in `false_if` or `ask_if`"),
        (
            ("eligibility",),
            {"answer": "record", "false_if": ["felon"]},
            "`felon` is not a choice of `record`; did you mean felony?",
        ),
        (
            ("eligibility",),
            {"any": [{"age": 18}, {"if": {"age": 16}, "then": {"holds": "ptcb-cpht"}}]},
            "an `if` here lets everyone pass whom it does not apply to: write `all: [...]`",
        ),
        (("eligibility",), {"age": 18, "sources": ["rul"]}, "there is no source `rul`; did you mean rule?"),
        (("parent",), "x", "there is no credential `x`"),
        (("counts_as",), ["x"], "there is no credential `x`"),
        (("opens",), [{"credential": "x"}], "there is no credential `x`"),
        (("exam",), {"id": "x"}, "there is no exam `x`"),
        (("term",), {"anchor": "credential", "of": ["x"]}, "there is no credential `x`"),
        (("term",), {"renew_from": {"days_before": 1, "sources": ["x"]}}, "there is no source `x`"),
        (("fees",), {"initial": {"usd": 1, "sources": ["x"]}}, "there is no source `x`"),
        (("ce", "served_by"), "x", "there is no credential `x`"),
        (("ce", "clauses", "law", "sources"), ["x"], "there is no source `x`"),
        (("ce", "clauses", "law", "of"), {"course": "x"}, "there is no course `x`"),
        (
            ("ce", "clauses", "law", "of"),
            {"not": {"jurisdiction": "us-xx"}},
            "there is no jurisdiction `us-xx`",
        ),
        (("ce", "fixed_values"), {"a": {"says": "a", "hours": 1, "topic": "x"}}, "there is no topic `x`"),
        (("ce", "fixed_values"), {"a": {"says": "a", "hours": 1, "format": "x"}}, "there is no format `x`"),
        (("ce", "clauses", "law", "when"), {"holds": "x"}, "there is no credential `x`"),
    ],
)
def test_a_reference_must_lead_somewhere(
    data_folder: Path, path: tuple[str, ...], value: object, message: str
) -> None:
    said = refused(data_folder, changed(BOARD, *CREDENTIAL, *path, to=value))
    assert said.startswith(message)


def test_to_work_names_credentials(data_folder: Path) -> None:
    assert refused(data_folder, changed(BOARD, "to_work", to=[{"any_of": ["x"]}])).startswith(
        "there is no credential `x`"
    )


def test_a_credential_belongs_to_one_pack(data_folder: Path) -> None:
    (data_folder / "packs" / "other.yaml").write_text(CERTIFIER.replace("id: ptcb", "id: other"))
    with pytest.raises(BadInput, match="the credential ptcb-cpht is already in the pack other"):
        load_packs(data_folder=data_folder)


def test_the_number_of_problems_is_said(data_folder: Path) -> None:
    text = changed(BOARD, *CREDENTIAL, "counts_as", to=["x", "y", "z"])
    assert refused(data_folder, text).endswith("(and 2 more)")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("includes: [ashp]", "includes: [ashx]", "there is no program `ashx`; did you mean ashp?"),
        (
            "roles: [technician]",
            "roles: [techniciam]",
            "there is no role `techniciam`; did you mean technician or lead-technician?",
        ),
        ("roles: [technician]", "workplaces: [moon]", "there is no workplace `moon`"),
        ("for: ptcb-cpht", "for: ptcb-cpth", "there is no credential `ptcb-cpth`; did you mean ptcb-cpht?"),
        ("cpht: ptcb-cpht", "cpht: x", "there is no credential `x`"),
        ("choices: [none, felony]", "many: true", "a choice question needs `choices`"),
        ("aliases: [ashp-accredited]", "aliases: [ANY]", "`ANY` also stands for `any`"),
        ("name: Any programme", "nam: Any programme", "programmes/any/nam: this key is not known"),
    ],
)
def test_a_wrong_vocabulary(data_folder: Path, old: str, new: str, message: str) -> None:
    (data_folder / "vocabulary.yaml").write_text(VOCABULARY.replace(old, new))
    with pytest.raises(BadInput) as caught:
        load_packs(data_folder=data_folder)
    assert caught.value.message.startswith(message)
    assert caught.value.file.endswith("vocabulary.yaml")
    assert caught.value.line


# --- Clauses that clash

LAW = {"topic": "law"}
STATE_LAW = {"topic": "state-law", "jurisdiction": "us-tx"}


@pytest.mark.parametrize(
    ("clauses", "message"),
    [
        (
            {"total": {"at_least": 10}, "law": {"at_least": 12, "of": LAW}},
            "asks for 12 hours within a total of only 10",
        ),
        (
            {"total": {"at_least": 10}, "cap": {"at_most": 1, "of": LAW}, "law": {"at_least": 2, "of": LAW}},
            "allows at most 1 hour, but `law` asks for 2 of them",
        ),
        (
            {
                "total": {"at_least": 10},
                "cap": {"at_most": 1, "of": LAW},
                "tx": {"at_least": 2, "of": STATE_LAW},
            },
            "allows at most 1 hour, but `tx` asks for 2 of them",
        ),
        (
            {
                "total": {"at_least": 9},
                "cap": {"at_most_share": "1/3", "of": LAW},
                "l": {"at_least": 4, "of": LAW},
            },
            "allows at most 3 hours, but `l` asks for 4 of them",
        ),
        (
            {"cap": {"at_most_share": "1/3", "of": LAW}},
            "caps a share of the total, but `total` asks for no hours",
        ),
        (
            {"total": {"at_least": 9, "from": "2025-01-01", "until": "2024-01-01"}},
            "ends before it begins",
        ),
    ],
)
def test_clauses_that_clash_are_refused(data_folder: Path, clauses: dict[str, Any], message: str) -> None:
    assert refused(data_folder, changed(BOARD, *CE, "clauses", to=clauses)) == message


@pytest.mark.parametrize(
    "clauses",
    [
        # the cap is narrower than what is asked: the rest may be federal law
        {"total": {"at_least": 9}, "cap": {"at_most": 1, "of": STATE_LAW}, "law": {"at_least": 2, "of": LAW}},
        # other days
        {
            "cap": {"at_most": 1, "of": LAW},
            "law": {"at_least": 2, "of": LAW, "window": {"calendar_years": 1}},
        },
        # on top of the total
        {"total": {"at_least": 1}, "law": {"at_least": 2, "of": LAW, "separate": True}},
        # a cap on each day
        {"total": {"at_least": 20}, "cap": {"at_most": 12, "per_day": True}},
        # one ended before the other began
        {
            "cap": {"at_most": 1, "of": LAW, "until": "2024-12-31"},
            "law": {"at_least": 2, "of": LAW, "from": "2025-01-01"},
        },
        # never asked of the same person
        {
            "cap": {"at_most": 1, "of": LAW, "when": {"answer": "vaccines"}},
            "law": {"at_least": 2, "of": LAW, "when": {"not": {"answer": "vaccines", "note": "x"}}},
        },
    ],
)
def test_clauses_that_only_look_like_a_clash(data_folder: Path, clauses: dict[str, Any]) -> None:
    accepted(data_folder, changed(changed(BOARD, *CE, "clauses", to=clauses), *CE, "exceptions", to={}))


# --- Exceptions that clash

FIRST = {"kind": "first-term", "when": {"first_term": True}, "waive": "all"}
HELD: dict[str, Any] = {"kind": "alternative", "when": {"holds": "ptcb-cpht"}}


def exceptions(**found: dict[str, Any]) -> str:
    """The board with these exceptions."""
    return changed(BOARD, *CE, "exceptions", to=found)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ({"a": FIRST | {"waive": "lawx"}}, "there is no clause `lawx`"),
        ({"a": FIRST | {"keep": ["lawx"]}}, "there is no clause `lawx`"),
        ({"a": FIRST | {"waive": [], "need": {"lawx": 1}}}, "there is no clause `lawx`"),
        ({"a": FIRST | {"waive": [], "per_month": {"lawx": 1}}}, "there is no clause `lawx`"),
        ({"a": FIRST | {"waive": [], "by_days": ["lawx"]}}, "there is no clause `lawx`"),
        ({"a": FIRST | {"waive": [], "cases": [{"waive": "lawx"}]}}, "there is no clause `lawx`"),
        (
            {"a": FIRST | {"waive": [], "readings": {"r": {"says": "x", "waive": "lawx"}}}},
            "there is no clause `lawx`",
        ),
        ({"a": FIRST | {"waive": ["law"], "keep": ["total"]}}, "`keep` says what is left of `waive: all`"),
        ({"a": FIRST | {"over": ["b"]}}, "there is no exception `b`"),
        (
            {"a": FIRST | {"over": ["b"]}, "b": HELD | {"need": {"total": 5}, "over": ["a"]}},
            "`over` goes around in a circle: it ends up over itself (and 1 more)",
        ),
        (
            {"a": FIRST, "b": HELD | {"need": {"total": 5}}},
            "`a` and `b` change `total` in different ways and can both apply: name one in the other's `over`",
        ),
        (
            {"a": FIRST, "b": FIRST | {"waive": [], "cases": [{"need": {"law": 1}}]}},
            "`a` and `b` change `law` in different ways and can both apply: name one in the other's `over`",
        ),
    ],
)
def test_exceptions_that_clash_are_refused(data_folder: Path, found: dict[str, Any], message: str) -> None:
    assert refused(data_folder, exceptions(**found)).startswith(message)


LATE = {"first_term": True}
NINE = {"need": {"total": 9}}
FIVE = {"need": {"total": 5}}


@pytest.mark.parametrize(
    "found",
    [
        {"a": FIRST, "b": HELD | {"waive": "all"}},  # the same effect
        {"a": FIRST | {"over": ["b"]}, "b": HELD | FIVE},
        {"a": FIRST | {"over": ["c"]}, "b": HELD | FIVE, "c": HELD | {"over": ["b"], "waive": ["law"]}},
        {"a": FIRST | {"waive": ["law"]}, "b": HELD | FIVE},  # other clauses
        {"a": FIRST, "b": HELD | FIVE | {"when": {"not": {"first_term": True, "note": "x"}}}},
        {"a": FIRST | {"until": "2024-12-31"}, "b": HELD | FIVE | {"from": "2025-01-01"}},
        {
            "a": HELD | NINE | {"when": {"answer": "since", "before": "2020-01-01"}},
            "b": HELD | FIVE | {"when": {"answer": "since", "on_or_after": "2020-01-01"}},
        },
        {
            "a": HELD | NINE | {"when": {"answer": "since", "months_below": 12}},
            "b": HELD | FIVE | {"when": {"answer": "since", "months_at_least": 12}},
        },
        {
            "a": HELD | NINE | {"when": {"all": [LATE, {"issued": {"after": {"end_less_months": 12}}}]}},
            "b": HELD
            | FIVE
            | {"when": {"all": [LATE, {"issued": {"on_or_before": {"end_less_months": 12}}}]}},
        },
        {
            "a": HELD | NINE | {"when": {"issued": {"on_or_after": {"day": "07-01", "year": -1}}}},
            "b": HELD | FIVE | {"when": {"issued": {"before": {"day": "07-01", "year": -1}}}},
        },
        {
            "a": HELD | NINE | {"when": {"any": [{"first_term": True}, {"all": [{"first_term": True}]}]}},
            "b": HELD | FIVE | {"when": {"not": {"first_term": True}}},
        },
    ],
)
def test_exceptions_that_get_along(data_folder: Path, found: dict[str, Any]) -> None:
    accepted(data_folder, exceptions(**found))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"answer": "since", "before": "2020-01-02"}, {"answer": "since", "on_or_after": "2020-01-01"}),
        (
            {"issued": {"on_or_after": {"end_less_months": 12}}},
            {"issued": {"on_or_before": {"end_less_months": 12}}},
        ),
        (
            {"issued": {"after": {"end_less_months": 13}}},
            {"issued": {"on_or_before": {"end_less_months": 12}}},
        ),
        ({"issued": {"after": {"end_less_months": 12}}}, {"issued": {"before": {"day": "07-01"}}}),
        ({"any": [{"first_term": True}, {"age": 18}]}, {"not": {"first_term": True}}),
    ],
)
def test_conditions_that_can_meet_at_the_edge(data_folder: Path, one: object, other: object) -> None:
    found = {"a": HELD | NINE | {"when": one}, "b": HELD | FIVE | {"when": other}}
    assert "can both apply" in refused(data_folder, exceptions(**found))
