"""Pages of the house itself."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static

from rxladder.web.site.views import of_person


@of_person
def more(request):
    """What there is besides the tabs."""
    return render(request, "site/more.html", {"languages": settings.LANGUAGES})


def icon(request):
    """Browsers ask for it here whatever the page says."""
    return HttpResponsePermanentRedirect(static("site/icon.svg"))
