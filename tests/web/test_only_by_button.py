"""An address that only a button sends something to, opened as a page."""

import pytest
from django.urls import resolve

from rxladder.web.site.pages_above import methods_of, page_above
from tests.web.addresses import addresses
from tests.web.pages import page_of, text_of


def buttons(owner):
    """The addresses of a person's record that take a POST and nothing else."""
    found = [one for one in addresses(owner.records) if not one.secret]
    return [one for one in found if methods_of(resolve(one.url).func) == {"POST"}]


@pytest.mark.once
def test_whoever_opens_one_is_led_to_the_page_with_the_button(as_owner, owner):
    tried = buttons(owner)
    assert len(tried) > 100
    for one in tried:
        answer = as_owner.get(one.url)
        assert answer.status_code == 405, one
        assert "Nothing was changed." in text_of(answer), one
        back = page_of(answer).main.find("a")["href"]
        assert back == "/" or one.url.startswith(back), one
        assert "GET" in methods_of(resolve(back).func), (one, back)


def test_it_names_the_page_in_spanish_and_keeps_what_is_let_in(as_owner, owner):
    url = f"/people/acquaintance/{owner.records.acquaintance.id}/delete/"
    answer = as_owner.get(url, headers={"accept-language": "es"})
    assert answer["Allow"] == "POST"
    assert "No se cambió nada." in text_of(answer)
    assert page_of(answer).main.find("a", class_="button")["href"] == url.removesuffix("delete/")


def test_a_program_gets_no_page(as_owner, owner):
    url = f"/people/acquaintance/{owner.records.acquaintance.id}/delete/"
    assert not as_owner.get(url, headers={"accept": "application/json"}).content
    assert not as_owner.put(url).content
    answer = as_owner.put("/api/v1/")
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.once
def test_whoever_opens_what_is_gone_is_led_to_a_page_that_is_there(owner, as_another):
    """To another person, all that names a record of the owner's is as if it had been deleted."""
    gone = {one.url for one in addresses(owner.records) if one.named and not one.secret}
    answers = {url: as_another.get(url) for url in gone}
    led = {
        url: page_of(answer).main.find("a", class_="button")["href"]
        for url, answer in answers.items()
        if answer.status_code == 404
    }
    assert sum(to != "/" for to in led.values()) > 50
    for url, to in led.items():
        assert url.startswith(to), url
        assert as_another.get(to).status_code in (200, 302), (url, to)


def test_the_page_above_is_one_that_can_be_opened():
    assert page_above("/me/career-file/undo/2026-11-22T10:00:00+00:00/") == "/me/career-file/"
    assert page_above("/demo/") == "/"
    assert page_above("/people/acquaintance/7/", of_a_record=False) == "/people/"
