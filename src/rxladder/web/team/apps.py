from django.apps import AppConfig
from django.db.models.signals import post_delete


class TeamConfig(AppConfig):
    name = "rxladder.web.team"
    label = "team"

    def ready(self):
        """Let there be invitations to teams."""
        from rxladder.web.accounts.invitations import register
        from rxladder.web.team.handing_over import hand_over
        from rxladder.web.team.joining import PURPOSE, TEAM

        register(PURPOSE, TEAM)
        post_delete.connect(hand_over, sender="team.TeamMember", dispatch_uid="team-hand-over")

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.team.career_part import TEAMS

        return [TEAMS]

    @staticmethod
    def own_dates(person, on):
        """What the person's teams ask by a day."""
        from rxladder.web.team.asked import asked_dates

        return asked_dates(person, on)
