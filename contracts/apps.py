"""What Django is told of the app."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """The app of suppliers, contracts, their prices and documents."""

    name = "contracts"
    verbose_name = "Avtal"
