"""Questions of counting made smaller; that their answers stay the same is shown in `test_counting`."""

from rxladder.rules.smaller import Bits, Rest, columns_of, settled

TOTAL, LAW, CAP, ON_TOP = 1, 2, 4, 8


def test_hours_under_no_cap_count_in_full_and_fill_minimums():
    rest = settled(Rest({TOTAL: 5, TOTAL | LAW: 2}, {}, {TOTAL: 10, LAW: 2}, {}), 0, 0)
    assert rest == Rest({}, {}, {TOTAL: 3}, {})


def test_a_cap_that_cannot_bind_falls_away_with_all_that_it_held_open():
    few = Rest({TOTAL | CAP: 4}, {}, {TOTAL: 10}, {CAP: 5})
    assert settled(few, 0, 0) == Rest({}, {}, {TOTAL: 6}, {})
    assert settled(few, 0, CAP) == few, "new hours may yet make it bind"


def test_hours_under_a_cap_that_serve_nothing_missing_leave_room_for_the_others():
    rest = Rest({LAW | CAP: 4, TOTAL | CAP: 4, LAW: 3}, {}, {TOTAL: 10, LAW: 2}, {CAP: 5})
    assert settled(rest, 0, 0) == Rest({}, {}, {TOTAL: 6}, {})


def test_hours_that_may_choose_between_one_clause_and_nothing_are_plain_hours():
    rest = Rest({LAW: 2}, {(TOTAL, LAW): 3}, {TOTAL: 10, LAW: 2}, {})
    assert settled(rest, 0, 0) == Rest({}, {}, {TOTAL: 7}, {})


def test_a_kind_of_new_hour_that_another_outdoes_is_not_looked_at():
    asked = (Bits(TOTAL | LAW, CAP, ()),)
    free, law, capped = (TOTAL,), (TOTAL | LAW,), (TOTAL | LAW | CAP,)
    assert columns_of((free, law, capped), asked) == (law,)
    assert set(columns_of((free, capped), asked)) == {free, capped}


def test_an_hour_goes_toward_the_total_or_toward_what_is_on_top():
    asked = (Bits(TOTAL, 0, (ON_TOP,)),)
    assert set(columns_of(((TOTAL | ON_TOP,),), asked)) == {(TOTAL,), (ON_TOP,)}
