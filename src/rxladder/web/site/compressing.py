"""Pages go out compressed, but never where a stranger's page could learn from their length.

Who can make somebody's browser ask for a page with words of his own choice in it, and sees how long the
answers are, can guess a secret in the page letter by letter (BREACH). So an answer is compressed only where
the browser says that the request comes from the site itself or from the person (`Sec-Fetch-Site`). What does
not say so, such as an old browser or a program, gets it as it is. Django's own part adds a random length.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

OWN = ("same-origin", "none")
TEXTS = ("html", "plain", "css", "calendar", "javascript")
KINDS = {*(f"text/{kind}" for kind in TEXTS), "application/json", "application/manifest+json"}
KINDS.add("image/svg+xml")


class CompressedPages(GZipMiddleware):
    """Compress what is text and is asked for by the person or by a page of the site."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, compressed where that is safe and worth it."""
        kind = response.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in KINDS:
            return response
        patch_vary_headers(response, ("Sec-Fetch-Site",))
        if request.headers.get("Sec-Fetch-Site") not in OWN:
            return response
        return super().process_response(request, response)
