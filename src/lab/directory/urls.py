"""Addresses of this room."""

from django.urls import path

from lab.directory.legal_urls import legal_pages
from lab.directory.views import administration, houses, joining, legal_editing, people

app_name = "directory"
HOUSE = "organisationen/<str:public_id>/"
OFFICE = "verwaltung/"
urlpatterns = [
    path("labor/", houses.lab, name="lab"),
    path("labor/bearbeitung/", houses.lab_editing, name="lab_editing"),
    path("organisationen/", houses.organisation_list, name="organisations"),
    path("organisationen/neu/", houses.organisation_adding, name="organisation_adding"),
    path(HOUSE, houses.organisation, name="organisation"),
    path(f"{HOUSE}bearbeitung/", houses.organisation_editing, name="organisation_editing"),
    *legal_pages(),
    *legal_pages(HOUSE, "house_"),
    path("mitglieder/", people.member_list, name="members"),
    path("mitglieder/<str:public_id>/", people.member, name="member"),
    path("mein-profil/", people.own_profile, name="own_profile"),
    path("mitgliedschaft/ende/", people.leaving, name="leaving"),
    path("beitreten/", joining.joining, name="joining"),
    path("einladung/<str:code>/", joining.invitation, name="invitation"),
    path(OFFICE, administration.administration, name="administration"),
    path(f"{OFFICE}antraege/<str:public_id>/", administration.decision, name="decision"),
    path(f"{OFFICE}einladungen/<str:public_id>/", administration.inviting, name="inviting"),
    path(
        f"{OFFICE}einladungen/<str:public_id>/ruecknahme/",
        administration.withdrawal,
        name="withdrawal",
    ),
    path(f"{OFFICE}mitglieder/<str:public_id>/rollen/", administration.roles, name="roles"),
    path(f"{OFFICE}mitglieder/", administration.office_members, name="office_members"),
    path(f"{OFFICE}mitglieder/<str:public_id>/ende/", administration.ending, name="ending"),
    path(f"{OFFICE}domains/<str:public_id>/", administration.domains, name="domains"),
    path(
        f"{OFFICE}rechtstexte/<str:public_id>/", legal_editing.legal_overview, name="legal_overview"
    ),
    path(
        f"{OFFICE}rechtstexte/<str:public_id>/barrierefreiheit/",
        legal_editing.statement_editing,
        name="statement_editing",
    ),
    path(
        f"{OFFICE}rechtstexte/<str:public_id>/<slug:kind>/",
        legal_editing.text_editing,
        name="text_editing",
    ),
    path(f"{OFFICE}barrieren/", legal_editing.barrier_list, name="barrier_list"),
    path(
        f"{OFFICE}barrieren/<str:public_id>/antwort/",
        legal_editing.barrier_answer,
        name="barrier_answer",
    ),
]
