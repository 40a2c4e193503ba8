"""Movements of stock whose figures were worked out by hand."""

from __future__ import annotations

# Ten days: 20 there at $5, two used a day from the 2nd to the 6th, 10 more at $6 on the 7th, 3 expired.
HEPARIN = """date,item,kind,quantity,unit cost
2026-09-01,Heparin,counted,20,5
2026-09-02,Heparin,used,2,
2026-09-03,Heparin,used,2,
2026-09-04,Heparin,used,2,
2026-09-05,Heparin,used,2,
2026-09-06,Heparin,used,2,
2026-09-07,Heparin,received,10,6
2026-09-08,Heparin,expired,3,
2026-09-10,Heparin,used,2,
"""
