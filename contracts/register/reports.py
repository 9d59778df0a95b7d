"""Where a contract stands, in a word; when contracts end; who answers for them; the head of a letter to a supplier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.urls import reverse

from contracts.register.models import Contract, ContractVolume, Framework
from contracts.suppliers.models import Supplier, SupplierContact
from huddinge_vo.common.charts.months import Month, Year, calendar_of
from huddinge_vo.common.money import mnkr
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.periods import MONTHS, Period, add_months, month_start


def standing(contract: Contract, today: date) -> tuple[str, str]:
    """Where a contract stands on a day, as a word and the colour that helps it."""
    if contract.status == Contract.Status.DRAFT:
        return "Utkast", "none"
    if contract.valid_from > today:
        return "Börjar senare", "none"
    if contract.ends_on is not None and contract.ends_on < today:
        return "Avslutat", "off"
    return "I kraft", "good"


ENDS_AHEAD = 24  # months


@dataclass(frozen=True)
class EndsCalendar:
    """How many signed contracts end in each of the months to come, as they stand now, and what was bought on them."""

    years: tuple[Year, ...]
    contracts: int
    bought_sek: Decimal


def ends_calendar(user: User, on: date) -> EndsCalendar:
    """Of those that a person may see, from a day and to the end of the last month; in two questions."""
    first = month_start(on)
    months = [add_months(first, number) for number in range(ENDS_AHEAD)]
    ending = Contract.objects.visible_to(user).ending_between(on, Period.containing(months[-1]).last)
    counts = dict(ending.order_by().values_list(TruncMonth("ends_on")).annotate(number=Count("pk", distinct=True)))
    volumes = ContractVolume.objects.filter(contract__in=ending.order_by().values("pk"))
    bought = dict(volumes.order_by().values_list(TruncMonth("contract__ends_on")).annotate(total=Sum("sum_sek")))
    cells = [_ending_in(max(month, on), counts.get(month, 0), bought.get(month, Decimal(0))) for month in months]
    return EndsCalendar(calendar_of(cells), sum(counts.values()), sum(bought.values(), Decimal(0)))


def _ending_in(first: date, count: int, bought: Decimal) -> Month:
    last = Period.containing(first).last
    asked = {"laget": "tecknade", "slutar_tidigast": first, "slutar_senast": last, "sort": "ends_on"}
    size = f"{mnkr(bought)} mnkr"
    month = f"{MONTHS[first.month - 1]} {first.year}"
    return Month(
        month=month_start(first),
        count=count,
        words=size if count else "",
        told=f"{month}: {count} avtal slutar, {size} köpt på dem",
        href=f"{reverse('contracts:contract-list')}?{urlencode(asked)}",
    )


@dataclass(frozen=True)
class Answers:
    """What a person answers for at a buyer, and who stands in for him."""

    owner: User
    contracts: int
    frameworks: int
    deputies: tuple[str, ...]
    without: int  # rounds and contracts that nobody stands in for


def answering(user: User, buyer: Organization, on: date) -> list[Answers]:
    """Those who answer for anything that has not ended, of what a person may see, by user name."""
    held: list[QuerySet] = [
        Contract.objects.visible_to(user).not_ended_on(on).filter(buyer=buyer),
        Framework.objects.visible_to(user).filter(buyer=buyer),
    ]
    counted: list[dict[tuple[int, int | None], int]] = [
        {
            (owner, deputy): number
            for owner, deputy, number in rows.filter(owner__isnull=False)
            .order_by()
            .values_list("owner", "deputy")
            .annotate(number=Count("pk", distinct=True))
        }
        for rows in held
    ]
    ids = {each for pairs in counted for pair in pairs for each in pair if each is not None}
    people = {each.pk: each for each in User.objects.filter(pk__in=ids)}
    found = []
    for owner in sorted({owner for pairs in counted for owner, _ in pairs}, key=lambda pk: people[pk].username):
        theirs = [{deputy: n for (who, deputy), n in pairs.items() if who == owner} for pairs in counted]
        deputies = sorted({str(people[deputy]) for pairs in theirs for deputy in pairs if deputy is not None})
        found.append(
            Answers(
                people[owner],
                sum(theirs[0].values()),
                sum(theirs[1].values()),
                tuple(deputies),
                sum(pairs.get(None, 0) for pairs in theirs),
            )
        )
    return found


@dataclass(frozen=True)
class LetterHead:
    """Who writes to whom in which case: what all letters to suppliers begin and end with."""

    buyer: str
    supplier: str
    org_number: str | None
    attention: str
    address: str  # where the supplier takes such letters by mail
    registry_number: str
    contact: str
    contact_address: str
    signed_by: str


def letter_head(
    *, buyer: Organization, supplier: Supplier, contract: Contract | None, signed_by: User | None
) -> LetterHead:
    """The head of a letter about a contract, or to a supplier alone. The contract's owner answers questions.

    Many letters have the suppliers' contacts fetched before, and the contracts' owners and rounds.
    """
    contacts = sorted(supplier.contacts.all(), key=lambda each: (not each.email, each.pk))
    theirs = next((each for each in contacts if each.role == SupplierContact.Role.AGREEMENT and not each.unit_id), None)
    under = contract.framework if contract else None
    answers = (contract.owner if contract else None) or (under.owner if under else None) or signed_by
    return LetterHead(
        buyer=buyer.name,
        supplier=supplier.name,
        org_number=supplier.org_number,
        attention=theirs.name if theirs else "",
        address=theirs.email if theirs else "",
        registry_number=(contract.registry_number if contract else "") or (under.registry_number if under else ""),
        contact=str(answers) if answers else "",
        contact_address=answers.email if answers else "",
        signed_by=str(signed_by) if signed_by else "",
    )
