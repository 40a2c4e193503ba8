"""A host in the FDA's place: what it has of each kind, and what it was asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

from tests.web_server import reply, serving

PATHS = {"recall": "enforcement", "shortage": "shortages", "approval": "drugsfda"}


class Fda:
    """`records` and `updated` by kind; a kind among `down` answers with its status."""

    def __init__(self) -> None:
        self.records: dict[str, list[dict]] = {kind: [] for kind in PATHS}
        self.updated = dict.fromkeys(PATHS, "2026-11-21")
        self.down: dict[str, bytes] = {}
        self.asked: list[tuple[str, dict[str, list[str]]]] = []

    def get(self, address: str, _default: bytes = b"") -> bytes:
        """The answer to one request."""
        parts = urlsplit(address)
        kind = next(kind for kind, path in PATHS.items() if parts.path == f"/drug/{path}.json")
        asked = parse_qs(parts.query)
        self.asked.append((kind, asked))
        if kind in self.down:
            return self.down[kind]
        found = self.records[kind][: int(asked["limit"][0])]
        meta = {"last_updated": self.updated[kind], "results": {"total": len(self.records[kind])}}
        return reply(200, json.dumps({"meta": meta, "results": found}).encode())


@contextmanager
def fda(monkeypatch) -> Iterator[Fda]:
    """The FDA's stand-in while the block runs."""
    made = Fda()
    with serving() as server:
        server.pages = made  # type: ignore[assignment]
        monkeypatch.setenv("RXLADDER_OPENFDA", server.url)
        monkeypatch.setenv("RXLADDER_ALLOWED_HOSTS", "127.0.0.1")
        yield made


def recall(product: str = "Metformin tablets NDC 0067-6382-30", **told: str) -> dict:
    raw = {"product_description": product, "event_id": product, "recall_number": f"D-{product}"}
    raw |= {"report_date": "20261120", "classification": "Class II", "recalling_firm": "Acme Labs"}
    return raw | {"reason_for_recall": "Failed dissolution", "status": "Ongoing"} | told


def shortage(name: str = "Cefazolin Injection", **told: str) -> dict:
    raw = {"generic_name": name, "company_name": "Hospira", "package_ndc": "0143-9924-90"}
    raw |= {"status": "Current", "initial_posting_date": "11/19/2026", "dosage_form": "Injection"}
    return raw | {"availability": "Limited"} | told


def approval(name: str = "TINYDRUG", day: str = "20261118") -> dict:
    submission = {"submission_type": "ORIG", "submission_status": "AP", "submission_status_date": day}
    product = {"brand_name": name, "dosage_form": "TABLET", "route": "ORAL"}
    return {
        "application_number": "NDA212345",
        "sponsor_name": "SMALL CO",
        "products": [product | {"active_ingredients": [{"name": name, "strength": "5MG"}]}],
        "submissions": [submission],
    }
