"""What docs/deploy.md says to systemd, Caddy and nginx, tried with them; `tools/get-proxies` brings them."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from rxladder.web import lan
from tests.web.deployment import NAME, blocks, running, told_command, told_environment, until
from tests.web.mailbox import mailbox
from tests.web.processes import free_port
from tests.web.served import PATIENCE

pytestmark = [pytest.mark.long, pytest.mark.once]
FORGED = dict.fromkeys(("X-Forwarded-For", "X-Real-IP"), "198.51.100.7") | {
    "Forwarded": "for=198.51.100.7",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "elsewhere.example",
}


def test_systemd_understands_the_services(tmp_path):
    units = [block for block in blocks("ini") if "[Service]" in block]
    assert len(units) == 2
    for name, unit in zip(("rxladder", "rxladder-worker"), units, strict=True):
        (tmp_path / f"{name}.service").write_text(re.sub(r"ExecStart=\S+", "ExecStart=/bin/true", unit))
    files = list(tmp_path.iterdir())
    said = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True)
    assert not [line for line in said.stderr.splitlines() if "rxladder" in line], said.stderr


@pytest.mark.parametrize(
    "told", [("RXLADDER_PROXIES", "two"), ("RXLADDER_MAIL", "mail.example:25")], ids=lambda told: told[0]
)
def test_what_is_mistyped_in_the_environment_is_told_at_the_start(tmp_path, told):
    env = told_environment(tmp_path / "data", "postgres:///none", 25) | dict([told])
    said = subprocess.run(told_command("serve", free_port()), env=env, capture_output=True, text=True)
    assert said.returncode == 2
    (line,) = said.stderr.splitlines()
    assert told[0] in line
    assert not (tmp_path / "data").exists()


def as_caddy(folder: Path, certificate: Path, key: Path, port: int, site: int) -> list[str]:
    (text,) = blocks("caddyfile")
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site}")
    text = text.replace(f"{NAME} {{", f"https://{NAME}:{port} {{\n\ttls {certificate} {key}", 1)
    about = "{\n\tadmin off\n\tauto_https off\n\tskip_install_trust\n}\n"
    (folder / "Caddyfile").write_text(about + text)
    config = ["--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]
    subprocess.run(["caddy", "validate", *config], check=True)
    return ["caddy", "run", *config]


def as_nginx(folder: Path, certificate: Path, key: Path, port: int, site: int) -> list[str]:
    text = re.sub(r"\tlisten \[::\].*\n", "", blocks("nginx")[0])
    for there, here in (
        ("listen 443", f"listen 127.0.0.1:{port}"),
        ("listen 80", f"listen 127.0.0.1:{free_port()}"),
        ("/etc/ssl/site.pem", certificate),
        ("/etc/ssl/site.key", key),
        ("127.0.0.1:8000", f"127.0.0.1:{site}"),
    ):
        text = text.replace(there, str(here))
    places = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    around = "user root;\n" if os.geteuid() == 0 else ""
    around += f"daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n"
    (folder / "nginx.conf").write_text(around + places + text + "}\n")
    command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    subprocess.run([*command, "-t"], check=True)
    return command


@pytest.mark.parametrize("proxy", ["caddy", "nginx"])
def test_behind_the_proxy_of_the_document(tmp_path, server, proxy):
    assert shutil.which(proxy), f"{proxy} is not here: tools/get-proxies brings it"
    site, port = free_port(), free_port()
    tmp_path.chmod(0o755)
    certificate, key = lan.certificate(tmp_path / "tls", "127.0.0.1")
    server.psql(f"CREATE DATABASE behind_{proxy}")
    command = {"caddy": as_caddy, "nginx": as_nginx}[proxy](tmp_path, certificate, key, port, site)
    with mailbox() as (_box, mail_port):
        env = told_environment(tmp_path / "data", server.get_uri(f"behind_{proxy}"), mail_port)
        env |= {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
        with (
            running(told_command("serve", site), env, tmp_path / "site.log"),
            running(command, env, tmp_path / "proxy.log"),
            visitor(port) as browser,
        ):
            until(lambda: browser.get("/health").text == "alive\n", "the site")
            for path in ("/metrics", "/ready"):
                assert browser.get(path).status_code == 404
            page = browser.get("/account/login/", headers=FORGED)
            assert page.status_code == 200  # by TLS, whatever the visitor says
            assert "elsewhere.example" not in page.text
            check_guesses(browser)
            check_uploads(browser, port)


def visitor(port: int) -> httpx.Client:
    """A browser; whose certificate it is shown is not what is tried here."""
    about = {"Host": NAME, "Accept": "text/html"}
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client = httpx.Client(
        base_url=f"https://127.0.0.1:{port}", headers=about, verify=context, timeout=PATIENCE
    )
    client.event_hooks["request"].append(lambda asked: asked.extensions.update(sni_hostname=NAME))
    return client


def check_guesses(browser: httpx.Client) -> None:
    """Another address in the headers is not another visitor."""
    guess = "/account/invitation/8b6f2f0e-0000-4000-8000-000000000000/guessed/"
    forged = [FORGED | {"X-Forwarded-For": f"198.51.100.{n}"} for n in range(31)]
    codes = [browser.get(guess, headers=headers).status_code for headers in forged]
    assert codes == [404] * 30 + [429]


def check_uploads(browser: httpx.Client, port: int) -> None:
    """Forms that come slowly keep nobody waiting, and one that is far too large is cut off."""
    jar = browser.get("/account/login/").headers.get_list("set-cookie")
    cookie = "; ".join(told.partition(";")[0] for told in jar)
    head = (
        f"POST /account/login/ HTTP/1.1\r\nHost: {NAME}\r\nCookie: {cookie}\r\n"
        f"Referer: https://{NAME}/\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    )
    with slow(port, head + "Content-Length: 1000000\r\n\r\n--x\r\n", 24):
        time.sleep(1)
        assert browser.get("/account/login/").status_code == 200
    large = {"Content-Length": "200000000", "Content-Type": "multipart/form-data; boundary=x"}
    large |= {"Cookie": cookie, "Referer": f"https://{NAME}/"}
    with suppress(httpx.WriteError):  # it is told, or the line is closed
        pieces = (b"x" * 1_000_000 for _ in range(200))
        assert browser.post("/account/login/", content=pieces, headers=large).status_code in (400, 413, 502)


@contextmanager
def slow(port: int, text: str, number: int):
    """So many visitors who have sent no more than this."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    lines = []
    try:
        for _ in range(number):
            plain = socket.create_connection(("127.0.0.1", port), PATIENCE)
            lines.append(context.wrap_socket(plain, server_hostname=NAME))
            lines[-1].sendall(text.encode())
        yield lines
    finally:
        for line in lines:
            line.close()
