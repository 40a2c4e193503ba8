"""Everything about signing in, where many people share a site. In local mode there is none of it."""

from allauth.account import views
from django.db import transaction
from django.urls import include, path, re_path

from rxladder.web.accounts import account_pages, deletion_pages, invitation_pages, sessions

account = (
    [
        path("", account_pages.overview, name="overview"),
        path("delete/", deletion_pages.delete, name="delete"),
        path("delete/keep/", deletion_pages.keep, name="keep"),
        path("sessions/", sessions.sessions, name="sessions"),
        path("sessions/others/end/", sessions.end_other_sessions, name="end-other-sessions"),
        path("sessions/<int:number>/end/", sessions.end_session, name="end-session"),
    ],
    "account",
)
invitations = (
    [
        path("", invitation_pages.go_on, name="go-on"),
        path("<uuid:id>/<str:token>/", invitation_pages.show, name="show"),
    ],
    "invitations",
)
urlpatterns = [
    path("", include(account)),
    path("invitation/", include(invitations)),
    path("second-step/", include("allauth.mfa.urls")),
    # The account, its address, its invitation and the mail to it: a kill leaves all of them or none.
    path("signup/", transaction.atomic(views.signup), name="account_signup"),
    re_path(
        r"^confirm-email/(?P<key>[-:\w]+)/$",
        transaction.atomic(views.confirm_email),
        name="account_confirm_email",
    ),
    path("", include("allauth.account.urls")),
]
