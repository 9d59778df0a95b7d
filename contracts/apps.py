"""What Django is told of the app."""

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """The app of suppliers, contracts, their prices and documents."""

    name = "contracts"
    verbose_name = "Avtal"

    def ready(self) -> None:
        """Nothing starts with a kind of file that nobody can bring in: each that can be kept is registered, whole."""
        # Models, which are not there yet when this module is read. Prices stand above files, and register themselves.
        from contracts.files.models import RegisterImport
        from contracts.files.registers import REGISTERS
        from contracts.prices import price_file  # noqa: F401

        REGISTERS.require(RegisterImport.Kind)
