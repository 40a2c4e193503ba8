from django.apps import AppConfig


class StudyConfig(AppConfig):
    name = "rxladder.web.study"
    label = "study"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.study.career_part import STUDY

        return [STUDY]

    @staticmethod
    def own_dates(person, on):
        """The dates that this chapter adds to a person's calendar and reminders."""
        from rxladder.web.study.dates import own_dates

        return own_dates(person, on)

    @staticmethod
    def make_ready():
        """Make all cards, which takes two seconds, before somebody waits for them."""
        from rxladder.web.study.bank import cards

        cards()
