"""Who has set prices of adjustments by hand: what the two-person rule goes by."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models

from contracts.prices.models.adjustment import AdjustmentLine
from contracts.prices.querysets import PriceSetByHandQuerySet
from huddinge_vo.common.free_text import FreeLine


class PriceSetByHand(models.Model):
    """That a person settled on a line otherwise than it stood, and on what: every one of them, whoever was last.

    While the line differs from the clause's price, nobody who has set it approves it. The rows go with the line when
    the adjustment is computed anew, for then the price is nobody's.
    """

    secret_through = ("line",)

    line = models.ForeignKey(AdjustmentLine, models.CASCADE, related_name="set_by_hand", verbose_name="rad")
    new_sek = models.DecimalField("nytt pris, kr", max_digits=12, decimal_places=2)
    is_left_out = models.BooleanField("justeras inte")
    reason = FreeLine("skäl", max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ändrad av")
    set_at = models.DateTimeField("ändrad")

    buyer_through = ("line__adjustment__contract__buyer",)
    objects = PriceSetByHandQuerySet.as_manager()

    class Meta:
        verbose_name = "pris satt för hand"
        verbose_name_plural = "priser satta för hand"
        triggers = [
            pgtrigger.Protect(name="what_was_set_by_hand_stays", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="what_approval_saw_set_by_hand_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM contracts_adjustmentline l JOIN contracts_priceadjustment a ON a.id = l.adjustment_id
                        WHERE l.id = CASE TG_OP WHEN 'DELETE' THEN OLD.line_id ELSE NEW.line_id END
                            AND a.status = 'APPROVED'
                    ) THEN
                        RAISE EXCEPTION 'Prisjusteringen är godkänd och ändras inte.' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
                """,  # noqa: E501 - the migrations keep the trigger letter by letter
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.set_by}"
