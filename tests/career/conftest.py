import pytest

from rxladder.facts.load import Packs, load_packs


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load_packs()
