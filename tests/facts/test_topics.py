"""The forest of topics."""

from __future__ import annotations

from rxladder.facts.topics import (
    ACPE_TOPICS,
    PARENTS,
    TOPICS,
    lies_under,
    topic_name,
    with_children,
    with_parents,
)


def test_state_law_is_law_and_not_the_other_way_round() -> None:
    assert lies_under("state-law", "law")
    assert not lies_under("law", "state-law")


def test_the_families() -> None:
    assert with_children("compounding") == {
        "compounding",
        "sterile-compounding",
        "nonsterile-compounding",
        "hazardous-drugs",
    }
    assert with_parents("medication-errors") == ("medication-errors", "patient-safety")
    assert with_children("ethics") == {"ethics"}


def test_every_topic_has_a_name_and_a_known_place() -> None:
    assert set(ACPE_TOPICS.values()) | set(PARENTS) | set(PARENTS.values()) <= set(TOPICS)
    assert all(topic_name(topic) for topic in TOPICS)
    assert len({topic_name(topic) for topic in TOPICS}) == len(TOPICS)
