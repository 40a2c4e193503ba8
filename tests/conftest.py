"""Every test that meets the web knows three people: an owner, another person and a stranger."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import django
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests import migrated

# Settled before Django reads its settings; a folder of its own for each test process.
_FOLDER = tempfile.mkdtemp(prefix="rxladder-test-")
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
Path(_FOLDER, "static").mkdir()
os.environ["RXLADDER_DATA"] = _FOLDER
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.settings"
# Few examples, the same in every run, so that a red run is about a change; `make test-long` tries many new.
# No example is late: how long one takes on a machine that does other things says nothing of the program.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("few", derandomize=True, max_examples=30, **UNTIMED)
settings.register_profile("many", max_examples=200, **UNTIMED)
settings.load_profile("few")

# What is loaded now stays: to search it for waste all the time takes a quarter of collecting the tests.
gc.disable()

# The browser's driver runs an event loop in the thread of the test, where the database is used too.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
django.setup()
# What a test starts as a program of its own is the product, with the product's settings.
del os.environ["DJANGO_SETTINGS_MODULE"]
# What this process writes goes with it and need not outlive a power cut: nothing waits for the disk in it.
os.fsync = lambda _file: None


NEEDS_DATABASE = {"db", "transactional_db"}


def pytest_configure(config):
    """Have the few examples hang on nothing but their test.

    Hypothesis also tries numbers that stand in the modules of the project, as far as these are loaded by
    then: which those are hangs on the tests that the process had before.
    """
    if config.getoption("hypothesis_profile", None) != "many":
        providers._get_local_constants = lambda: providers._local_constants


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Begin with what takes longest, so that nobody waits for it alone at the end.

    This comes after pytest-django has put whatever uses the database before all others.
    On a database of its own the site is tried once more: that is for what hangs on the database.
    """
    items.sort(key=lambda item: ("postgres" not in item.keywords, "first" not in item.keywords))
    if "DATABASE_URL" in os.environ:
        left = [item for item in items if "tests/web" in item.nodeid and not _hangs_on_database(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _hangs_on_database(item) -> bool:
    if item.get_closest_marker("once"):
        return False
    return bool(NEEDS_DATABASE & {*item.fixturenames} or item.get_closest_marker("django_db"))


def pytest_collection_finish():
    """Leave what is there for good, such as thousands of tests, out of every later search for waste.

    And search seldom: what tests leave behind is nearly always gone by itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def django_test_environment(django_test_environment):
    """Draw pages as the site does: no test asks for the copy of all that each template was given."""
    from django.template.base import Template
    from django.test import utils

    Template._render = utils._TestState.saved_data.template_render


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings) -> bool:
    """Whether the database is there already: a copy of what an earlier test process migrated.

    Each test process has a name of its own for it, which the other fixture gives.
    """
    from django.db import connection

    return connection.vendor == "sqlite" and migrated.bring(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_use_migrations):
    """What had to be migrated is kept for the next test process."""
    from django.db import connection

    if connection.vendor == "sqlite" and django_db_use_migrations and not django_db_keepdb:
        migrated.keep(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def started(tmp_path_factory):
    """A data folder as the first start leaves it, for copies: they take a hundredth of its time.

    To migrate once more is spared where a database is kept that these migrations made: it is the same.
    """
    from rxladder.facts.installation import DATABASE
    from tests.web.processes import first_start

    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "started"
    if not folder.exists():
        made = tmp_path_factory.mktemp("first-start")
        migrated.bring(made / DATABASE)
        first_start(made)
        with suppress(OSError):  # another test process was quicker
            made.rename(folder)
    return folder


@pytest.fixture
def own_folder(started, tmp_path):
    """Such a folder of one's own."""
    return shutil.copytree(started, tmp_path / "site")


@pytest.fixture
def owner(db):
    """A person with a record; `owner.records` names one of each kind."""
    from tests.web.records import fill_owner

    return fill_owner("owner@example.org")


@pytest.fixture
def another(db):
    """Another person, with a record of their own."""
    from tests.web.records import fill_another

    return fill_another("another@example.org")


@pytest.fixture
def many_people(settings):
    """The site as it stands for many users: nobody is signed in by itself."""
    settings.LOCAL = False


@pytest.fixture
def as_owner(many_people, owner, client):
    """A client that the owner has signed in with."""
    client.force_login(owner.person)
    return client


@pytest.fixture
def as_another(many_people, another):
    """A client that the other person has signed in with."""
    from django.test import Client

    client = Client()
    client.force_login(another.person)
    return client


@pytest.fixture
def as_stranger(many_people):
    """A client that nobody has signed in with."""
    from django.test import Client

    return Client()


@pytest.fixture
def local(db, client):
    """A client in front of the machine, whose one person is signed in by itself and has no record yet."""
    from rxladder.web.accounts.models import Person

    return SimpleNamespace(client=client, person=Person.objects.local())


@pytest.fixture
def demo(local):
    """A client that looks at the made-up person."""
    local.client.post("/demo/")
    from rxladder.web.accounts.models import Person

    return SimpleNamespace(client=local.client, person=Person.objects.demo_of(local.person))
