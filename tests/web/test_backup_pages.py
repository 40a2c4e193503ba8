"""The page that tells of the last backup; those that are made by themselves, and how many of them stay."""

from datetime import timedelta

import pytest

from rxladder.web.backup import plan
from rxladder.web.site import clock
from tests.web.pages import errors_of, text_of

KEY = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


@pytest.fixture
def data(settings, tmp_path):
    """A data folder in which nothing was settled yet."""
    settings.DATA = tmp_path
    return tmp_path


def wish(local, **told):
    sent = {"every": "day", "keep": "2", "folder": "", "key": ""} | told
    return local.client.post("/me/backups/", sent, follow=True)


def test_it_says_that_there_is_none_and_one_tap_makes_one(local, data):
    page = text_of(local.client.get("/me/backups/"))
    assert "There is no backup yet" in page
    done = text_of(local.client.post("/me/backups/now/", follow=True))
    assert "A backup was made and tested: rxladder-2" in done
    assert "There is no backup yet" not in done
    assert "whoever has it can read it" in done
    assert len(list((data / "backups").glob("rxladder-*.zip"))) == 1


def test_what_went_wrong_is_told_and_the_last_good_one_stays(local, data):
    local.client.post("/me/backups/now/")
    (data / "file").write_text("")
    wish(local, folder=str(data / "file" / "folder"))
    page = text_of(local.client.post("/me/backups/now/", follow=True))
    assert "The last backup was not made" in page
    assert "cannot be written to" in page
    assert "The last backup Made" in page


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"folder": "backups"}, "full path"),
        ({"key": "AGE-SECRET-KEY-1QQQ"}, "secret key"),
        ({"key": "age1nonsense"}, "not an age key"),
        ({"keep": "0"}, "Enter 1 or more."),
    ],
)
def test_a_wish_that_does_not_hold_is_told_and_not_kept(local, data, told, error):
    (said,) = errors_of(wish(local, **told))
    assert error in said
    assert plan.plan() == plan.Plan()


def test_the_worker_makes_them_in_time_and_lets_the_oldest_go(local, data):
    wish(local, folder=str(data / "disk"), key=KEY)
    (data / "disk").mkdir()
    for mine in ("rxladder-20200101-000000.zip", "rxladder-20200102-000000.zip.age", "holiday.zip"):
        (data / "disk" / mine).write_text("old")
    now = clock.now()
    assert plan.look(now), plan.last()
    names = sorted(path.name for path in (data / "disk").iterdir())
    assert names[0] == "holiday.zip"
    assert names[1] == "rxladder-20200102-000000.zip.age"
    assert names[2].endswith(".zip.age")
    assert len(names) == 3
    assert (data / "disk" / names[2]).read_bytes().startswith(b"age-encryption.org/v1\n-> X25519")
    assert not plan.look(now + timedelta(hours=20))
    assert not plan.is_late(now + timedelta(hours=47))
    assert plan.is_late(now + timedelta(hours=49))
    wish(local, every="never")
    assert not plan.look(now + timedelta(days=400))


@pytest.mark.django_db
def test_where_nobody_has_been_yet_there_is_nothing_to_lose(data):
    assert not plan.look()
    assert not list(data.iterdir())


def test_where_many_share_a_site_nobody_is_shown_its_folders(as_owner, owner, data):
    page = as_owner.get("/me/backups/")
    assert "Whoever runs this site makes its backups" in text_of(page)
    as_owner.post("/me/backups/now/")
    as_owner.post("/me/backups/", {"every": "day", "keep": "2"})
    assert not list(data.iterdir())
    assert plan.plan().every == "never"
