"""A quick start: the first page is answered before the rest of the site is loaded, and then the rest is."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from rxladder.web.site.chapters import chapters, front_of
from tests.web.processes import environment

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")

# What takes long to load, and who needs it, which is no first page.
HEAVY = {
    "fastfeedparser": "feeds",
    "numpy": "what one knows for an exam",
    "ninja": "programs",
    "openbadgeslib": "judging a badge",
    "ortools": "a plan that is worked out",
    "pandas": "a plan that is worked out",
    "qrcode": "phones, and the second step of signing in",
    "rxladder.web.study.home": "another chapter",
    "rxladder.web.team.urls": "another chapter",
    "vl_convert": "a drawing",
}
FIRST_LOOK = """
import json, os, sys
from rxladder.career.demo import demo_career
from rxladder.web.site import warm
# The other chapters come by themselves after some seconds: on a busy machine that is before the third page.
warm._SECONDS = 3600.0
from rxladder.web.site.wsgi import application
from django.test import RequestFactory
seen = []
def look(path):
    answer = application.get_response(RequestFactory().get(path, HTTP_HOST="127.0.0.1"))
    seen.append((answer.status_code, [name for name in json.loads(sys.argv[1]) if name in sys.modules]))
look("/"); look("/welcome/")
from datetime import date
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import import_career
import_career(Person.objects.local(), demo_career(date(2026, 11, 20)))
look("/")
from rxladder.web.site.chapters import chapters, load_all
load_all()
look("/")
print(json.dumps(seen))
"""
READY = """
import threading, time
from rxladder.web.site import warm
warm._SECONDS = 0.5
from rxladder.web.site.wsgi import application
from rxladder.learning import items
made, make = [], items.all_cards
def counted(facts):
    made.append(threading.current_thread().name)
    time.sleep(0.3)
    return make(facts)
items.all_cards = counted
def wait_for(threads):
    for one in threads:
        one.join()
wait_for(one for one in threading.enumerate() if one is not threading.main_thread())
print(len(made))
from rxladder.web.study import bank
bank._families.cache_clear()
looks = [threading.Thread(target=bank.families) for _ in range(3)]
for one in looks:
    one.start()
wait_for(looks)
print(len(made))
"""
MIGRATED = """
import django, sys
django.setup()
from rxladder.web.site.upgrading import migrate
migrate()
print("django.db.migrations.executor" in sys.modules)
"""


def said_by(program: str, folder, *arguments: str) -> str:
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, check=True)
    return done.stdout


def test_the_first_pages_are_answered_with_what_they_need_alone(own_folder):
    empty, welcome, filled, later = json.loads(said_by(FIRST_LOOK, own_folder, json.dumps(list(HEAVY))))
    assert [empty, welcome, filled] == [[302, []], [200, []], [200, []]]
    # Such names there are: what is loaded later holds them.
    assert set(later[1]) >= set(HEAVY) - {"ortools", "pandas", "vl_convert", "qrcode", "fastfeedparser"}


def test_study_cards_are_made_before_anybody_asks_and_once_for_all_who_ask(own_folder):
    assert said_by(READY, own_folder).split() == ["1", "2"]


def test_a_database_that_is_up_to_date_is_left_alone_and_one_that_is_not_is_brought_up(own_folder):
    assert said_by(MIGRATED, own_folder) == "False\n"
    with sqlite3.connect(own_folder / "rxladder.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        database.execute("DROP TABLE django_session")
    assert said_by(MIGRATED, own_folder) == "True\n"
    with sqlite3.connect(own_folder / "rxladder.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


def test_a_chapter_is_named_as_its_addresses_say_and_its_front_page_is_found_without_it():
    for one in chapters():
        assert one.urlconf_module.app_name == one.namespace
    assert (front_of("study"), front_of("ladder"), front_of("plan:home")) == ("/study/", "/ladder/", "/")
