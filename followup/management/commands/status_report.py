"""manage.py status_report --year Y --output FILE: the June report as PDF."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followup.judging import actions as judging_actions
from followup.report.reports import report_years, status_report, status_report_pdf
from followup.spend.reports import root_category
from huddinge_vo.common.terminal import main_buyer, why


class Command(BaseCommand):
    help = "Skriv ett års statusrapport som PDF, med det som är öppet för alla."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True, metavar="ÅR")
        parser.add_argument("--output", type=Path, required=True, metavar="FIL")

    def handle(self, *, year: int, output: Path, **_: object) -> None:
        judging_actions.judge_changes(at=timezone.now())
        root = root_category(main_buyer())
        if root is None:
            raise CommandError("Kategoriplanen saknas. Läs in den med: manage.py load_plan")
        years = report_years(root)
        if year not in years:
            known = f"{years[-1]}–{years[0]}" if years else "inget år än; läs in en reskontra"
            raise CommandError(f"Det finns inget underlag för {year}. Underlag finns för {known}.")
        pdf = status_report_pdf(status_report(root=root, user=None, year=year, on=timezone.localdate()))
        try:
            output.write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"Rapporten kan inte skrivas till {output}: {why(error)}.") from error
        self.stdout.write(f"Skrev {output}, {len(pdf) // 1024} kB.")
