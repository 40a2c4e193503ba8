"""A transcript comes in on a phone: a file, a preview, saved, taken back; with JavaScript and without."""

from datetime import date
from fractions import Fraction

import pytest
from playwright.sync_api import expect

from tests.career.transcripts.papers import LAYOUTS, Entry


@pytest.fixture
def transcript(tmp_path):
    """A CPE Monitor print with three lines, one of them without its hours' unit to doubt."""
    path = tmp_path / "transcript.pdf"
    entries = [
        Entry("Sterile compounding update", date(2026, 3, 2), Fraction(3, 2), "0384-0000-26-012-H07-T"),
        Entry(
            "Safety first: what a technician needs to know",
            date(2026, 3, 5),
            Fraction(1),
            "0384-0000-26-013-L05-T",
        ),
        Entry("Pharmacy law in a changing world", date(2026, 4, 1), Fraction(2), "0384-0000-26-014-H03-T"),
    ]
    path.write_bytes(LAYOUTS["ruled_table"](entries))
    return path


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_a_transcript_is_brought_in_and_taken_back(visit, transcript, javascript):
    page = visit("/ce/", java_script_enabled=javascript)
    page.get_by_role("link", name="Import a transcript").click()
    page.get_by_label("Files").set_input_files(transcript)
    page.get_by_role("button", name="Show what is in it").click()
    expect(page.get_by_role("heading", name="3 new credits")).to_be_visible()
    expect(page.get_by_text("Its layout is unconfirmed")).to_be_visible()
    page.get_by_label("Pharmacy law in a changing world").uncheck()
    page.get_by_role("button", name="Save what is checked").click()
    expect(page.get_by_text("2 credits are in your log.")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("2 credits were removed.")).to_be_visible()
    page.goto("/ce/")
    expect(page.get_by_text("No credits yet")).to_be_visible()


def test_a_missing_part_is_asked_beside_its_line(visit):
    page = visit("/ce/import/")
    page.get_by_label("Or paste it").fill("Sterile compounding update 0384-0000-26-012-H07-T 2 March 2026")
    page.get_by_role("button", name="Show what is in it").click()
    page.get_by_role("button", name="Save what is checked").click()
    expect(page.locator("#problems")).to_be_focused()
    page.get_by_label("Contact hours").fill("1.5")
    page.get_by_role("button", name="Save what is checked").click()
    expect(page.get_by_text("1 credit is in your log.")).to_be_visible()
