"""The site as a WSGI application, warm when it is loaded: the first visitor waits for nothing."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rxladder.web.site.settings")
application = get_wsgi_application()

from rxladder.web.site.warm import warm  # noqa: E402  (needs the applications to be loaded)

warm()
