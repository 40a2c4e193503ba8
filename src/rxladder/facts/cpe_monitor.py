"""CPE Monitor, the transcript that NABP keeps of ACPE-accredited credits: its clocks and what keeps one out.

Providers report to ACPE, ACPE to NABP. Every number and cause here names the page that says so; the pages
were read in undated copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from rxladder.facts.language import noop

Cause = Literal["claim-unfinished", "wrong-id", "new-id", "old-account", "not-accredited"]
"""What may keep a credit out of the transcript and only the person can tell; that its provider has not
reported yet is told by the clock."""

ASK_FROM = 30
"""NABP asks to allow a provider so many days before one wonders."""

LAST_DAY = 60
"""A credit's last day, counted from the day on which the activity was completed: later ACPE takes nothing."""

READ = date(2026, 11, 25)


@dataclass(frozen=True, slots=True)
class MonitorSource:
    """A page that tells about CPE Monitor. `kind` is one of the packs' kinds of sources."""

    url: str
    section: str
    for_: str
    confidence: Literal["high", "medium"] = "high"
    kind: Literal["certifier-page", "association-page", "secondary"] = "association-page"


SOURCES: Mapping[str, MonitorSource] = MappingProxyType(
    {
        "missing": MonitorSource(
            "https://nabp.pharmacy/help/i-do-not-see-any-activities-or-information-in-my-cpe-monitor-account-why/",
            noop("NABP help: why an activity does not show up"),
            noop("the five usual causes; allow 30 days; 60 days to report or to correct"),
        ),
        "sixty-days": MonitorSource(
            "https://nabp.pharmacy/help/what-is-the-difference-between-an-acpe-activity-and-a-non-acpe-activity/",
            noop("NABP help: ACPE and non-ACPE activities"),
            noop("ACPE accepts nothing later than 60 days after the course was completed"),
        ),
        "plans": MonitorSource(
            "https://nabp.pharmacy/cpe-monitor-service/",
            noop("NABP: CPE Monitor"),
            noop("the standard plan stores ACPE-accredited activities only; Plus takes others"),
        ),
        "whom": MonitorSource(
            "https://www.acpe-accredit.org/your-cpe-credit/",
            noop("ACPE: your CPE credit"),
            noop("ask the provider first, and CPE Monitor only after that"),
        ),
        "claim": MonitorSource(
            "https://clinicaloptions.com/content/newcerequirements",
            noop("A provider's page: CE requirements"),
            noop("the post-test, the evaluation and the claim itself have to be finished"),
            "medium",
            "secondary",
        ),
        "late": MonitorSource(
            "https://aoeconsulting.com/?p=1865",
            noop("A consultant on ACPE's policies: late credit"),
            noop(
                "a provider may give late credit, and may ask for access within six months for a good reason"
            ),
            "medium",
            "secondary",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class CauseFact:
    """One cause: what the person is asked, what an easy answer rules out, and what to do where it is the one.

    `asks` is answered with `fine` or with `found`.
    """

    asks: str
    help: str
    fine: str
    found: str
    do: str
    source: str


CAUSES: Mapping[Cause, CauseFact] = MappingProxyType(
    {
        "claim-unfinished": CauseFact(
            asks=noop("Did you finish everything the provider asks for before it gives credit?"),
            help=noop(
                "A test, an evaluation and a button such as “Claim credit” often come after the activity."
            ),
            fine=noop("Yes, all of it"),
            found=noop("No, or I am not sure"),
            do=noop(
                "Sign in on the provider's site, finish the test and the evaluation, and claim the "
                "credit. Each provider sets its own deadline for this."
            ),
            source="claim",
        ),
        "wrong-id": CauseFact(
            asks=noop("Does the provider have the same e-Profile ID and birthday for you as NABP does?"),
            help=noop("Compare your account with the provider and your e-Profile, digit by digit."),
            fine=noop("Yes, both are the same"),
            found=noop("No, one was missing or wrong"),
            do=noop(
                "Correct the e-Profile ID or the birthday (month and day) on the provider's site, then "
                "ask the provider to send the credit again. NABP cannot change it for you."
            ),
            source="missing",
        ),
        "new-id": CauseFact(
            asks=noop("Was your e-Profile more than a day old when you gave its ID to the provider?"),
            help=noop("A provider's system may need 24 hours to recognize a new ID."),
            fine=noop("Yes, it is older"),
            found=noop("No, it was brand new"),
            do=noop("Wait one business day, then give the provider your e-Profile ID again."),
            source="missing",
        ),
        "old-account": CauseFact(
            asks=noop("Can you sign in to your e-Profile at NABP and see older credits there?"),
            help=noop("Accounts created before NABP changed its database had to be registered again."),
            fine=noop("Yes"),
            found=noop("No, it is empty or I cannot sign in"),
            do=noop(
                "Register your account again at nabp.pharmacy, then look again. Choose a date range that "
                "includes the day of the activity."
            ),
            source="missing",
        ),
        "not-accredited": CauseFact(
            asks=noop("Does the certificate or the course page say that the provider is accredited by ACPE?"),
            help=noop("If so, it shows an activity number (UAN) such as 0384-0000-26-012-H07-T."),
            fine=noop("Yes"),
            found=noop("No"),
            do=noop(
                "Only ACPE-accredited providers report to CPE Monitor. Keep the certificate; with the paid "
                "Plus plan you can upload it to your transcript yourself."
            ),
            source="missing",
        ),
    }
)
