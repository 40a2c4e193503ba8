"""A manager's or teacher's view of a team: each person's own record, as far as they share it."""
