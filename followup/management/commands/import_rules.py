"""manage.py import_rules FILE: replace the classification rules and leave everything computed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from followup.judging import actions as judging_actions
from followup.judging.imports import read_rules
from huddinge_vo.common.files.tabular import UnreadableFile
from huddinge_vo.common.terminal import as_json, main_buyer, refuse, why


class Command(BaseCommand):
    help = "Ersätt klassificeringsreglerna med dem i en fil."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *, file: Path, json: bool, **_: object) -> None:
        try:
            rows, errors = read_rules(file, file.name)
        except OSError as error:
            raise refuse(self, f"Filen {file} går inte att läsa: {why(error)}.") from error
        except UnreadableFile as error:
            raise refuse(self, str(error)) from error
        if errors:
            raise refuse(self, f"Reglerna är oförändrade: filen har {len(errors)} fel.", errors)
        try:
            count = judging_actions.import_rules(buyer=main_buyer(), rows=rows, at=timezone.now())
        except judging_actions.RulesRefused as error:
            raise refuse(self, str(error), error.errors) from error
        judging_actions.judge_changes(at=timezone.now())
        self.stdout.write(as_json({"rules": count}) if json else f"{count} regler gäller nu.")
