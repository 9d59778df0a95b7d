"""Addresses of e-invoices."""

from django.urls import path

from followup.invoices import views

urlpatterns = [
    path("e-fakturor/", views.InvoiceList.as_view(), name="invoice-list"),
    path("e-fakturor/<int:pk>/", views.InvoicePage.as_view(), name="invoice-detail"),
    path("e-fakturor/<int:pk>/koppla/", views.InvoiceTieRows.as_view(), name="invoice-tie"),
    path("e-fakturor/<int:pk>/koppla-isar/", views.InvoiceUntie.as_view(), name="invoice-untie"),
    path("e-fakturor/rader-utan/", views.UntoldRows.as_view(), name="invoice-untold-rows"),
    path("e-fakturor/rader-utan/bedom/", views.UntoldRowsJudge.as_view(), name="invoice-rows-judge"),
    path("e-fakturor/las-in/", views.InvoiceUpload.as_view(), name="invoice-upload"),
    path("e-fakturor/inlasningar/", views.InvoiceImportList.as_view(), name="invoice-import-list"),
    path("e-fakturor/inlasningar/<int:pk>/", views.InvoiceImportPage.as_view(), name="invoice-import-detail"),
    path("e-fakturor/inlasningar/<int:pk>/lage/", views.import_progress, name="invoice-import-progress"),
    path("e-fakturor/inlasningar/<int:pk>/igen/", views.retry_import, name="invoice-import-retry"),
    path("e-fakturor/inlasningar/<int:pk>/vara/", views.claim_invoices, name="invoice-import-claim"),
]
