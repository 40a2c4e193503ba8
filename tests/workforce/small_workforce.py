"""A small workforce with something of everything, good rows and faulty ones, as CSV and as Parquet."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import duckdb

PEOPLE = """\
person,birthday,state,facts,team
ann,1990-04-17,us-tx,"{""direct-patient-care"": true, ""discloses-record"": true}",day
bob,1985-11-02,us-fl,"{""administers-vaccines"": false}",day
cyd,,us-oh,,night
dee,2001-01-31,us-or,"{""immunizes"": ",night
eve,1979-13-01,us-tx,,day
fay,1999-02-28,us-zz,"{""administers-vaccines"": ""maybe""}",day
ann,1990-04-17,us-tx,,day
gil,1992-08-30,us-md,"{""administers-vaccines"": true, ""handles-hazardous-drugs"": null}",day
"""
HOLDINGS = """\
person,credential,issued,expires
ann,us-tx-technician,2021-07-10,2027-06-30
ann,ptcb-cpht,2021-05-10,2027-05-31
ann,us-tx-technician,2021-07-10,2027-06-30
bob,us-fl-technician,2020-02-01,2026-12-31
bob,nha-excpt,,2027-03-31
cyd,us-oh-registered-technician,2024-04-01,
cyd,us-oh-registered-technician,2019-01-01,2021-03-31
gil,us-md-technician,2022-01-15,2026-08-31
gil,us-xx-technician,2022-01-15,2026-08-31
gil,nha-cpht,2026-08-31,2022-01-15
zoe,ptcb-cpht,2022-01-15,2026-08-31
dee,us-or-technician,2022-01-15,2026-06-30
"""
CREDITS = """\
person,date,hours,uan,topic,format,audience,accreditation,jurisdiction,course,status
ann,2026-03-02,1.5,0384-0000-26-012-H07-T,,,,,,,
ann,2026-04-11,1,,state-law,live,,board-approved,us-tx,,done
ann,2026-05-11,2,0384000026013L03T,,,,,,,done
ann,2027-01-15,3,0384-0000-26-015-H05-T,,,,,,,booked
bob,2026-02-29,1,,law,,,,,,
bob,2025-09-03,-1,,law,,,,,,
bob,2025-09-04,NaN,,law,,,,,,
bob,2025-09-05,1001,,law,,,,,,
bob,2025-09-06,10/3,,general-pharmacy,live,technician,acpe,,,
bob,2025-09-07,1,0384-0000-26-12-H07-T,,,,,,,
bob,2025-09-08,1,,pharmacy,in person,,,,,
bob,2025-09-09,1,,hiv-aids,live,technician,acpe
bob,2025-09-10,1,0384-0000-25-014-H01-T,,,,,,,maybe
bob,,1,0384-0000-25-014-H01-T,,,,,,,
,2025-09-11,1,,law,,,,,,
cyd,2025-09-12,4,0384-0000-25-017-H04-T,,,,,,,
gil,2025-09-13,2.25,0384-0000-25-018-L08-T,,,,,us-md,,
gil,2025-09-14,0.1,,implicit-bias,home-study,,other,,,
dee,2025-09-15,1,,law,,,,,,
"""
TEXTS = {"people": PEOPLE, "holdings": HOLDINGS, "credits": CREDITS}
TORN = "bob,2025-09-09,1,,hiv-aids,live,technician,acpe\n"


def as_csv(folder: Path) -> Path:
    """The tables as CSV files."""
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def as_parts(folder: Path) -> Path:
    """The tables as Parquet, typed as far as their faults let them be, credits in three parts in a folder.

    Of a torn line Parquet knows nothing; it is left out.
    """
    (folder / "credits").mkdir(parents=True)
    con = duckdb.connect()
    for name, text in TEXTS.items():
        lines = text.replace(TORN, "").splitlines(keepends=True)
        cuts = [1, 5, 11, len(lines)] if name == "credits" else [1, len(lines)]
        for number, (start, end) in enumerate(pairwise(cuts)):
            source = folder / "part.csv"
            source.write_text(lines[0] + "".join(lines[start:end]), encoding="utf-8")
            target = folder / (f"credits/part-{number}.parquet" if name == "credits" else f"{name}.parquet")
            read = f"read_csv('{source}', header = true, all_varchar = true)"
            # The first part's hours and dates are all good ones: there they have types of their own.
            typed = " REPLACE (hours::DOUBLE AS hours, date::TIMESTAMP AS date)" if not number else ""
            con.execute(f"COPY (SELECT *{typed if name == 'credits' else ''} FROM {read}) TO '{target}'")
            source.unlink()
    return folder
