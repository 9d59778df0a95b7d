"""What a file says of itself, before and while it is loaded: whose it is, what of it cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from followup.ledger.imports import How, LedgerReading, recognise
from followup.ledger.imports.alike import ALIKE
from followup.ledger.models import LedgerImport, LedgerProfile, RejectedRow
from huddinge_vo.common import org_numbers
from huddinge_vo.common.people.models import Organization

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class NotAllowedForBuyer(Exception):
    """The file is for a buyer whose ledger the person may not load."""


class BuyerNotTold(Exception):
    """The file names a buyer by something that is no organisation number and no buyer's name here."""


def how_to_read(ledger_import: LedgerImport, path: Path) -> How | None:
    """How a file is read: by the profile that was chosen for it, else by the one that it is recognised to be of."""
    if ledger_import.profile is not None:
        return ledger_import.profile.how()
    profiles = list(LedgerProfile.objects.for_files_of(ledger_import.received_by).order_by("pk"))
    hows = [profile.how() for profile in profiles]
    how = recognise(path, hows)
    if how is not None:
        ledger_import.profile = profiles[hows.index(how)]
    return how


def months_of(reading: LedgerReading) -> dict[date, int]:
    """How many rows that can be read the file has of each month, by its first day."""
    rows = reading.connection.execute(
        "SELECT date_trunc('month', booked_on)::DATE, count(*) FROM ledger_rows GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return dict(rows)


def refuse(ledger_import: LedgerImport, message: str) -> LedgerImport:
    """Load nothing of a file, and say why."""
    ledger_import.status = LedgerImport.Status.REFUSED
    ledger_import.message = message
    ledger_import.loaded = ledger_import.left_out = 0
    ledger_import.amount_sek = 0
    ledger_import.save()
    return ledger_import


def note_reading(ledger_import: LedgerImport, reading: LedgerReading) -> Organization:
    """Say on the import what was read of its file, keep what could not be, and tell whose ledger it is.

    The buyer is not registered yet where it has no pk. Raises NotAllowedForBuyer and BuyerNotTold.
    """
    ledger_import.lines = reading.lines
    ledger_import.rejected = len({error.line for error in reading.errors})
    ledger_import.header = list(reading.header)
    alike = [note for note in ledger_import.notes if note["kind"] == ALIKE]  # of a look at it: looked for once
    ledger_import.notes = [*(note.as_json() for note in reading.notes), *alike]
    keep_rejected(ledger_import, reading)
    buyer = buyer_of(reading, by=ledger_import.received_by, profile=ledger_import.profile)
    ledger_import.buyer = buyer if buyer.pk else None
    return buyer


def keep_rejected(ledger_import: LedgerImport, reading: LedgerReading) -> None:
    """One entry for each bad line; a line that is wrong in several ways says all of it."""
    ledger_import.rejected_rows.all().delete()  # those of an earlier look at it
    by_line: dict[int, RejectedRow] = {}
    for error in reading.errors:
        row = by_line.get(error.line)
        if row is None:
            by_line[error.line] = RejectedRow(
                ledger_import=ledger_import,
                line_no=error.line,
                raw=list(error.raw),
                column=error.column[:200],
                reason=error.reason,
            )
        else:
            row.column = f"{row.column}, {error.column}"[:200]
            row.reason = f"{row.reason} {error.reason}"
    RejectedRow.objects.bulk_create(by_line.values(), batch_size=5000)


def buyer_of(reading: LedgerReading, *, by: User | None, profile: LedgerProfile | None = None) -> Organization:
    """Whose ledger it is: as the file says, else, where it names nobody, its profile's buyer, or the installation's.

    A file gives nobody a role: it is taken only from those who may load ledgers at that very buyer. A buyer that is new
    here comes with the terminal or with a system administrator, and is given back unsaved, to be registered once the
    file is known to be loaded.
    """
    number = reading.buyer_org_number or _number_by_name(reading, profile)
    buyer = Organization.objects.filter(org_number=number).first()
    if buyer is None:
        name = settings.VO_BUYER_NAME if number == settings.VO_BUYER_ORG_NUMBER else org_numbers.display(number)
        if reading.buyer_org_number and reading.buyer_name:
            name = reading.buyer_name
        if by is not None and not by.is_superuser:
            raise NotAllowedForBuyer(
                f"Filen gäller {name} ({org_numbers.display(number)}), som inte är upplagd som köpare här. Ingenting "
                "är inläst. Be en systemadministratör lägga upp köparen, och förvaltaren där om en roll."
            )
        return Organization(org_number=number, name=name)
    if by is not None and not by.has_perm("followup.add_ledgerimport", buyer):
        raise NotAllowedForBuyer(
            f"Filen gäller {buyer}, vars reskontra du inte får läsa in. Ingenting är inläst. Be förvaltaren där om en "
            "roll."
        )
    return buyer


def _number_by_name(reading: LedgerReading, profile: LedgerProfile | None) -> str:
    """The number of the buyer that a file names without its number; where it names nobody, of whom it can only be.

    Raises BuyerNotTold: what is named and not known here is never taken for our own.
    """
    said = reading.buyer_unclear
    if not said and profile is not None:
        return str(profile.buyer.org_number)
    if not said or said.casefold() == settings.VO_BUYER_NAME.casefold():
        return str(settings.VO_BUYER_ORG_NUMBER)
    named = list(Organization.objects.filter(name__iexact=said).order_by("pk").values_list("org_number", flat=True)[:2])
    if len(named) == 1 and named[0]:
        return str(named[0])
    raise BuyerNotTold(
        f"Filen säger att köparen är ”{said}”, men har inget giltigt organisationsnummer för den, och ingen köpare här "
        "heter så. Ingenting är inläst. Välj vems reskontra det är."
    )
