"""Addresses of awards."""

from django.urls import path

from contracts.awards import views

urlpatterns = [
    path("tilldelningar/", views.AwardList.as_view(), name="award-list"),
    path("tilldelningar/fran-fil/", views.AwardImport.as_view(), name="award-import"),
]
