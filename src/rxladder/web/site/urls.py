"""Every address of the site. Each chapter brings its own; the error pages are here."""

from django.urls import include, path

from rxladder.web.api.service import api
from rxladder.web.site import languages, pages

handler400 = "rxladder.web.site.errors.bad_request"
handler403 = "rxladder.web.site.errors.forbidden"
handler404 = "rxladder.web.site.errors.not_found"
handler429 = "rxladder.web.site.errors.too_often"
handler500 = "rxladder.web.site.errors.server_error"

urlpatterns = [
    path("", include("rxladder.web.plan.urls")),
    path("", include("rxladder.web.accounts.urls")),
    path("phones/", include("rxladder.web.accounts.phone_urls")),
    path("account/", include("rxladder.web.accounts.account_urls")),
    path("me/background/", include("rxladder.web.plan.background_urls")),
    path("holdings/", include("rxladder.web.certifications.urls")),
    path("holdings/", include("rxladder.web.education.audit_urls")),
    path("holdings/badges/", include("rxladder.web.certifications.badges_urls")),
    path("ce/", include("rxladder.web.education.urls")),
    path("ce/catalogue/", include("rxladder.web.education.catalogue_urls")),
    path("ladder/", include("rxladder.web.certifications.ladder_urls")),
    path("ladder/path/", include("rxladder.web.plan.path_urls")),
    path("ladder/credentials/", include("rxladder.web.certifications.credential_urls")),
    path("rules/", include("rxladder.web.education.rules_urls")),
    path("upkeep/", include("rxladder.web.upkeep.urls")),
    path("study/", include("rxladder.web.study.urls")),
    path("people/", include("rxladder.web.relationships.urls")),
    path("responsibilities/", include("rxladder.web.responsibilities.duty_urls")),
    path("responsibilities/projects/", include("rxladder.web.responsibilities.project_urls")),
    path("responsibilities/stock/", include("rxladder.web.responsibilities.stock_urls")),
    path("packet/", include("rxladder.web.responsibilities.packet_urls")),
    path("workplaces/", include("rxladder.web.workplaces.urls")),
    path("resume/", include("rxladder.web.responsibilities.resume_urls")),
    path("news/", include("rxladder.web.trends.urls")),
    path("team/", include("rxladder.web.team.urls")),
    path("me/deleted/", include("rxladder.web.trash.urls")),
    path("me/backups/", include("rxladder.web.backup.urls")),
    path("more/", pages.more, name="more"),
    path("more/language/", languages.choose, name="language"),
    path("move/", include("rxladder.web.certifications.moving_urls")),
    path("programs/", include("rxladder.web.api.page_urls")),
    path("api/v1/", api.urls),
    path("favicon.ico", pages.icon),
]
