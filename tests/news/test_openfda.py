"""The FDA's records in one shape, asked page by page, and what changed in a week."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rxladder.news.changes import changed, matters
from rxladder.news.drug_names import drug_name, find_drugs
from rxladder.news.fetching import Fetcher, Limits, NotFetched
from rxladder.news.ndc import find_ndcs, normal
from rxladder.news.openfda import approvals, fda_day, recalls, shortages
from rxladder.news.openfda_ask import ask_approvals, ask_recalls, ask_shortages, records
from rxladder.news.shortage_course import shortages_over_time
from tests.web_server import reply, serving

EXAMPLES = Path(__file__).parent / "openfda"
FETCHER = Fetcher(Limits(seconds=20), allowed=frozenset({"127.0.0.1"}))
WEEK = (date(2026, 11, 18), date(2026, 11, 25))


def example(name: str) -> list[dict]:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["results"]


def page(found: list, total: int | None = None) -> bytes:
    return json.dumps(
        {"meta": {"results": {"total": len(found) if total is None else total}}, "results": found}
    ).encode()


# --- Records


def test_a_recall_is_read_whole():
    one = next(recalls(example("enforcement")))
    assert (one.grade, one.status, one.event) == (3, "Ongoing", "64372")
    assert (one.initiated, one.reported, one.ended) == (date(2013, 2, 19), date(2013, 6, 12), None)
    assert one.drugs == ("terbinafine",)
    assert one.ndcs == ("00067-6382-30", "01167-3401-04")
    assert one.firm == "Novartis Consumer Health"
    assert one.reason.startswith("Labeling: Incorrect")
    assert one.where.startswith("Nationwide and Puerto Rico")
    assert "10108716" in one.lots
    assert one.url == "https://api.fda.gov/drug/enforcement.json?search=event_id:%2264372%22"


def test_a_recall_takes_names_and_codes_from_the_fda_where_it_gives_them():
    raw = {
        "product_description": "Tablets, 90 count", "product_type": "Drugs", "classification": "Class II",
        "recall_number": "D-0123-2026", "openfda": {
        "generic_name": ["METFORMIN HYDROCHLORIDE AND SITAGLIPTIN"],
        "package_ndc": ["0006-0575-61"], "product_ndc": ["0006-0575"]},
    }  # fmt: skip
    one = next(recalls([raw]))
    assert one.drugs == ("metformin", "sitagliptin")
    assert one.ndcs == ("00006-0575-61", "00006-0575")
    assert one.grade == 2
    assert one.url.endswith("recall_number:%22D-0123-2026%22")


def test_a_shortage_is_read_whole():
    one = next(shortages(example("shortages")))
    assert (one.name, one.drugs, one.ndc) == (
        "Hydromorphone Hydrochloride Injection",
        ("hydromorphone",),
        "00409-1304-31",
    )
    assert (one.status, one.availability, one.update) == ("current", "Available", "Reverified")
    assert (one.since, one.updated) == (date(2017, 10, 31), date(2026, 8, 7))
    assert one.categories == ("Analgesia/Addiction",)
    assert one.url == "https://dps.fda.gov/drugshortages"


def test_an_approval_is_read_whole_and_only_in_its_days():
    raw = example("drugsfda")
    one = next(approvals(raw, date(1976, 1, 1), date(1976, 12, 31)))
    assert (one.application, one.kind, one.sponsor) == ("ANDA084321", "generic", "BEECHAM")
    assert one.drugs == ("colchicine", "probenecid")
    assert one.strengths == ("0.5MG", "500MG")
    assert (one.approved, one.tentative) == (date(1976, 3, 11), False)
    assert not list(approvals(raw, date(1976, 3, 12), date(1999, 1, 1)))


def test_of_an_application_only_original_approvals_count():
    def submission(kind: str, status: str, day: str) -> dict:
        return {"submission_type": kind, "submission_status": status, "submission_status_date": day}

    raw = {
        "application_number": "NDA1",
        "submissions": [
            submission("SUPPL", "AP", "20261120"),
            submission("ORIG", "AP", "20261121"),
            submission("ORIG", "TA", "20261122"),
            submission("ORIG", "AP", "20200101"),
            submission("ORIG", "RF", "20261123"),
        ],
    }
    found = [(one.approved.day, one.tentative, one.kind) for one in approvals([raw], *WEEK)]
    assert found == [(21, False, "new drug"), (22, True, "new drug")]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=5,
)
_KEYS = ["product_description", "generic_name", "openfda", "status", "submissions", "products", "report_date",
         "package_ndc", "therapeutic_category", "classification", "initial_posting_date"]  # fmt: skip


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON))
def test_records_of_any_shape_are_read_or_left_out(raw):
    whole = [raw, raw | {"product_description": "x", "generic_name": "y"}]
    found = changed(
        date(1900, 1, 1), date(2199, 1, 1), recalls(whole), shortages(whole), approvals(whole, *WEEK)
    )
    assert all(isinstance(one.title, str) for one in found)


@pytest.mark.parametrize("text", ["20261125", "2026-11-25", "11/25/2026"])
def test_a_day_is_read_in_every_form_of_the_fda(text):
    assert fda_day(text) == date(2026, 11, 25)


@pytest.mark.parametrize("text", ["", "2026", "20261332", "11-25-2026", "25/11/2026", "soon"])
def test_what_is_no_day_is_none(text):
    assert fda_day(text) is None


@pytest.mark.parametrize(
    ("code", "same"),
    [("0409-1304-31", "00409-1304-31"), ("50242-040-62", "50242-0040-62"), ("60575-4112-1", "60575-4112-01"),
     ("00409-1304-31", "00409-1304-31"), ("0409-1304", "00409-1304"), ("50242-040", "50242-0040"),
     ("0409130431", ""), ("409-1304-31", ""), ("0409-130-31", ""), ("", "")],
)  # fmt: skip
def test_a_code_has_one_shape(code, same):
    assert normal(code) == same


def test_codes_are_found_where_they_are_called_so():
    text = "Call 800-555-1212. NDC 0067-6382-30 & UPC 300676382302; NDC# 50242-040-62, lot 1234-567-8-9"
    assert find_ndcs(text) == ("00067-6382-30", "50242-0040-62")
    assert find_ndcs("Phone 0409-1304 only") == ()


@pytest.mark.parametrize(
    ("written", "name"),
    [("Hydromorphone Hydrochloride Injection", "hydromorphone"), ("METFORMIN HCL", "metformin"),
     ("Lipitor", "atorvastatin"), ("Potassium Chloride Injection", "potassium chloride"),
     ("Unheardofmab-xyzz Injection", "unheardofmab-xyzz"), ("", ""),
     ("Amoxicillin and Clavulanate Potassium", "amoxicillin clavulanate"),
     ("Augmentin", "amoxicillin clavulanate"),
     ("HYDROCODONE BITARTRATE AND ACETAMINOPHEN Tablets, USP", "hydrocodone acetaminophen"),
     ("Lisinopril and Hydrochlorothiazide", "lisinopril hydrochlorothiazide"),
     ("Trimethoprim and Sulfamethoxazole", "sulfamethoxazole trimethoprim"),
     ("Bupivacaine Hydrochloride and Epinephrine Bitartrate", "bupivacaine epinephrine"),
     ("Hydrocortisone Cream and Ointment", "hydrocortisone"), ("Heparin Sodium in Dextrose", "heparin"),
     ("Adalimumab-adaz", "adalimumab"), ("insulin glargine-yfgn", "insulin glargine")],
)  # fmt: skip
def test_a_drug_has_one_name(written, name):
    assert drug_name(written) == name


def test_drugs_are_found_in_a_sentence():
    assert find_drugs("Recall of Lipitor and metformin hydrochloride tablets") == (
        "atorvastatin",
        "metformin",
    )
    assert find_drugs("The board met on Tuesday and will meet again") == ()


# --- Asking


@pytest.fixture
def server():
    with serving() as one:
        yield one


def asked(server) -> list[tuple[str, dict[str, list[str]]]]:
    parts = [urlsplit(one.split(" ")[1]) for one in server.asked]
    return [(part.path, parse_qs(part.query)) for part in parts]


class Pages(dict):
    """Answers by path, whatever is asked of it."""

    def get(self, key, default=None):
        for path, answers in self.items():
            if key.startswith(path) and answers:
                return answers.pop(0)
        return default


def test_all_pages_are_asked_and_no_more(server):
    server.pages = Pages({"/drug/shortages.json": [reply(200, page([{"n": n}], 3)) for n in range(3)]})
    assert [one["n"] for one in ask_shortages(FETCHER, server.url)] == [0, 1, 2]
    assert [told.get("skip") for _path, told in asked(server)] == [None, ["1"], ["2"]]


def test_a_week_is_asked_as_the_interface_takes_it(server):
    server.pages = Pages({"/drug/": [reply(200, page([])), reply(200, page([]))]})
    assert not list(ask_recalls(FETCHER, *WEEK, server.url, key="k"))
    assert not list(ask_approvals(FETCHER, *WEEK, server.url))
    (path, told), (other, more) = asked(server)
    assert (path, told["search"], told["api_key"]) == (
        "/drug/enforcement.json",
        ["report_date:[20261118 TO 20261125]"],
        ["k"],
    )
    assert other == "/drug/drugsfda.json"
    assert 'submission_type:"ORIG"' in more["search"][0]


def test_the_next_page_is_the_one_that_the_answer_names_on_its_own_host_only(server):
    good = f'<{server.url}/drug/shortages.json?search_after=1>; rel="next"'
    bad = '<https://evil.example/drug/shortages.json>; rel="next"'
    server.pages = Pages(
        {
            "/drug/": [
                reply(200, page([{}], 9), Link=good),
                reply(200, page([{}], 9), Link=bad),
                reply(200, page([], 9)),
            ]
        }
    )
    assert len(list(ask_shortages(FETCHER, server.url))) == 2
    assert [told for _path, told in asked(server)][1] == {"search_after": ["1"]}
    assert asked(server)[2][1]["skip"] == ["2"]


def test_nothing_found_is_no_error_and_no_shape_is_one(server):
    server.pages = Pages({"/drug/": [reply(404, b'{"error": {"code": "NOT_FOUND"}}')]})
    assert list(ask_shortages(FETCHER, server.url)) == []
    for content in (b"<html>", b"{}", b'{"results": 1, "meta": {}}', b"[" * 100_000):
        server.pages = Pages({"/drug/": [reply(200, content)]})
        with pytest.raises(NotFetched, match="not in the format we know"):
            list(ask_shortages(FETCHER, server.url))
    server.pages = Pages({"/drug/": [reply(429)]})
    with pytest.raises(NotFetched, match="429"):
        list(ask_shortages(FETCHER, server.url))


def test_more_than_can_be_read_is_said(server):
    server.pages = Pages({"/drug/": [reply(200, page([{}], 10**6)) for _n in range(99)]})
    with pytest.raises(NotFetched, match="fewer days"):
        list(records(FETCHER, "openfda-drug-ndc", "", server.url))
    assert len(server.asked) == 50


# --- What changed


def recall(**told) -> dict:
    return {"product_description": "Metformin tablets NDC 0067-6382-30", "event_id": "1",
            "report_date": "20261120",
            "classification": "Class II", "recalling_firm": "F", "reason_for_recall": "R"} | told  # fmt: skip


def shortage(**told) -> dict:
    return {"generic_name": "Morphine Sulfate Injection", "status": "Current", "company_name": "C",
            "dosage_form": "Injection", "initial_posting_date": "11/20/2026",
            "package_ndc": "0409-1304-31"} | told  # fmt: skip


def test_a_week_has_what_may_harm_first():
    approval = {"application_number": "NDA1", "products": [{"brand_name": "NEWDRUG"}], "submissions": [
        {"submission_type": "ORIG", "submission_status": "AP",
         "submission_status_date": "20261124"}]}  # fmt: skip
    found = changed(
        *WEEK,
        recalls([
            recall(), recall(event_id="2", classification="Class I"),
            recall(event_id="3", report_date="20261101"),
        ]),
        shortages([
            shortage(), shortage(package_ndc="0409-1304-32"),
            shortage(generic_name="Old", initial_posting_date="20200101"),
            shortage(generic_name="Back", status="Resolved", update_date="11/24/2026"),
        ]),
        approvals([approval], *WEEK),
    )  # fmt: skip
    assert [one.title for one in found] == [
        "Recall, class I: metformin",
        "New shortage: Morphine Sulfate Injection",
        "Recall, class II: metformin",
        "Shortage resolved: Back",
        "Approved: NEWDRUG",
    ]
    assert found[1].ndcs == ("00409-1304-31", "00409-1304-32")


def test_what_was_only_looked_at_again_has_not_changed():
    old = shortage(initial_posting_date="10/31/2017", update_type="Reverified", update_date="11/24/2026")
    assert changed(*WEEK, shortages=shortages([old])) == ()


def test_a_form_matters_where_it_is_met_and_an_unknown_one_everywhere():
    infused, swallowed, unknown = changed(
        *WEEK,
        shortages=shortages(
            [shortage(generic_name="A", dosage_form="Injection, Intravenous"),
             shortage(generic_name="B", dosage_form="Tablet"), shortage(generic_name="C", dosage_form="")]
        ),
    )  # fmt: skip
    assert matters(infused, "oncology-infusion")
    assert not matters(infused, "community-chain")
    assert matters(swallowed, "community-chain")
    assert not matters(swallowed, "home-infusion")
    assert all(matters(unknown, place) for place in ("community-chain", "home-infusion", "anything"))


def test_shortages_over_time_count_drugs_that_were_short_on_the_day():
    listed = shortages(
        [
            shortage(generic_name="A", initial_posting_date="09/15/2026"),
            shortage(generic_name="A", initial_posting_date="08/01/2026", package_ndc="0409-1304-99"),
            shortage(generic_name="B", status="Resolved", initial_posting_date="20260801",
                     update_date="20261010",
                     dosage_form="Tablet"),
            shortage(generic_name="C", initial_posting_date=""),
            shortage(generic_name="D", status="To Be Discontinued", initial_posting_date="20260801"),
        ]
    )  # fmt: skip
    course = shortages_over_time(list(listed), date(2026, 11, 25), months=4)
    assert [(point.day, point.drugs, point.injected) for point in course.points] == [
        (date(2026, 7, 31), 0, 0),
        (date(2026, 8, 31), 2, 1),
        (date(2026, 9, 30), 2, 1),
        (date(2026, 10, 31), 1, 1),
        (date(2026, 11, 25), 1, 1),
    ]
    assert course.undated == 1


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.booleans()), max_size=12))
def test_a_drug_is_counted_on_a_day_exactly_where_some_package_is_short(spells):
    first = date(2025, 6, 1)
    listed = list(
        shortages(
            shortage(generic_name=f"Drug{n % 4}", initial_posting_date=f"{first + timedelta(start):%Y%m%d}",
                     update_date=f"{first + timedelta(start + length):%Y%m%d}",
                     status="Current" if goes_on else "Resolved")
            for n, (start, length, goes_on) in enumerate(spells)
        )
    )  # fmt: skip
    for point in shortages_over_time(listed, date(2026, 11, 25), 18).points:
        short = set()
        for n, (start, length, goes_on) in enumerate(spells):
            days = (point.day - first).days
            if start <= days and (goes_on or days < start + length):
                short.add(n % 4)
        assert point.drugs == len(short)
