"""A page can be asked for its head alone (HEAD), as whoever watches a site or checks links does."""

import pytest
from django.urls import resolve

from rxladder.web.site.pages_above import methods_of
from tests.web.addresses import addresses


@pytest.mark.once
@pytest.mark.usefixtures("no_ways")
def test_every_page_answers_for_its_head_as_for_itself(as_owner, owner):
    pages = [one for one in addresses(owner.records) if not one.secret]
    pages = [one for one in pages if "GET" in methods_of(resolve(one.url).func)]
    assert len(pages) > 100
    for one in pages:
        # A first look may pass over what is no longer there.
        _first, head, page = as_owner.get(one.url), as_owner.head(one.url), as_owner.get(one.url)
        assert head.status_code == page.status_code, one
        assert head.get("Content-Type") == page.get("Content-Type"), one
        assert head.streaming or not head.content, one
        for response in (_first, head, page):
            for _part in response.streaming_content if response.streaming else ():
                pass  # a file that is sent stays open until its end
