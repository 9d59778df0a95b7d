"""Addresses of placements."""

from django.urls import path

from procurement.placements import views

urlpatterns = [
    path("avsteg/", views.PlacementList.as_view(), name="placement-list"),
    path(
        "avsteg/nytt/",
        views.PlacementEdit.as_view(permission_required="procurement.add_placement"),
        name="placement-create",
    ),
    path("avsteg/<int:pk>/andra/", views.PlacementEdit.as_view(), name="placement-edit"),
    path("avsteg/<int:pk>/godkann/", views.PlacementApprove.as_view(), name="placement-approve"),
]
