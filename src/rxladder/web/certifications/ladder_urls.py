"""The ladder of roles."""

from django.urls import path

from rxladder.web.certifications import ladder_pages

app_name = "ladder"
urlpatterns = [
    path("", ladder_pages.all_roles, name="all"),
    path("roles/<str:role>/", ladder_pages.role, name="role"),
    path("steps/<str:of>/<str:to>/", ladder_pages.step, name="step"),
]
