"""Studying in a real browser: with keys alone, without JavaScript, and with the network off."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import BrowserContext, Page

from rxladder.learning.grading import grade
from rxladder.web.accounts.models import Person
from rxladder.web.study import sync
from rxladder.web.study.bank import cards, question
from rxladder.web.study.checking import check
from rxladder.web.study.models import CardMemory, Preparation, Review, Sitting
from tests.browser.conftest import PHONE
from tests.web.study_cards import few_cards, right_form


@pytest.fixture
def learner(live_server, monkeypatch):
    """The one person in front of the machine, who prepares for an exam with a few cards of every kind."""
    with few_cards(monkeypatch):
        person = Person.objects.local()
        Preparation.objects.create(person=person, exam="ptce", day=date(2027, 3, 1))
        yield person


def open_question():
    """The question of the sitting that was begun last."""
    sitting = Sitting.objects.latest("created_at")
    return question(*sitting.queue[sitting.done])


# --- Keys and no JavaScript


def answer_by_keys(page: Page) -> None:
    """Give the right answer without touching anything."""
    form = right_form(open_question())
    if "unit" in form:
        page.wait_for_selector("#answer:focus")
        page.keyboard.type(form["answer"])
        page.keyboard.press("Tab")
        page.keyboard.type(form["unit"])
        page.keyboard.press("Enter")
    elif "pair-0" in form:
        while not page.evaluate("document.activeElement.matches('select')"):
            page.keyboard.press("Tab")
        for left in range(len(form)):
            partner = int(form[f"pair-{left}"]) + 1
            page.keyboard.type(page.locator(f"#pair-{left} option").nth(partner).inner_text())
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    elif "place-0" in form:
        page.wait_for_selector("button.ordered")
        places = sorted(range(len(form)), key=lambda thing: int(form[f"place-{thing}"]))
        for thing in places:
            page.keyboard.press(str(thing + 1))
        page.keyboard.press("Tab")
        while not page.evaluate("document.activeElement.matches('.begin .button')"):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    elif page.locator(".option").count():
        page.keyboard.press(str(int(form["answer"]) + 1))
        page.keyboard.press("Enter")
    else:
        page.wait_for_selector("#answer:focus")
        page.keyboard.type(form["answer"])
        page.keyboard.press("Enter")


def test_ten_questions_by_keys_alone(visit, learner):
    page = visit("/study/")
    page.wait_for_selector("html[data-study=kept]")
    page.get_by_role("button", name="Answer 10 questions").focus()
    page.keyboard.press("Enter")
    for _ in range(10):
        page.wait_for_selector("form.question")
        answer_by_keys(page)
        page.wait_for_selector("#verdict")
        assert page.locator("#verdict").inner_text() == "Right", page.locator("main").inner_text()
        page.keyboard.press("Enter")
        page.wait_for_selector("#verdict", state="detached")
    assert page.get_by_role("heading", level=1).inner_text() == "10 of 10 right"
    assert Review.objects.filter(right=True).count() == 10


def test_ten_questions_without_javascript(visit, learner):
    page = visit("/study/", java_script_enabled=False)
    page.get_by_role("button", name="Answer 10 questions").click()
    for _ in range(10):
        for name, value in right_form(open_question()).items():
            field = page.locator(f"[name={name}]")
            if field.first.get_attribute("type") == "radio":
                page.locator(f"[name={name}][value='{value}']").check()
            elif field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(index=int(value) + 1)
            else:
                field.fill(value)
        page.get_by_role("button", name="Check").click()
        assert not page.locator("#wrong").count(), page.locator("main").inner_text()
        assert page.locator("#verdict").inner_text() == "Right"
        page.locator("#next").click()
    assert "10 of 10 right" in page.get_by_role("heading", level=1).inner_text()


# --- The network off


def ready(page: Page) -> None:
    """Wait until the device has its worker and its questions."""
    page.wait_for_selector("html[data-study=kept]")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_selector("#offline-state:not([hidden])")


def answer_offline(page: Page, count: int) -> None:
    """Answer so many questions: that one does not know, and every second one if it is a choice."""
    for number in range(count):
        page.wait_for_selector("form.question")
        option = page.locator(".option").first
        if number % 2 and option.count():
            option.click()
            page.get_by_role("button", name="Check").click()
        else:
            page.get_by_role("button", name="I don’t know").click()
        page.wait_for_selector("#verdict")
        page.locator("#next").click()


def waiting(page: Page) -> int:
    return page.evaluate("self.study.waiting().then((all) => all.length)")


@pytest.fixture
def offline(visit, learner):
    """A page that has lost its network after it kept its questions."""
    page = visit("/study/")
    ready(page)
    page.context.set_offline(True)
    page.goto("/study/")
    page.wait_for_selector("form.question")
    return page


def test_ten_answers_without_a_network_arrive_exactly_once(offline):
    answer_offline(offline, 10)
    assert waiting(offline) == 10
    assert not Review.objects.exists()
    offline.context.set_offline(False)
    offline.wait_for_selector("#back:not([hidden])")
    assert waiting(offline) == 0
    assert Review.objects.count() == 10
    assert CardMemory.objects.count() == 10
    for _ in range(2):
        offline.evaluate("self.study.send()")
    offline.goto("/study/")
    ready(offline)
    assert "10 answered today" in offline.locator("main").inner_text()
    assert Review.objects.count() == 10


def test_a_sitting_goes_on_when_the_network_goes(visit, learner):
    page = visit("/study/")
    ready(page)
    page.get_by_role("button", name="Answer 10 questions").click()
    page.wait_for_selector("form.question")
    page.context.set_offline(True)
    page.get_by_role("button", name="I don’t know").click()
    page.get_by_text("Your answers are kept here and sent later").wait_for()
    answer_offline(page, 1)
    page.context.set_offline(False)
    page.wait_for_selector("#back:not([hidden])")
    assert Review.objects.count() == 1


def test_answers_outlive_the_tab(offline):
    answer_offline(offline, 3)
    context: BrowserContext = offline.context
    offline.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto("/study/")
    ready(page)
    assert Review.objects.count() == 3


@pytest.mark.parametrize("end", ["no answer", "half an answer"])
def test_a_site_that_dies_after_it_has_stored_is_asked_again(offline, visit, monkeypatch, end):
    visit.expected.append("status of 500")
    answer_offline(offline, 4)
    taken, died = sync._taken, []

    def dies_once(*args):
        told = taken(*args)
        if not died:
            died.append(True)
            if end == "no answer":
                raise SystemExit
            return {"settled": told["settled"][:1]}
        return told

    monkeypatch.setattr(sync, "_taken", dies_once)
    offline.context.set_offline(False)
    offline.evaluate("self.study.send().catch(() => false)")
    assert died
    assert Review.objects.count() == 4
    offline.evaluate("self.study.send()")
    assert waiting(offline) == 0
    assert Review.objects.count() == 4


def test_one_persons_answers_never_become_anothers(offline, learner):
    answer_offline(offline, 3)
    offline.context.set_offline(False)
    # Before anything is sent somebody else has the device: the demo stands for them.
    offline.evaluate("self.study.send = () => Promise.resolve(false)")
    offline.goto("/more/")
    offline.get_by_role("button", name="Look at the example").click()
    offline.wait_for_url("**/")
    other = Person.objects.local_demo()
    Preparation.objects.visible_to(other).update(exam="ptce")
    offline.goto("/study/")
    offline.wait_for_selector("html[data-study=kept]")
    assert waiting(offline) == 0
    assert offline.evaluate("self.study.pack().then((pack) => pack.person)") == str(other.id)
    assert not Review.objects.visible_to(other).exists()
    offline.get_by_role("button", name="Leave the demo").click()
    offline.goto("/study/")
    ready(offline)
    assert Review.objects.visible_to(learner).count() == 3
    assert not Review.objects.visible_to(other).exists()


def test_a_device_without_questions_says_what_to_do(visit, live_server):
    page = visit("/study/")
    page.wait_for_selector("html[data-study=kept]")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.goto("/study/")
    page.get_by_text("No questions are saved on this device yet").wait_for()


def test_the_page_for_no_network_tells_nobodys_name(live_server, client):
    person = Person.objects.local()
    person.name = "Olivia Xylophone"
    person.save()
    page = client.get("/study/offline/").content.decode()
    assert "Xylophone" not in page
    assert str(person.id) not in page


def test_it_can_be_put_on_a_phones_first_page(visit, learner):
    page = visit("/study/", viewport=PHONE)
    client = page.context.new_cdp_session(page)
    manifest = client.send("Page.getAppManifest")
    assert not manifest["errors"]
    errors = client.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's browser window is a private one, from which nothing is installed.
    assert [error["errorId"] for error in errors if error["errorId"] != "in-incognito"] == []


# --- The device judges as the site does

JUDGED = "all => all.map(([check, given]) => self.study.judge(check, given))"
AMOUNTS = (
    "2.5", "2.5 mL", "2,5", "1/2 tablet", "1 1/2", "½", "2½ mL", ".5 mL", "5.0 mL", "1,000 mg", "0.0025 L",
    "2500 mcg", "-3", "−3", "$33.10", "33.10", "12.5%", "12 h 30 min", "7.5 mL/hr", "125 mL per hour",
    "42 gtt/min", "x", "", "3 kg", "= 4", "2.5 ML.", "10 tsp", "15 cc",
)  # fmt: skip


@pytest.mark.first
def test_the_device_judges_as_the_site_does(visit, live_server):
    page = visit("/study/offline/")
    page.wait_for_selector("h1")
    calculations = [card for card in cards() if card.startswith("calc/")]
    drawn = [question(card, seed) for card in [*calculations, *list(cards())[::150]] for seed in range(3)]
    asked = [(one, given) for one in drawn for given in samples(one)]
    # All in one: to go to the browser and back takes a hundred times as long as to judge.
    told = page.evaluate(JUDGED, [[check(one), given] for one, given in asked])
    for (one, given), here in zip(asked, told, strict=True):
        graded = grade(one.answer, given)
        assert here in (graded.right, None), (one, given, graded)
    assert len(told) - told.count(None) > 1000


def samples(one) -> list:
    """Right and wrong answers of a question's kind."""
    form = right_form(one)
    right = f"{form['answer']} {form['unit']}" if "unit" in form else form.get("answer")
    match type(one.answer).__name__:
        case "Choice":
            return list(range(len(one.answer.options)))
        case "Typed":
            return [right, right.upper(), f" {right} ", right[:-1], "something else"]
        case "Number":
            return [right, form["answer"], *AMOUNTS]
        case "Ordering":
            return [list(one.answer.order), list(reversed(one.answer.order))]
    return [list(one.answer.pairs), list(reversed(one.answer.pairs))]
