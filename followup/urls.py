"""Followup's addresses."""

from django.urls import include, path

app_name = "followup"
urlpatterns = [
    path("", include("followup.judging.urls")),
    path("", include("followup.ledger.urls")),
    path("", include("followup.spend.urls")),
    path("", include("followup.invoices.urls")),
    path("", include("followup.price_control.urls")),
    path("", include("followup.field.urls")),
    path("", include("followup.joint.urls")),
    path("", include("followup.reviews.urls")),
    path("", include("followup.flags.urls")),
    path("", include("followup.samples.urls")),
    path("", include("followup.findings.urls")),
    path("", include("followup.watch.urls")),
    path("", include("followup.surveys.urls")),
    path("", include("followup.meetings.urls")),
    path("", include("followup.measures.urls")),
    path("", include("followup.missing.urls")),
    path("", include("followup.overview.urls")),
    path("", include("followup.report.urls")),
    path("", include("followup.duties.urls")),
    path("", include("followup.start.urls")),
]
