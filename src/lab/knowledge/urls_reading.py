"""Addresses of what one reads: lists, single pitfalls and approaches, and what readers say."""

from django.urls import path

from lab.knowledge.views import approaches, pitfalls, voices

urlpatterns = [
    path("stolperfallen/", pitfalls.pitfall_list, name="pitfall_list"),
    path("stolperfallen/<str:public_id>/", pitfalls.pitfall, name="pitfall"),
    path("stolperfallen/<str:public_id>/auch-bei-uns/", voices.also_here, name="also_here"),
    path("stolperfallen/<str:public_id>/gewarnt/", voices.warned, name="warned"),
    path("stolperfallen/<str:public_id>/wirkung/", voices.advice, name="advice"),
    path("ansaetze/", approaches.approach_list, name="approach_list"),
    path("ansaetze/<str:public_id>/", approaches.approach, name="approach"),
    path("ansaetze/<str:public_id>/fassungen/", approaches.versions, name="versions"),
    path("ansaetze/<str:public_id>/einschaetzung/", voices.taps, name="taps"),
    path("beispiele/", pitfalls.examples, name="examples"),
]
