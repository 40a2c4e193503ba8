from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "rxladder.web.study"
    label = "study"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.study.career_part import STUDY

        return [STUDY]
