"""Price lists from file: looked at first, brought in whole, and taken back by withdrawing what the file brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.files.models import RegisterImport
from contracts.files.registers import Difference, RegisterImportResult, RegisterRefused
from contracts.files.registers.kept import history, marked
from contracts.plan.cells import name_key
from contracts.plan.models import ContractArea
from contracts.prices import rules
from contracts.prices.actions.prices import Ending, Following, NotFollowed, end_prices, follow_with, take_back
from contracts.prices.actions.second_person import HeldTo
from contracts.prices.imports import PriceReference, PriceRow
from contracts.prices.models import Price, PriceItem, PriceTerm
from contracts.prices.querysets import first_contract_days
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.money import sek
from huddinge_vo.common.people.models import Organization

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class _Placed:
    """A row with the line of the price list that it is about; a new line has no id yet."""

    row: PriceRow
    item: PriceItem


@transaction.atomic
def import_prices(
    *,
    buyer: Organization,
    rows: Sequence[PriceRow],
    by: User | None,
    at: datetime,
    brought_by: RegisterImport | None = None,
) -> tuple[RegisterImportResult, tuple[Difference, ...]]:
    """Bring a file's prices into the price lists: each counts from its day, and the one before it ends the day before.

    A price that is there already is left, but for its last day where the file has another; another amount from the same
    day is refused, for what was agreed is not overwritten. Returns the counts, and what became of each row in the
    file's order. Raises RegisterRefused with every row's error, and then nothing is changed.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)  # of two files at once the second waits
    placed = _placed(buyer, rows, by)
    changed = _save_items(placed)
    standing = _standing([each.item.pk for each in placed])
    earlier = _Earlier(placed, standing)
    held_to = HeldTo([each.item.pk for each in placed if each.item.pk], by=by, at=at)
    to_confirm: list[int] = []  # the line of each row that takes a second person
    limit = PriceTerm.limit_of(buyer.pk)
    first_days = first_contract_days(Contract.objects.visible_to(by) if by is not None else Contract.objects.all())
    differences: dict[int, Difference] = {}
    waiting: list[_Placed] = []
    ending: list[tuple[_Placed, Ending]] = []
    errors: list[RowError] = []
    for each in placed:
        there = standing.get((each.item.pk, each.row.valid_from))
        label = f"{each.row.contract or each.item.area}, {each.item.name}"
        heading = f"kr per {each.item.get_per_display()} från {each.row.valid_from}"
        heading += f" till {each.row.valid_until}" if each.row.valid_until else ""
        heading += f", {each.item.unit}" if each.item.unit else ""
        changes = changed.get(each.item.pk, ())
        if there is None:
            waiting.append(each)
            before = earlier.than(each)
            held = held_to.before(each.item.pk, each.row.valid_from)
            needs_another = held is not None and rules.is_large_change(held, each.row.amount_sek, limit_percent=limit)
            is_first = needs_another and each.item.pk not in to_confirm
            to_confirm += [each.item.pk] * needs_another
            told = (("pris", sek(before) if before else "–", sek(each.row.amount_sek)),)
            odd = (
                _early(each, first_days),
                rules.large_change(before, each.row.amount_sek, limit_percent=limit) if before else "",
                _in_steps(held, before, each.row.amount_sek, limit) if is_first else "",
            )
            differences[each.row.line] = Difference(
                label,
                heading,
                is_new=True,
                changes=told,
                warnings=tuple(f"{words[:1].upper()}{words[1:]}." for words in odd if words),
                details=_details(each.item, changes),
            )
        elif there.amount_sek != each.row.amount_sek:
            reason = (
                f"Priset från {each.row.valid_from} är redan {sek(there.amount_sek)} kr. Återta det först om det är "
                "fel."
            )
            errors.append(RowError(each.row.line, "pris", sek(each.row.amount_sek), reason))
        else:
            last = changes
            if each.row.valid_until is not None and each.row.valid_until != there.valid_until:
                ending.append((each, Ending(there, each.row.valid_until)))
                last = (*changes, ("sista dag", str(there.valid_until or "tills vidare"), str(each.row.valid_until)))
            differences[each.row.line] = Difference(
                label, heading, is_new=False, changes=last, details=_details(each.item, changes)
            )
    # Ended first: a price that follows in the file comes after the days without one.
    ended = end_prices([each for _, each in ending])
    errors += [_error(each.row, why) for (each, _), why in zip(ending, ended, strict=True) if why is not None]
    errors += _follow(waiting, by=by, at=at, brought_by=brought_by)
    if errors:
        raise RegisterRefused(sorted(errors, key=lambda error: error.line))
    became = tuple(differences[row.line] for row in rows)
    touched = sum(not each.is_new and bool(each.changes) for each in became)
    counts = (len(waiting), touched, len(became) - len(waiting) - touched)
    return RegisterImportResult(*counts, to_confirm=len(to_confirm)), became


def _in_steps(held: Decimal | None, before: Decimal | None, new: Decimal, limit: int) -> str:
    """That one's own steps add up to more than the limit; empty where the last of them says so already."""
    if held is None or held == before:
        return ""
    return f"med dina steg hittills: {rules.large_change(held, new, limit_percent=limit)}"


def _early(placed: _Placed, first_days: Mapping[int, date]) -> str:
    """That a price counts from before its contract; empty where it does not."""
    contract, area = placed.item.contract, placed.item.area
    first_day = contract.valid_from if contract else first_days.get(area.pk) if area else None
    return rules.begins_early(valid_from=placed.row.valid_from, first_day=first_day, of_area=contract is None)


class _Earlier:
    """What each price of a file comes after: the price before it in the list or in the file itself."""

    def __init__(self, placed: Sequence[_Placed], standing: Mapping[tuple[int, date], Price]) -> None:
        self.amounts: defaultdict[int, dict[date, Decimal]] = defaultdict(dict)
        for each in placed:
            self.amounts[each.item.pk][each.row.valid_from] = each.row.amount_sek
        for (item, day), price in standing.items():
            self.amounts[item][day] = price.amount_sek

    def than(self, placed: _Placed) -> Decimal | None:
        """The amount before; null where it is the first."""
        amounts = self.amounts[placed.item.pk]
        last = max((day for day in amounts if day < placed.row.valid_from), default=None)
        return None if last is None else amounts[last]


class _Register:
    """The contracts that rows name, as far as a person may know of them, and their suppliers' units."""

    def __init__(self, buyer: Organization, numbers: Iterable[str], by: User | None) -> None:
        contracts = Contract.objects.filter(buyer=buyer, number__in={number for number in numbers if number})
        if by is not None:
            contracts = contracts.visible_to(by)
        self.contracts = {contract.number: contract for contract in contracts.select_related("supplier")}
        units = SupplierUnit.objects.filter(supplier__in=[each.supplier_id for each in self.contracts.values()])
        if by is not None:
            units = units.visible_to(by)
        self.units = {(unit.supplier_id, name_key(unit.name)): unit for unit in units}

    def find(self, contract: str, unit: str) -> tuple[Contract | None, SupplierUnit | None]:
        """What a row is about; null for what it does not name and for what is not there."""
        found = self.contracts.get(contract) if contract else None
        return found, self.units.get((found.supplier_id, name_key(unit))) if found and unit else None

    def error(self, line: int, contract: str, unit: str) -> RowError | None:
        """What a row names that is not there."""
        found, of_supplier = self.find(contract, unit)
        if contract and found is None:
            return RowError(line, "avtalsnummer", contract, f"Avtalet ”{contract}” finns inte.")
        if found and unit and of_supplier is None:
            reason = f"Leverantören har ingen verksamhet som heter ”{unit}”."
            return RowError(line, "verksamhet", unit, reason)
        return None


def unknown_references(*, buyer: Organization, references: Sequence[PriceReference], by: User | None) -> list[RowError]:
    """Contracts and units that a file's rows name and that are not there, or not to be seen: also of rows that have
    other faults.
    """
    register = _Register(buyer, (each.contract for each in references), by)
    found = (register.error(each.line, each.contract, each.unit) for each in references)
    return [error for error in found if error is not None]


def _placed(buyer: Organization, rows: Sequence[PriceRow], by: User | None) -> list[_Placed]:
    """Each row with its line of a price list.

    Raises RegisterRefused for contracts and units that are not there or not to be seen.
    """
    register = _Register(buyer, (row.contract for row in rows), by)
    areas = ContractArea.objects.in_bulk([row.area for row in rows if row.area])
    errors: list[RowError] = []
    found: list[tuple[PriceRow, PriceItem]] = []
    for row in rows:
        if error := register.error(row.line, row.contract, row.unit):
            errors.append(error)
            continue
        contract, unit = register.find(row.contract, row.unit)
        area = areas.get(row.area) if row.area else None
        found.append((row, PriceItem(contract=contract, unit=unit, area=area, name=row.item, per=row.per)))
    if errors:
        raise RegisterRefused(errors)
    return _known(found)


def _key(item: PriceItem) -> tuple[int | None, int | None, int | None, str, str]:
    return (item.contract_id, item.unit_id, item.area_id, name_key(item.name), item.per)


def _known(found: Sequence[tuple[PriceRow, PriceItem]]) -> list[_Placed]:
    """The same rows with the lines that are there already in place of new ones; a new line is made once."""
    stored = PriceItem.objects.filter(contract__in={item.contract_id for _, item in found if item.contract_id})
    of_areas = PriceItem.objects.filter(area__in={item.area_id for _, item in found if item.area_id})
    items = {_key(item): item for item in (*stored, *of_areas)}
    return [_Placed(row, items.setdefault(_key(item), item)) for row, item in found]


_KEPT = {"vat_percent": "moms", "yearly_quantity": "antal per år"}
DETAILS = tuple(words[:1].upper() + words[1:] for words in _KEPT.values())


def _said(name: str, value: Decimal | None) -> str:
    """VAT or a quantity as it is read: 25 %; 1 200; decimals only where there are any."""
    if value is None:
        return "–"
    if name == "vat_percent":
        return f"{value} %"
    return sek(value, 0 if value == value.to_integral_value() else 2)


def _details(item: PriceItem, changes: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str], ...]:
    """VAT and quantity that the line has after the file, in that order, and before it where the file changes them."""
    was = {words: f"{old} → " for words, old, _ in changes}
    return tuple(
        (told, was.get(words, "") + _said(name, getattr(item, name)))
        for told, (name, words) in zip(DETAILS, _KEPT.items(), strict=True)
    )


def _save_items(placed: Sequence[_Placed]) -> dict[int, tuple[tuple[str, str, str], ...]]:
    """Save new lines, and what the file says of VAT and quantity.

    A blank cell changes nothing. Line id → what changed.
    """
    changed: dict[int, tuple[tuple[str, str, str], ...]] = {}
    touched: dict[int, PriceItem] = {}
    for each in placed:
        for name, words in _KEPT.items():
            value, now = getattr(each.row, name), getattr(each.item, name)
            if value is None or value == now:
                continue
            setattr(each.item, name, value)
            if each.item.pk is not None:
                touched[each.item.pk] = each.item
                told = (words, _said(name, now), _said(name, value))
                changed[each.item.pk] = (*changed.get(each.item.pk, ()), told)
    new = {id(each.item): each.item for each in placed if each.item.pk is None}
    PriceItem.objects.bulk_create(new.values(), batch_size=1000)
    PriceItem.objects.bulk_update(touched.values(), list(_KEPT), batch_size=1000)
    return changed


def _standing(item_ids: Sequence[int]) -> dict[tuple[int, date], Price]:
    """The prices there are: (line, first day) → price."""
    found: dict[tuple[int, date], Price] = {}
    for price in Price.objects.standing().filter(item__in=item_ids).order_by("valid_from", "pk"):
        found[price.item_id, price.valid_from] = price
    return found


def _follow(
    waiting: Sequence[_Placed], *, by: User | None, at: datetime, brought_by: RegisterImport | None
) -> list[RowError]:
    """Let the prices count, the first of every line together, then the second, and so on.

    Returns what is wrong, each at its own row. Of a line with a row that is wrong, the rows after it are not tried:
    what they would follow is not there.
    """
    by_item: defaultdict[int, list[_Placed]] = defaultdict(list)
    for each in waiting:
        by_item[each.item.pk].append(each)
    for same in by_item.values():
        same.sort(key=lambda each: each.row.valid_from)
    errors: list[RowError] = []
    for turn in range(max((len(same) for same in by_item.values()), default=0)):
        now = {
            Following(each.item, each.row.amount_sek, each.row.valid_from, each.row.valid_until): each
            for same in by_item.values()
            for each in same[turn : turn + 1]
        }
        try:
            follow_with([*now], origin=Price.Origin.TENDER, by=by, at=at, brought_by=brought_by)
        except NotFollowed as refused:
            for following, error in refused.each:
                placed = now.pop(following)
                errors.append(_error(placed.row, error))
                del by_item[placed.item.pk]
            follow_with([*now], origin=Price.Origin.TENDER, by=by, at=at, brought_by=brought_by)
    return errors


def _error(row: PriceRow, error: ValidationError) -> RowError:
    field = next(iter(getattr(error, "error_dict", {})), "")
    column, value = {
        "amount_sek": ("pris", sek(row.amount_sek)),
        "valid_until": ("giltigt_till", str(row.valid_until)),
    }.get(field, ("giltigt_fran", str(row.valid_from)))
    return RowError(row.line, column, value, " ".join(error.messages))


def withdraw_import(*, register_import: RegisterImport, by: User, at: datetime) -> tuple[int, tuple[str, ...]]:
    """Take back the prices that a file brought, the latest first, and its VAT and quantities.

    A price that something has been built on, and a line that somebody has changed since, are left and named.

    Returns how many were taken back, and those left.
    """
    taken, left = 0, []
    prices = Price.objects.standing().filter(brought_by=register_import).select_related("item__contract", "item__area")
    for price in prices.order_by("-valid_from", "-pk"):
        try:
            with transaction.atomic():
                take_back(price, reason="Inläsningen från fil ångrades.", by=by, at=at)
        except ValidationError:
            left.append(f"{price.item.contract or price.item.area}: {price.item.name} från {price.valid_from}")
        else:
            taken += 1
    opened, closed = _put_back_last_days(register_import)
    put_back, touched = _put_back_items(register_import)
    return taken + opened + put_back, (*left, *closed, *touched)


def _put_back_last_days(register_import: RegisterImport) -> tuple[int, tuple[str, ...]]:
    """Let prices that a file ended go on as they did. Those that somebody has ended otherwise since, or that another
    price now follows, are left and named.

    Prices that ended because one of the file followed them have gone on already, when that was taken back.
    """
    ours = marked(Price, register_import).filter(pgh_label="update")
    spans: dict[int, tuple[int, date | None]] = {}  # price → its first event of ours, and the last day we gave it
    for price_id, event, until in ours.values_list("pgh_obj_id", "pgh_id", "valid_until"):
        first, _ = spans.get(price_id, (event, None))
        spans[price_id] = (first, until)
    count, left = 0, []
    prices = Price.objects.standing().select_for_update(of=("self",)).filter(pk__in=spans)
    prices = prices.exclude(brought_by=register_import)  # named themselves
    for price in prices.select_related("item__contract", "item__area").order_by("-valid_from", "-pk"):
        first, until = spans[price.pk]
        before = history(Price).objects.filter(pgh_obj_id=price.pk, pgh_id__lt=first).order_by("-pgh_id").first()
        if before is None or price.valid_until == before.valid_until:
            continue
        later = (
            Price.objects.standing()
            .filter(item=price.item_id, valid_from__gt=price.valid_from)
            .order_by("valid_from", "pk")
        )
        follower = later.first()
        if follower is not None and follower.brought_by_id == register_import.pk:
            continue  # it is named itself
        if price.valid_until != until or follower is not None:
            left.append(f"{price.item.contract or price.item.area}: {price.item.name}, sista dag {price.valid_until}")
            continue
        price.valid_until = before.valid_until
        price.save(update_fields=["valid_until"])
        count += 1
    return count, tuple(left)


def _put_back_items(register_import: RegisterImport) -> tuple[int, tuple[str, ...]]:
    """Give lines the VAT and quantity that they had before a file. What was changed since is left and named."""
    ours = marked(PriceItem, register_import).filter(pgh_label="update")
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for item, event in ours.values_list("pgh_obj_id", "pgh_id"):
        first.setdefault(item, event)
        last[item] = event
    count, left = 0, []
    items = PriceItem.objects.select_for_update(of=("self",)).filter(pk__in=first).select_related("contract", "area")
    for item in items.order_by("pk"):
        events = history(PriceItem).objects.filter(pgh_obj_id=item.pk)
        before = events.filter(pgh_id__lt=first[item.pk]).order_by("-pgh_id").first()
        if before is None or events.filter(pgh_id__gt=last[item.pk]).exists():
            left.append(f"{item.contract or item.area}: {item.name}, moms och antal")
            continue
        item.vat_percent, item.yearly_quantity = before.vat_percent, before.yearly_quantity
        item.save()
        count += 1
    return count, tuple(left)
