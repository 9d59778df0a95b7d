"""The register's addresses."""

from django.urls import include, path

app_name = "contracts"
urlpatterns = [
    path("", include("contracts.plan.urls")),
    path("", include("contracts.law.urls")),
    path("", include("contracts.suppliers.urls")),
    path("", include("contracts.checks.urls")),
    path("", include("contracts.register.urls")),
    path("", include("contracts.terms.urls")),
    path("", include("contracts.awards.urls")),
    path("", include("contracts.documents.urls")),
    path("", include("contracts.files.urls")),
    path("", include("contracts.index.urls")),
    path("", include("contracts.prices.urls")),
    path("", include("contracts.pages.urls")),
]
