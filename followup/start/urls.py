"""Addresses of start."""

from django.urls import path

from followup.start import views

urlpatterns = [
    path("start/", views.StartPageView.as_view(), name="start"),
    path("start/nytt/", views.ChangedPage.as_view(), name="start-changed"),
]
