"""The client itself: the lists of a record, what it has once, its answers and its file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import TracebackType
from typing import Any, Literal, Self, TypeVar, cast
from uuid import UUID

import httpx

from rxladder.career.achievement_entries import AchievementEntry
from rxladder.career.duty_entries import DutyEntry, SkillEntry, TrainingPlanEntry
from rxladder.career.gathering_entries import GatheringEntry, LetterEntry, MembershipEntry
from rxladder.career.model import (
    AvailabilityEntry,
    CreditEntry,
    ExamEntry,
    GoalEntry,
    HoldingEntry,
    OverrideEntry,
    PersonEntry,
    TrainingEntry,
    WorkEntry,
)
from rxladder.career.project_entries import ProjectEntry
from rxladder.career.relationship_entries import AcquaintanceEntry
from rxladder.career.resume_entries import ResumeEntry
from rxladder.career.workplace_entries import VisitEntry
from rxladder.client.calls import Line
from rxladder.client.collections import Collection, items, plain, read
from rxladder.client.teams import Memberships, Team
from rxladder.facts.entries import Entry
from rxladder.planning.documents import PlanDocument
from rxladder.planning.path_documents import PathsDocument
from rxladder.rules.documents import AuditDocument, EligibilityDocument
from rxladder.rules.relocation_output import MoveDocument, PlacesDocument

E = TypeVar("E", bound=Entry)
SECONDS = 60.0
_API = "/api/v1"


class Client:
    """A site of RxLadder, seen by a program with a token of one person.

    `site` is its address, such as http://127.0.0.1:8000, with or without /api/v1. `http` may be given
    where the connection needs more than an address (a proxy, a certificate); it must know the address and
    the token itself.
    """

    def __init__(self, site: str, token: str, *, http: httpx.Client | None = None) -> None:
        self._line = Line(
            http
            or httpx.Client(
                base_url=f"{site.strip().rstrip('/').removesuffix(_API)}{_API}",
                headers={"Authorization": f"Bearer {token}"},
                timeout=SECONDS,
            )
        )
        self.holdings = self._list("holdings", HoldingEntry)
        self.credits = self._list("credits", CreditEntry)
        self.trainings = self._list("trainings", TrainingEntry)
        self.exams = self._list("exams", ExamEntry)
        self.experience = self._list("experience", WorkEntry)
        self.goals = self._list("goals", GoalEntry)
        self.overrides = self._list("overrides", OverrideEntry)
        self.relationships = self._list("relationships", AcquaintanceEntry)
        self.organisations = self._list("organisations", MembershipEntry)
        self.events = self._list("events", GatheringEntry)
        self.letters = self._list("letters", LetterEntry)
        self.duties = self._list("duties", DutyEntry)
        self.training_plans = self._list("training-plans", TrainingPlanEntry)
        self.skills = self._list("skills", SkillEntry)
        self.achievements = self._list("achievements", AchievementEntry)
        self.projects = self._list("projects", ProjectEntry)
        self.visits = self._list("visits", VisitEntry)
        self.memberships = Memberships(self._line)

    def _list(self, name: str, model: type[E]) -> Collection[E]:
        return Collection(self._line, name, model)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._line.http.close()

    # --- What a record has once

    def person(self) -> PersonEntry:
        """Who the record is about."""
        return read(PersonEntry, self._get("/person"))

    def availability(self) -> AvailabilityEntry:
        """What the person can spend on learning."""
        return read(AvailabilityEntry, self._get("/availability"))

    def resume(self) -> ResumeEntry:
        """What only a résumé tells."""
        return read(ResumeEntry, self._get("/resume"))

    def change_person(self, **parts: Any) -> PersonEntry:
        """Change some of what is known of the person; None takes a part away."""
        answer = self._line.call("PATCH", "/person", body=plain(parts))
        return read(PersonEntry, answer.json())

    def change_availability(self, **parts: Any) -> AvailabilityEntry:
        """Change what the person can spend."""
        answer = self._line.call("PATCH", "/availability", body=plain(parts))
        return read(AvailabilityEntry, answer.json())

    # --- Answers

    # `on` is the day that the answer is for; without it, the person's today.

    def audit(self, *, on: date | None = None) -> AuditDocument:
        """What each renewal asks, what counts toward it, and what is missing."""
        return cast("AuditDocument", self._answer("audit", on))

    def next_steps(self) -> dict[str, Any]:
        """What to do next, by when, and why."""
        return self._get("/answers/next-steps")

    def plan_ce(self, *, on: date | None = None) -> PlanDocument:
        """The cheapest education that closes every open term in time."""
        return cast("PlanDocument", self._answer("plan-ce", on))

    def path(self, goal: str | None = None, *, on: date | None = None) -> PathsDocument:
        """The dated steps to a goal; without one, to the person's own first."""
        return cast("PathsDocument", self._answer("path", on, **({"goal": goal} if goal else {})))

    def eligible(self, credential: str, *, on: date | None = None) -> EligibilityDocument:
        """Whether a credential can be had, why, and from when on."""
        return cast("EligibilityDocument", self._answer(f"eligible/{credential}", on))

    def move(self, state: str, *, on: date | None = None) -> MoveDocument:
        """What working in another state takes."""
        return cast("MoveDocument", self._answer(f"move/{state}", on))

    def places(self, *, on: date | None = None) -> PlacesDocument:
        """Every state by ease."""
        return cast("PlacesDocument", self._answer("move", on))

    def calendar(self) -> bytes:
        """Every date as an iCalendar."""
        return self._line.call("GET", "/calendar").content

    # --- Teams, badges, and all else

    def teams(self) -> Iterator[dict[str, Any]]:
        """The teams that one belongs to, and as what."""
        return items(self._line, "/teams")

    def team(self, id: str) -> Team:
        """One of them."""
        return Team(self._line, id)

    def keep_badge(self, name: str, content: bytes, email: str = "") -> dict[str, Any]:
        """Keep a digital badge; the answer tells under `found` whether it is genuine."""
        answer = self._line.call("POST", "/badges", files={"badge": (name, content)}, data={"email": email})
        return cast("dict[str, Any]", answer.json())

    def all(self, path: str) -> Iterator[dict[str, Any]]:
        """Any list of the API by its path, such as `/stock-reviews`, `/packet-links` or `/badges`."""
        return items(self._line, path)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """Any other call of the API; its answer, None where there is none."""
        answer = self._line.call(method, path, body=plain(body))
        return answer.json() if answer.content else None

    # --- What was deleted

    def deleted(self) -> Iterator[dict[str, Any]]:
        """What was deleted in the last 30 days, the newest first; `at` is by what it comes back."""
        return items(self._line, "/deleted")

    def bring_back(self, at: str, id: UUID | str | None = None) -> None:
        """Bring back all that went at a moment, or one thing of it."""
        one = f"/{id}" if id else ""
        self._line.call("POST", f"/deleted/{at}{one}/restore")

    # --- The career file

    def career_file(self, format: Literal["yaml", "json"] = "yaml") -> str:
        """The whole record as one file."""
        return self._line.call("GET", "/career-file", params={"format": format}).text

    def replace_record(self, career_file: str) -> dict[str, Any]:
        """Put a career file in the place of the record; what is answered has `at`, by which it is undone."""
        headers = {"Content-Type": "application/yaml"}
        return cast(
            "dict[str, Any]",
            self._line.call("PUT", "/career-file", content=career_file.encode(), headers=headers).json(),
        )

    def undo_replace(self, at: str) -> None:
        """Bring back what the last `replace_record` replaced."""
        self._line.call("POST", "/career-file/undo", body={"at": at})

    def _answer(self, name: str, on: date | None, **asked: str) -> dict[str, Any]:
        day = {"on": on.isoformat()} if on else {}
        return self._get(f"/answers/{name}", **asked, **day)

    def _get(self, path: str, **asked: str) -> dict[str, Any]:
        return cast("dict[str, Any]", self._line.call("GET", path, params=asked).json())
