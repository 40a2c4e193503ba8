"""Finds the one script that comes from an installed package, and nothing else of that package."""

from pathlib import Path

import django_htmx
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FOLDER = Path(django_htmx.__file__).parent / "static" / "django_htmx"
SCRIPTS = ("htmx-2.min.js",)


class _Shared(FileSystemStorage):
    prefix = "shared"


class SharedScripts(BaseFinder):
    """Serves the scripts of SCRIPTS under `shared/`."""

    storage = _Shared(location=FOLDER)

    def find(self, path, find_all=False, **kwargs):
        """The file behind `shared/<script>`, if it is one of ours."""
        folder, _, name = path.partition("/")
        found = [str(FOLDER / name)] if folder == "shared" and name in SCRIPTS else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns):
        """Every script with its storage, as `collectstatic` asks."""
        return [(name, self.storage) for name in SCRIPTS]
