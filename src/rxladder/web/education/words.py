"""The axes of a credit in words."""

from django.utils.translation import gettext_lazy as _

FORMATS = (
    ("live", _("Live, in a room or online")),
    ("home-study", _("At home, on my own time")),
    ("blended", _("Partly live, partly at home")),
    ("college-course", _("College course")),
    ("in-service", _("In-service at work")),
    ("exam", _("An exam")),
    ("teaching", _("I taught it")),
    ("other", _("Another way")),
)
AUDIENCES = (("technician", _("Technicians")), ("pharmacist", _("Pharmacists")))
ACCREDITATIONS = (
    ("acpe", _("ACPE")),
    ("board-approved", _("A board of pharmacy")),
    ("cme", _("Medical education (CME)")),
    ("other", _("Someone else")),
)
