"""The audit of a whole workforce: the packs compiled to expressions that a database evaluates.

`audit_workforce` gives the same rows as `rules.audit` does, person by person; what it cannot decide it names.
"""

from rxladder.rules.bulk.audit import Audited, audit_workforce
from rxladder.rules.bulk.records import ROW_COLUMNS, Row, career_of, rows_of

__all__ = ["ROW_COLUMNS", "Audited", "Row", "audit_workforce", "career_of", "rows_of"]
