"""A request as the chapters' views get it: whose record it is about, and on which day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from rxladder.career.record import Career
    from rxladder.rules.result import Audit
    from rxladder.web.accounts.models import Person
    from rxladder.web.certifications.models import Holding


class PersonRequest(HttpRequest):
    """What the middleware and `of_person` add; the last three are kept by `answer` while a request lasts."""

    person: Person
    on: date
    htmx: HtmxDetails
    kept_holdings: list[Holding]
    kept_career: Career
    kept_audit: Audit
