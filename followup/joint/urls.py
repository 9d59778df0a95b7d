"""Addresses of joint reviews."""

from django.urls import path

from followup.joint import views

urlpatterns = [
    path("uppfoljning/gemensam/", views.JointList.as_view(), name="joint-list"),
    path("uppfoljning/gemensam/fil/", views.JointFile.as_view(), name="joint-file"),
    path("uppfoljning/gemensam/las-in/", views.JointImport.as_view(), name="joint-import"),
    path("uppfoljning/gemensam/las-in/spara/", views.load_joint, name="joint-load"),
]
