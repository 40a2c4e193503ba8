"""A page can be asked for its head alone (HEAD), as whoever watches a site or checks links does."""

import pytest
from django.http import HttpResponse
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
        head, page = looked_at(as_owner, one.url)
        if told(head) != told(page):
            # A first look may pass over what is no longer there.
            head, page = looked_at(as_owner, one.url)
        assert told(head) == told(page), one
        assert head.streaming or not head.content, one


def looked_at(client, url: str) -> list[HttpResponse]:
    """The head of a page, then the page."""
    both = [client.head(url), client.get(url)]
    for response in both:
        for _part in response.streaming_content if response.streaming else ():
            pass  # a file that is sent stays open until its end
    return both


def told(response: HttpResponse) -> tuple[int, str | None]:
    return response.status_code, response.get("Content-Type")
