"""What Django is told of the app."""

from django.apps import AppConfig


class ActivitiesConfig(AppConfig):
    """The app of the category plan."""

    name = "activities"
    verbose_name = "Plan"
