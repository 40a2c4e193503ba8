"""An independent count of continuing education, as a linear program solved by HiGHS.

The engine is tested against it. It reads the packs' YAML by itself and imports nothing of the product, so
that a mistake would have to be made twice. It knows the plain shapes of rules only, and raises
NotImplementedError where a career leads to another: an exception that applies, carried-over hours, a first
term, a renewal handed in. Every credit and every answer must be told.

Careers are plain data: `{"holdings": [{"credential", "issued", "expires"}], "credits": [{"date", "hours",
"topic", "format", "audience", "accreditation", "jurisdiction", "course", "uan", "status"}], "facts": {...}}`.
"""

from tests.rules.independent.answers import (
    answer,
    fewest,
    least_if_told,
    most_by_clause,
    together,
)
from tests.rules.independent.asked import Asked, asked_of
from tests.rules.independent.days import Window, months_later
from tests.rules.independent.packs import AXES, named_by, readings_of, rules
from tests.rules.independent.places import PARENT, UAN_TOPICS, falls_under, line_of, settled, takes
from tests.rules.independent.program import Part, Program, Supply, least_new

__all__ = [
    "AXES", "PARENT", "UAN_TOPICS", "Asked", "Part", "Program", "Supply", "Window", "answer", "asked_of",
    "falls_under", "fewest", "least_if_told", "least_new", "line_of", "months_later", "most_by_clause",
    "named_by", "readings_of", "rules", "settled", "takes", "together",
]  # fmt: skip
