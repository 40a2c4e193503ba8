"""Files that were made to hurt: each ends in one sentence, quickly and in little memory."""

from __future__ import annotations

import base64
import json
import struct
import time
import tracemalloc
import zlib
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rxladder.papers.badges.asking import MOST_DOCUMENTS, check_asking
from rxladder.papers.badges.carrier import MOST_BYTES, read_carrier
from rxladder.papers.badges.check import check
from rxladder.papers.badges.result import BadBadge
from tests.badge_files import SITE, hosted_2, jwt_3, png, proof_3, signed_2

ON = date(2026, 11, 22)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def with_chunks(*chunks: bytes) -> bytes:
    """A picture with more chunks before its end."""
    whole = png()
    return whole[:-12] + b"".join(chunks) + whole[-12:]


def itxt(text: bytes, keyword: bytes = b"openbadgecredential", packed: bool = False) -> bytes:
    body = zlib.compress(text, 9) if packed else text
    return chunk(b"iTXt", keyword + b"\0" + (b"\1" if packed else b"\0") + b"\0\0\0" + body)


def signed(payload: str) -> bytes:
    middle = base64.urlsafe_b64encode(payload.encode()).rstrip(b"=")
    return b".".join([b"eyJhbGciOiJub25lIn0", middle, b"AAAA"])


def svg(inside: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


OPENED = '<o:credential xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
LAUGHS = [("a", "x" * 1000), ("b", "&a;" * 1000), ("c", "&b;" * 1000)]
LOL = "<!DOCTYPE svg [" + "".join(f'<!ENTITY {name} "{text}">' for name, text in LAUGHS) + "]>"
EVIL = '<!DOCTYPE svg SYSTEM "http://evil/x">'
SPACES = b" " * 50_000_000
DEEP = '{"a":' * 20_000 + "1" + "}" * 20_000
HOSTILE = {
    "nothing": b"",
    "noise": bytes(range(256)) * 100,
    "words": b"This is no badge at all.",
    "too large": b"{" + b" " * MOST_BYTES,
    "a plain picture": png(),
    "a picture cut off": png()[:60],
    "a picture of one byte more": b"\x89PNG\r\n\x1a\n" + b"\xff\xff\xff\xff" + b"iTXt",
    "a chunk that lies about its size": with_chunks(b"\x7f\xff\xff\xffiTXtopenbadges\0\0\0\0\0{}"),
    "a chunk that is broken": with_chunks(itxt(b"{}")[:-4] + b"\0\0\0\0"),
    "very many small chunks": with_chunks(*[chunk(b"tEXt", b"a\0b")] * 250_000),
    "a packed bomb": with_chunks(itxt(b"{" + SPACES, packed=True)),
    "a packed bomb of the old kind": with_chunks(itxt(b"{" + SPACES, b"openbadges", packed=True)),
    "another packed bomb": with_chunks(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(SPACES, 9))),
    "a long text": with_chunks(itxt(b"{" + b" " * 4_000_000)),
    "a text that is none": with_chunks(itxt(b"\xff\xfe\xfd")),
    "an empty text": with_chunks(itxt(b"")),
    "a plain drawing": svg("<g/>"),
    "a drawing cut off": svg("<g>" * 10)[:60],
    "a drawing with a bomb": svg(f"{OPENED}&c;</o:credential>", LOL),
    "a drawing that asks for a file": svg(
        f"{OPENED}&f;</o:credential>", '<!DOCTYPE svg [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    ),
    "a drawing that asks for a language": svg(f"{OPENED}{{}}</o:credential>", EVIL),
    "a deep drawing": svg("<g>" * 600_000),
    "a wide drawing": svg("<g/>" * 1_000_000),
    "a drawing with a long text": svg(f"{OPENED}{'x' * 4_000_000}</o:credential>"),
    "deep JSON": DEEP.encode(),
    "rather deep JSON": b'{"type": "Assertion", "a": ' + b"[" * 500 + b"]" * 500 + b"}",
    "deep JSON in a picture": with_chunks(itxt(DEEP.encode())),
    "deep JSON in a drawing": svg(f"{OPENED}{DEEP}</o:credential>"),
    "deep JSON that is signed": signed(DEEP),
    "JSON of another kind": b'{"type": "BadgeClass", "name": "A badge"}',
    "JSON that is a list": b'["type", "Assertion"]',
    "JSON with half a sign": b'{"type": "Assertion", "id": "\\ud800"}',
    "JSON that is no number": b'{"type": "Assertion", "id": NaN}',
    "a signed nothing": b"a.b.c",
    "a signed list": signed("[]"),
}  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_one_sentence(content):
    started = time.process_time()
    tracemalloc.start()
    with pytest.raises(BadBadge) as error:
        check(content, ON)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    said = str(error.value)
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 200
    # Tracing makes it slow; it is the bound that matters, not the number.
    assert time.process_time() - started < 10
    assert most < 40_000_000


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("very many small chunks", "damaged"),
        ("a packed bomb", "far too long"),
        ("a deep drawing", "far more parts"),
        ("a wide drawing", "far more parts"),
        ("a drawing with a bomb", "defines a language of its own"),
        ("a drawing that asks for a file", "defines a language of its own"),
        ("a drawing that asks for a language", "defines a language of its own"),
        ("rather deep JSON", "cut off or damaged"),
    ],
)
def test_it_is_refused_for_what_it_does(name, words):
    with pytest.raises(BadBadge, match=words):
        check(HOSTILE[name], ON)


# --- What is a badge in its form, and full of nonsense

FLAT = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JUNK = st.recursive(
    FLAT | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
PLACES = {
    "2.0": ["@context", "type", "id", "recipient", "badge", "verification", "issuedOn", "expires", "image"],
    "3.0": [
        *(
            "@context",
            "type",
            "id",
            "issuer",
            "validFrom",
            "validUntil",
            "credentialSubject",
            "credentialStatus",
        ),
        *("proof", "name", "iss", "sub", "jti"),
    ],
}


@settings(deadline=None)
@given(st.data())
def test_nonsense_in_any_place_is_no_crash_and_never_genuine(data):
    """Each place of a good badge in turn holds something else: unsigned, or signed by somebody."""
    good = data.draw(st.sampled_from([hosted_2, proof_3]))()
    document = json.loads(good.text)
    place = data.draw(st.sampled_from(PLACES[good.version]))
    before = document.get(place)
    document[place] = data.draw(JUNK)
    text = json.dumps(document)
    as_text = data.draw(st.booleans())
    content = signed(text) if as_text else text.encode()
    try:
        found = check_asking(content, ON, good.fetch, ["sam@example.org"])
    except BadBadge:
        return
    if before != document[place] and (good.version, place) != ("2.0", "image"):
        # Nothing in a place where nothing was says nothing, in either form.
        assert found.verdict != "genuine" or (before is None and not document[place])


@settings(deadline=None)
@given(st.data())
def test_nonsense_from_the_issuers_site_is_no_crash(data):
    good = data.draw(st.sampled_from([signed_2, hosted_2, jwt_3, proof_3]))()
    url = data.draw(st.sampled_from(sorted(good.site)))
    document = good.site[url]
    place = data.draw(st.sampled_from(sorted(document)))
    good.site[url] = data.draw(
        st.binary(max_size=40) | JUNK | st.builds(lambda junk: document | {place: junk}, JUNK)
    )
    if isinstance(good.site[url], int):
        return
    found = check_asking(good.text.encode(), ON, good.fetch)
    assert found.verdict in ("genuine", "open", "refused")


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_a_badge(content):
    for head in (b"", b"\x89PNG\r\n\x1a\n", b"<svg>", b"{", png()[:-12]):
        with suppress(BadBadge):
            assert read_carrier(head + content).text


def test_a_badge_that_leads_from_one_address_to_the_next_ends():
    good = hosted_2()
    asked = []

    def fetch(url):
        asked.append(url)
        document = json.loads(good.text) | {
            "id": f"{SITE}/{len(asked)}",
            "badge": f"{SITE}/class/{len(asked)}",
        }
        return type(good)(json.dumps(document), "2.0", {url: document}).fetch(url)

    check_asking(good.text.encode(), ON, fetch)
    assert len(asked) <= MOST_DOCUMENTS
