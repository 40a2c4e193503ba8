"""Looking at a page as axe, a thumb and a narrow screen do; and at what a form answers."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Error

from tests.browser.conftest import DESK, PHONE

# In the dark a page is the same but for its colours.
RULES = {"light": {}, "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}}}
# What passes is not told: it would be a hundred times as much.
LOOK = """rules => axe.run({...rules, resultTypes: ["violations"]})
    .then(found => ({violations: found.violations}))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
THUMBED = "main .button, main select, main summary, .tabs a, main a.entry, .choice"
SMALL = """thumbed => [...document.querySelectorAll(thumbed)]
    .filter(each => each.getClientRects().length)
    .map(each => [each.innerText.slice(0, 40), each.getBoundingClientRect().height])
    .filter(([_, height]) => height < 43.5)"""
SEND_EMPTY = """form => {
  for (const field of form.elements) {
    if (["text", "date", "textarea"].includes(field.type)) field.value = "";
    if (field.type === "select-one") field.selectedIndex = 0;
  }
  window.unanswered = true;
  document.addEventListener("htmx:afterSettle", () => { window.unanswered = false; });
  form.noValidate = true;
  form.requestSubmit();
}"""


def check(page, where: str) -> list[str]:
    """What is wrong with the page that is open, light and dark."""
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        results = AxeResults(page.evaluate(LOOK, rules))
        if results.violations_count:
            found.append(f"{where} ({scheme}): {results.generate_report()}")
    wide = page.evaluate(TOO_WIDE)
    if wide > 0:
        found.append(f"{where}: {wide} px too wide")
    return found


def small_targets(page, where: str) -> list[str]:
    """Buttons, fields and rows that a thumb would miss."""
    return [f"{where}: {text!r} is {height:.0f} px high" for text, height in page.evaluate(SMALL, THUMBED)]


SIZES = {"desk": DESK, "phone": PHONE}


def check_sizes(page, where: str, sizes: tuple[str, ...] = tuple(SIZES)) -> list[str]:
    """What is wrong with the page that is open, also for a thumb, at each size; it is loaded once for all."""
    found = []
    for size in sizes:
        page.set_viewport_size(SIZES[size])
        found += check(page, f"{where} on a {size}") + small_targets(page, f"{where} on a {size}")
    return found


def send_empty(page, form) -> None:
    """Send a form with nothing in it, and wait until its answer is there."""
    with page.expect_response(lambda response: response.request.method == "POST") as sent:
        form.evaluate(SEND_EMPTY)
    if "attachment" in sent.value.headers.get("content-disposition", ""):
        return
    for _ in range(4_000):
        try:
            if page.evaluate("!window.unanswered && document.readyState === 'complete'"):
                return
        except Error:  # between two pages there is nobody to ask
            pass
        page.wait_for_timeout(25)
    raise AssertionError(f"{page.url}: no answer is shown")
