"""What PostgreSQL knows of tables that the demo has just filled."""

from __future__ import annotations

from django.db import connection

REGISTER = ("contracts_contract", "contracts_contract_areas", "contracts_supplier", "contracts_supplieridentifier")
LEDGER = ("followup_spendkey", "followup_keyverdict", "followup_rowverdict", "followup_spendmonth")
FLAGS = ("followup_flag",)


def count_anew(tables: tuple[str, ...]) -> None:
    """Let it count what they hold, or it takes them for empty and looks all of one through for each row of another.

    It does so by itself some minutes later, and never within a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
