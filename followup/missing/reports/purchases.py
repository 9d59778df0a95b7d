"""Purchases outside contract that are tied to no deviation, a page at a time.

They are summed from the roll-up, never from rows. A page is a page of groups; suppliers, subcategories and questions
are asked for the groups of the page alone. All are summed to know which stand on a page, so what all of them come to is
told by the same question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from types import SimpleNamespace
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Func, QuerySet, Window

from contracts.plan.models import Category
from contracts.suppliers.models import Supplier
from followup.judging.choices import Reason
from followup.judging.models import SpendMonth
from followup.judging.querysets import SpendMonthQuerySet
from followup.missing.models import DeviationQuestion
from followup.missing.querysets import missing
from followup.spend.reports import rows_url
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.readings import note
from huddinge_vo.common.untyped import Columns
from procurement.placements.choices import NO_UNIT

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

_LARGEST_FIRST = ("-total",)
_CHUNK = 500


@dataclass(frozen=True)
class MissingPurchase:
    """What an own unit bought from a supplier in a month, outside contract and without a deviation."""

    supplier: Supplier
    unit: str
    category: Category
    month: date
    n: int
    sum_sek: Decimal
    reason: str
    question: DeviationQuestion | None

    @property
    def href(self) -> str:
        """Its rows."""
        return rows_url(
            Period.containing(self.month),
            leverantor=self.supplier.pk,
            underkategori=self.category.pk,
            utfall="UNEXPLAINED",
            enhet=self.unit or NO_UNIT,
        )

    @property
    def key(self) -> str:
        """How a button names it: read back by forms.AskForm."""
        return f"{self.supplier.pk}.{self.category.pk}.{self.month:%Y-%m}.{self.unit}"


@dataclass(frozen=True)
class Whole:
    """What all that is listed comes to."""

    purchases: int
    rows: int
    sum_sek: Decimal


@dataclass
class _Known:
    """What is the same whatever order they are read in."""

    whole: Whole | None = None


class _SumOfSums(Func):
    """The sums of all groups together, beside each group's own."""

    function = "sum"
    window_compatible = True


class MissingPurchases:
    """Purchases in an order, of which any page can be read: what a table asks of its data."""

    model = SpendMonth

    def __init__(
        self,
        spend: SpendMonthQuerySet,
        *,
        user: User,
        buyer: Organization | None,
        order: tuple[str, ...] = _LARGEST_FIRST,
        known: _Known | None = None,
    ) -> None:
        self.spend, self.user, self.buyer, self.order = spend, user, buyer, order
        self._known = known or _Known()
        self._expected, self._page = slice(0, 1), list[Columns]()

    @property
    def query(self) -> SimpleNamespace:
        """Where a table looks for the order that its data is in."""
        return SimpleNamespace(order_by=self.order)

    def expect(self, page: slice) -> None:
        """That page is going to be asked for: it is read together with how many there are, which is asked for first."""
        self._expected = page

    @property
    def whole(self) -> Whole:
        """All of them."""
        if self._known.whole is None:
            self._page = self._read(self._expected)
        if self._known.whole is None and self._expected.start:  # there is no such page
            self._read(slice(0, 1))
        if self._known.whole is None:
            self._known.whole = Whole(0, 0, Decimal(0))
        return self._known.whole

    def count(self) -> int:
        """How many there are."""
        return self.whole.purchases

    __len__ = count

    def order_by(self, *names: str) -> Self:
        """The same in another order."""
        return type(self)(
            self.spend, user=self.user, buyer=self.buyer, order=names or _LARGEST_FIRST, known=self._known
        )

    def _groups(self) -> QuerySet:
        grouped = missing(self.spend)
        order = (*self.order, "supplier", "key__unit", "category", "month")
        return grouped.order_by(*order)  # they end in all that parts one group from another

    def _read(self, wanted: slice) -> list[Columns]:
        """Some of the groups. Where there are any, what all come to is known from now on."""
        of_all = {
            "purchases": Window(Count("*")),
            "all_rows": Window(_SumOfSums("rows")),
            "all_sek": Window(_SumOfSums("total")),
        }
        found = list(self._groups().annotate(**of_all)[wanted])
        for each in found[:1]:
            self._known.whole = Whole(each["purchases"], each["all_rows"], each["all_sek"])
        return found

    def __getitem__(self, wanted: slice) -> list[MissingPurchase]:
        """A page."""
        long = wanted.stop - wanted.start
        is_read = wanted.start == self._expected.start and long <= len(self._page)
        return self._told(self._page[:long] if is_read else self._read(wanted))

    def iterator(self) -> Iterator[MissingPurchase]:
        """All of them, in portions that are forgotten."""
        groups = self._groups().iterator(chunk_size=_CHUNK)
        while portion := list(islice(groups, _CHUNK)):
            yield from self._told(portion)

    __iter__ = iterator

    def _told(self, groups: Sequence[Columns]) -> list[MissingPurchase]:
        suppliers = Supplier.objects.in_bulk({each["supplier"] for each in groups})
        note(Supplier, {pk for pk, supplier in suppliers.items() if supplier.is_secret})
        categories = Category.objects.in_bulk({each["category"] for each in groups})
        asked = self._asked({each["month"] for each in groups}, {each["key__unit"] for each in groups})
        return [
            MissingPurchase(
                supplier=suppliers[each["supplier"]],
                unit=each["key__unit"],
                category=categories[each["category"]],
                month=each["month"],
                n=each["rows"],
                sum_sek=each["total"],
                reason=Reason(each["first_reason"]).label if each["first_reason"] == each["last_reason"] else "flera",
                question=asked.get((each["supplier"], each["key__unit"], each["category"], each["month"])),
            )
            for each in groups
        ]

    def _asked(self, months: set[date], units: set[str]) -> dict[tuple[int, str, int, date], DeviationQuestion]:
        """The last question of each, by who its supplier is now."""
        found = DeviationQuestion.objects.visible_to(self.user).filter(buyer=self.buyer)
        asked = list(
            found.filter(month__in=months, unit__name__in=units).select_related("unit").order_by("asked_at", "pk")
        )
        now = Supplier.objects.now_of({each.supplier_id for each in asked})
        return {(now[each.supplier_id], each.unit.name, each.category_id, each.month): each for each in asked}
