"""manage.py status_report --year Y --output FILE: the June report as PDF, as it was decided where it has been."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from contracts.plan.models import Category
from followup.judging import actions as judging_actions
from followup.report import actions
from followup.report.models import StatusReport
from followup.report.reports import kept_report_pdf, report_years, status_report, status_report_pdf
from followup.spend.reports import root_category
from huddinge_vo.common.terminal import main_buyer, why

_DECIDED: dict[str, str] = {StatusReport.Status.APPROVED: "godkända", StatusReport.Status.LOCKED: "fastställda"}


class Command(BaseCommand):
    help = (
        "Skriv ett års statusrapport som PDF, med det som är öppet för alla. En godkänd eller fastställd rapport "
        "skrivs som den beslutades, om inte --as-it-stands anges."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, required=True, metavar="ÅR")
        parser.add_argument("--output", type=Path, required=True, metavar="FIL")
        parser.add_argument(
            "--as-it-stands",
            action="store_true",
            help="siffrorna som de är i dag, även när årets rapport är godkänd eller fastställd",
        )

    def handle(self, *, year: int, output: Path, as_it_stands: bool = False, **_: object) -> None:
        judging_actions.judge_changes(at=timezone.now())
        root = root_category(main_buyer())
        if root is None:
            raise CommandError("Kategoriplanen saknas. Läs in den med: manage.py load_plan")
        years = report_years(root)
        if year not in years:
            known = f"{years[-1]}–{years[0]}" if years else "inget år än; läs in en reskontra"
            raise CommandError(f"Det finns inget underlag för {year}. Underlag finns för {known}.")
        pdf, words = self._paper(root, year, as_it_stands=as_it_stands)
        try:
            output.write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"Rapporten kan inte skrivas till {output}: {why(error)}.") from error
        self.stdout.write(f"Skrev {output}, {len(pdf) // 1024} kB: {words}.")

    def _paper(self, root: Category, year: int, *, as_it_stands: bool) -> tuple[bytes, str]:
        """The file, and in words which report it is."""
        begun = StatusReport.objects.filter(category=root, year=year).select_related("approved_by").first()
        kept = begun if begun and begun.snapshot is not None else None
        if kept is None or as_it_stands:
            now = timezone.localdate()
            pdf = status_report_pdf(
                status_report(root=root, user=None, year=year, on=now), None if kept is not None else begun
            )
            decided = f", inte den {_DECIDED[kept.status]} rapporten" if kept else ""
            return pdf, f"rapporten som den ser ut {now}{decided}"
        if kept.status == StatusReport.Status.LOCKED:
            pdf = actions.locked_paper(report=kept, draw=kept_report_pdf, at=timezone.now())
            return pdf, f"den fastställda rapporten, fastställd {timezone.localdate(kept.locked_at)}"
        return kept_report_pdf(kept), f"den godkända rapporten, godkänd {timezone.localdate(kept.approved_at)}"
