"""`rxladder serve`: one command makes everything, answers, and stops cleanly."""

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import urllib.error
import urllib.request

import pytest

from rxladder.web.site.in_use import unused
from tests.web.served import PATIENCE, RXLADDER, get, serving

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")


def test_the_first_start_makes_all_it_needs_and_the_second_makes_nothing_anew(tmp_path):
    data = tmp_path / "new" / "folder"
    with serving(data) as (process, address):
        page = get(address).read().decode()
        with unused(data) as free:
            assert not free, "what is served now must not be moved aside"
        assert "Which state do you work in?" in page
        style = re.search(r'href="(/static/site/look\.[0-9a-f]+\.css)"', page)
        answer = get(address + style[1])
        assert b"@layer" in answer.read()
        assert "immutable" in answer.headers["Cache-Control"]
        wished = {"Accept-Encoding": "gzip"}
        packed = urllib.request.urlopen(urllib.request.Request(address + style[1], headers=wished))
        assert packed.headers["Content-Encoding"] == "gzip"
        script = re.search(r'src="(/static/shared/htmx-2\.min\.[0-9a-f]+\.js)"', page)
        assert get(address + script[1]).status == 200
    assert process.returncode == 0
    assert f"RxLadder is at {address} " in process.said
    assert "has stopped" in process.said
    assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert (data / "rxladder.sqlite3").exists()
    made = [data / "secret-key", data / "static" / "built-from.txt", *(data / "cache").iterdir()]
    before = {path: path.stat().st_mtime_ns for path in made}
    assert len(before) > 2
    with serving(data) as (_, address):
        assert get(address).status == 200
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_it_can_open_with_the_demo_and_refuses_a_stranger_by_name(own_folder):
    """Whoever starts it is told in their language; each request has its own all the same."""
    with serving(own_folder, "--demo", language="es") as (process, address):
        page = get(address).read().decode()
        with pytest.raises(urllib.error.HTTPError) as refused:
            get(address, host="evil.example")
        assert refused.value.code == 400
        assert "Sam Example" in page
        assert "stand between you and a safe renewal" in page
    assert process.said.startswith(f"RxLadder está en {address} ")
    assert process.said.endswith("RxLadder se detuvo.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--host", "0.0.0.0"], "nobody signs in"),
        (["--host", "192.168.1.10"], "nobody signs in"),
        (["--host", "example.org"], "nobody signs in"),
        (["--lan", "--host", "8.8.8.8"], "is not a private address"),
        (["--lan", "--host", "home"], "is not an address"),
        (["--workers", "2"], "one process is enough"),
    ],
)
def test_what_would_let_others_in_or_makes_no_sense_is_refused(tmp_path, arguments, said):
    command = [RXLADDER, "--language", "en", "serve", "--data", str(tmp_path), *arguments]
    result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert result.returncode == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_told_in_one_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [RXLADDER, "serve", "--data", str(tmp_path), "--port", port]
        result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert result.returncode == 2
    assert "Try another --port" in result.stderr


def test_a_folder_that_cannot_be_used_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    command = [RXLADDER, "serve", "--data", str(tmp_path / "file" / "folder")]
    result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert result.returncode == 2
    assert "cannot be used" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_key_that_a_full_disk_left_empty_is_made_anew(tmp_path):
    from rxladder.web.site.folder import secret_key

    (tmp_path / "secret-key").touch()
    key = secret_key(tmp_path)
    assert len(key) == 64
    assert (secret_key(tmp_path), [path.name for path in tmp_path.iterdir()]) == (key, ["secret-key"])
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
