"""The register's addresses."""

from django.urls import path

from contracts import views

app_name = "contracts"
urlpatterns = [
    path("avtal/", views.ContractList.as_view(), name="contract-list"),
    path("avtal/nytt/", views.ContractEdit.as_view(), name="contract-create"),
    path("avtal/fran-fil/", views.ContractImport.as_view(), name="contract-import"),
    path("avtal/<int:pk>/", views.ContractPage.as_view(), name="contract-detail"),
    path("avtal/<int:pk>/andra/", views.ContractEdit.as_view(), name="contract-edit"),
    path("leverantorer/", views.SupplierList.as_view(), name="supplier-list"),
    path("leverantorer/ny/", views.SupplierEdit.as_view(), name="supplier-create"),
    path("leverantorer/<int:pk>/", views.SupplierPage.as_view(), name="supplier-detail"),
    path("leverantorer/<int:pk>/andra/", views.SupplierEdit.as_view(), name="supplier-edit"),
    path("upphandlingsomgangar/", views.FrameworkList.as_view(), name="framework-list"),
    path("upphandlingsomgangar/ny/", views.FrameworkEdit.as_view(), name="framework-create"),
    path("upphandlingsomgangar/<int:pk>/", views.FrameworkPage.as_view(), name="framework-detail"),
    path("upphandlingsomgangar/<int:pk>/andra/", views.FrameworkEdit.as_view(), name="framework-edit"),
    path("avtalsomraden/", views.ContractAreaList.as_view(), name="area-list"),
    path("avtalsomraden/<int:pk>/", views.ContractAreaPage.as_view(), name="area-detail"),
]
