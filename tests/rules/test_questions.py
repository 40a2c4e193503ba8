"""Questions for a board, in words that it can answer."""

from datetime import date

import pytest

from rxladder.career.record import Career, Holding
from rxladder.facts.load import load_packs
from rxladder.rules.audit import audit

PACKS = load_packs()
ON = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("credential", "asks"),
    [
        (
            "us-fl-technician",
            "Ask the board which of these it means: (1) the HIV/AIDS hour is one of the 20; "
            "(2) the HIV/AIDS hour comes on top of the 20.",
        ),
        (
            "us-la-technician",
            "Ask the board whether this is in effect for you: at least 10 hours for technicians.",
        ),
        (
            "us-nd-technician",
            "Ask the board whether this applies, since its source is weak: when this is your first term, "
            "then none of it is required.",
        ),
    ],
)
def test_what_to_ask_the_board_names_the_rule_in_words(credential: str, asks: str) -> None:
    career = Career(holdings=(Holding(credential, None, date(2027, 6, 30)),))
    assert asks in [question.asks for question in audit(career, PACKS, ON).holdings[0].questions]
