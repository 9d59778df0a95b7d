"""manage.py import_ledger FILE: load a supplier ledger and leave everything computed."""

import re
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followup.invoices import actions as invoice_actions
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.ledger.imports import write_rejected
from followup.ledger.models import LedgerImport, LedgerProfile
from followup.ledger.reports import PROTECTED, ToldRow, preview_of, rejected_rows, told_message, told_notes
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.files.uploads import too_large
from huddinge_vo.common.people.models import User
from huddinge_vo.common.periods import Period
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
        parser.add_argument("--preview", action="store_true", help="visa vad filen skulle göra, och läs inte in något")
        there = parser.add_mutually_exclusive_group()
        for choice in LedgerImport.Choice:
            there.add_argument(
                f"--{choice.lower()}",
                action="store_const",
                const=choice.value,
                dest="choice",
                default="",
                help=f"där månader redan finns: {choice.label}",
            )
        parser.add_argument(
            "--covers", metavar="ÅÅÅÅ-MM[..ÅÅÅÅ-MM]", help="månader som filen omfattar, annars av raderna"
        )
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(
        self,
        *,
        file: Path,
        good_rows: bool,
        preview: bool,
        choice: str,
        covers: str | None,
        json: bool,
        profile: str,
        rejects: Path | None,
        **_: object,
    ) -> None:
        now = timezone.now()
        chosen = self._profile(profile) if profile else None
        try:
            if reason := too_large(file.stat().st_size):
                raise self._not_received(f"{reason} Gränsen är inställningen VO_LARGEST_UPLOAD_MB.", json=json)
            with file.open("rb") as content:
                received = ledger_actions.receive_ledger_file(
                    file=content,
                    name=file.name,
                    by=None,
                    at=now,
                    good_rows_only=good_rows,
                    choice=choice,
                    covers=_months(covers) if covers else None,
                    profile=chosen,
                )
        except OSError as error:
            raise self._not_received(f"Filen {file} går inte att läsa: {why(error)}.", json=json) from error
        except (ledger_actions.AlreadyReceived, ValidationError) as error:
            raise self._not_received(" ".join(getattr(error, "messages", [str(error)])), json=json) from error
        if preview:
            done = ledger_actions.preview_ledger_import(ledger_import_id=received.pk, at=now)
        else:
            done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=now)
            judging_actions.judge_changes(at=timezone.now())
            invoice_actions.settle_everything(at=timezone.now())
        message = _why_not(done)
        if json:
            self.stdout.write(as_json({**_told(done), **({"message": message} if message else {})}))
        rejected = done.rejected_rows.order_by("line_no", "pk")
        # Nobody in particular reads a terminal, and what it writes may be kept in a log.
        bad = list(rejected_rows(ledger_import=done, rows=rejected, user=User()))
        if rejects is not None:
            to_mend = rejected_rows(ledger_import=done, rows=rejected, user=User(), masked=False)
            self._write(rejects, done, list(to_mend))
        errors = [RowError(row.line_no, PROTECTED if row.is_protected else row.column, "", row.reason) for row in bad]
        if done.status == LedgerImport.Status.REFUSED:
            raise refuse(self, message, errors)
        for each in errors:
            self.stderr.write(f"rad {each.line}, {each.column}: {each.reason}")
        if done.status == LedgerImport.Status.PREVIEWED:
            if not json:
                self._tell(done)
            return
        if not json:
            left_out = f"{done.left_out} utelämnade, " if done.left_out else ""
            self.stdout.write(
                f"Inläsning {done.pk}: {done.lines} rader, {done.loaded} inlästa, {left_out}{done.rejected} avvisade, "
                f"{done.amount_sek:.2f} kr."
            )

    def _not_received(self, message: str, *, json: bool) -> CommandError:
        """What to raise of a file that is not taken in at all; whoever asked for JSON gets the reason there too."""
        if json:
            self.stdout.write(as_json({"status": LedgerImport.Status.REFUSED, "message": message}))
        return refuse(self, message)

    def _tell(self, done: LedgerImport) -> None:
        """What the file would do, line by line."""
        found = preview_of(ledger_import=done, user=None)
        self.stdout.write(
            f"Inläsning {done.pk}: {done.lines} rader, {found.rows.n} går att läsa in, {done.rejected} avvisade. "
            f"{found.rows.sum_sek:.2f} kr av filens {found.file_sek:.2f} kr. Ingenting är inläst."
        )
        for each in found.months:
            self.stdout.write(
                f"{each.month:%Y-%m}: {each.in_file.n} rader, {each.in_file.sum_sek:.2f} kr; {each.same.n} finns "
                f"redan, {each.new.n} nya (varav {each.changed.n} ändrade), {each.gone.n} finns men inte i filen"
            )
        for label, counted in found.buckets:
            self.stdout.write(f"{label}: {counted.n} rader, {counted.sum_sek:.2f} kr")
        self.stdout.write(f"Leverantörer: {found.known.n} kända, {found.new.n} nya, {found.unknown.n} okända")

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


def _why_not(done: LedgerImport) -> str:
    """Why nothing of a file was loaded, and what to write where it has to be chosen; empty where it was."""
    message = told_message(ledger_import=done, user=User())
    if done.status == LedgerImport.Status.REFUSED and done.preview.get("meets"):
        message += " I terminalen: --add, --replace eller --leave."
    return message


def _told(done: LedgerImport) -> dict[str, object]:
    looked_at = {"preview": done.preview} if done.status == LedgerImport.Status.PREVIEWED else {}
    return {
        "import_id": done.pk,
        "lines": done.lines,
        "loaded": done.loaded,
        "left_out": done.left_out,
        "rejected": done.rejected,
        "amount_sek": f"{done.amount_sek:.2f}",
        "status": done.status,
        "notes": told_notes(ledger_import=done, user=User()),
        **looked_at,
    }


def _months(text: str) -> Period:
    """A month, or the months from one to another, as 2026-01 or 2026-01..2026-03."""
    if found := re.fullmatch(r"(\d{4})-(\d{2})(?:\.\.(\d{4})-(\d{2}))?", text):
        year, month, last_year, last_month = found.groups()
        try:
            first = date(int(year), int(month), 1)
            return Period(first, Period.month(int(last_year or year), int(last_month or month)).last)
        except ValueError:
            pass
    raise CommandError(f"”{text}” är inga månader. Skriv ÅÅÅÅ-MM, eller ÅÅÅÅ-MM..ÅÅÅÅ-MM.")
