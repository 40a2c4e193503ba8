"""A small web server that says what a test wants, over http or https, and notes what it was asked."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Sent = Callable[[socket.socket], None]


def reply(status: int = 200, content: bytes = b"", **headers: str) -> bytes:
    """A whole answer."""
    told = {"Content-Length": str(len(content))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + content


@dataclass
class Server:
    """What is answered, by path: bytes as they go out, or something that sends by itself."""

    port: int
    scheme: str
    pages: dict[str, bytes | Sent] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"{self.scheme}://127.0.0.1:{self.port}"


@contextmanager
def serving(secure: bool = False) -> Iterator[Server]:
    """A server on this machine while the block runs."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(listening.getsockname()[1], "https" if secure else "http")
    Thread(target=_serve, args=(listening, server, secure), daemon=True).start()
    try:
        yield server
    finally:
        # Closing alone would leave the thread waiting for one more.
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _serve(listening: socket.socket, server: Server, secure: bool) -> None:
    while True:
        try:
            line, _peer = listening.accept()
        except OSError:
            return
        Thread(target=_answer, args=(line, server, secure), daemon=True).start()


def _answer(line: socket.socket, server: Server, secure: bool) -> None:
    with suppress(OSError), line:
        if secure:
            line = _own_context().wrap_socket(line, server_side=True)
        asked = b""
        while b"\r\n\r\n" not in asked:
            more = line.recv(65_536)
            if not more:
                return
            asked += more
        server.asked.append(asked.decode())
        found = server.pages.get(asked.split(b" ")[1].decode(), reply(404))
        if callable(found):
            found(line)
        else:
            line.sendall(found)


# --- Who it says it is


@cache
def _own_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate())
    return context


@cache
def trusting() -> ssl.SSLContext:
    """Believes this server."""
    return ssl.create_default_context(cafile=str(_certificate()[0]))


@cache
def _certificate() -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A test's server")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    folder = Path(mkdtemp(prefix="rxladder-test-"))
    kept = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(*kept))
    return folder / "cert.pem", folder / "key.pem"
