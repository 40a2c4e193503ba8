"""The catalogue of activities."""

from django.urls import path

from rxladder.web.education import catalogue, catalogue_bring

app_name = "catalogue"
urlpatterns = [
    path("", catalogue.find, name="find"),
    path("new/", catalogue.add, name="add"),
    path("bring/", catalogue_bring.bring, name="bring"),
    path("bring/save/", catalogue_bring.save, name="save-brought"),
    path("bring/<moment:at>/undo/", catalogue_bring.undo, name="undo-brought"),
    path("mine/<uuid:id>/edit/", catalogue.edit, name="edit"),
    path("mine/<uuid:id>/delete/", catalogue.delete, name="delete"),
    path("mine/<uuid:id>/restore/", catalogue.restore, name="restore"),
    path("activity/<str:activity_id>/", catalogue.show, name="show"),
    path("activity/<str:activity_id>/choose/", catalogue.choose, name="choose"),
]
