"""The site as a WSGI application, warm when it is loaded: the first visitor waits for nothing."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from rxladder.web.site.in_use import hold
from rxladder.web.site.warm import loading, warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rxladder.web.site.settings")
with loading():
    application = get_wsgi_application()
hold(settings.DATA)
warm()
