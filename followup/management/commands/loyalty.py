"""manage.py loyalty --from D --to D: contract loyalty of a period, whole and in groups."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from followup.judging import actions as judging_actions
from followup.judging.querysets import Loyalty, spend_in
from huddinge_vo.common import org_numbers
from huddinge_vo.common.periods import Period
from huddinge_vo.common.terminal import as_json

_DIMENSIONS = {
    "subcategory": ("category__code",),
    "area": ("area__code",),
    "supplier": ("supplier__org_number", "supplier__name", "supplier"),
    "month": ("month",),
}


class Command(BaseCommand):
    help = "Skriv avtalstrohet för en period."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="first", required=True, type=date.fromisoformat, metavar="DAG")
        parser.add_argument("--to", dest="last", required=True, type=date.fromisoformat, metavar="DAG")
        parser.add_argument("--by", choices=sorted(_DIMENSIONS))
        parser.add_argument("--buyer", help="köparens organisationsnummer; annars alla köpare")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, first: date, last: date, by: str | None, buyer: str | None, json: bool, **_: object) -> None:
        judging_actions.judge_changes(at=timezone.now())
        try:
            period = Period(first, last)
        except ValueError as error:
            raise CommandError(str(error)) from error
        spend = spend_in(period)
        if buyer:
            spend = spend.filter(buyer__org_number=org_numbers.normalise(buyer))
        groups = [
            {"key": _key(by, key), **_figures(loyalty)}
            for key, loyalty in (spend.loyalty_by(*_DIMENSIONS[by]) if by else [])
        ]
        total = _figures(spend.loyalty())
        if json:
            self.stdout.write(as_json({"total": total, "groups": groups}))
            return
        for row in [*groups, {"key": f"Totalt {period}", **total}]:
            self.stdout.write(f"{row['key'] or '–'}: {row['contract_loyalty'] or '–'} av {row['ledger']} kr")


def _key(by: str | None, key: tuple[Any, ...]) -> str | None:  # Any: keys of the dimension that was asked for
    """The group's key; a supplier goes by number, or by name when the number is a person's or missing."""
    if by == "supplier":
        number, name, supplier = key
        if supplier is None:
            return None
        return name if number is None or org_numbers.is_personal(number) else number
    if by == "month":
        return f"{key[0]:%Y-%m}"
    return key[0]


def _share(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.6f}"


def _figures(loyalty: Loyalty) -> dict[str, object]:
    return {
        "ledger": f"{loyalty.ledger:.2f}",
        "excluded": f"{loyalty.excluded:.2f}",
        "unknown": f"{loyalty.unknown:.2f}",
        "on_contract": f"{loyalty.on_contract:.2f}",
        "approved_deviation": f"{loyalty.approved_deviation:.2f}",
        "unexplained": f"{loyalty.unexplained:.2f}",
        "contract_loyalty": _share(loyalty.contract_loyalty),
        "supplier_loyalty": _share(loyalty.supplier_loyalty),
    }
