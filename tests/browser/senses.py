"""What a page is to those who hear it, zoom it, print it, or want it to hold still."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import CDPSession, Page, Response

from tests.browser.looking import TOO_WIDE

# What is said without a name says nothing.
NAMED = {
    *("button", "link", "textbox", "searchbox", "combobox", "checkbox", "radio", "listbox", "spinbutton"),
    *("slider", "switch", "Date", "DisclosureTriangle", "image", "img", "graphics-document"),
    *("progressbar", "meter", "navigation", "heading", "RootWebArea"),
}
# A drawing without a part in the tree is not told at all; only a mark beside words may be like that.
UNTOLD = """() => [...document.querySelectorAll("main svg, main img, main canvas")]
    .filter(each => each.getClientRects().length)
    .filter(each => !each.closest("[aria-hidden=true]") && !each.getAttribute("aria-label")
        && !each.getAttribute("aria-labelledby") && each.getAttribute("alt") === null)
    .map(each => each.outerHTML.slice(0, 90))"""
# What can be used and lies where nobody gets: left or right of the page, or cut off by what holds it.
LOST = """() => [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(each => each.getClientRects().length && !each.closest(".scroll, .told, .hidden-words"))
    .filter(each => {
        const box = each.getBoundingClientRect();
        if (!box.width || !box.height || box.left < -1 || box.right > innerWidth + 1) return true;
        for (let up = each.parentElement; up; up = up.parentElement) {
            const held = up.getBoundingClientRect(), style = getComputedStyle(up);
            const cut = ["hidden", "clip"].includes(style.overflowX) && up !== document.documentElement;
            if (cut && (box.right < held.left + 4 || box.left > held.right - 4)) return true;
        }
        return false;
    }).map(each => (each.innerText || each.name || each.tagName).slice(0, 40))"""
MOVES = """() => [...document.querySelectorAll("*"), document.documentElement].filter(each => {
        const style = getComputedStyle(each);
        return style.animationName !== "none" || style.scrollBehavior === "smooth"
            || style.transitionDuration.split(",").some(each => parseFloat(each) > 0.01);
    }).map(each => each.tagName).concat(document.getAnimations().map(each => each.constructor.name))"""
ON_PAPER = """() => {
    const shown = each => each.getClientRects().length && getComputedStyle(each).visibility !== "hidden";
    const wrong = [...document.querySelectorAll(".tabs, button, .button, input:not([type=hidden]), select")]
        .filter(shown)
        .map(each => "still there: " + (each.innerText || each.name || each.className).slice(0, 40));
    const light = colour => {
        const numbers = colour.match(/[\\d.]+/g).map(Number);
        return numbers.length > 3 && numbers[3] === 0 ? null : (numbers[0] + numbers[1] + numbers[2]) / 765;
    };
    for (const each of document.querySelectorAll("body, .label, .card, .ask, .source, .chip, table, h1, p")) {
        if (!shown(each) || each.matches(".hidden-words")) continue;
        const ground = light(getComputedStyle(each).backgroundColor);
        const ink = light(getComputedStyle(each).color);
        if (ground !== null && ground < 0.95) wrong.push("not on white: " + each.className + each.tagName);
        if (ink > 0.5) wrong.push("pale: " + each.innerText.slice(0, 40));
    }
    for (const each of document.querySelectorAll("main a[href^=http]"))
        if (shown(each) && !getComputedStyle(each, "::after").content.includes(each.getAttribute("href")))
            wrong.push("no address: " + each.href);
    return wrong;
}"""


def unnamed(page: Page, devtools: CDPSession) -> list[str]:
    """What a screen reader would come to and could not name."""
    found = [f"no text instead: {drawn}" for drawn in page.evaluate(UNTOLD)]
    for node in devtools.send("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value", "")
        if role in NAMED and not node["ignored"] and not node.get("name", {}).get("value", "").strip():
            found.append(f"a {role} without a name")
    return found


def lost(page: Page) -> list[str]:
    """What is too wide, or cannot be reached any more, at the size that is shown now."""
    wide = page.evaluate(TOO_WIDE)
    return [*([f"{wide} px too wide"] if wide > 0 else []), *page.evaluate(LOST)]


def moving(page: Page) -> list[str]:
    """What moves by itself or slides."""
    return page.evaluate(MOVES)


def on_paper(page: Page) -> list[str]:
    """What is wrong with the page as it would be printed."""
    page.emulate_media(media="print", color_scheme="dark")
    found = page.evaluate(ON_PAPER)
    page.emulate_media(media="screen", color_scheme="light")
    return found


class Load:
    """What the browser fetched for a page."""

    def __init__(self, page: Page) -> None:
        self._responses: list[Response] = []
        page.on("response", lambda response: self._responses.append(response))

    def bytes_of(self, host: str) -> dict[str, int]:
        """The bytes of each thing, as the site sends them; what comes from another host is an error."""
        found = {}
        for response in self._responses:
            assert urlsplit(response.url).netloc == host, response.url
            found[response.url] = _size(response)
        self._responses.clear()
        return found


def _size(response: Response) -> int:
    path = urlsplit(response.url).path
    if not path.startswith("/static/"):
        return response.request.sizes()["responseBodySize"] if 200 <= response.status < 300 else 0
    # Here they come from the source; from a real site packed, as test_compressing.py holds.
    content = Path(finders.find(path.removeprefix("/static/"))).read_bytes()
    return len(content) if path.endswith(".png") else len(gzip.compress(content))


def elements(page: Page) -> int:
    """How many elements the page has."""
    return page.evaluate("document.querySelectorAll('*').length")
