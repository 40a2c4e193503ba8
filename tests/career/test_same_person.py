"""Who is the same person, and what one entry becomes of two."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.relationships import Acquaintance, Contact, Reach
from rxladder.career.same_person import changes, find_duplicates, merged, plain_phone, same_person

MARIA = Acquaintance("María López", emails=(Reach("maria@example.org"),), known_from="school")


def named(name: str, **more) -> Acquaintance:
    return Acquaintance(name, **more)


def test_the_same_card_is_sure():
    assert same_person(named("M. L.", uid="7"), named("Maria", uid="7")) == ("sure", "card")


def test_an_address_beside_a_name_that_fits_is_sure():
    other = named("Lopez, Maria", emails=(Reach("MARIA@example.org"),))
    assert same_person(other, MARIA) == ("sure", "email")


def test_an_address_under_another_name_is_asked():
    other = named("IV room", emails=(Reach("maria@example.org"),))
    assert same_person(other, MARIA) == ("likely", "email")


def test_the_name_alone_is_asked():
    assert same_person(named("Dr. Maria Lopez"), MARIA) == ("likely", "name")


def test_colleagues_behind_one_telephone_are_not_one_person():
    desk = (Reach("512 555 0100"),)
    assert find_duplicates([named(f"Colleague {'x' * n}", phones=desk) for n in range(30)]) == []
    assert same_person(named("Ana Ruiz", phones=desk), named("Ben Cho", phones=desk)) is None


def test_numbers_are_compared_by_their_digits():
    assert plain_phone("+1 (512) 555-0100") == plain_phone("512.555.0100") == "5125550100"
    assert plain_phone("911") == ""


def test_what_the_first_says_stands_and_gaps_are_filled():
    other = named(
        "Maria L.", role="Lead", known_from="work", emails=(Reach("MARIA@example.org"), Reach("m@x.org"))
    )
    one = merged(MARIA, other)
    assert (one.name, one.role, one.known_from) == ("María López", "Lead", "school")
    assert [reach.address for reach in one.emails] == ["maria@example.org", "m@x.org"]
    assert {change.field for change in changes(MARIA, one)} == {"role", "emails"}


REACHES = st.lists(st.builds(Reach, st.sampled_from(["a@x.org", "A@x.org", "b@x.org"])), max_size=3).map(
    tuple
)
CONTACTS = st.lists(
    st.builds(Contact, st.dates(date(2026, 1, 1), date(2026, 1, 5)), st.sampled_from(["", "tea"])), max_size=3
).map(tuple)
PEOPLE = st.builds(
    Acquaintance,
    name=st.sampled_from(["Ana Ruiz", "Ben Cho"]),
    emails=REACHES,
    note=st.sampled_from(["", "tall", "tall and kind"]),
    topics=st.lists(st.sampled_from(["IV", "iv", "law"]), max_size=3).map(tuple),
    contacts=CONTACTS,
)


@given(PEOPLE, PEOPLE)
def test_merging_the_same_again_changes_nothing(one, other):
    once = merged(one, other)
    assert merged(once, other) == once
    assert {reach.address.casefold() for reach in once.emails} == {
        reach.address.casefold() for reach in (*one.emails, *other.emails)
    }
    assert set(once.contacts) == set(one.contacts) | set(other.contacts)
