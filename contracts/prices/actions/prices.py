"""Keeping price lists: a price follows another from a day; what was agreed is never overwritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from contracts.files.models import RegisterImport
from contracts.plan.cells import name_key
from contracts.prices import rules
from contracts.prices.models import AdjustmentLine, Price, PriceItem, PriceTerm
from huddinge_vo.common.saving import ChangedMeanwhile, save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_DAY = timedelta(days=1)
# What a new price refers to is in hand already: to ask the database for each would be a question a row.
_KNOWN = ("item", "brought_by", "entered_by", "withdrawn_by")


@transaction.atomic
def add_price_item(
    *, item: PriceItem, amount_sek: Decimal, valid_from: date, valid_until: date | None, by: User, at: datetime
) -> PriceItem:
    """A new line of a price list with its first price. Raises ValidationError for one that is there already.

    Names are compared without case. A line whose prices have all been taken back is taken up again.
    """
    known = PriceItem.objects.filter(contract=item.contract, unit=item.unit, area=item.area, per=item.per)
    same = next((each for each in known if name_key(each.name) == name_key(item.name)), None)
    if same is not None and Price.objects.standing().filter(item=same).exists():
        raise ValidationError({"name": f"Prislistan har redan raden ”{same.name}”. Ge den ett nytt pris i stället."})
    if same is not None:
        _not_far_from_last(same, amount_sek)
        item.pk, item._state.adding = same.pk, False
    save_checked(item, by=by, at=at)
    price = Price(
        item=item, amount_sek=amount_sek, valid_from=valid_from, valid_until=valid_until, entered_by=by, entered_at=at
    )
    _save(price)
    return item


def _not_far_from_last(item: PriceItem, amount_sek: Decimal) -> None:
    """Raise ValidationError where a line is taken up again at a price that a second person has to confirm."""
    last = Price.objects.filter(item=item).order_by("-entered_at", "-pk").first()
    limit = PriceTerm.limit_of(item.buyer_id)
    if last is not None and rules.is_large_change(last.amount_sek, amount_sek, limit_percent=limit):
        raise ValidationError(
            {"amount_sek": f"Raden har funnits, och priset ändras mer än gränsen {limit} %. Välj Nytt pris vid raden "
             "bland dem utan pris under listan: en annan person ska bekräfta det."}
        )  # fmt: skip


@dataclass(frozen=True)
class Ending:
    """A price that is to end on a day."""

    price: Price
    valid_until: date


@transaction.atomic
def end_prices(ending: Sequence[Ending]) -> list[ValidationError | None]:
    """Let prices end on their days, in a constant number of questions, one for an item at a time.

    Returns for each why it is not, null where it is. A price ends no later than was agreed, leaves no days behind it
    before one that follows, and none of an adjustment that rests on it.
    """
    ids = sorted({each.price.item_id for each in ending})
    list(PriceItem.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))  # the second waits
    now = Price.objects.in_bulk([each.price.pk for each in ending])
    following = {
        price.item_id: price
        for price in Price.objects.standing().filter(item__in=ids).order_by("item", "valid_from", "pk")
    }
    rests = dict(
        AdjustmentLine.objects.filter(old_price__in=now, adjustment__status__in=("SUBMITTED", "APPROVED"))
        .order_by("adjustment__effective_on", "pk")
        .values_list("old_price", "adjustment__effective_on")
    )
    found: list[ValidationError | None] = []
    by_day: defaultdict[date, list[int]] = defaultdict(list)
    for each in ending:
        price = now[each.price.pk]
        last = following.get(price.item_id)
        words = _cannot_end(price, each.valid_until, last=last, rests_on=rests.get(price.pk))
        found.append(ValidationError({"valid_until": words}) if words else None)
        if not words:
            by_day[each.valid_until].append(price.pk)
    for day, ended in by_day.items():
        Price.objects.filter(pk__in=ended).update(valid_until=day)
    return found


def _cannot_end(price: Price, day: date, *, last: Price | None, rests_on: date | None) -> str:
    """Why a price does not end on a day; empty where it does. `last` is the item's latest price that stands."""
    if price.withdrawn_at is not None or last is None:
        return "Priset är återtaget och gäller ingen dag."
    if price.valid_until is not None and day > price.valid_until:
        return (
            f"Priset gäller bara till {price.valid_until}. Ge ett nytt pris från dagen efter om det ska gälla längre."
        )
    if last.pk != price.pk:
        return (
            f"Ett senare pris är redan avtalat, från {last.valid_from}, och dagar utan pris skulle uppstå däremellan."
        )
    if rests_on is not None and day < rests_on - _DAY:
        return f"En prisjustering från {rests_on} bygger på priset, som därför inte kan sluta före den."
    return ""


@dataclass(frozen=True)
class Following:
    """A price that is to count from a day.

    `expects` is the price it was computed from, null where that does not matter.
    """

    item: PriceItem
    amount_sek: Decimal
    valid_from: date
    valid_until: date | None = None
    expects: Price | None = None


class NotFollowed(ValidationError):
    """Prices that cannot count from their days: `each` is every one with why. As a message, the first."""

    def __init__(self, each: Sequence[tuple[Following, ValidationError]]) -> None:
        self.each = tuple(each)
        super().__init__(self.each[0][1])


@transaction.atomic
def follow_with(
    following: Sequence[Following],
    *,
    origin: str,
    by: User | None,
    at: datetime,
    brought_by: RegisterImport | None = None,
) -> list[Price]:
    """Let prices count from their days; those before them end the day before.

    The prices of earlier days stay as they were.

    In a constant number of statements, however many there are; one for an item at a time. Raises NotFollowed, a
    ValidationError, with all of those whose expected price is no longer the one before, and where a price from the day,
    or a later one, is agreed already; then nothing is changed.
    """
    ids = sorted(each.item.pk for each in following)
    list(PriceItem.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))  # the second waits
    standing: defaultdict[int, list[Price]] = defaultdict(list)
    for price in Price.objects.standing().filter(item__in=ids).order_by("valid_from", "pk"):
        standing[price.item_id].append(price)
    ended, new = [], []
    wrong: list[tuple[Following, ValidationError]] = []
    for each in following:
        try:
            before, price = _after(each, standing[each.item.pk])
            price.origin, price.entered_by, price.entered_at, price.brought_by = origin, by, at, brought_by
            price.clean_fields(exclude=_KNOWN)
        except ValidationError as error:
            wrong.append((each, error))
            continue
        if before is not None:
            ended.append(before)
        new.append(price)
    if wrong:
        raise NotFollowed(wrong)
    # By day and not row by row: most prices of one action end on the same day.
    by_day: defaultdict[date | None, list[int]] = defaultdict(list)
    for price in ended:
        by_day[price.valid_until].append(price.pk)
    for day, ended_then in by_day.items():
        Price.objects.filter(pk__in=ended_then).update(valid_until=day)
    return Price.objects.bulk_create(new, batch_size=1000)


def _after(each: Following, standing: Sequence[Price]) -> tuple[Price | None, Price]:
    """The price that ends for a new one to begin, null where none does, and the new one. Neither is saved."""
    item, day = f"{each.item.contract or each.item.area}, {each.item}", each.valid_from
    before = next((price for price in reversed(standing) if price.valid_from < day), None)
    if before is not None and before.valid_until is not None and before.valid_until < day - _DAY:
        before = None  # it ended before, and days without a price lie between
    if each.expects is not None and (before is None or before.pk != each.expects.pk):
        raise ValidationError(f"{item}: priset har ändrats sedan förslaget räknades. Räkna om prisjusteringen.")
    if any(price.valid_from == day for price in standing):
        raise ValidationError(f"{item}: det finns redan ett pris från {day}. Återta det först om det är fel.")
    later = next((price for price in standing if price.valid_from > day), None)
    until = each.valid_until
    if before is not None and before.valid_until is not None and before.valid_until >= day:
        if until is not None and until > before.valid_until:
            said = f"Priset från {before.valid_from}, som det följer på, gäller bara till {before.valid_until}."
            raise ValidationError({"valid_until": said})
        until = until or before.valid_until  # no longer than what was agreed
    if later is not None and (until is None or until >= later.valid_from):
        raise ValidationError(f"{item}: ett senare pris är redan avtalat, från {later.valid_from}.")
    if until is not None and until < day:
        raise ValidationError({"valid_until": "Sista dagen kan inte ligga före första dagen."})
    if before is not None and (before.valid_until is None or before.valid_until >= day):
        before.valid_until = day - _DAY
    else:
        before = None
    return before, Price(item=each.item, amount_sek=each.amount_sek, valid_from=day, valid_until=until)


def _save(price: Price) -> Price:
    """Save a new price. Raises ValidationError where the item has a price on any of its days.

    Asked for here: the database's own constraint says the same, but Django cannot compute a generated span beforehand.
    """
    price.full_clean(validate_constraints=False)
    if price.valid_until is not None and price.valid_until < price.valid_from:
        raise ValidationError({"valid_until": "Sista dagen kan inte ligga före första dagen."})
    ends_after = Q(valid_until__isnull=True) | Q(valid_until__gte=price.valid_from)
    others = Price.objects.standing().filter(ends_after, item=price.item)
    if price.valid_until is not None:
        others = others.filter(valid_from__lte=price.valid_until)
    if found := others.order_by("valid_from", "pk").first():
        raise ValidationError(f"{price.item}: det finns redan ett pris för några av dagarna, från {found.valid_from}.")
    price.save()
    return price


def take_back(price: Price, *, reason: str, by: User, at: datetime) -> Price:
    """Withdraw a price, and let the one before it go on.

    Raises ValidationError for one that was decided, or that a later price or an adjustment rests on.
    """
    if price.origin in {Price.Origin.ADJUSTMENT, Price.Origin.COUNCIL}:
        raise ValidationError("Ett pris som är beslutat återtas inte. Registrera ett nytt pris från en senare dag.")
    if Price.objects.standing().filter(item=price.item, valid_from__gt=price.valid_from).exists():
        raise ValidationError("Ett senare pris bygger på det. Återta det senare först.")
    if AdjustmentLine.objects.filter(old_price=price, adjustment__status__in=("SUBMITTED", "APPROVED")).exists():
        raise ValidationError("En prisjustering bygger på priset. Det kan inte återtas.")
    price.withdrawn_at, price.withdrawn_by, price.withdrawn_reason = at, by, reason
    price.save()
    before = Price.objects.on(price.valid_from - _DAY).filter(item=price.item).first()
    if before is not None and before.valid_until == price.valid_from - _DAY:
        before.valid_until = price.valid_until
        before.save(update_fields=["valid_until"])
    return price


class PricesMoved(Exception):
    """Somebody else has registered or taken back a price since the page was opened."""


def latest_price(item: PriceItem) -> Price | None:
    """The price with the latest first day, of those that were not taken back."""
    return Price.objects.standing().filter(item=item).order_by("-valid_from", "-pk").first()


@transaction.atomic
def save_price_item(*, item: PriceItem, seen: tuple[int | None, Decimal | None], by: User, at: datetime) -> PriceItem:
    """Change a line's VAT and yearly quantity. `seen` is what they were when the page was opened.

    A line keeps no version of its own, so that what was seen is compared instead. Raises ValidationError, and
    ChangedMeanwhile where somebody else has changed them since.
    """
    stored = PriceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if (stored.vat_percent, stored.yearly_quantity) != seen:
        raise ChangedMeanwhile(stored)
    return save_checked(item, by=by, at=at)
