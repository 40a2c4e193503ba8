from django.apps import AppConfig


class ResponsibilitiesConfig(AppConfig):
    name = "rxladder.web.responsibilities"
    label = "responsibilities"

    @staticmethod
    def career_parts():
        """What this chapter keeps of the career file."""
        from rxladder.web.responsibilities.duty_rows import PARTS
        from rxladder.web.responsibilities.project_rows import PROJECTS
        from rxladder.web.responsibilities.resume_rows import RESUME

        return [PROJECTS, *PARTS, RESUME]
