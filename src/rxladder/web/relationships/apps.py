from django.apps import AppConfig


class RelationshipsConfig(AppConfig):
    name = "rxladder.web.relationships"
    label = "relationships"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.relationships.career_part import RELATIONSHIPS
        from rxladder.web.relationships.gathering_parts import PARTS

        return [RELATIONSHIPS, *PARTS]

    @staticmethod
    def own_dates(person, on):
        """The dates that this chapter adds to a person's calendar and reminders."""
        from rxladder.web.relationships.dates import own_dates

        return own_dates(person, on)
