"""Where attempts are counted: in the database, so that limits hold for all processes together.

Django's own cache in a table keeps silent where a write fails. On a disk that takes nothing that would end
every limit, so each process counts by itself meanwhile: a broken disk must open no door.
"""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.db import DatabaseError, transaction
from django.utils import timezone

from rxladder.web.accounts.cache_models import Counted
from rxladder.web.site.disk import trouble_of


class Counts(DatabaseCache):
    """Django's cache in a table; what the table does not take is kept in this process."""

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self._here = LocMemCache(table, params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """As the base does."""
        found = self._here.get(key, version=version)
        if found is not None:
            return found
        try:
            return super().get(key, default, version)
        except DatabaseError as error:
            # What is over is taken out of the table by whoever asks for it.
            if trouble_of(error) is None:
                raise
            return default

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """As the base does; and here where the table takes nothing."""
        known = self.make_and_validate_key(key, version=version)
        # What the base's `set` does, with its word on whether it was kept, which that one swallows.
        if self._base_set("set", known, value, timeout):  # type: ignore[attr-defined]
            self._here.delete(key, version=version)
        else:
            self._here.set(key, value, timeout, version)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """As the base does; and here where the table takes nothing."""
        if self.get(key, version=version) is not None:
            return False
        if super().add(key, value, timeout, version):
            return True
        return self.get(key, version=version) is None and self._here.add(key, value, timeout, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As the base does; but one after the other, so that none is lost, and until the time once set."""
        known = self.make_and_validate_key(key, version=version)
        try:
            with transaction.atomic():
                row = Counted.objects.select_for_update().filter(cache_key=known).first()
                value = self.get(key, version=version) if row else None
                if row and value is not None:
                    left = (row.expires - timezone.now()).total_seconds()
                    self.set(key, value + delta, left, version)
                    return int(value + delta)
        except DatabaseError as error:
            if trouble_of(error) is None:
                raise
        return int(self._here.incr(key, delta, version))
