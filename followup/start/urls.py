"""Addresses of start."""

from django.urls import path

from followup.start import views

urlpatterns = [
    path("start/", views.StartPageView.as_view(), name="start"),
    path("start/forsta-stegen/lagg-undan/", views.put_away, name="first-steps-put-away"),
    path("start/forsta-stegen/<slug:code>/", views.open_step, name="first-step"),
    path("start/nytt/", views.ChangedPage.as_view(), name="start-changed"),
]
