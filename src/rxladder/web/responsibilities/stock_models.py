"""Stock reviews: movements that a person brought, and what the figures assume."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rxladder.web.site.fields import LONGEST_TEXT
from rxladder.web.site.records import Record


class StockReview(Record):
    """Movements of one stretch of time, as they were read: lists of day, item, kind, quantity and unit cost.

    They are the employer's figures and large, so the career file leaves them out.
    """

    title = models.CharField(_("What is it called?"), max_length=LONGEST_TEXT)
    movements = models.JSONField(default=list, editable=False)
    lead_days = models.PositiveSmallIntegerField(_("Days from order to delivery"), default=1)
    review_days = models.PositiveSmallIntegerField(_("Days between orders"), default=7)
    safety_days = models.PositiveSmallIntegerField(_("Days of safety stock"), default=2)

    def __str__(self):
        return self.title
