"""The audit packet read back: what the audit says, every certificate, and no text run as markup."""

import hashlib
import io
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rxladder.career.record import Career, Credit, HeldTerm, Holding, Override, Person
from rxladder.facts.language import speaking
from rxladder.facts.load import load_packs
from rxladder.facts.phrases import say_date
from rxladder.papers import packet_sheets
from rxladder.papers.audit_packet import Packet, audit_packet
from rxladder.papers.packet_sheets import CertificateFile
from rxladder.papers.packet_words import amount_asked, amount_counted, amount_missing, say_hour
from rxladder.rules.audit import audit
from rxladder.rules.earlier_terms import audit_of_term
from tests.certificates import certificate_pdf, form_pdf, locked_pdf, photo, stamped_pdf
from tests.papers.pdf_words import pages_of

PACKS = load_packs()
ON = date(2026, 11, 22)
HELD = Holding("us-tx-technician", date(2023, 7, 1), date(2027, 6, 30), number="123456")
PTCB = Holding("ptcb-cpht", date(2023, 5, 10), date(2027, 5, 31))
LAW = Credit(
    date(2026, 4, 11), Fraction(1), "Texas law", topic="state-law", jurisdiction="us-tx", format="live",
    accreditation="board-approved", provider="Example College",
)  # fmt: skip
STERILE = Credit(date(2026, 3, 2), Fraction(3, 2), "Sterile compounding", uan="0384-0000-26-012-H07-T")
EARLY = Credit(date(2024, 3, 2), Fraction(2), "Long ago", uan="0384-0000-24-012-H07-T")


def file(content: bytes = certificate_pdf("Law"), name: str = "law.pdf", kind: str = "pdf"):
    return CertificateFile(name, kind, hashlib.sha256(content).hexdigest(), content)


def packet(credits: Sequence[Credit], files=None, held: Holding = HELD, **more) -> Packet:
    """The packet of one holding; `files` are by the place of a credit among those that count."""
    found = audit(Career(Person("Olivia Example"), holdings=(held,), credits=tuple(credits)), PACKS, ON)
    counting = [result for result in found.holdings[0].credits if result.serves]
    proved = [(result, tuple((files or {}).get(place, ()))) for place, result in enumerate(counting)]
    about = {"holder": "Olivia Example", "authority": "Texas State Board of Pharmacy", "on": ON, "made": ON}
    return Packet(found=found.holdings[0], proved=proved, packs=found.packs, **about | more)


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))


def pictures_of(pdf: bytes, page: int):
    document = pypdfium2.PdfDocument(pdf)
    return document[page].render(scale=1).to_pil().convert("RGB")


# --- It says what the audit says


def test_where_no_hours_in_general_are_asked_none_are_counted_of_none():
    florida = Holding("us-fl-technician", issued=date(2026, 2, 1), expires=date(2026, 12, 31))
    text = text_of(audit_packet(packet([], held=florida)))
    assert "none in general this term; those of a kind named below" in text
    assert "0 hours" not in text


def test_the_summary_the_clauses_and_their_sources_are_those_of_the_audit():
    made = packet([LAW, STERILE])
    text = text_of(audit_packet(made))
    for said in (
        "Registered pharmacy technician, Texas", "Olivia Example, no. 123456", made.packs,
        "Texas State Board of Pharmacy", "1 July 2025 to 30 June 2027", "2.5 h counted of 20 h required",
        "As of 22 November 2026: Not everything is there yet",
    ):  # fmt: skip
        assert said in text, said
    for clause in made.found.clauses:
        row = [clause.says, amount_asked(clause), amount_counted(clause), amount_missing(clause)]
        assert " ".join(part for part in row if part) in text
        assert clause.source.url.replace(" ", "") in text.replace(" ", "")
        assert f"read on {say_date(clause.source.read)}" in text


def test_every_credit_that_counts_is_there_in_order_and_no_other():
    booked = replace(STERILE, date=date(2026, 12, 24), title="Not yet", uan=None, status="booked")
    made = packet([EARLY, LAW, STERILE, booked])
    text = text_of(audit_packet(made))
    assert [result.credit for result, _files in made.proved] == [STERILE, LAW]
    for result, _files in made.proved:
        parts = [say_date(result.credit.date), result.credit.title, result.credit.provider, result.credit.uan]
        assert all(part in text for part in parts if part)
        assert result.why in text
        assert f"{say_hour(result.credit.hours)} {say_hour(result.counted)} none" in text
    assert text.index("Sterile compounding") < text.index("Texas law")
    assert "Long ago" not in text
    assert "Not yet" not in text
    assert "2 of these credits have no certificate in this packet." in text
    assert "No certificate is kept for these credits." in text


def test_a_term_that_has_not_begun_is_not_said_to_be_filled():
    ahead = Holding("us-tx-technician", date(2021, 7, 1), date(2029, 6, 30))
    text = text_of(audit_packet(packet([], held=ahead)))
    assert "Nothing is missing now; the time for the rest comes later." in text
    assert "Everything this renewal asks for is there." not in text


def test_what_ends_for_good_is_not_left_to_the_authority():
    ending = packet([], held=Holding("us-oh-trainee", date(2026, 2, 1)))
    assert "As of 22 November 2026: It cannot be renewed." in text_of(audit_packet(ending))
    with speaking("es"):
        assert "No se puede renovar." in text_of(audit_packet(ending))
    open_ = replace(ending, found=replace(ending.found, renewable=True))
    assert "only the authority can say" in text_of(audit_packet(open_))


def test_what_a_board_told_the_holder_is_said_with_its_day():
    told = Override(
        "us-tx-technician", date(2026, 5, 1), "Letter of Ms. Doe", clause="total", needed=Fraction(18)
    )
    career = Career(holdings=(HELD,), credits=(LAW,), overrides=(told,))
    made = replace(packet([LAW]), found=audit(career, PACKS, ON).holdings[0])
    assert "As the authority told the holder on 1 May 2026: Letter of Ms. Doe" in text_of(audit_packet(made))


def test_a_clause_beside_the_total_counts_its_credits_too():
    course = Credit(date(2026, 5, 2), Fraction(1), "Trafficking", course="tx-human-trafficking")
    counting = {result.credit.title for result, _files in packet([course, LAW]).proved}
    assert counting == {"Trafficking", "Texas law"}


def test_an_earlier_term_is_judged_as_on_its_last_day():
    held = replace(HELD, terms=(HeldTerm(date(2023, 7, 1), date(2025, 6, 30)),))
    career = Career(holdings=(PTCB, held), credits=(EARLY, LAW))
    found = audit_of_term(career, 1, date(2025, 6, 30), PACKS)
    assert (found.term.starts, found.term.ends) == (date(2023, 7, 1), date(2025, 6, 30))
    assert [result.credit for result in found.credits if result.serves] == [EARLY]
    assert found.status != "lapsed"
    assert audit(career, PACKS, ON).holdings[1].term.starts == date(2025, 7, 1)


# --- Certificates


def test_every_certificate_is_there_in_order_with_its_number_caption_and_checksum():
    first, second = file(certificate_pdf("Sterile", 2), "sterile.pdf"), file()
    pdf = audit_packet(packet([LAW, STERILE], {0: [first], 1: [second, first]}))
    pages = pages_of(pdf)
    summary, sheets = " ".join(pages[:-3]), pages[-3:]
    assert "2 files for 2 of 2 credits" in summary
    assert summary.count("No. 1") == 2
    assert summary.count("No. 2") == 1
    assert "have no certificate" not in summary
    for each, number, count in ((first, 1, 2), (second, 2, 1)):
        assert f"{number} {each.name} {each.sha256} {count} 1 KB" in summary
    assert "Certificate 1: sterile.pdf" in sheets[0]
    assert "Proves 2 March 2026: Sterile compounding, 1.5 h; 11 April 2026: Texas law, 1 h" in sheets[0]
    assert "page 1 of 2" in sheets[0]
    assert "Sterile, page 2" in sheets[1]
    assert "Certificate 2: law.pdf" in sheets[2]
    assert "Law, page 1" in sheets[2]
    assert [f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages, start=1)] == [True] * len(
        pages
    )


@pytest.mark.parametrize(("turned", "upright"), [(1, (1200, 900)), (3, (1200, 900)), (6, (900, 1200))])
def test_a_photo_is_upright_and_fills_its_page(turned, upright):
    pdf = audit_packet(packet([LAW], {0: [file(photo(turned=turned), "photo.jpg", "jpeg")]}))
    page = PdfReader(io.BytesIO(pdf)).pages[-1]
    lies = upright[0] > upright[1]
    assert (page.mediabox.width, page.mediabox.height) == ((792, 612) if lies else (612, 792))
    image = page.images[0].image
    assert image.size == upright
    corner = {1: (0.05, 0.05), 3: (0.95, 0.95), 6: (0.95, 0.05)}[turned]
    red, green, _blue = image.getpixel((int(image.width * corner[0]), int(image.height * corner[1])))
    assert red > 200 > 90 > green
    shown = pictures_of(pdf, len(PdfReader(io.BytesIO(pdf)).pages) - 1)
    count, colour = max(shown.getcolors(shown.width * shown.height))
    assert count > 0.5 * shown.width * shown.height
    assert max(abs(own - ivory) for own, ivory in zip(colour, (255, 255, 240), strict=True)) < 4


def test_what_was_filled_into_a_form_is_seen():
    pdf = audit_packet(packet([LAW], {0: [file(form_pdf("Olivia Example-Field"), "form.pdf")]}))
    assert "Olivia Example-Field" in pages_of(pdf)[-1]


def test_a_stamp_and_a_link_without_a_form_do_no_harm_and_the_stamp_is_seen():
    pdf = audit_packet(packet([LAW], {0: [file(stamped_pdf(), "stamped.pdf")]}))
    pages = pages_of(pdf)
    assert "See the provider's page" in pages[-1]
    shown = pictures_of(pdf, len(pages) - 1)
    colours = {colour: count for count, colour in shown.getcolors(shown.width * shown.height)}
    assert colours.get((255, 0, 0), 0) > 3_000


def test_a_pdf_that_only_forbids_changes_is_shown():
    pdf = audit_packet(packet([LAW], {0: [file(locked_pdf("", "Unlocked"), "locked.pdf")]}))
    assert "Unlocked, page 1" in pages_of(pdf)[-1]


def test_pdfs_that_cannot_be_placed_are_shown_as_pictures_and_the_others_as_they_are(monkeypatch):
    credits = [
        Credit(date(2026, 3, day), Fraction(1), f"Course {day}", uan=f"0384-0000-26-{day:03}-H07-T")
        for day in range(1, 13)
    ]
    odd = {f'"{number}.pdf"' for number in range(1, 13, 2)}
    compiled = packet_sheets.typst.compile

    def choosy(source, **options):
        asked = source if source.name != "document.typ" else source.with_name("document.json")
        time.sleep(0.01)  # long enough for another file to be tried meanwhile
        if any(name in asked.read_text() for name in odd):
            raise typst.TypstError("cannot place it")
        return compiled(source, **options)

    monkeypatch.setattr(typst, "compile", choosy)
    files = {
        place: [file(certificate_pdf(f"Course {place}", 2), f"Course {place}.pdf")] for place in range(12)
    }
    pdf = audit_packet(packet(credits, files))
    sheets = PdfReader(io.BytesIO(pdf)).pages[-24:]
    assert [len(page.images) for page in sheets] == [1, 1, 0, 0] * 6
    places = [(place, page) for place in range(1, 12, 2) for page in (1, 2)]
    for sheet, (place, page) in zip([each for each in sheets if not each.images], places, strict=True):
        assert f"Course {place}, page {page}" in sheet.extract_text()


def test_fifty_files_of_all_kinds():
    credits = [
        Credit(
            date(2026, 1, 1 + n // 2), Fraction(1, 2), f"Course number {n}", uan=f"0384-0000-26-{n:03}-H07-T"
        )
        for n in range(1, 51)
    ]
    kinds = [
        lambda n: file(certificate_pdf(f"Course number {n}"), f"{n}.pdf"),
        lambda n: file(certificate_pdf(f"Course number {n}", 2, True), f"{n}.pdf"),
        lambda n: file(photo(mark=f"#{n:02}0000"), f"{n}.jpg", "jpeg"),
        lambda n: file(photo("PNG", mark=f"#{n:02}0000"), f"{n}.png", "png"),
    ]
    files = {n: [kinds[n % 4](n)] for n in range(50)}
    pdf = audit_packet(packet(credits, files))
    pages = pages_of(pdf)
    text = " ".join(pages)
    for number, (place, (each,)) in enumerate(files.items(), start=1):
        assert f"{number} {each.name} {each.sha256}" in text
        assert f"Certificate {number}: {place}." in text
        assert f"Course number {place + 1}" in text
    heads = [page for page in pages if "Date Credit Hours Counted Certificate" in page]
    assert len(heads) > 2, "the table's head stands on each of its pages"


# --- Nothing is run, nothing changes


HOSTILE = [
    "#panic() $x$ [b] *c* _d_ `e` <f> @g = h // i",
    '#image("/etc/passwd") #read("packet.json")',
    '"}],"certificates":[{"number":9}] \\u{1F600}',
    "= Heading\n+ item\n- item /* comment */",
    "<script>alert(1)</script> &amp; \\ ~ ' \"",
    "x" * 5_000,
    "{n} {page} {pages}",
    "right\u202eto left\u0000\u200b and \x1b[31m",
    "日本語 العربية 😀",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_only_words(text):
    credit = replace(LAW, title=text, provider=text)
    made = packet([credit], {0: [file(name=text[:120])]}, held=replace(HELD, number=text), holder=text)
    pdf = audit_packet(made)
    said = text_of(pdf).replace(" ", "")
    if text.isascii() and text.isprintable():
        assert text[:299].replace(" ", "") in said
    assert len(PdfReader(io.BytesIO(pdf)).pages) <= 5


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=40))
@settings(max_examples=15, deadline=None)
def test_no_words_break_the_packet(title, provider, name):
    credit = replace(LAW, title=title or "x", provider=provider)
    pdf = audit_packet(packet([credit], {0: [file(name=name)]}, holder=title))
    assert "Certificate 1" in text_of(pdf)


def test_the_same_input_gives_the_same_bytes():
    files = {0: [file(form_pdf(), "form.pdf")], 1: [file(photo(), "photo.jpg", "jpeg")]}
    assert audit_packet(packet([LAW, STERILE], files)) == audit_packet(packet([LAW, STERILE], files))


def test_a_holder_without_a_name_and_a_term_without_credits():
    text = text_of(audit_packet(packet([], holder="")))
    assert "Name not given" in text
    assert "No credit counts toward this term yet." in text


def test_only_fonts_that_typst_brings_are_used():
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in PdfReader(
            io.BytesIO(audit_packet(packet([LAW], {0: [file(photo(), "a", "jpeg")]})))
        ).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert {font.split("-")[0] for font in fonts} == {"LibertinusSerif", "DejaVuSansMono"}
