"""How a person stands to a role or a credential, in few words, and how that looks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rxladder.facts.phrases import say_dollars
from rxladder.rules.costs import Cost
from rxladder.rules.credential_catalogue import Offered
from rxladder.rules.interview import Progress
from rxladder.rules.ladder import Standing
from rxladder.rules.relocation import Ease
from rxladder.rules.role_wages import RoleWage
from rxladder.web.site.templatetags.words import plain_number


def look_of(standing: Standing) -> str:
    """The class of a role's box in a drawing."""
    if standing.place == "next" and standing.met is not True:
        return "later"
    return standing.place


def chip_look(standing: Standing) -> str:
    """The class of the chip beside a role in a list: its colour follows the word in it alone."""
    if standing.place in ("here", "behind"):
        return standing.place
    if standing.met is True:
        return "next"
    return "unknown" if standing.met is None and not standing.earliest else look_of(standing)


def in_a_word(standing: Standing) -> str:
    """How a person stands to a role, in so few words that they fit into a box."""
    if standing.place == "here":
        return _("you are here")
    if standing.place == "behind":
        return _("behind you")
    if standing.place == "beside":
        return ""
    return _asks_word(standing)


def _asks_word(standing: Standing) -> str:
    if standing.met is True:
        return _("you meet it")
    if standing.earliest:
        return _("from %(day)s") % {"day": date_format(standing.earliest, "SHORT_DATE_FORMAT")}
    return _("open question") if standing.met is None else _("asks for more")


def standing_words(standing: Standing) -> str:
    """The same as a sentence."""
    if standing.place == "here":
        return _("You are here.")
    if standing.met is True:
        return _("You meet what it typically asks for.")
    if standing.earliest:
        day = date_format(standing.earliest, "DATE_FORMAT")
        return _("If work continues as it is now, you will meet what it asks for on %(day)s.") % {"day": day}
    if standing.met is None:
        return _("It depends on something your record does not show.")
    return _("Something it asks for is missing, and time alone will not bring it.")


def can_words(one: Offered) -> str:
    """Whether a credential can be had, in few words."""
    if one.held:
        return _("you hold it")
    if one.ref.credential.eligibility is None:
        return _("not known what it takes")
    if one.ready.eligible:
        return (
            _("you can take the exam") if one.exam and not one.answer.eligible else _("you can have it now")
        )
    if one.ready.earliest:
        return _("from %(day)s") % {"day": date_format(one.ready.earliest, "SHORT_DATE_FORMAT")}
    return _("depends on an answer") if one.ready.eligible is None else _("something is missing")


def can_look(one: Offered) -> str:
    """The class of the chip with these words."""
    if one.held or one.ready.eligible:
        return "met"
    if one.ready.earliest:
        return "planned"
    return "unknown" if one.ready.eligible is None else "not-yet"


def ease_chip(ease: Ease) -> str:
    """The class of the chip that tells how near the work in another state is."""
    return {"missing": "short", "questions": "check", "not-read": "check"}.get(ease, "")


def cost_words(cost: Cost) -> str:
    """A cost: "$89", "$69 to $99", "at least $89", "not known"."""
    least, most = cost.least, cost.most
    if least is None or (most is None and not least):
        return _("not known")
    if most is None:
        return _("at least %(usd)s") % {"usd": say_dollars(least)}
    return price_words(least, most)


def price_words(least: Fraction | None, most: Fraction | None) -> str:
    """A price, or the range in which it lies."""
    if least is None or (most is None and not least):
        return _("price not known")
    if most is None:
        return _("at least %(usd)s") % {"usd": say_dollars(least)}
    if least == most:
        return say_dollars(least)
    return _("%(least)s to %(most)s") % {"least": say_dollars(least), "most": say_dollars(most)}


def progress_words(progress: Progress) -> str:
    """How far it has come: "237.14 of 500 hours"."""
    have, want = _in_thousands(progress.have), _in_thousands(progress.want)
    words = {
        "hours": _("%(have)s of %(want)s hours so far"),
        "months": _("%(have)s of %(want)s months so far"),
        "of-set": _("%(have)s of %(want)s so far"),
    }[progress.unit]
    return words % {"have": have, "want": want}


def _in_thousands(amount: Fraction) -> str:
    """At most two decimals, as people write large amounts: 5,714.28."""
    return f"{Decimal(plain_number(amount)):,}"


def work_words(months: Fraction | None) -> str:
    """The least work that is asked, in months."""
    if months is None:
        return _("not known")
    if not months:
        return _("no work time required")
    whole = -(-months.numerator // months.denominator)
    return ngettext("at least %(n)d month of work", "at least %(n)d months of work", whole) % {"n": whole}


def wage_against(wage: RoleWage) -> str:
    """A wage beside that of all technicians, in whole percent."""
    if wage.against is None:
        return ""
    percent = round(abs(wage.against))
    if not percent:
        return _("the same as technicians overall")
    words = (
        _("%(n)d percent more than technicians overall")
        if wage.against > 0
        else _("%(n)d percent less than technicians overall")
    )
    return words % {"n": percent}
