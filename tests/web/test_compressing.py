"""What goes out compressed, and to whom."""

import gzip

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

from rxladder.web.site import settings as product

ASKED = {"HTTP_ACCEPT_ENCODING": "gzip"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "packed"),
    [
        ({"HTTP_SEC_FETCH_SITE": "none"}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        # A stranger's page must learn nothing from lengths.
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({}, False),
    ],
    ids=["typed", "own-page", "strangers-page", "neighbours-page", "says-nothing"],
)
def test_a_page_is_compressed_where_no_stranger_asks(told, packed):
    client = Client()
    plain = client.get("/more/").content
    answer = client.get("/more/", **ASKED, **told)
    assert (answer.get("Content-Encoding") == "gzip") is packed
    assert "Sec-Fetch-Site" in answer["Vary"]
    if packed:
        assert len(answer.content) < len(plain) / 2
        assert gzip.decompress(answer.content).startswith(plain[:100])


@pytest.mark.django_db
def test_equal_pages_do_not_have_equal_lengths():
    client = Client()
    told = {"HTTP_SEC_FETCH_SITE": "none"}
    assert len({len(client.get("/more/", **ASKED, **told).content) for _ in range(12)}) > 1


def test_static_files_are_kept_compressed(tmp_path):
    with override_settings(STORAGES=product.STORAGES, STATIC_ROOT=tmp_path):
        call_command("collectstatic", verbosity=0, interactive=False)
    (style,) = tmp_path.glob("site/look.*.css")
    packed = style.with_suffix(".css.gz")
    assert gzip.decompress(packed.read_bytes()) == style.read_bytes()
    assert packed.stat().st_size < style.stat().st_size / 3
