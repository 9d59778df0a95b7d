"""Keeping price lists: a price follows another from a day; what was agreed is never overwritten."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from contracts.models import Price, PriceItem, RegisterImport
from huddinge_vo.common.money import sek
from huddinge_vo.common.saving import ChangedMeanwhile, save_checked

if TYPE_CHECKING:
    from huddinge_vo.common.models import User

_DAY = timedelta(days=1)


@transaction.atomic
def add_price_item(
    *, item: PriceItem, amount_sek: Decimal, valid_from: date, valid_until: date | None, by: User, at: datetime
) -> PriceItem:
    """A new line of a price list with its first price. Raises ValidationError for one that is there already."""
    save_checked(item, by=by, at=at)
    price = Price(
        item=item, amount_sek=amount_sek, valid_from=valid_from, valid_until=valid_until, entered_by=by, entered_at=at
    )
    _save(price)
    return item


@transaction.atomic
def follow_with(
    *,
    item: PriceItem,
    amount_sek: Decimal,
    valid_from: date,
    origin: str,
    by: User | None,
    at: datetime,
    valid_until: date | None = None,
    expects: Price | None = None,
    brought_by: RegisterImport | None = None,
) -> Price:
    """Let a price count from a day; the one before it ends the day before. The prices of earlier days stay as they were.

    `expects` is the price that it was reckoned from: raises ValidationError where that is no longer the one before, and
    where a later price is agreed already.
    """
    PriceItem.objects.select_for_update(of=("self",)).get(
        pk=item.pk
    )  # of two at once the second sees the first's price
    before = Price.objects.on(valid_from - _DAY).filter(item=item).first()
    if expects is not None and (before is None or before.pk != expects.pk):
        raise ValidationError(f"{item}: priset har ändrats sedan förslaget räknades. Räkna om prisjusteringen.")
    on_day = Price.objects.on(valid_from).filter(item=item).first()
    if on_day is not None and on_day.valid_from == valid_from:
        raise ValidationError(f"{item}: det finns redan ett pris från {valid_from}. Återta det först om det är fel.")
    if before is not None and (before.valid_until is None or before.valid_until >= valid_from):
        later = Price.objects.standing().filter(item=item, valid_from__gt=valid_from)
        valid_until = valid_until if before.valid_until is None else min(valid_until or date.max, before.valid_until)
        if later.exists() and valid_until is None:
            raise ValidationError(f"{item}: ett senare pris är redan avtalat.")
        before.valid_until = valid_from - _DAY
        before.save(update_fields=["valid_until"])
    price = Price(
        item=item,
        amount_sek=amount_sek,
        valid_from=valid_from,
        valid_until=valid_until,
        origin=origin,
        entered_by=by,
        entered_at=at,
        brought_by=brought_by,
    )
    return _save(price)


def _save(price: Price) -> Price:
    """Save a new price. Raises ValidationError where the item has a price on any of its days.

    Asked for here: the database's own constraint says the same, but Django cannot reckon a generated span beforehand.
    """
    price.full_clean(validate_constraints=False)
    if price.valid_until is not None and price.valid_until < price.valid_from:
        raise ValidationError({"valid_until": "Sista dagen kan inte ligga före första dagen."})
    ends_after = Q(valid_until__isnull=True) | Q(valid_until__gte=price.valid_from)
    others = Price.objects.standing().filter(ends_after, item=price.item)
    if price.valid_until is not None:
        others = others.filter(valid_from__lte=price.valid_until)
    if found := others.order_by("valid_from").first():
        raise ValidationError(f"{price.item}: det finns redan ett pris för några av dagarna, från {found.valid_from}.")
    price.save()
    return price


@transaction.atomic
def withdraw_price(*, price_id: int, reason: str, by: User, at: datetime) -> Price:
    """Take back a price that was typed wrong: it counts on no day, and the one before it goes on in its place.

    It stays in history. Raises ValidationError without a reason, and for one that an approved adjustment made or
    rests on.
    """
    price = Price.objects.select_for_update(of=("self",)).select_related("item").get(pk=price_id)
    if price.withdrawn_at is not None:
        return price
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför priset återtas."})
    if price.origin in {Price.Origin.ADJUSTMENT, Price.Origin.COUNCIL}:
        raise ValidationError("Ett pris som är beslutat återtas inte. Registrera ett nytt pris från en senare dag.")
    if Price.objects.standing().filter(item=price.item, origin="ADJUSTMENT", valid_from__gt=price.valid_from).exists():
        raise ValidationError("En godkänd prisjustering bygger på priset. Det kan inte återtas.")
    price.withdrawn_at, price.withdrawn_by, price.withdrawn_reason = at, by, reason.strip()
    price.save()
    before = Price.objects.on(price.valid_from - _DAY).filter(item=price.item).first()
    if before is not None and before.valid_until == price.valid_from - _DAY:
        before.valid_until = price.valid_until
        before.save(update_fields=["valid_until"])
    return price


class PricesMoved(Exception):
    """Somebody else has registered or taken back a price since the page was opened."""


@transaction.atomic
def register_price(
    *, item: PriceItem, amount_sek: Decimal, valid_from: date, origin: str, seen: int | None, by: User, at: datetime
) -> Price:
    """A person's new price from a day. `seen` is the latest price that the person saw, by id; null where there was none.

    Raises PricesMoved where somebody else has registered or taken back a price since, and ValidationError.
    """
    PriceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    latest = latest_price(item)
    if (latest.pk if latest else None) != seen:
        now = f"{sek(latest.amount_sek)} kr från {latest.valid_from}" if latest else "inget"
        raise PricesMoved(
            f"Prisraden har ändrats av någon annan sedan du öppnade sidan. Det senaste priset är nu {now}. "
            "Ingenting är sparat. Spara igen om ditt pris ändå ska gälla."
        )
    return follow_with(item=item, amount_sek=amount_sek, valid_from=valid_from, origin=origin, by=by, at=at)


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
