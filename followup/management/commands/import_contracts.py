"""manage.py import_contracts FILE: bring contracts into the register and leave everything computed.

It stands in the top app, though contracts are the lowest one's, because what was bought is judged against them: when
the command returns, every verdict and sum that the contracts touched is made anew.
"""

from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contracts.files.registers import RegisterRefused
from contracts.files.registers.contracts import import_contracts, read_contracts
from contracts.plan.models import ContractArea
from followup.judging.actions import judge_changes
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.terminal import as_json, main_buyer, refuse, why


class Command(BaseCommand):
    help = "Läs in avtal (CSV eller XLSX). En fil med något fel läses inte in alls."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *, file: Path, json: bool, **_: object) -> None:
        buyer = main_buyer()
        areas = ContractArea.objects.filter(category__buyer=buyer).by_code_or_name()
        try:
            rows, errors = read_contracts(file, areas=areas, file_name=file.name)
        except OSError as error:
            raise self._refuse(f"Filen {file} går inte att läsa: {why(error)}.", json=json) from error
        except UnreadableFile as error:
            raise self._refuse(str(error), json=json) from error
        read = len(rows) + len({error.line for error in errors})
        if errors:
            raise self._refuse(f"Ingenting är inläst: filen har {len(errors)} fel.", errors, read=read, json=json)
        try:
            done = import_contracts(buyer=buyer, rows=rows, by=None, at=timezone.now())
        except RegisterRefused as error:
            raise self._refuse(str(error), error.errors, read=read, json=json) from error
        judge_changes(at=timezone.now())
        if json:
            self._write(rows=read, created=done.created, changed=done.changed, unchanged=done.unchanged)
        else:
            self.stdout.write(
                f"{read} avtal i filen: {done.created} nya, {done.changed} ändrade, {done.unchanged} oförändrade."
            )

    def _refuse(
        self, message: str, errors: Sequence[RowError] = (), *, read: int = 0, json: bool = False
    ) -> CommandError:
        if json:
            self._write(rows=read, message=message, errors=errors)
        return refuse(self, message, errors)

    def _write(
        self,
        *,
        rows: int,
        created: int = 0,
        changed: int = 0,
        unchanged: int = 0,
        message: str = "",
        errors: Sequence[RowError] = (),
    ) -> None:
        self.stdout.write(
            as_json(
                {
                    "rows": rows,
                    "created": created,
                    "changed": changed,
                    "unchanged": unchanged,
                    "errors": len(errors),
                    "error_list": [
                        {"line": error.line, "column": error.column, "value": error.value, "reason": error.reason}
                        for error in errors
                    ],
                    "message": message,
                }
            )
        )
