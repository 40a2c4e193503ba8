"""A template reads like code: an element a line, its content one step further in."""

import re
from pathlib import Path

import pytest

import rxladder.web

WEB = Path(rxladder.web.__file__).parent
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))
WIDTH = 110
BLOCK = re.compile(
    r"<(?:article|aside|details|div|dl|dt|dd|fieldset|figure|footer|form|h[1-6]|header|li|nav|ol|p|section|table|tr|ul)\b"
)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(WEB).as_posix())
def test_elements_share_a_line_only_where_it_is_short(file):
    lines = file.read_text().splitlines()
    crowded = [n for n, line in enumerate(lines, 1) if len(line) > WIDTH and len(BLOCK.findall(line)) > 1]
    assert not crowded, f"lines {crowded} hold more than one element"
