"""The table in which attempts are counted, as Django's cache in a database expects it."""

from django.db import models


class Counted(models.Model):
    """An entry of the cache."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "accounts_counted"

    def __str__(self):
        return self.cache_key
