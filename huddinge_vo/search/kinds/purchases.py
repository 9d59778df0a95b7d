"""What is bought: e-invoices by their number. The rows of the ledger have a list of their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from followup.invoices.models import Invoice
from huddinge_vo.common.words import has_all
from huddinge_vo.search.kinds.kind import KINDS, SHOWN, Hit, Match, SearchKind

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True, kw_only=True)
class _Invoices(SearchKind):
    """E-invoices by their whole number, whatever signs it is written with."""

    def find(self, user: User, typed: str, *, match: Match, on: date) -> list[models.Model]:
        """The latest first. A number that is nearly another is another invoice's."""
        if match is not has_all or not any(sign.isdecimal() for sign in typed):
            return []
        numbered = self.seen(user).numbered(typed)  # type: ignore[attr-defined]
        return list(numbered.select_related(*self.select).order_by("-issued_on", "-pk")[: SHOWN + 1])


KINDS.add(
    _Invoices(
        code="INVOICE",
        number=16,
        title="E-fakturor",
        model=Invoice,
        permission="followup.view_invoice",
        fields=("number",),
        select=("supplier",),
        hit=lambda each: Hit(each.number, each.get_absolute_url(), f"{each.supplier_name}, {each.issued_on}"),
        rest="followup:invoice-list",
    )
)
