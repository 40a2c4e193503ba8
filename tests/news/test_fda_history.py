"""What looks at the list of shortages showed over time, and what of it is news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rxladder.news.changes import changed, matters_to
from rxladder.news.fda_history import Seen, differs, keyed, seen_changes, spells
from rxladder.news.openfda import Recall, Shortage, recalls, shortages
from rxladder.news.shortage_course import shortages_over_time

FIRST = date(2026, 6, 1)


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def listed(name: str = "Cefazolin", status: str = "Current", **told) -> Shortage:
    raw = {"generic_name": name, "company_name": "Acme", "package_ndc": "0143-9924-90", "status": status}
    raw |= {"dosage_form": "Injection", "initial_posting_date": "06/01/2026"}
    return next(shortages([raw | told]))


def kept(*looks: tuple[date, list[Shortage]]) -> list[Seen]:
    """What a site would keep of some looks, written as plainly as can be."""
    found: list[Seen] = []
    for at, (on, records) in enumerate(looks):
        now = keyed(records)
        for n, one in enumerate(found):
            if one.until is None and one.key not in now:
                found[n] = replace(one, until=on, gone=True)
            elif one.until is None and differs(one.one, now[one.key]):
                found[n] = replace(one, until=on)
        open_ = {one.key for one in found if one.until is None}
        found += [Seen(key, one, on, begun=at == 0) for key, one in now.items() if key not in open_]
    return found


def said(seen: list[Seen], first: int, last: int) -> list[str]:
    return [
        one.title for one in changed(day(first), day(last), seen=seen_changes(seen, day(first), day(last)))
    ]


def test_what_is_taken_off_the_list_is_over_and_stays_in_the_course():
    seen = kept((day(0), [listed()]), (day(40), [listed()]), (day(50), []))
    [spell] = spells(seen)
    assert (spell.since, spell.status, spell.changed) == (day(0), "resolved", day(50))
    points = {point.day: point.drugs for point in shortages_over_time([spell], day(60), 2).points}
    assert points == {date(2026, 5, 31): 0, date(2026, 6, 30): 1, day(60): 0}
    assert said(seen, 45, 52) == ["No longer on the FDA's list: Cefazolin"]
    assert said(seen, 0, 44) == []


def test_a_second_shortage_of_a_drug_begins_when_it_is_seen_again():
    back = (day(90), [listed()])
    seen = kept((day(0), [listed()]), (day(50), []), back)
    first, second = spells(seen)
    assert (first.since, first.changed) == (day(0), day(50))
    assert (second.since, second.status) == (day(90), "current")
    assert said(seen, 85, 95) == ["Now on the FDA's list: Cefazolin"]
    resolved = listed(status="Resolved", change_date="20260720", update_date="20260720")
    seen = kept((day(0), [listed()]), (day(50), [resolved]), back)
    assert [one.changed for one in spells(seen)] == [date(2026, 7, 20), None]
    assert said(seen, 85, 95) == ["Short again: Cefazolin"]


def test_a_change_of_supply_is_told_and_a_second_look_by_the_fda_is_none():
    again = listed(update_date="07/01/2026", update_type="Reverified")
    worse = listed(availability="Unavailable", shortage_reason="Demand increase")
    seen = kept((day(0), [listed(availability="Limited")]), (day(30), [worse]))
    [change] = seen_changes(seen, day(25), day(35))
    assert change.kind == "changed"
    assert change.detail == "Acme. Before: Limited. Now: Unavailable. Demand increase"
    assert not differs(listed(), again)
    assert not list(seen_changes(kept((day(0), [listed()]), (day(30), [again])), day(0), day(90)))


def test_what_was_there_at_the_first_look_is_no_news():
    old = listed(initial_posting_date="01/01/2020")
    assert said(kept((day(0), [old])), 0, 9) == []
    assert said(kept((day(0), []), (day(5), [old])), 0, 9) == ["Now on the FDA's list: Cefazolin"]
    # The record tells its own beginning.
    assert said(kept((day(0), []), (day(5), [listed(initial_posting_date="06/04/2026")])), 0, 9) == []


@given(st.lists(st.sampled_from(["Current", "Resolved", "gone"]), min_size=1, max_size=8))
def test_in_the_course_a_package_is_short_at_a_look_exactly_where_the_look_found_it_short(looks):
    """Whatever comes and goes: at each look the spells count what that look saw."""
    made, began = [], 0
    for n, status in enumerate(looks):
        began = n if not n or looks[n - 1] != "Current" else began
        dates = {"initial_posting_date": f"{day(10 * began):%Y%m%d}", "change_date": f"{day(10 * n):%Y%m%d}"}
        made.append((day(10 * n), [] if status == "gone" else [listed(status=status, **dates)]))
    found = spells(kept(*made))
    for n, status in enumerate(looks):
        # The course's last point is its day itself.
        point = shortages_over_time(found, day(10 * n), 1).points[-1]
        assert point.drugs == (status == "Current"), (n, looks)


def test_what_matters_is_told_by_settings_and_skills_and_grave_recalls_always_do():
    def recall(product: str, grade: str) -> Recall:
        raw = {"product_description": product, "classification": grade, "report_date": "20260605"}
        return next(recalls([raw | {"event_id": product}]))

    tablets, drip, grave = (
        changed(day(0), day(9), [recall(product, grade)])[0]
        for product, grade in (
            ("Metformin tablets", "Class II"),
            ("Cefazolin intravenous infusion", "Class II"),
            ("Vancomycin intravenous infusion", "Class I"),
        )
    )
    shop = ("community-chain",)
    assert [matters_to(one, shop) for one in (tablets, drip, grave)] == [True, False, True]
    assert matters_to(drip, shop, ["aseptic-mixing"])
    assert matters_to(drip, shop, ["outdates-shortages"])
    assert not matters_to(tablets, ["home-infusion"])
    assert all(matters_to(one, ()) for one in (tablets, drip, grave))
