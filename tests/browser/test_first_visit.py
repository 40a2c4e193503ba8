"""A newcomer on a phone comes from nothing to the answer, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_from_the_first_visit_to_the_answer(visit, javascript):
    page = visit("/", java_script_enabled=javascript)
    page.get_by_label("Which state do you work in?").select_option("Texas")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Registered pharmacy technician, Texas").check()
    page.locator("#id_expires-us-tx-technician").fill("2027-06-30")
    page.get_by_label("Certified Pharmacy Technician (PTCB)").check()
    page.locator("#id_expires-ptcb-cpht").fill("2027-05-31")
    page.get_by_role("button", name="Show my answer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("stand between you and a safe renewal")
    expect(page.locator(".label").first).to_contain_text("Texas registration")
    page.locator(".label summary").first.click()
    expect(page.locator(".label dl").first).to_contain_text("Confidence")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without"])
def test_a_pasted_line_becomes_a_credit(visit, javascript):
    page = visit("/ce/", java_script_enabled=javascript)
    line = "Sterile compounding update, 0384-0000-26-012-H07-T, 2 March 2026, 1.5 hours"
    page.get_by_label("Paste an activity number").fill(line)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Hours")).to_have_value("1.5")
    assert (page.url.endswith("/ce/")) is javascript
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Sterile compounding update")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("is deleted.")).to_be_visible()


def test_the_focus_moves_to_what_went_wrong(visit):
    page = visit("/ce/new/")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#problems")).to_be_focused()
    page.locator("#problems a").first.click()
    expect(page.get_by_label("Title")).to_be_focused()


def test_the_focus_follows_what_htmx_brings(visit):
    page = visit("/ce/")
    page.get_by_label("Paste an activity number").fill("0384-0000-26-012-H07-T")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Check it, then save")).to_be_focused()


def test_the_demo_is_in_and_out_with_one_click_each(visit):
    page = visit("/welcome/")
    page.get_by_role("button", name="Look at an example").click()
    expect(page.get_by_text("a made-up person")).to_be_visible()
    page.get_by_role("button", name="Leave the demo").click()
    expect(page.get_by_label("Which state do you work in?")).to_be_visible()


def test_i_renewed_is_one_tap_with_a_way_back(visit):
    page = visit("/welcome/")
    page.get_by_role("button", name="Look at an example").click()
    page.locator("aside .rows a", has_text="Texas registration").click()
    page.get_by_role("button", name="I renewed: valid until 30 June 2029").click()
    expect(page.get_by_text("Renewed until 30 June 2029")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Term 1 July 2025 to 30 June 2027")).to_be_visible()


def test_the_whole_first_visit_by_keyboard(visit):
    page = visit("/", viewport=DESK)
    page.get_by_label("Which state do you work in?").focus()
    page.keyboard.type("Florida")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box = page.get_by_label("Registered pharmacy technician, Florida")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_question_is_answered_in_place(visit):
    page = visit("/welcome/")
    page.get_by_role("button", name="Look at an example").click()
    page.locator("aside .rows a", has_text="Texas registration").click()
    address = page.url
    asked = page.locator(".ask", has_text="Do you work directly with patients?")
    asked.get_by_role("button", name="Yes").click()
    expect(asked).to_have_count(0)
    expect(page.get_by_role("heading", name="What this renewal requires")).to_be_focused()
    assert page.url == address
