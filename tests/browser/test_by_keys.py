"""The main jobs with keys alone: Tab, Enter, Space, arrows and letters; and what each stop shows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rxladder.career.demo import demo_career
from rxladder.web.accounts.models import Person
from rxladder.web.education.models import Credit
from rxladder.web.plan.models import AcceptedPath
from rxladder.web.responsibilities.models import Achievement
from rxladder.web.site.career_io import import_career
from rxladder.web.site.rules import packs
from rxladder.web.study.models import Preparation, Review
from tests.browser.conftest import DESK, PHONE
from tests.web.settings import TODAY
from tests.web.study_cards import few_cards

pytestmark = pytest.mark.long

# Where the focus is: what it looks like, and whether it can be seen at all. What is under the bar of tabs,
# or off the screen, cannot.
STOP = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const ringed = each => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    };
    const drawn = at.querySelector(".box, .line, rect");
    const box = at.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = box.top + Math.min(box.height / 2, 20);
    const top = document.elementFromPoint(x, y);
    const thick = drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3;
    return {
        // A heading to which the page itself moved is no stop.
        ring: at.tabIndex < 0 || ringed(at) || Boolean(at.ownerSVGElement && thick),
        seen: Boolean(top && (at.contains(top) || top.contains(at) || top.closest("label")?.control === at
            || at.ownerSVGElement?.contains(top))),
        what: at.outerHTML.slice(0, 100),
    };
}"""
FURTHEST = 120


class Keys:
    """Somebody at a page who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools = page.context.new_cdp_session(page)
        self.wrong: list[str] = []
        self.stops = 0

    def to(self, name: str) -> None:
        """Press Tab until what is named so has the focus; every stop on the way is looked at."""
        for _ in range(FURTHEST):
            self.page.keyboard.press("Tab")
            if self._look().startswith(name):
                return
        raise AssertionError(f"{name!r} is not reached at {self.page.url}")

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type words where the focus is."""
        self.page.keyboard.type(words)

    def _look(self) -> str:
        stop = self.page.evaluate(STOP)
        if stop is None:  # the browser's own bar
            return ""
        self.stops += 1
        name = self._name()
        wrong = [word for word in ("ring", "seen") if not stop[word]] + ([] if name else ["name"])
        self.wrong += [f"{self.page.url} {stop['what']}: no {word}" for word in wrong]
        return name

    def _name(self) -> str:
        """What a screen reader says of it, as the browser works it out."""
        found = self.devtools.send("Runtime.evaluate", {"expression": "document.activeElement"})
        asked = {"objectId": found["result"]["objectId"], "fetchRelatives": False}
        (node,) = self.devtools.send("Accessibility.getPartialAXTree", asked)["nodes"]
        return node.get("name", {}).get("value", "").strip()


@pytest.fixture
def keys(visit):
    """Somebody with keys alone, on a wide screen; what was wrong at any stop fails the test at its end."""
    walks: list[Keys] = []

    def begin(address: str, viewport=DESK) -> Keys:
        # Where pages slide, a stop would be looked at before it has arrived.
        walks.append(Keys(visit(address, viewport=viewport, reduced_motion="reduce")))
        return walks[-1]

    yield begin
    for walk in walks:
        assert walk.stops
        assert not walk.wrong, "\n".join(dict.fromkeys(walk.wrong))


@pytest.fixture
def sam(live_server):
    """The one local person with the example's record."""
    person = Person.objects.local()
    import_career(person, demo_career(TODAY, packs()))
    return person


def test_enter_what_one_holds_and_see_what_it_asks(keys):
    walk = keys("/")
    walk.to("Which state do you work in?")
    walk.type("Texas")
    walk.to("Continue")
    walk.press("Enter")
    walk.page.wait_for_url("**/holdings/")
    walk.to("Registered pharmacy technician, Texas")
    walk.press("Space")
    walk.to("Expires on")
    walk.type("06302027")
    walk.to("Show my answer")
    walk.press("Enter")
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("stand")
    walk.to("Texas registration")
    walk.press("Enter")
    expect(walk.page.get_by_role("heading", name="What this renewal requires")).to_be_visible()


def test_log_a_credit_from_its_number(keys):
    walk = keys("/more/", PHONE)
    walk.to("CE")
    walk.press("Enter")
    walk.page.wait_for_url("**/ce/")
    walk.to("Paste an activity number")
    walk.type("Sterile compounding update, 0384-0000-26-012-H07-T, 2 March 2026, 1.5 hours")
    walk.press("Enter")
    expect(walk.page.get_by_role("heading", name="Check it, then save")).to_be_focused()
    walk.to("Save")
    walk.press("Enter")
    expect(walk.page.get_by_role("link", name="Sterile compounding update")).to_be_visible()
    assert Credit.objects.get().uan == "0384-0000-26-012-H07-T"
    walk.to("Sterile compounding update")


def test_answer_questions(keys, live_server, monkeypatch):
    with few_cards(monkeypatch, ("choice",)):
        person = Person.objects.local()
        Preparation.objects.create(person=person, exam="ptce", day="2027-03-01")
        walk = keys("/study/")
        walk.page.wait_for_selector("html[data-study=kept]")
        walk.to("Answer 10 questions")
        walk.press("Enter")
        for _ in range(2):
            walk.page.wait_for_selector("form.question")
            walk.to("Answer")
            walk.press("ArrowDown")
            walk.to("Check")
            walk.press("Enter")
            walk.page.wait_for_selector("#verdict")
            walk.to("Next")
            walk.press("Enter")
            walk.page.wait_for_selector("#verdict", state="detached")
        assert Review.objects.count() == 2


def test_find_a_path_and_take_it(keys, sam):
    walk = keys("/ladder/path/")
    walk.to("Where")
    walk.type("Compounded Sterile")
    walk.to("Find the path")
    walk.press("Enter")
    walk.page.wait_for_url("**goal=**")
    walk.to("Take this path")
    walk.press("Enter")
    expect(walk.page.get_by_role("heading", name="Your path")).to_be_visible()
    assert AcceptedPath.objects.visible_to(sam).exists()


def test_note_an_achievement(keys, sam):
    walk = keys("/responsibilities/achievements/", PHONE)
    walk.to("What did you do?")
    walk.type("Trained 4 newcomers in the IV room in 6 weeks")
    walk.press("Enter")
    walk.page.get_by_text("Noted.").wait_for()
    assert Achievement.objects.visible_to(sam).filter(what__startswith="Trained 4").exists()
