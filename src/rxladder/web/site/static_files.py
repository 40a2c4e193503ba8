"""Static files that lie in no app: a script of a package, and icons made from the house's mark."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import django_htmx
from django.conf import settings
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


MARK = Path(__file__).parent / "static" / "site" / "icon.svg"
# Name, width in pixels, and whether the ground fills the corners: a phone cuts them to a shape of its own.
ICONS = (("icon-192.png", 192, False), ("icon-512.png", 512, False), ("icon-filled-512.png", 512, True))


@cache
def _icons() -> FileSystemStorage:
    """The icons as pictures, drawn anew where the mark is newer; in the installation's own folder."""
    folder = settings.DATA / "icons"
    folder.mkdir(exist_ok=True)
    for name, width, filled in ICONS:
        made = folder / name
        if not made.exists() or made.stat().st_mtime_ns < MARK.stat().st_mtime_ns:
            made.write_bytes(_drawn(width, filled))
    return _Icons(location=folder)


def _drawn(width: int, filled: bool) -> bytes:
    # It brings a whole JavaScript engine: loaded only where something is drawn.
    import vl_convert

    svg = MARK.read_text(encoding="utf-8")
    side = 32
    return vl_convert.svg_to_png(svg.replace(' rx="7"', "") if filled else svg, scale=width / side)


class _Icons(FileSystemStorage):
    prefix = "site"


class MadeIcons(BaseFinder):
    """Serves the house's mark as the pictures that phones ask for, beside the mark itself."""

    def find(self, path, find_all=False, **kwargs):
        """The file behind `site/<icon>`, if it is one of ours."""
        folder, _, name = path.partition("/")
        known = folder == "site" and name in {icon for icon, _width, _filled in ICONS}
        found = [_icons().path(name)] if known else []
        return found if find_all else (found[0] if found else None)

    def list(self, ignore_patterns):
        """Every icon with its storage, as `collectstatic` asks."""
        return [(name, _icons()) for name, _width, _filled in ICONS]
