"""Addresses of placements."""

from django.urls import path

from procurement.placements import views

urlpatterns = [
    path("administration/placeringsvarden/", views.PlacementTerms.as_view(), name="placement-terms"),
    path("hitta-plats/", views.FindPlace.as_view(), name="find-place"),
    path("placeringar/", views.PlacementList.as_view(), name="placement-list"),
    path(
        "placeringar/nytt/",
        views.PlacementEdit.as_view(permission_required="procurement.add_placement"),
        name="placement-create",
    ),
    path("placeringar/avtal/<int:pk>/", views.contract_placements, name="contract-placements"),
    path("placeringar/leverantor/<int:pk>/", views.supplier_placements, name="supplier-placements"),
    path("placeringar/<int:pk>/", views.PlacementPage.as_view(), name="placement-detail"),
    path("placeringar/<int:pk>/forlang/", views.PlacementExtend.as_view(), name="placement-extend"),
    path("placeringar/<int:pk>/villkor/", views.PlacementChange.as_view(), name="placement-change"),
    path("placeringar/<int:pk>/avsluta/", views.PlacementEndPage.as_view(), name="placement-end"),
    path("placeringar/<int:pk>/andra/", views.PlacementEdit.as_view(), name="placement-edit"),
]
