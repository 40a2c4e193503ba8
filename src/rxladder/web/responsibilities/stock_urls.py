"""Addresses of stock reviews."""

from django.urls import path

from rxladder.web.responsibilities import stock_pages as pages

app_name = "stock"

urlpatterns = [
    path("", pages.reviews, name="all"),
    path("<uuid:id>/", pages.show, name="show"),
    path("<uuid:id>/table/", pages.table, name="table-download"),
    path("<uuid:id>/delete/", pages.delete, name="delete"),
    path("<uuid:id>/restore/", pages.restore, name="restore"),
]
