"""Addresses of stops, and of what is done if a supplier fails."""

from django.urls import path

from procurement.failures import views

urlpatterns = [
    path("placeringsstopp/", views.StopList.as_view(), name="stop-list"),
    path("bortfall/<int:pk>/", views.SupplierFailure.as_view(), name="supplier-failure"),
    path("bortfall/<int:pk>/underlag.pdf", views.SupplierFailurePdf.as_view(), name="supplier-failure-pdf"),
]
