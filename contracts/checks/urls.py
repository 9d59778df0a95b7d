"""Addresses of checks."""

from django.urls import path

from contracts.checks import views

urlpatterns = [
    path("leverantorer/<int:supplier>/kontroller/ny/", views.CheckRegister.as_view(), name="check-create"),
    path("administration/kontrollvillkor/", views.CheckTermList.as_view(), name="check-terms"),
    path("administration/kontrollvillkor/<str:kind>/", views.CheckTermEdit.as_view(), name="check-term-edit"),
    path("kontroller/", views.CheckList.as_view(), name="check-list"),
    path("kontroller/registrera/", views.ChecksRegister.as_view(), name="checks-register"),
    path("kontroller/fran-fil/", views.CheckImport.as_view(), name="check-import"),
    path("kontroller/mall/<str:kind>.csv", views.CheckTemplate.as_view(), name="check-template"),
]
