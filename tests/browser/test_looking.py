"""What is wrong with a page is seen."""

from tests.browser.conftest import PHONE
from tests.browser.looking import check, small_targets

PAGE = """<!doctype html><html lang="en"><title>Bad</title>
<style>@media (prefers-color-scheme: dark) { body { background: black; } p { color: #222; } }</style>
<main><h1>Bad</h1><img src="none.png"><p>Dark</p><a class="button" href="/">Thin</a>
<div style="width: 500px">Wide</div></main>"""


def test_what_is_wrong_is_found_in_its_scheme(browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_content(PAGE)
    light, dark, wide = check(page, "here")
    assert "here (light)" in light
    assert "image-alt" in light or "alternative text" in light
    assert "color-contrast" not in light
    assert "here (dark)" in dark
    assert "contrast" in dark
    assert wide.startswith("here: 1")
    (small,) = small_targets(page, "here")
    assert "'Thin'" in small
    context.close()
