"""No page names a thing by its id."""

import pytest

from tests.ids import ids_in
from tests.web.addresses import addresses
from tests.web.pages import page_of

# What a program sends and gets is told by ids.
FOR_PROGRAMS = "programs:reference"


@pytest.mark.once
def test_no_page_shows_an_id(as_owner, owner):
    found = set()
    for address in addresses(owner.records):
        if "restore" in address.name or address.secret or address.name == FOR_PROGRAMS:
            continue
        response = as_owner.get(address.url)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        page = page_of(response)
        for typed in page.find_all(["code", "pre"]):
            typed.decompose()
        found |= {(address.name, text) for text in page.stripped_strings if ids_in(text)}
    assert not found
