"""Every kind of record with its words, as the page of deleted things calls it.

A table that is neither here nor in `NOT_LISTED`, with its reason, fails a test. Whatever stands here, every
table is let go of after its time, and comes back where a whole record does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rxladder.facts.exam_outlines import outlines
from rxladder.facts.phrases import say_text
from rxladder.facts.roles import role_name
from rxladder.facts.skills import skill_name
from rxladder.web.accounts import work
from rxladder.web.accounts.models import Answer, Work
from rxladder.web.accounts.questions import question
from rxladder.web.certifications.models import (
    Badge,
    EarlierTerm,
    ExamTaken,
    Holding,
    Override,
    Tick,
    Training,
)
from rxladder.web.education.models import ActivityChoice, Credit, Evidence, Import, OwnActivity, Proof
from rxladder.web.plan.goals import goal_name
from rxladder.web.plan.models import AcceptedPath, FeedAddress, Goal, ReminderWishes
from rxladder.web.relationships.gathering_forms import organisation_name
from rxladder.web.relationships.models import (
    Acquaintance,
    Contact,
    Gathering,
    Letter,
    Membership,
    PeopleChange,
)
from rxladder.web.responsibilities.models import (
    Achievement,
    Duty,
    LeftOut,
    PacketShare,
    PlanItem,
    ProjectChange,
    ProjectCycle,
    ProjectPoint,
    QualityProject,
    ResumeAbout,
    School,
    Skill,
    SkillSignOff,
    StockReview,
    TrainingPlan,
)
from rxladder.web.site.records import Record
from rxladder.web.site.rules import exam_name, programme_name, short_name
from rxladder.web.site.templatetags.words import short_day
from rxladder.web.study.models import MockExam, OwnCard, Preparation, Refit, Review, Sitting
from rxladder.web.team.models import Assignment, Nudge, TeamMember, ToldTeam
from rxladder.web.trends.models import (
    AllRead,
    DigestWishes,
    ItemMark,
    NewsWishes,
    SavedItem,
    ShowLess,
    StarredItem,
    Subscription,
)
from rxladder.web.upkeep.models import ChangedAnswer, Flag
from rxladder.web.workplaces.models import Visit, WorkWishes
from rxladder.web.workplaces.visits import visit_name


@dataclass(frozen=True)
class Kind:
    """One kind of what can be deleted.

    `one` is what one of them is called, `said` what a row is in words. `hangs_on` names the columns of what
    it belongs to: alone it comes back only while that is there. `gives_way` tells which rows in sight go when
    it comes back, since there is only one such thing at a time.
    """

    model: type[Record]
    one: Any
    said: Callable[[Any], str] = str
    hangs_on: tuple[str, ...] = ()
    gives_way: Callable[[Any], Q] | None = None

    @property
    def name(self) -> str:
        """Its name in addresses."""
        return self.model.__name__.lower()


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _question(row: Answer) -> str:
    asked = question(row.question)
    return say_text(asked.asks) if asked else row.question


def _mock(row: MockExam) -> str:
    known = outlines().get(row.outline)
    return _joined(known.name if known else row.outline, short_day(row.begun_at))


KINDS: tuple[Kind, ...] = (
    Kind(Holding, gettext_lazy("Credential"), lambda row: short_name(row.credential)),
    Kind(
        Override,
        gettext_lazy("What a board told you"),
        lambda row: _joined(short_name(row.credential), row.evidence),
    ),
    Kind(Badge, gettext_lazy("Badge")),
    Kind(Training, gettext_lazy("Training"), lambda row: programme_name(row.programme)),
    Kind(ExamTaken, gettext_lazy("Exam"), lambda row: _joined(exam_name(row.exam), short_day(row.date))),
    Kind(Work, gettext_lazy("Work"), work.work_name),
    Kind(Answer, gettext_lazy("Answer"), _question),
    Kind(Credit, gettext_lazy("Credit"), lambda row: _joined(row.title or row.uan, short_day(row.date))),
    Kind(Evidence, gettext_lazy("Certificate")),
    Kind(
        Proof,
        gettext_lazy("Certificate of a credit"),
        lambda row: _joined(row.evidence, row.credit),
        ("evidence", "credit"),
    ),
    Kind(Import, gettext_lazy("Import that was not saved")),
    Kind(OwnActivity, gettext_lazy("Activity in your catalog")),
    Kind(Goal, gettext_lazy("Goal"), goal_name),
    Kind(
        AcceptedPath,
        gettext_lazy("Path"),
        lambda row: goal_name(row.goal),
        ("goal",),
        lambda row: Q(goal=row.goal_id),
    ),
    Kind(
        FeedAddress,
        gettext_lazy("Calendar address"),
        lambda row: _("The address made on %(day)s") % {"day": short_day(row.created_at)},
        gives_way=lambda _row: Q(),
    ),
    Kind(Acquaintance, gettext_lazy("Person")),
    Kind(
        Contact,
        gettext_lazy("Contact"),
        lambda row: _joined(row.acquaintance, short_day(row.on), row.note),
        ("acquaintance",),
    ),
    Kind(Membership, gettext_lazy("Membership"), lambda row: organisation_name(row.organisation)),
    Kind(Gathering, gettext_lazy("Event")),
    Kind(Letter, gettext_lazy("Recommendation"), lambda row: _joined(row.writer, row.about)),
    Kind(Duty, gettext_lazy("Duty")),
    Kind(Skill, gettext_lazy("Skill"), lambda row: skill_name(row.name)),
    Kind(
        SkillSignOff,
        gettext_lazy("Sign-off"),
        lambda row: _joined(skill_name(row.skill.name), row.by, short_day(row.on)),
        ("skill",),
    ),
    Kind(TrainingPlan, gettext_lazy("Training plan"), lambda row: _joined(row.trainee, row.what)),
    Kind(
        PlanItem,
        gettext_lazy("Line of a training plan"),
        lambda row: _joined(row.what, row.plan),
        ("plan",),
    ),
    Kind(Achievement, gettext_lazy("Achievement")),
    Kind(QualityProject, gettext_lazy("Project")),
    Kind(
        ProjectPoint,
        gettext_lazy("Point of a project"),
        lambda row: _joined(row.project, short_day(row.date)),
        ("project",),
    ),
    Kind(
        ProjectChange,
        gettext_lazy("Change of a project"),
        lambda row: _joined(row.what, row.project),
        ("project",),
    ),
    Kind(
        ProjectCycle,
        gettext_lazy("Cycle of a project"),
        lambda row: _joined(row.title, row.project),
        ("project",),
    ),
    Kind(StockReview, gettext_lazy("Stock figures")),
    Kind(
        PacketShare,
        gettext_lazy("Link to a packet"),
        lambda row: _joined(role_name(row.role), short_day(row.until)),
    ),
    Kind(
        ResumeAbout,
        gettext_lazy("Résumé"),
        lambda row: row.label or _("How it begins"),
        gives_way=lambda _row: Q(),
    ),
    Kind(School, gettext_lazy("School"), gives_way=lambda row: Q(created_at=row.deleted_at)),
    Kind(MockExam, gettext_lazy("Mock exam"), _mock),
    Kind(Preparation, gettext_lazy("Preparation"), lambda row: exam_name(row.exam)),
    Kind(Flag, gettext_lazy("Flag"), lambda row: _joined(row.wrong[:80], row.pack)),
    Kind(OwnCard, gettext_lazy("Study card"), lambda row: _joined(row.front[:80], row.deck)),
    Kind(Visit, gettext_lazy("Rotation or shadowing"), visit_name),
    Kind(Subscription, gettext_lazy("Feed")),
    Kind(SavedItem, gettext_lazy("Saved from the news")),
    Kind(StarredItem, gettext_lazy("Starred in the news")),
)

_SWITCH = "a switch: its own page turns it on and off"
_SETTINGS = "settings: they are changed, not deleted; the undo of a change keeps the row of before"
_NOTES = "the program's own note of what it changed, kept for the undo"
_RENEWED = "part of a renewal, which is taken back and done again on the holding's page"
_TEAMS = "the team's: what it took back its member cannot bring back"
_ANSWERS = "the history of answers is never deleted by itself, only replaced with the whole record"
NOT_LISTED: dict[type[Record], str] = {
    Tick: _SWITCH,
    ActivityChoice: _SWITCH,
    LeftOut: _SWITCH,
    ShowLess: _SWITCH,
    ItemMark: _SWITCH,
    EarlierTerm: _RENEWED,
    WorkWishes: _SETTINGS,
    ReminderWishes: _SETTINGS,
    DigestWishes: _SETTINGS,
    NewsWishes: _SETTINGS,
    PeopleChange: _NOTES,
    ChangedAnswer: _NOTES,
    AllRead: _NOTES,
    Refit: _NOTES,
    Assignment: _TEAMS,
    Nudge: _TEAMS,
    TeamMember: _TEAMS,
    ToldTeam: _TEAMS,
    Review: _ANSWERS,
    Sitting: _ANSWERS,
}


@cache
def kinds_by_name() -> dict[str, Kind]:
    """The kinds by their name."""
    return {kind.name: kind for kind in KINDS}
