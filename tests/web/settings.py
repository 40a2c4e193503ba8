"""The product's settings for tests: a fixed day, cheap passwords, static files as they lie in the source."""

from datetime import date

from rxladder.web.site.settings import *  # noqa: F403
from rxladder.web.site.settings import DATA, DATABASES, STORAGES

TODAY = date(2026, 11, 22)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as for a real person: an embedded database in memory would be another thing.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
