from django.apps import AppConfig


class TrendsConfig(AppConfig):
    name = "rxladder.web.trends"
    label = "trends"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.trends.career_part import READING

        return [READING]

    @staticmethod
    def fill_demo(person, on):
        """News for the made-up person."""
        from rxladder.web.trends.example import fill_example

        fill_example(person, on)
