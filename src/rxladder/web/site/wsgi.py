"""The site as a WSGI application, warm when it is loaded: the first visitor waits for nothing."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rxladder.web.site.settings")
application = get_wsgi_application()

from django.urls import resolve  # noqa: E402  (needs the applications to be loaded)

from rxladder.web.site.rules import packs  # noqa: E402

packs()
resolve("/")
