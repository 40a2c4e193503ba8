from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "rxladder.web.trends"
    label = "trends"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.trends.career_part import READING

        return [READING]
