"""The plan's addresses."""

from django.urls import include, path

app_name = "activities"
urlpatterns = [
    path("", include("activities.plan.urls")),
    path("", include("activities.activities.urls")),
]
