"""Procurement's addresses."""

from django.urls import include, path

app_name = "procurement"
urlpatterns = [
    path("", include("procurement.placements.urls")),
    path("", include("procurement.staying.urls")),
    path("", include("procurement.deviations.urls")),
    path("", include("procurement.needs.urls")),
    path("", include("procurement.failures.urls")),
    path("", include("procurement.plan.urls")),
    path("", include("procurement.projects.urls")),
    path("", include("procurement.strategies.urls")),
]
