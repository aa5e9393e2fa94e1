"""Addresses of this room."""

from django.urls import path

from lab.search import views

app_name = "search"
urlpatterns = [
    path("suche/", views.search, name="search"),
    path("voraussicht/", views.foresight, name="foresight"),
]
