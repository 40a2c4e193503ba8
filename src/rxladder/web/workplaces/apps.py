from django.apps import AppConfig


class WorkplacesConfig(AppConfig):
    name = "rxladder.web.workplaces"
    label = "workplaces"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.workplaces.career_part import EXPLORING

        return [EXPLORING]
