"""The way to one's own phone at home: the same site once more, by HTTPS, on one private address.

`rxladder serve --lan` starts this as a child that ends with it. Nobody sees anything there before a code,
which the computer shows, let their phone in (`accounts/phones.py`). The certificate is made here and kept in
the data folder; no authority vouches for it, so its fingerprint is shown to be compared.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from rxladder.facts.language import gettext as _

# Phones refuse certificates that are good for longer than 825 days, and some for longer than 398.
GOOD_FOR, AHEAD = timedelta(days=397), timedelta(days=14)
_KEPT = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


# --- Where


def private_address(wanted: str | None) -> str:
    """The address of this machine in its own network: the one wanted, or the one by which it reaches others.

    ValueError, with words for a person, where it is none of this machine's private addresses.
    """
    found = wanted or _outgoing()
    if found is None:
        raise ValueError(_("this computer is not on a network; name its address with --host"))
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        told = _("{text} is not an address; name one like 192.168.1.10")
        raise ValueError(told.format(text=found)) from None
    if not address.is_private or address.is_unspecified:
        told = _("{text} is not a private address, so people outside your own network could reach it")
        raise ValueError(told.format(text=found))
    return str(address)


def _outgoing() -> str | None:
    """The address that this machine would speak from. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


# --- Who it says it is


def certificate(folder: Path, address: str, now: datetime | None = None) -> tuple[Path, Path]:
    """The files of the certificate and its key: those that are there, or new ones where these do not fit."""
    now = now or datetime.now(UTC)
    folder.mkdir(mode=0o700, exist_ok=True)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    if not (key.exists() and _fits(certificate, address, now)):
        _make(certificate, key, address, now)
    return certificate, key


def fingerprint(certificate: Path) -> str:
    """The SHA-256 of a certificate, in pairs, as phones show it."""
    loaded = x509.load_pem_x509_certificate(certificate.read_bytes())
    return loaded.fingerprint(hashes.SHA256()).hex(":").upper()


def _fits(path: Path, address: str, now: datetime) -> bool:
    try:
        loaded = x509.load_pem_x509_certificate(path.read_bytes())
        names = loaded.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    mine = ipaddress.ip_address(address) in names.get_values_for_type(x509.IPAddress)
    return mine and loaded.not_valid_after_utc - now > AHEAD


def _make(certificate: Path, key: Path, address: str, now: datetime) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"RxLadder at {address}")])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + GOOD_FOR)
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    key.unlink(missing_ok=True)
    with os.fdopen(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret.private_bytes(*_KEPT))
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))


# --- The server


def serve(address: str, port: int, folder: Path, parent: int) -> None:
    """Serve until the process `parent` is gone."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from rxladder.web.worker import end_with_the_starter

    cert, key = certificate(folder, address)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    site = Granian(
        "rxladder.web.site.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        websockets=False,
        log_level=LogLevels.error,
        workers_kill_timeout=5,
        ssl_cert=cert,
        ssl_key=key,
    )
    end_with_the_starter()
    site.serve()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
