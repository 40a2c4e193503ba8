"""Every address of the site. Each chapter brings its own; the error pages are here."""

from django.urls import include, path

from rxladder.web.site import languages, pages
from rxladder.web.site.chapters import Chapter

handler400 = "rxladder.web.site.errors.bad_request"
handler403 = "rxladder.web.site.errors.forbidden"
handler404 = "rxladder.web.site.errors.not_found"
handler429 = "rxladder.web.site.errors.too_often"
handler500 = "rxladder.web.site.errors.server_error"

urlpatterns = [
    path("", include("rxladder.web.plan.urls")),
    path("", include("rxladder.web.accounts.urls")),
    Chapter("phones/", "rxladder.web.accounts.phone_urls", "phones"),
    path("account/", include("rxladder.web.accounts.account_urls")),
    Chapter("me/background/", "rxladder.web.plan.background_urls", "background"),
    Chapter("holdings/", "rxladder.web.certifications.urls", "certifications"),
    Chapter("holdings/", "rxladder.web.education.audit_urls", "audit"),
    Chapter("holdings/badges/", "rxladder.web.certifications.badges_urls", "badges"),
    Chapter("ce/", "rxladder.web.education.urls", "education"),
    Chapter("ce/catalogue/", "rxladder.web.education.catalogue_urls", "catalogue"),
    Chapter("ladder/", "rxladder.web.certifications.ladder_urls", "ladder"),
    Chapter("ladder/path/", "rxladder.web.plan.path_urls", "path"),
    Chapter("ladder/credentials/", "rxladder.web.certifications.credential_urls", "credentials"),
    Chapter("rules/", "rxladder.web.education.rules_urls", "rules"),
    Chapter("upkeep/", "rxladder.web.upkeep.urls", "upkeep"),
    path("study/app.webmanifest", pages.manifest, name="manifest"),
    Chapter("study/", "rxladder.web.study.urls", "study"),
    Chapter("people/", "rxladder.web.relationships.urls", "people"),
    Chapter("responsibilities/", "rxladder.web.responsibilities.duty_urls", "duties"),
    Chapter("responsibilities/projects/", "rxladder.web.responsibilities.project_urls", "projects"),
    Chapter("responsibilities/stock/", "rxladder.web.responsibilities.stock_urls", "stock"),
    Chapter("packet/", "rxladder.web.responsibilities.packet_urls", "packet"),
    Chapter("workplaces/", "rxladder.web.workplaces.urls", "workplaces"),
    Chapter("resume/", "rxladder.web.responsibilities.resume_urls", "resume"),
    Chapter("news/", "rxladder.web.trends.urls", "trends"),
    Chapter("team/", "rxladder.web.team.urls", "team"),
    Chapter("me/deleted/", "rxladder.web.trash.urls", "trash"),
    Chapter("me/backups/", "rxladder.web.backup.urls", "backups"),
    path("more/", pages.more, name="more"),
    path("more/language/", languages.choose, name="language"),
    Chapter("move/", "rxladder.web.certifications.moving_urls", "moving"),
    Chapter("programs/", "rxladder.web.api.page_urls", "programs"),
    Chapter("api/v1/", "rxladder.web.api.urls", "api"),
    path("favicon.ico", pages.icon),
]
