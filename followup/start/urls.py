"""Addresses of start."""

from django.urls import path

from followup.start import views

urlpatterns = [
    path("start/", views.StartPageView.as_view(), name="start"),
]
