"""Terms, audit and eligibility: pure functions of a career, the packs and a day."""
