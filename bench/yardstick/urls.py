from django.urls import path

from bench.yardstick import views

urlpatterns = [
    path("<slug:slug>/", views.pitfalls, name="pitfalls"),
    path("<slug:slug>/<str:public_id>/", views.confirm, name="confirm"),
]
