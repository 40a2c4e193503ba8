"""What a team asks of its members: to take, to learn or to do something, and to look at a date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rxladder.facts.phrases import say_hours
from rxladder.facts.skills import skill_name
from rxladder.facts.topics import topic_name
from rxladder.web.site.fields import LONGEST_TEXT, ExactField
from rxladder.web.site.records import Record


class Assignment(Record):
    """Something that a team asks of one member, who is its `person`.

    An education is known by its number or by a topic and hours, a skill by its id: then the record tells that
    it is done. A list has `items`, and `ticked` are those that the member ticked.
    """

    class Kind(models.TextChoices):
        """What is asked."""

        EDUCATION = "education", _("Take continuing education")
        SKILL = "skill", _("Learn a skill and get it signed off")
        LIST = "list", _("Work through a list")

    member = models.ForeignKey("team.TeamMember", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.EDUCATION)
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=500, blank=True)
    due = models.DateField(null=True, blank=True)
    uan = models.CharField(max_length=32, blank=True)
    topic = models.CharField(max_length=64, blank=True)
    hours = ExactField(null=True, blank=True)
    skill = models.CharField(max_length=LONGEST_TEXT, blank=True)
    items = models.JSONField(default=list, blank=True)
    ticked = models.JSONField(default=list, blank=True)
    asked_on = models.DateField()
    # By id, and as the name was: who asked may leave.
    asked_by = models.UUIDField()
    asked_by_name = models.CharField(max_length=LONGEST_TEXT, blank=True)
    said_done = models.DateField(null=True, default=None)

    def __str__(self):
        return self.what

    @property
    def shown_by(self) -> str:
        """What a record is to show before this is done: a course's number, hours and their topic, a skill."""
        if self.kind == self.Kind.SKILL:
            return skill_name(self.skill)
        if self.uan or self.hours is None:
            return self.uan
        hours = say_hours(self.hours)
        if not self.topic:
            return hours
        return gettext("%(hours)s on %(topic)s") % {"hours": hours, "topic": topic_name(self.topic)}


class Nudge(Record):
    """A manager's word to a member to look at something by a day: one more date that reminders tell of."""

    member = models.ForeignKey("team.TeamMember", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by_name = models.CharField(max_length=LONGEST_TEXT, blank=True)

    def __str__(self):
        return self.what
