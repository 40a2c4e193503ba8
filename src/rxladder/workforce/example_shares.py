"""What a made-up workforce is like: shares and sizes, in the order of magnitude of the real one.

How many technicians there are, and where, is from BLS (`facts.wages`). The rest are plain guesses, made so
that every part of the rules has something to do.
"""

from __future__ import annotations

NATION = 471_680
"""Technicians that BLS counted in the United States in May 2025."""
CREDITS_EACH = 10_000_000 / NATION

TRAINEES = 0.06
"""Of those whose state has a credential for trainees."""
CERTIFIED_BY = {"ptcb-cpht": 0.56, "nha-cpht": 0.07}
SPECIALISED = {
    "ptcb-cpht-adv": 0.01, "ptcb-cspt": 0.01, "ptcb-immunization": 0.02, "ptcb-medication-history": 0.006,
    "ptcb-hazardous-drug-management": 0.01, "ptcb-tpv": 0.01, "ptcb-billing-reimbursement": 0.006,
    "ptcb-controlled-substances-diversion": 0.004, "ptcb-regulatory-compliance": 0.003,
}  # fmt: skip
"""Of those whom PTCB certified, who holds each of the certificates beyond."""
VACCINATORS = 0.05
SECOND_STATE = 0.03
WITHOUT_EXPIRES = 0.02
WITHOUT_ISSUED = 0.04
LAPSED = 0.03

ANSWERS: dict[str, tuple[tuple[object, float], ...]] = {
    "administers-vaccines": ((True, 0.22), (False, 0.68)),
    "compounds-sterile": ((True, 0.16), (False, 0.74)),
    "compounds-nonsterile": ((True, 0.2), (False, 0.6)),
    "handles-hazardous-drugs": ((True, 0.12), (False, 0.7)),
    "direct-patient-care": ((True, 0.6), (False, 0.3)),
    "discloses-record": ((True, 0.9),),
    "education": (("high-school", 0.4), ("some-college", 0.25), ("associate", 0.15), ("bachelor", 0.1)),
}
"""How many gave which answer; the others gave none."""

NO_ACPE = 0.12
BOOKED, PLANNED = 0.008, 0.006
"""Credits that are not done yet."""
YEARS_BACK = 3.5
ACTIVITIES_A_YEAR = 3_000
TOPIC_SHARES = {
    "01": 0.33,
    "02": 0.02,
    "03": 0.14,
    "04": 0.16,
    "05": 0.17,
    "06": 0.06,
    "07": 0.07,
    "08": 0.05,
}
LENGTHS = {0.25: 0.04, 0.5: 0.08, 1.0: 0.55, 1.25: 0.05, 1.5: 0.12, 2.0: 0.12, 3.0: 0.04}
LIVE, FOR_PHARMACISTS = 0.25, 0.12

FAULTS = 0.001
"""Rows of each table with something wrong in them."""
REPEATS = 0.002
"""Rows that stand twice."""
