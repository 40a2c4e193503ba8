"""Address cards as phones and programs write them, and the way there and back."""

from dataclasses import replace
from datetime import date

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from rxladder.career.relationships import Acquaintance, Contact, Mentoring, Reach, Rhythm, RhythmUnit
from rxladder.career.vcards_in import CardsError, read_cards
from rxladder.career.vcards_out import write_cards
from rxladder.facts.days import MonthDay


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


# The shapes of iOS, Android, Outlook and an old telephone; the people are ours.
IPHONE = card(
    "PRODID:-//Apple Inc.//iPhone OS 17.5//EN",
    "N:Lopez;Maria;;;",
    "FN:Maria Lopez",
    "ORG:Central Pharmacy;IV room",
    "TITLE:Lead technician",
    "item1.EMAIL;type=INTERNET;type=pref:maria@example.org",
    "item1.X-ABLabel:_$!<Work>!$_",
    "TEL;type=CELL;type=VOICE;type=pref:(512) 555-0101",
    "item2.ADR;type=HOME;type=pref:;;1 Main Street;Austin;TX;78701;United States",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
    "NOTE:Met at the spring meeting\\, twice.\\nLikes tea.",
    "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 17,
    " " + "QUJD" * 18,
)
ANDROID = card(
    "N:Natarajan;Priya;;Dr.;",
    "FN:Dr. Priya Natarajan",
    "TEL;CELL:+15125550102",
    "EMAIL;HOME:priya@example.org",
    "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Caf=C3=A9 on=",
    "ly; no phone",
    "BDAY:1984-07-09",
    version="2.1",
)
OUTLOOK = card(
    "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    "FN:Sam Lee",
    "N:Lee;Sam;;;",
    'TEL;TYPE="work,voice";VALUE=uri:tel:+1-512-555-0103',
    "BDAY:--0415",
    "CATEGORIES:inventory,hazardous drugs",
    "LANG:es",
    version="4.0",
)


def test_an_iphones_card():
    [maria] = read_cards(IPHONE).people
    assert maria.name == "Maria Lopez"
    assert maria.employer == "Central Pharmacy, IV room"
    assert maria.role == "Lead technician"
    assert maria.emails == (Reach("maria@example.org", "work"),)
    assert maria.phones == (Reach("(512) 555-0101", "cell"),)
    assert maria.birthday == MonthDay((2, 29))
    assert maria.note == "Met at the spring meeting, twice.\nLikes tea."
    assert [line.partition(":")[2] for line in maria.card if "ADR" in line] == [
        ";;1 Main Street;Austin;TX;78701;United States"
    ]
    assert read_cards(IPHONE).pictures == 1


def test_an_android_phones_card():
    [priya] = read_cards(ANDROID).people
    assert priya.phones == (Reach("+15125550102", "cell"),)
    assert priya.birthday == date(1984, 7, 9)
    assert priya.note == "Café only; no phone"


@pytest.mark.parametrize(
    "said", ["ENCODING=quoted-printable", "quoted-printable", "ENCODING=8bit;QUOTED-PRINTABLE",
             "ENCODING=b,QUOTED-PRINTABLE", 'ENCODING=QUOTED-PRINTABLE""']
)  # fmt: skip
def test_a_text_in_quoted_printable_is_read_however_that_is_said(said):
    [person] = read_cards(card("FN:Sam", f"NOTE;CHARSET=UTF-8;{said}:Caf=C3=A9", version="2.1")).people
    assert person.note == "Café"


def test_a_card_of_version_4():
    [sam] = read_cards(OUTLOOK).people
    assert sam.uid == "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1"
    assert sam.phones == (Reach("+1-512-555-0103", "work"),)
    assert sam.birthday == MonthDay((4, 15))
    assert sam.topics == ("inventory", "hazardous drugs")
    assert sam.card == ("LANG:es",)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("phone", [IPHONE, ANDROID, OUTLOOK])
def test_a_phones_card_comes_back_as_it_was_read(phone, version):
    people = read_cards(phone).people
    assert read_cards(write_cards(people, version)).people == people


def test_what_is_written_is_read_by_another_program():
    people = read_cards(IPHONE + ANDROID + OUTLOOK).people
    seen = list(vobject.readComponents(write_cards(people).decode()))
    assert [one.fn.value for one in seen] == [one.name for one in people]
    assert seen[0].email.value == "maria@example.org"
    assert seen[0].note.value == people[0].note
    assert seen[0].adr.value.city == "Austin"


# What phones tell beside: a name in parts, units, a fax at home, labels of one's own, a company.
WHOLE = card(
    "N:van der Berg;Mary Ann;;Dr.;PharmD",
    "FN:Dr. Mary Ann van der Berg PharmD",
    "ORG:Central Pharmacy;IV room;",
    "TEL;type=HOME;type=FAX:+1 512 555 0102",
    "item1.ADR;type=pref:;;12 Main St;Austin;TX;78701;United States",
    "item1.X-ABLabel:Lake house",
    "item2.EMAIL:mary@example.org",
    "item2.X-ABLabel:Choir",
)
SECOND_NAME = card("FN:Linh Nguyen", "N:Nguyen;Linh;Thi;;")
COMPANY = card("N:;;;;", "FN:", "ORG:Corner Pharmacy", "X-ABShowAs:COMPANY")
OLD = card(
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=98stergaard;S=C3=B8ren;;;",
    "ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;=C3=85gade 5;K=C3=B8benhavn;;2200;",
    version="2.1",
)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_name_keeps_its_parts_on_the_way_back(version):
    mary, linh, shop, soren = vobject.readComponents(
        write_cards(read_cards(WHOLE + SECOND_NAME + COMPANY + OLD).people, version).decode()
    )
    assert (mary.n.value.family, mary.n.value.given, mary.n.value.prefix) == (
        "van der Berg",
        "Mary Ann",
        "Dr.",
    )
    assert mary.n.value.suffix == "PharmD"
    assert mary.org.value == ["Central Pharmacy", "IV room"]
    assert mary.tel.params["TYPE"] == ["home", "fax"]
    assert [(line.group, line.value) for line in mary.contents["x-ablabel"]] == [("item1", "Lake house")]
    assert mary.email.params["TYPE"] == ["choir"]
    assert linh.n.value.additional == "Thi"
    assert (shop.fn.value, shop.n.value.family) == ("Corner Pharmacy", "")
    assert (soren.n.value.family, soren.adr.value.street) == ("Østergaard", "Ågade 5")
    assert soren.adr.params == {"TYPE": ["home"]}


@pytest.mark.parametrize("whole", [WHOLE, SECOND_NAME, COMPANY, OLD])
def test_what_is_kept_of_a_card_comes_back_the_same(whole):
    people = read_cards(whole).people
    assert read_cards(write_cards(people, "3.0")).people == people


def test_a_second_name_and_units_of_another_employer_are_not_written():
    [mary] = read_cards(WHOLE).people
    now = replace(mary, employer="North Hospital", card=(*mary.card, "N:Berg;M;;;"))
    written = write_cards([now]).decode()
    assert "ORG:North Hospital" in written
    assert "IV room" not in written
    assert written.count("\r\nN:") == 1


def test_no_line_is_longer_than_75_octets_and_none_cuts_a_character():
    written = write_cards([Acquaintance("Ñandú " * 60)])
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()


def test_a_file_that_holds_no_cards_is_refused():
    with pytest.raises(CardsError, match="BEGIN:VCARD"):
        read_cards(b"name,phone\nMaria,512")


def test_a_card_cut_off_is_told_and_the_others_are_read():
    cards = read_cards(IPHONE + b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half\r\n")
    assert [one.name for one in cards.people] == ["Maria Lopez"]
    assert [(one.line > 1, "cut off" in one.why) for one in cards.unread] == [(True, True)]


def test_a_card_without_a_name_is_told():
    cards = read_cards(card("NOTE:nobody"))
    assert cards.people == ()
    assert len(cards.unread) == 1


WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PEOPLE = st.builds(
    Acquaintance,
    name=TEXTS,
    uid=st.just("") | WORDS,
    known_from=st.just("") | TEXTS,
    employer=st.just("") | TEXTS,
    role=st.just("") | TEXTS,
    topics=st.lists(TEXTS, max_size=3).map(tuple),
    emails=st.lists(st.builds(Reach, WORDS), max_size=2).map(tuple),
    birthday=st.none() | DAYS | DAYS.map(lambda day: MonthDay((day.month, day.day))),
    rhythm=st.none() | st.builds(Rhythm, st.integers(1, 999), st.sampled_from(RhythmUnit.__args__)),
    mentoring=st.sampled_from([None, *Mentoring.__args__]),
    mentoring_goals=st.lists(TEXTS, max_size=2).map(tuple),
    added=st.none() | DAYS,
    note=st.just("") | st.lists(TEXTS, max_size=3).map("\n".join),
    contacts=st.lists(st.builds(Contact, DAYS, TEXTS, st.none() | DAYS), max_size=2).map(tuple),
)


@given(st.lists(PEOPLE, min_size=1, max_size=3), st.sampled_from(["3.0", "4.0"]))
def test_whatever_is_written_reads_back(people, version):
    assert list(read_cards(write_cards(people, version)).people) == people


@given(st.binary(max_size=200).map(lambda noise: b"BEGIN:VCARD\n" + noise + b"\nEND:VCARD\n"))
def test_noise_is_read_or_told(noise):
    cards = read_cards(noise)
    assert all(one.why for one in cards.unread)


def plainly_read(written: bytes) -> list[tuple[str, str]]:
    """The lines of a card by RFC 6350 alone: unfolded, name and value apart. It shares no code with ours."""
    whole = written.replace(b"\r\n ", b"").decode()
    return [
        (line.partition(":")[0].partition(";")[0], line.partition(":")[2])
        for line in whole.split("\r\n")
        if line
    ]


def test_what_is_written_as_4_0_obeys_rfc_6350():
    person = read_cards(OUTLOOK).people[0]
    lines = plainly_read(
        write_cards([person, Acquaintance("Ana, Ruiz; RPh", birthday=date(1990, 6, 5))], "4.0")
    )
    assert lines[:2] == [("BEGIN", "VCARD"), ("VERSION", "4.0")]
    assert [name for name, _value in lines].count("FN") == 2
    assert [value for name, value in lines if name == "BDAY"] == ["--0415", "19900605"]
    assert ("FN", "Ana\\, Ruiz\\; RPh") in lines
    assert ("UID", person.uid) in lines
    assert lines[-1] == ("END", "VCARD")
