"""All addresses; the first part names the lab, everything above belongs to the installation."""

from django.urls import URLPattern, URLResolver, include, path

from lab.config import views

handler400 = "lab.config.views.bad_request"
handler403 = "lab.config.views.forbidden"
handler404 = "lab.config.views.not_found"
handler500 = "lab.config.views.broken"

IN_LAB: list[URLPattern | URLResolver] = [
    path("", views.lab_start, name="lab_start"),
    path("", include("lab.directory.urls")),
    path("", include("lab.knowledge.urls")),
    path("", include("lab.discussions.urls")),
    path("", include("lab.search.urls")),
]

urlpatterns = [
    path("", views.start, name="start"),
    path("healthz", views.alive, name="alive"),
    path("readyz", views.ready, name="ready"),
    path("", include("lab.accounts.urls")),
    path("", include("lab.directory.legal_urls")),
    path("<slug:lab>/", include(IN_LAB)),
]
