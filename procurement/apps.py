"""What Django is told of the app."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """The app of what is to be procured."""

    name = "procurement"
    verbose_name = "Upphandling"
