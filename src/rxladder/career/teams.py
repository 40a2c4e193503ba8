"""The teams that one belongs or belonged to, and what one shares with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

TeamRole = Literal["owner", "manager", "educator", "member"]
Shared = Literal["compliance", "credits", "skills", "training", "achievements"]
"""compliance: how each credential stands, and whether what the team asked for is done; credits: the CE log;
skills: skills and sign-offs; training: trainings and exams; achievements: what one achieved."""


@dataclass(frozen=True, slots=True)
class Team:
    """One membership; without `left` it goes on. In a career file it is told, and gives nobody a right."""

    organisation: str
    role: TeamRole
    joined: date
    site: str = ""
    left: date | None = None
    shares: tuple[Shared, ...] = ()
