"""Addresses of this room."""

from django.urls import path

from lab.discussions import views

app_name = "discussions"
urlpatterns = [
    path("kommentare/<str:word>/<str:public_id>/", views.comments, name="comments"),
    path("kommentar/<str:public_id>/ruecknahme/", views.comment_deletion, name="comment_deletion"),
    path("meldungen/", views.report_list, name="report_list"),
    path("meldungen/<str:word>/<str:public_id>/", views.reporting, name="reporting"),
    path("meldungen/<str:word>/<str:public_id>/eingang/", views.reported, name="reported"),
    path("meldung/<str:public_id>/ausblendung/", views.hiding, name="hiding"),
    path("meldung/<str:public_id>/entscheidung/", views.decision, name="decision"),
]
