"""Addresses of pages."""

from django.urls import path

from contracts.pages import views

urlpatterns = [
    path("avtal/", views.ContractList.as_view(), name="contract-list"),
    path("avtal/byt-ansvarig/", views.ContractOwners.as_view(), name="contract-owners"),
    path("avtal/<int:pk>/", views.ContractPage.as_view(), name="contract-detail"),
    path("leverantorer/", views.SupplierList.as_view(), name="supplier-list"),
    path("leverantorer/<int:pk>/", views.SupplierPage.as_view(), name="supplier-detail"),
    path("leverantorer/<int:pk>/sla-samman/", views.SupplierMergePage.as_view(), name="supplier-merge"),
    path("leverantorer/att-reda-ut/<int:pk>/", views.SupplierProposalPage.as_view(), name="supplier-proposal"),
    path("verksamheter/<int:pk>/", views.UnitPage.as_view(), name="unit-detail"),
    path("upphandlingsomgangar/<int:pk>/", views.FrameworkPage.as_view(), name="framework-detail"),
    path("avtalsomraden/", views.ContractAreaList.as_view(), name="area-list"),
    path("avtalsomraden/<int:pk>/", views.ContractAreaPage.as_view(), name="area-detail"),
]
