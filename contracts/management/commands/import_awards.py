"""manage.py import_awards FILE: what others have bought, from the open statistics."""

from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from contracts.awards import actions as award_actions
from contracts.awards.imports import read_awards
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.terminal import as_json, refuse, why


class Command(BaseCommand):
    help = "Läs in marknadsdata från Upphandlingsmyndighetens öppna statistik."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FIL")
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *, file: Path, json: bool, **_: object) -> None:
        try:
            rows, errors = read_awards(file, file_name=file.name)
        except OSError as error:
            raise refuse(self, f"Filen {file} går inte att läsa: {why(error)}.") from error
        except UnreadableFile as error:
            raise refuse(self, str(error)) from error
        if errors:
            raise refuse(self, f"Ingenting är inläst: filen har {len(errors)} fel.", errors)
        done = award_actions.import_awards(rows=rows, by=None, at=timezone.now())
        self.stdout.write(
            as_json(asdict(done))
            if json
            else (
                f"{done.created} nya tilldelningar, {done.unchanged} fanns redan, {done.by_known_suppliers} av kända "
                "leverantörer."
            )
        )
