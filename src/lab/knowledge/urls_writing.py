"""Addresses of what one writes, and of the editors' desk."""

from django.urls import path, re_path

from lab.knowledge.views import attachments, capture, claim, editors, writing

OWN = r"^(?P<kind>stolperfallen|ansaetze)/(?P<public_id>[a-z0-9]+)"
DESK = r"^redaktion/(?P<kind>stolperfalle|ansatz)/(?P<public_id>[a-z0-9]+)"

urlpatterns = [
    path("stolperfallen/neu/", capture.capture, name="capture"),
    path("stolperfallen/neu/aehnliche/", capture.alike, name="alike"),
    path("stolperfallen/<str:public_id>/bearbeiten/", writing.edit_pitfall, name="edit_pitfall"),
    path("ansaetze/neu/", writing.new_approach, name="new_approach"),
    path("ansaetze/<str:public_id>/bearbeiten/", writing.edit_approach, name="edit_approach"),
    path("ansaetze/<str:public_id>/eigene-fassung/", writing.continue_approach, name="continue"),
    re_path(rf"{OWN}/antwort/$", writing.answer_question, name="answer"),
    re_path(rf"{OWN}/zurueckziehen/$", writing.withdrawal, name="withdrawal"),
    re_path(rf"{OWN}/anhaenge/$", attachments.attaching, name="attaching"),
    path("anhaenge/<str:public_id>/", attachments.attachment, name="attachment"),
    path("anhaenge/<str:public_id>/entfernen/", attachments.detaching, name="detaching"),
    path("mein-code/", claim.claim, name="claim"),
    path("mein-code/antwort/", claim.claim_answer, name="claim_answer"),
    path("mein-code/aendern/", claim.claim_change, name="claim_change"),
    path("mein-code/zurueckziehen/", claim.claim_withdraw, name="claim_withdraw"),
    path("redaktion/", editors.editors, name="editors"),
    re_path(rf"{DESK}/$", editors.editing, name="editing"),
    re_path(rf"{DESK}/freigabe/$", editors.release, name="release"),
    re_path(rf"{DESK}/entschaerfung/$", editors.redaction, name="redaction"),
    re_path(rf"{DESK}/weitere-stelle/$", editors.own_mark, name="own_mark"),
    re_path(rf"{DESK}/rueckfrage/$", editors.question, name="question"),
    re_path(rf"{DESK}/nicht-veroeffentlichen/$", editors.rejection, name="rejection"),
    re_path(rf"{DESK}/gilt-noch/$", editors.still_valid, name="still_valid"),
    re_path(rf"{DESK}/archiv/$", editors.archiving, name="archiving"),
    path(
        "redaktion/stolperfalle/<str:public_id>/zusammenfuehrung/", editors.merging, name="merging"
    ),
]
