"""The tables of this chapter, each kind in a file of its own; Django finds them here."""

from rxladder.web.responsibilities.achievement_models import Achievement, LeftOut
from rxladder.web.responsibilities.duty_models import Duty, PlanItem, Skill, SkillSignOff, TrainingPlan
from rxladder.web.responsibilities.packet_models import PacketShare, ShareDay
from rxladder.web.responsibilities.project_models import (
    ProjectChange,
    ProjectCycle,
    ProjectPoint,
    QualityProject,
)
from rxladder.web.responsibilities.resume_models import ResumeAbout, School
from rxladder.web.responsibilities.stock_models import StockReview

__all__ = [
    "Achievement",
    "Duty",
    "LeftOut",
    "PacketShare",
    "PlanItem",
    "ProjectChange",
    "ProjectCycle",
    "ProjectPoint",
    "QualityProject",
    "ResumeAbout",
    "School",
    "ShareDay",
    "Skill",
    "SkillSignOff",
    "StockReview",
    "TrainingPlan",
]
