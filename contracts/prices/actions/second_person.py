"""Prices set by hand that change much: asked for by one person, confirmed by another, and nothing counts before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.prices import rules
from contracts.prices.actions.prices import Following, PricesMoved, follow_with, latest_price, take_back
from contracts.prices.models import Price, PriceItem, PriceTerm, PriceToConfirm
from huddinge_vo.common.money import sek
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_Status = PriceToConfirm.Status
MAY_CONFIRM = "contracts.approve_priceadjustment"  # whoever may approve new prices
# A person's own steps are added up: five of 19 % are no small change.
_OWN_STEPS = timedelta(days=365)


class AlreadyDecided(Exception):
    """The price no longer waits."""

    def __init__(self) -> None:
        super().__init__("Priset väntar inte längre: det är redan avgjort.")


class MustBeAnother(Exception):
    """Whoever asks for a price is not the one to confirm it."""

    def __init__(self) -> None:
        super().__init__("Du har begärt priset: en annan person ska bekräfta eller avslå det.")


class NotYours(Exception):
    """Only whoever asked takes the question back."""

    def __init__(self) -> None:
        super().__init__("Bara den som har begärt priset kan dra tillbaka det.")


@transaction.atomic
def register_price(
    *,
    item: PriceItem,
    amount_sek: Decimal,
    valid_from: date,
    origin: str,
    seen: int | None,
    by: User,
    at: datetime,
    why: str = "",
) -> Price | PriceToConfirm:
    """A person's new price from a day: the price, or where it changes much the question that a second person answers.

    `seen` is the latest price that the person saw, by id; null where there was none.

    Raises PricesMoved where somebody else has registered or taken back a price since, and ValidationError.
    """
    PriceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    latest = latest_price(item)
    if (latest.pk if latest else None) != seen:
        raise PricesMoved(
            f"Prisraden har ändrats av någon annan sedan du öppnade sidan. Det senaste priset är nu {_now(latest)}. "
            "Ingenting är sparat. Spara igen om ditt pris ändå ska gälla."
        )
    following = Following(item, amount_sek, valid_from)
    old = HeldTo([item.pk], by=by, at=at).before(item.pk, valid_from)
    limit = PriceTerm.limit_of(item.buyer_id)
    if old is None or not rules.is_large_change(old, amount_sek, limit_percent=limit):
        (price,) = follow_with([following], origin=origin, by=by, at=at)
        return price
    with transaction.atomic():  # what could not count anyway is told now, and not to the second person
        follow_with([following], origin=origin, by=by, at=at)
        transaction.set_rollback(True)
    return _ask(
        PriceToConfirm(
            item=item,
            latest=latest,
            old_sek=old,
            amount_sek=amount_sek,
            limit_percent=limit,
            valid_from=valid_from,
            origin=origin,
            why=why.strip(),
            asked_by=by,
            asked_at=at,
        )
    )


@transaction.atomic
def withdraw_price(*, price_id: int, reason: str, by: User, at: datetime) -> Price | PriceToConfirm:
    """Take back a price that was typed wrong: it counts on no day, and the one before it goes on in its place.

    It stays in history. Where the line then costs much more or less, a second person is asked first, and the price
    counts meanwhile. Raises ValidationError without a reason, and for one that was decided, or that a later price or an
    adjustment rests on.
    """
    found = Price.objects.select_related("item").get(pk=price_id)
    PriceItem.objects.select_for_update(of=("self",)).get(pk=found.item_id)
    price = Price.objects.select_for_update(of=("self",)).select_related("item").get(pk=price_id)
    if price.withdrawn_at is not None:
        return price
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför priset återtas."})
    before = Price.objects.on(price.valid_from - timedelta(days=1)).filter(item=price.item).first()
    limit = PriceTerm.limit_of(price.item.buyer_id)
    if before is None or not rules.is_large_change(price.amount_sek, before.amount_sek, limit_percent=limit):
        return take_back(price, reason=reason.strip(), by=by, at=at)
    with transaction.atomic():
        take_back(price, reason=reason.strip(), by=by, at=at)
        transaction.set_rollback(True)
    return _ask(
        PriceToConfirm(
            item=price.item,
            latest_id=price.pk,
            takes_back=True,
            old_sek=price.amount_sek,
            amount_sek=before.amount_sek,
            limit_percent=limit,
            valid_from=price.valid_from,
            origin=before.origin,
            why=reason.strip(),
            asked_by=by,
            asked_at=at,
        )
    )


class HeldTo:
    """The prices that new ones of some lines are held to, read in one question.

    It is the one before the new one's day; where all were taken back, the last of them, which it replaces. A person's
    own steps of the last year that nobody has confirmed are passed by, typed or from file, back to the price that he
    began from.
    """

    def __init__(self, item_ids: Collection[int], *, by: User | None, at: datetime) -> None:
        self.by, self.at = by, at
        self.prices: defaultdict[int, list[Price]] = defaultdict(list)
        prices = Price.objects.filter(item__in=item_ids).select_related("confirmed_as", "brought_by")
        for price in prices.order_by("-valid_from", "-pk"):
            self.prices[price.item_id].append(price)

    def before(self, item_id: int, day: date) -> Decimal | None:
        """Null for a first price, from the tender, which needs nobody else."""
        there = self.prices[item_id]
        withdrawn = sorted(
            (each for each in there if each.withdrawn_at is not None),
            key=lambda each: (each.entered_at, each.pk),
            reverse=True,
        )
        earlier = [each for each in there if each.withdrawn_at is None and each.valid_from < day] or withdrawn
        for price in earlier:
            if not self._is_own(price):
                return price.amount_sek
        return earlier[-1].amount_sek if earlier else None

    def _is_own(self, price: Price) -> bool:
        """Whether nobody else has had a word in it. What was adjusted or decided by the council had."""
        return (
            self.by is not None
            and price.entered_by_id == self.by.pk
            and price.entered_at > self.at - _OWN_STEPS
            and price.origin not in {Price.Origin.ADJUSTMENT, Price.Origin.COUNCIL}
            and not hasattr(price, "confirmed_as")
            and (price.brought_by is None or price.brought_by.decided_by_id is None)
        )


def _ask(question: PriceToConfirm) -> PriceToConfirm:
    if not question.why:
        field = "reason" if question.takes_back else "why"
        raise ValidationError(
            {field: f"Skriv varför: priset ändras mer än gränsen {question.limit_percent} % och en annan person ska "
             "bekräfta det."}
        )  # fmt: skip
    if PriceToConfirm.objects.filter(item=question.item, status=_Status.WAITING).exists():
        raise ValidationError(
            "Raden har redan ett pris som väntar på en andra person. Det ska bekräftas, avslås eller dras tillbaka "
            "först."
        )
    question.full_clean()
    question.save()
    return question


def _now(latest: Price | None) -> str:
    return f"{sek(latest.amount_sek)} kr från {latest.valid_from}" if latest else "inget"


def _locked(pk: int) -> PriceToConfirm:
    """The question, its line locked first as whoever registers a price locks it. Raises AlreadyDecided."""
    item = PriceToConfirm.objects.values_list("item", flat=True).get(pk=pk)
    PriceItem.objects.select_for_update(of=("self",)).get(pk=item)
    found = PriceToConfirm.objects.select_for_update(of=("self",))
    question = found.select_related("item__contract", "item__area__category", "asked_by").get(pk=pk)
    if question.status != _Status.WAITING:
        raise AlreadyDecided
    return question


def _decide(question: PriceToConfirm, status: str, *, by: User, at: datetime, reason: str = "") -> PriceToConfirm:
    question.status, question.decided_by, question.decided_at, question.reason = status, by, at, reason
    question.save()
    return question


@transaction.atomic
def confirm_price(*, price_id: int, by: User, at: datetime) -> PriceToConfirm:
    """Let the price that was asked for count, as entered by whoever asked.

    Raises AlreadyDecided, MustBeAnother, PricesMoved where the line has got or lost a price since, and ValidationError
    where it can no longer count from its day.
    """
    question = _locked(price_id)
    require(by, MAY_CONFIRM, question)
    if question.asked_by_id == by.pk:
        raise MustBeAnother
    item, latest = question.item, latest_price(question.item)
    if (latest.pk if latest else None) != question.latest_id:
        raise PricesMoved(
            f"Prisraden har fått ett annat pris sedan det begärdes. Det senaste är nu {_now(latest)}. Ingenting är "
            "ändrat. Avslå begäran: gäller den ännu görs den om mot priset som är nu."
        )
    if question.takes_back:
        assert latest is not None
        take_back(latest, reason=question.why, by=question.asked_by, at=at)
    else:
        following = Following(item, question.amount_sek, question.valid_from)
        (question.price,) = follow_with([following], origin=question.origin, by=question.asked_by, at=at)
    return _decide(question, _Status.CONFIRMED, by=by, at=at)


@transaction.atomic
def decline_price(*, price_id: int, reason: str, by: User, at: datetime) -> PriceToConfirm:
    """Say no to a price, and why. Raises AlreadyDecided, MustBeAnother, and ValidationError without a reason."""
    question = _locked(price_id)
    require(by, MAY_CONFIRM, question)
    if question.asked_by_id == by.pk:
        raise MustBeAnother
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför priset avslås."})
    return _decide(question, _Status.DECLINED, by=by, at=at, reason=reason.strip())


@transaction.atomic
def withdraw_question(*, price_id: int, by: User, at: datetime) -> PriceToConfirm:
    """Take back what one has asked for oneself. Raises AlreadyDecided and NotYours."""
    question = _locked(price_id)
    if question.asked_by_id != by.pk:
        raise NotYours
    return _decide(question, _Status.WITHDRAWN, by=by, at=at)
