"""Letters that are ready to send: plain text, with a blank where the product keeps no such thing."""

from __future__ import annotations

from dataclasses import dataclass

from rxladder.career.record import Person
from rxladder.facts.language import gettext as _
from rxladder.facts.phrases import say_date, say_number
from rxladder.rules.reporting import Watched

BLANK = "__________"


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject, and a text with its line breaks."""

    subject: str
    text: str


def provider_letter(person: Person, watched: Watched) -> Letter:
    """Asks a provider why a credit is missing in CPE Monitor.

    The e-Profile ID, which is kept nowhere, and the birthday stay blank: they are for the person to fill in.
    """
    credit = watched.credit
    name = credit.title or credit.uan or BLANK
    parts = [
        _("Hello,"),
        _("I completed the activity below with you, but it is not in my CPE Monitor transcript."),
        "\n".join(_particulars(person, watched)),
        *_request(watched),
        _("Thank you,\n{name}").format(name=person.name or BLANK),
    ]
    subject = _("CPE credit missing in CPE Monitor: {activity}").format(activity=name)
    return Letter(" ".join(subject.split()), "\n\n".join(parts) + "\n")


def _particulars(person: Person, watched: Watched) -> list[str]:
    credit = watched.credit
    told = [
        (_("Activity"), credit.title),
        (_("Activity number (UAN)"), credit.uan),
        (_("Provider"), credit.provider),
        (_("Completed on"), say_date(credit.date)),
        (_("Contact hours"), say_number(credit.hours)),
        (_("My name"), person.name),
        (_("My NABP e-Profile ID"), None),
        (_("My birthday, month and day"), None),
    ]
    return [_("{what}: {value}").format(what=what, value=value or BLANK) for what, value in told]


def _request(watched: Watched) -> list[str]:
    asks = []
    if "wrong-id" in watched.credit.causes_found:
        asks.append(
            _("The e-Profile ID or birthday that you had for me was wrong; the right ones are above.")
        )
    day = say_date(watched.last_day) if watched.last_day else BLANK
    if watched.stage == "too-late":
        asks.append(
            _(
                "The 60 days in which ACPE accepts it ended on {day}. Please tell me whether you "
                "reported it and whether you can still ask for it to be added, and send me a statement "
                "of what I completed."
            ).format(day=day)
        )
    else:
        asks.append(
            _(
                "Please check whether you reported it with this e-Profile ID and birthday, and report or "
                "correct it. By my count, ACPE accepts it until {day}, 60 days after I completed it."
            ).format(day=day)
        )
    return [*asks, _("Please write to me when it is done, or tell me what you need from me.")]
