from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "rxladder.web.workplaces"
    label = "workplaces"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.workplaces.career_part import EXPLORING

        return [EXPLORING]

    @staticmethod
    def own_dates(person, on):
        """The dates that this chapter adds to a person's calendar and reminders."""
        from rxladder.web.workplaces.visits import visit_dates

        return visit_dates(person, on)
