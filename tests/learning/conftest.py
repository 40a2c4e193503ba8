"""A real person's reviews (see data/README.md)."""

import csv
import gzip
from datetime import datetime
from pathlib import Path

import pytest

from rxladder.learning.reviews import Grade, Review

LOG = Path(__file__).parent / "data" / "review_log.csv.gz"


@pytest.fixture(scope="session")
def real_log() -> tuple[Review, ...]:
    """All reviews of the log in the file's order."""
    with gzip.open(LOG, "rt", encoding="utf-8") as text:
        return tuple(
            Review(
                id=f"{number:05}",
                card=row["card_id"],
                at=datetime.fromisoformat(row["review_time"]),
                grade=Grade(int(row["review_rating"])),
                right=row["review_rating"] != "1",
                seconds=int(row["review_duration"]) / 1000,
            )
            for number, row in enumerate(csv.DictReader(text))
        )
