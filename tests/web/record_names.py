"""What the tables of addresses call each kind of record, for whoever fills a site to look at its pages."""

from __future__ import annotations

from typing import Any

from rxladder.web.accounts.models import Answer, Person, Work
from rxladder.web.api.models import Delivery, Token, Webhook
from rxladder.web.certifications.models import Badge, EarlierTerm, ExamTaken, Holding, Override, Training
from rxladder.web.education.models import Credit, Evidence, Import, OwnActivity, Proof
from rxladder.web.plan.models import AcceptedPath, FeedAddress, Goal
from rxladder.web.relationships.models import Acquaintance, Contact, Gathering, Letter, Membership
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
    School,
    Skill,
    SkillSignOff,
    StockReview,
    TrainingPlan,
)
from rxladder.web.study.models import MockExam, Refit, Sitting
from rxladder.web.team.models import Assignment, Nudge, TeamMember
from rxladder.web.trash.models import Former
from rxladder.web.trends.models import SavedItem, ShowLess, StarredItem, Subscription
from rxladder.web.upkeep.models import ChangedAnswer, Flag
from rxladder.web.workplaces.models import Visit

NAMED: dict[str, type] = {
    "achievement": Achievement,
    "acquaintance": Acquaintance,
    "activity": OwnActivity,
    "answer": Answer,
    "badge": Badge,
    "change": ProjectChange,
    "changed_answer": ChangedAnswer,
    "contact": Contact,
    "credit": Credit,
    "cycle": ProjectCycle,
    "delivery": Delivery,
    "duty": Duty,
    "evidence": Evidence,
    "exam": ExamTaken,
    "feed": FeedAddress,
    "flag": Flag,
    "former": Former,
    "gathering": Gathering,
    "goal": Goal,
    "holding": Holding,
    "item": PlanItem,
    "left_out": LeftOut,
    "letter": Letter,
    "membership": Membership,
    "mock": MockExam,
    "nudge": Nudge,
    "override": Override,
    "own_ask": Assignment,
    "path": AcceptedPath,
    "plan": TrainingPlan,
    "point": ProjectPoint,
    "preview": Import,
    "project": QualityProject,
    "proof": Proof,
    "refit": Refit,
    "saved_item": SavedItem,
    "school": School,
    "share": PacketShare,
    "show_less": ShowLess,
    "signoff": SkillSignOff,
    "sitting": Sitting,
    "skill": Skill,
    "starred": StarredItem,
    "stock": StockReview,
    "subscription": Subscription,
    "team_member": TeamMember,
    "term": EarlierTerm,
    "token": Token,
    "training": Training,
    "visit": Visit,
    "webhook": Webhook,
    "work": Work,
}


def first_of_each(person: Person) -> dict[str, Any]:
    """The first that a person has in sight of each kind, by its name, where there is one."""
    found = {name: model.objects.visible_to(person).first() for name, model in NAMED.items()}
    return {name: row for name, row in found.items() if row is not None}
