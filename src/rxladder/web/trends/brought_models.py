"""What a career file brought of somebody's reading and no entry of a feed here stands for."""

from django.db import models

from rxladder.web.site.records import Record


class StarredItem(Record):
    """An article that was starred elsewhere. It stands by itself: no text of it is kept here."""

    url = models.TextField(blank=True)
    title = models.TextField(blank=True)
    source = models.TextField(blank=True)
    moment = models.DateTimeField(null=True)

    def __str__(self):
        return self.title
