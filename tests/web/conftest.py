"""A PostgreSQL for those tests of the web that bring their own."""

from __future__ import annotations

import pytest

from tests.own_postgresql import own_postgresql


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A PostgreSQL of its own, with an address that `DATABASE_URL` can take."""
    with own_postgresql(tmp_path_factory.mktemp("postgresql")) as found:
        yield found
