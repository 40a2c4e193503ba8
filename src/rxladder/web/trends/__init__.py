"""News of the field: feeds that a person reads, each story once, what matters first."""
