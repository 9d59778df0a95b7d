"""manage.py import_invoices PATH: read e-invoices in from a file, a zip or a folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followup.invoices import actions
from followup.invoices.models import InvoiceImport
from followup.invoices.reports import ImportTold, told_import
from followup.price_control.actions import control_prices
from huddinge_vo.common import org_numbers
from huddinge_vo.common.files.uploads import too_large
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.terminal import as_json, main_buyer, refuse, why

_MOST_TOLD = 10_000


class Command(BaseCommand):
    help = "Läs in e-fakturor enligt Peppol BIS Billing 3: en fil, ett zip-arkiv eller en mapp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--buyer", default="", help="organisationsnumret för den köpare som filerna läses in för")
        parser.add_argument(
            "--ours",
            action="store_true",
            help="fakturor som inte anger köparens svenska organisationsnummer är köparens; annars hör de till ingen",
        )
        parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")

    def handle(self, *, path: Path, buyer: str, ours: bool, json: bool, **_: object) -> None:
        whose = self._buyer(buyer) if buyer else main_buyer()
        try:
            if path.is_file() and (reason := too_large(path.stat().st_size)):
                raise self._not_read(f"{reason} Gränsen är inställningen VO_LARGEST_UPLOAD_MB.", json=json)
            done = actions.import_invoices(path=path, buyer=whose, by=None, at=timezone.now(), unnamed_are_ours=ours)
        except OSError as error:
            raise self._not_read(f"{path} går inte att läsa: {why(error)}.", json=json) from error
        control_prices(buyer_id=whose.pk, at=timezone.now())
        told = told_import(invoice_import=done, user=None, most=_MOST_TOLD)
        if json:
            self.stdout.write(as_json(_as_json(done, told)))
        for each in told.faults:
            line = f", rad {each.line}" if each.line else ""
            self.stderr.write(f"{each.document}, {each.place}{line}: {each.reason}")
        if done.status == InvoiceImport.Status.REFUSED:
            raise refuse(self, done.message)
        if not json:
            amounts = ", ".join(f"{amount:.2f} {currency}" for currency, amount in told.amounts.items()) or "0.00 SEK"
            self.stdout.write(
                f"Inläsning {done.pk}: {done.documents} dokument, {done.loaded} inlästa, "
                f"{done.duplicates} fanns redan, {done.rejected} avvisade. {amounts} utan moms."
            )
            if told.unclaimed:
                self.stdout.write(
                    f"{told.unclaimed} anger inget svenskt organisationsnummer för köparen, och hör till ingen köpare."
                )

    def _not_read(self, message: str, *, json: bool) -> CommandError:
        """What to raise where nothing is read at all; whoever asked for JSON gets the reason there too."""
        if json:
            self.stdout.write(as_json({"invoices": 0, "rejected": 0, "amount_excl_vat": {}, "message": message}))
        return refuse(self, message)

    def _buyer(self, written: str) -> Organization:
        found = Organization.objects.filter(org_number=org_numbers.normalise(written) or "").first()
        if found is None:
            raise refuse(self, f"Det finns ingen köpare här med organisationsnumret {written}.")
        return found


def _as_json(done: InvoiceImport, told: ImportTold) -> dict[str, object]:
    return {
        "import_id": done.pk,
        "status": done.status,
        "documents": done.documents,
        "invoices": done.loaded,
        "duplicates": done.duplicates,
        "rejected": done.rejected,
        "amount_excl_vat": {currency: f"{amount:.2f}" for currency, amount in told.amounts.items()},
        "without_buyer": told.unclaimed,
        "unknown_supplier": told.unknown,
        "not_in_ledger": told.untied,
        **({"message": done.message} if done.message else {}),
        "errors": [
            {
                "file": each.document,
                "number": each.number,
                "place": each.place,
                "line": each.line,
                "reason": each.reason,
            }
            for each in told.faults
        ],
    }
