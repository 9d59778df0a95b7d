"""A price set by hand that changes much: it counts when a second person has confirmed it, and not before."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.prices.models.price import Price, PriceItem
from contracts.prices.querysets import PriceToConfirmQuerySet
from huddinge_vo.common.free_text import FreeLine
from huddinge_vo.common.history.tracking import tracked


@tracked()
class PriceToConfirm(models.Model):
    """That a person wants a line to cost something else than before, by more than the limit, and what came of it.

    What was asked for stays as it was asked: another price is another question. `latest` is the latest price of the
    line when it was asked; another one since then has answered a different question. `takes_back` says that it is the
    latest price that is to be withdrawn, so that the line costs what it did before.
    """

    secret_through = ("item", "latest", "price")

    class Status(models.TextChoices):
        WAITING = "WAITING", "väntar på en andra person"
        CONFIRMED = "CONFIRMED", "bekräftat"
        DECLINED = "DECLINED", "avslaget"
        WITHDRAWN = "WITHDRAWN", "tillbakadraget"

    item = models.ForeignKey(PriceItem, models.PROTECT, related_name="to_confirm", verbose_name="prisrad")
    latest = models.ForeignKey(
        Price, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="senaste priset då"
    )
    takes_back = models.BooleanField("återtar det senaste priset", default=False)
    old_sek = models.DecimalField("pris före, kr", max_digits=12, decimal_places=2)
    amount_sek = models.DecimalField("nytt pris, kr", max_digits=12, decimal_places=2)
    limit_percent = models.PositiveSmallIntegerField("gräns, procent")
    valid_from = models.DateField("gäller från och med")
    origin = models.CharField("tillkom genom", max_length=12, choices=Price.Origin)
    why = FreeLine("varför", max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="begärt av", editable=False
    )
    asked_at = models.DateTimeField("begärt", editable=False)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="avgjort av"
    )
    decided_at = models.DateTimeField("avgjort", null=True, blank=True)
    reason = FreeLine("skäl", max_length=300, blank=True)
    price = models.OneToOneField(
        Price, models.PROTECT, null=True, blank=True, related_name="confirmed_as", verbose_name="pris som det blev"
    )

    buyer_through = ("item__contract__buyer", "item__area__category__buyer")
    objects = PriceToConfirmQuerySet.as_manager()

    class Meta:
        verbose_name = "pris att bekräfta"
        verbose_name_plural = "priser att bekräfta"
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(status="WAITING"),
                name="price_of_an_item_waits_once",
                violation_error_message=(
                    "Raden har redan ett pris som väntar på en andra person. Vänta tills det är avgjort."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["CONFIRMED", "DECLINED"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
                name="price_is_confirmed_by_another",
                violation_error_message="Den som har begärt priset kan inte också avgöra det. Be någon annan göra det.",
            ),
            models.CheckConstraint(
                condition=Q(status="WAITING", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(status="WAITING") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="decided_price_says_by_whom",
                violation_error_message="Ett avgjort pris har någon som avgjorde det.",
            ),
            models.CheckConstraint(
                condition=~Q(status="DECLINED") | ~Q(reason=""),
                name="declined_price_says_why",
                violation_error_message="Skriv varför priset avslås.",
            ),
            models.CheckConstraint(
                condition=~Q(why=""),
                name="price_to_confirm_says_why",
                violation_error_message="Skriv varför priset ändras så mycket.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="what_a_second_person_sees_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    *("item", "latest", "takes_back", "old_sek", "amount_sek", "limit_percent", "valid_from"),
                    *("origin", "why", "asked_by", "asked_at"),
                ),
                func="""
                    RAISE EXCEPTION 'Det som en andra person har blivit frågad om ändras inte.'
                        USING ERRCODE = 'check_violation';
                """,
            ),
            pgtrigger.Protect(name="prices_to_confirm_are_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.old_sek} → {self.amount_sek} från {self.valid_from}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:price-to-confirm-list")
