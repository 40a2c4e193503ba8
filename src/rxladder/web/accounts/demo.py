"""The made-up person."""

from __future__ import annotations

from datetime import date

from django.apps import apps

from rxladder.career.demo import FIRST_DAY, LAST_DAY, demo_career
from rxladder.web.accounts.models import Person
from rxladder.web.site.career_io import import_career
from rxladder.web.site.records import one_at_a_time
from rxladder.web.site.rules import packs


def _nothing(_person: Person, _on: date) -> None:
    """A chapter with nothing beyond the career file. One that has more puts it there in its `AppConfig`."""


def fill_demo(visitor: Person, on: date) -> Person:
    """The made-up person of a visitor, made anew each time."""
    owner = visitor.owner or visitor
    with one_at_a_time(owner.id):
        return _filled(owner, on)


def _filled(owner: Person, on: date) -> Person:
    Person.objects.filter(kind=Person.Kind.DEMO, owner=owner).delete()
    demo = Person.objects.demo_of(owner)
    # A machine whose clock is far off shows the example all the same.
    import_career(demo, demo_career(min(max(on, FIRST_DAY), LAST_DAY), packs()))
    for app in apps.get_app_configs():
        getattr(app, "fill_demo", _nothing)(demo, on)
    return demo
