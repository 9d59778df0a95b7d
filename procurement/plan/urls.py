"""Addresses of the procurement plan."""

from django.urls import path

from procurement.plan import views

urlpatterns = [
    path("upphandlingsplan/behov/nytt/", views.NeedEdit.as_view(), name="need-create"),
    path("upphandlingsplan/behov/<int:pk>/andra/", views.NeedEdit.as_view(), name="need-edit"),
]
