"""`rxladder serve --lan`: one's own phone at home, by HTTPS and a code, and nobody else."""

from __future__ import annotations

import os
import re
import signal
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from django.core.cache import cache
from django.test import Client

from rxladder.web import lan
from rxladder.web.accounts import phones
from rxladder.web.accounts.models import PairingCode, Phone
from rxladder.web.accounts.qr import for_terminal, matrix_of
from rxladder.web.site import clock
from tests.web.pages import text_of
from tests.web.processes import environment, free_port
from tests.web.served import PATIENCE, RXLADDER

AT = "192.168.1.10:8000"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/605.1.15"


@pytest.fixture
def phone(local, settings):
    """A phone at home, as the process that answers phones sees it; nobody let it in yet."""
    settings.LAN, settings.LAN_AT, settings.ALLOWED_HOSTS = True, AT, ["192.168.1.10"]
    cache.clear()
    return Client(headers={"user-agent": IPHONE, "host": AT, "accept": "text/html"})


def test_a_phone_sees_nothing_before_its_code_and_all_after(phone):
    for path in ("/", "/ce/", "/me/career-file/download/", "/phones/"):
        assert phone.get(path)["Location"] == "/phones/pair/"
    assert phone.post("/demo/").status_code == 403
    assert phone.get("/", headers={"accept": "*/*"}).status_code == 403
    code = phones.new_code()
    assert f'value="{code}"' in phone.get(f"/phones/pair/{code}/").content.decode()
    # Typed in small letters, with a space in between.
    answer = phone.post("/phones/pair/", {"code": f"{code[:4].lower()} {code[4:]}"})
    assert answer["Location"] == "/"
    assert phone.get("/ce/").status_code == 200
    (let_in,) = Phone.objects.all()
    assert let_in.name == "Safari · iPhone"
    # A name that is not this machine's is refused, as everywhere.
    assert phone.get("/ce/", headers={"host": "evil.example"}).status_code == 400


def test_a_code_is_good_once_for_ten_minutes_and_only_the_last_one(phone):
    first, code = phones.new_code(), phones.new_code()
    assert "not right" in text_of(phone.post("/phones/pair/", {"code": first}))
    assert code not in str(list(PairingCode.objects.values_list()))
    phone.post("/phones/pair/", {"code": code})
    second = Client(headers={"user-agent": IPHONE, "host": AT, "accept": "text/html"})
    assert "not right" in text_of(second.post("/phones/pair/", {"code": code}))
    late = phones.new_code()
    PairingCode.objects.update(until=clock.now() - timedelta(seconds=1))
    assert "not right" in text_of(second.post("/phones/pair/", {"code": late}))


def test_codes_are_not_guessed(phone):
    code = phones.new_code()
    tries = [phone.post("/phones/pair/", {"code": "ABCDEFGH"}).status_code for _ in range(11)]
    assert tries == [422] * 10 + [429]
    # From many addresses together, too; then not even the right one.
    for number in range(20):
        phone.post("/phones/pair/", {"code": "ABCDEFGH"}, REMOTE_ADDR=f"192.168.1.{number + 20}")
    assert phone.post("/phones/pair/", {"code": code}, REMOTE_ADDR="192.168.1.99").status_code == 429


def test_phones_are_listed_and_put_out_on_the_computer(phone, settings):
    phone.post("/phones/pair/", {"code": phones.new_code()})
    assert phone.get("/ce/").status_code == 200
    assert phone.post("/phones/new/").status_code == 404  # a phone lets no other in
    settings.LAN, settings.ALLOWED_HOSTS = False, ["localhost"]
    computer = Client(headers={"host": "localhost"})
    page = computer.post("/phones/new/")
    assert '<svg class="qr"' in page.content.decode()
    assert f"https://{AT}" in text_of(page)
    assert "Safari · iPhone" in text_of(computer.get("/phones/"))
    computer.post(f"/phones/{Phone.objects.get().id}/end/")
    settings.LAN, settings.ALLOWED_HOSTS = True, ["192.168.1.10"]
    assert phone.get("/ce/")["Location"] == "/phones/pair/"


def test_a_site_for_many_users_has_no_phones(as_owner):
    for path in ("/phones/", "/phones/pair/", "/phones/pair/ABCDEFGH/"):
        assert as_owner.get(path).status_code == 404


def test_only_private_addresses_are_taken():
    assert lan.private_address("192.168.1.10") == "192.168.1.10"
    assert lan.private_address("fd00::7") == "fd00::7"
    for bad in ("8.8.8.8", "0.0.0.0", "example.org", "2606:4700::1111"):
        with pytest.raises(ValueError, match="address"):
            lan.private_address(bad)


def test_a_certificate_is_kept_while_it_fits(tmp_path):
    now = datetime.now(UTC)
    folder = tmp_path / "lan"
    cert, key = lan.certificate(folder, "192.168.1.10", now)
    assert key.stat().st_mode & 0o777 == 0o600
    first = lan.fingerprint(cert)
    lan.certificate(folder, "192.168.1.10", now + timedelta(days=300))
    assert lan.fingerprint(cert) == first
    for address, when in (("192.168.1.11", now), ("192.168.1.11", now + timedelta(days=390))):
        lan.certificate(folder, address, when)
        assert lan.fingerprint(cert) != first
        first = lan.fingerprint(cert)


def test_a_code_on_the_terminal_is_the_code():
    text = "https://192.168.1.10:8000/phones/pair/ABCDEFGH/"
    drawn, dark = for_terminal(text).split("\n"), {" ": (1, 1), "▄": (1, 0), "▀": (0, 1), "█": (0, 0)}
    rows = [[bool(dark[sign][half]) for sign in line] for line in drawn for half in (0, 1)]
    assert rows[: len(matrix_of(text))] == matrix_of(text)


def address_of_this_machine() -> str:
    """One that is not the loopback's own, where there is one; else another loopback address."""
    try:
        return lan.private_address(None)
    except ValueError:
        return "127.0.0.2"


@pytest.mark.long
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")
def test_the_real_thing_answers_phones_by_https_and_ends_with_the_site(tmp_path):
    port, address = free_port(), address_of_this_machine()
    command = [RXLADDER, "serve", "--lan", "--host", address, "--port", str(port), "--data", str(tmp_path)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as site:
        try:
            said = "".join(iter(site.stdout.readline, "Stop it with Ctrl-C.\n"))
            code = re.search(r"type (\w{8})$", said, re.MULTILINE)[1]
            trusted = ssl.create_default_context(cafile=str(tmp_path / "lan" / "certificate.pem"))
            base = f"https://{address}:{port}"
            with httpx.Client(base_url=base, verify=trusted, timeout=PATIENCE) as phone:
                first = until_answered(phone, "/phones/pair/")
                token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', first.text)[1]
                values = {"code": code, "csrfmiddlewaretoken": token}
                let_in = phone.post("/phones/pair/", data=values, headers={"Referer": base})
                assert let_in.headers["Location"] == "/"
                assert "Secure" in let_in.headers["set-cookie"]
                assert "Which state" in phone.get("/", follow_redirects=True).text
            # The computer itself still needs nothing; by the phone's address it is refused.
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as computer:
                assert until_answered(computer, "/welcome/").status_code == 200
        finally:
            site.send_signal(signal.SIGINT)
            site.communicate(timeout=PATIENCE)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"https://{address}:{port}/health", verify=trusted)


def until_answered(client: httpx.Client, path: str) -> httpx.Response:
    for _ in range(PATIENCE * 10):
        try:
            return client.get(path)
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("it did not answer")
