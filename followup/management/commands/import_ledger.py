"""manage.py import_ledger FILE: load a supplier ledger and leave everything computed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.ledger.imports import write_rejected
from followup.ledger.models import LedgerImport, LedgerProfile
from followup.ledger.reports import PROTECTED, ToldRow, rejected_rows, told_message, told_notes
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import User
from huddinge_vo.common.terminal import as_json, main_buyer, refuse, why


class Command(BaseCommand):
    help = "Läs in en leverantörsreskontra (CSV eller XLSX)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--good-rows", action="store_true", help="läs in de rader som går att läsa")
        parser.add_argument(
            "--profile", default="", help="läs filen med en profil; annars känns den igen på rubrikerna"
        )
        parser.add_argument("--rejects", type=Path, help="skriv de rader som inte gick att läsa till en fil")
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(
        self, *, file: Path, good_rows: bool, json: bool, profile: str, rejects: Path | None, **_: object
    ) -> None:
        now = timezone.now()
        chosen = self._profile(profile) if profile else None
        try:
            with file.open("rb") as content:
                received = ledger_actions.receive_ledger_file(
                    file=content, name=file.name, by=None, at=now, good_rows_only=good_rows, profile=chosen
                )
        except OSError as error:
            raise refuse(self, f"Filen {file} går inte att läsa: {why(error)}.") from error
        except ledger_actions.AlreadyReceived as error:
            raise refuse(self, str(error)) from error
        done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=now)
        judging_actions.judge_changes(at=timezone.now())
        if json:
            self.stdout.write(
                as_json(
                    {
                        "import_id": done.pk,
                        "lines": done.lines,
                        "loaded": done.loaded,
                        "rejected": done.rejected,
                        "amount_sek": f"{done.amount_sek:.2f}",
                        "status": done.status,
                        "notes": told_notes(ledger_import=done, user=User()),
                    }
                )
            )
        bad = list(
            rejected_rows(  # nobody in particular reads a terminal, and what it writes may be kept in a log
                ledger_import=done, rows=done.rejected_rows.order_by("line_no", "pk"), user=User()
            )
        )
        if rejects is not None:
            self._write(rejects, done, bad)
        errors = [RowError(row.line_no, PROTECTED if row.is_protected else row.column, "", row.reason) for row in bad]
        if done.status == LedgerImport.Status.REFUSED:
            raise refuse(self, told_message(ledger_import=done, user=User()), errors)
        for each in errors:
            self.stderr.write(f"rad {each.line}, {each.column}: {each.reason}")
        if not json:
            self.stdout.write(
                f"Inläsning {done.pk}: {done.lines} rader, {done.loaded} inlästa, {done.rejected} avvisade, "
                f"{done.amount_sek:.2f} kr."
            )

    def _profile(self, name: str) -> LedgerProfile:
        """By its name: our own buyer's, else the only one that is called so."""
        found = list(LedgerProfile.objects.filter(name=name, is_active=True).order_by("pk"))
        ours = [each for each in found if each.buyer == main_buyer()] or found
        if len(ours) != 1:
            there = LedgerProfile.objects.filter(is_active=True).order_by("name", "pk").values_list("name", flat=True)
            raise refuse(self, f"Profilen ”{name}” finns inte. Profiler: {', '.join(there) or 'inga'}.")
        return ours[0]

    def _write(self, target: Path, done: LedgerImport, bad: list[ToldRow]) -> None:
        try:
            with target.open("wb") as out:
                out.writelines(write_rejected(done.header, ((row.line_no, row.raw, row.reason) for row in bad)))
        except OSError as error:
            raise refuse(self, f"Filen {target} går inte att skriva: {why(error)}.") from error
