"""What a trial of a rule says: its place, the rows it takes and from which rules, and what the measures become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.plan.models import Category
from followup.judging.models import ClassificationRule, SpendMonth
from huddinge_vo.common import org_numbers
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

OUTSIDE = "Köp utan avtal"


@dataclass(frozen=True)
class MeasureChange:
    """A measure over twelve months before and after, as a share of 1 or in kronor; null where there is nothing to
    measure.
    """

    name: str
    before: Decimal | None
    after: Decimal | None
    is_money: bool = False

    @property
    def change(self) -> Decimal | None:
        """How much it grows; null where it is not known at both times."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Flow:
    """Rows that come from another rule, or go to it. `rule` is its words."""

    rule: str
    rows: int
    sum_sek: Decimal


@dataclass(frozen=True)
class Trial:
    """What would become of rows and measures if a rule were saved, or taken away; nothing is changed by asking.

    It holds nothing of what the person who asked may not see. Kronor with their sign: credits are negative. `rows` and
    `sum_sek` are what the rule would decide of alone, of a rule to be taken away what it does; `moved_rows` those that
    get another subcategory, area or outcome. `place` is its order, null for a rule to be taken away; `above` is the
    words of the rule that comes next, empty for the last one.
    """

    place: int | None
    is_proposed: bool
    above: str
    rows: int
    sum_sek: Decimal
    comes: tuple[Flow, ...]
    goes: tuple[Flow, ...]
    moved_rows: int
    moved_sek: Decimal
    period: Period | None
    measures: tuple[MeasureChange, ...]

    @property
    def is_removal(self) -> bool:
        """Whether the rule is to be taken away."""
        return self.place is None


@dataclass(frozen=True)
class Standing:
    """The measures as they are: name → value."""

    period: Period | None
    loyalty: dict[str, Decimal | None]
    outside_sek: Decimal


def root_category(buyer: Organization) -> Category | None:
    """The category the buyer's plan is for."""
    return Category.objects.filter(buyer=buyer, parent__isnull=True).order_by("code", "pk").first()


def standing(buyer: Organization, *, user: User, on: date, period: Period | None = None) -> Standing:
    """The measures that Översikt shows, over the same twelve months: each subcategory, the whole, bought outside.

    With `period` of those months. Twelve months that end with the data are told in whole sums anyway, see
    followup/spend/rules.py:is_reported.
    """
    root = root_category(buyer)
    if root is None:
        return Standing(None, {}, Decimal(0))
    all_spend = SpendMonth.objects.under_root(root)
    period = period or all_spend.measured(on).period
    if period is None:
        return Standing(None, {}, Decimal(0))
    spend = all_spend.within_reach_of(user).in_period(period)
    below = Category.objects.visible_to(user).filter(parent=root).order_by("code", "pk")
    loyalty = {f"Avtalstrohet {each.name}": spend.in_category(each).loyalty().contract_loyalty for each in below}
    whole = spend.loyalty()
    return Standing(period, {**loyalty, "Avtalstrohet, hela kategorin": whole.contract_loyalty}, whole.outside_contract)


def changes(before: Standing, after: Standing) -> tuple[MeasureChange, ...]:
    """The measures before and after; none where nothing is loaded."""
    if before.period is None:
        return ()
    shares = (MeasureChange(name, value, after.loyalty.get(name)) for name, value in before.loyalty.items())
    return (*shares, MeasureChange(OUTSIDE, before.outside_sek, after.outside_sek, is_money=True))


def rule_words(rules: Iterable[int], *, user: User | None) -> dict[int, str]:
    """What some rules are called where they are told of, by id. What a person may not see all of says no more than
    its order.
    """
    found = ClassificationRule.objects.filter(pk__in=list(rules)).select_related("category", "area").order_by("pk")
    seen = found if user is None else found.wholly_told_to(user)
    open_to_him = set(seen.values_list("pk", flat=True))
    return {
        rule.pk: _words(rule) if rule.pk in open_to_him else f"regel {rule.order}: skyddade uppgifter" for rule in found
    }


def _words(rule: ClassificationRule) -> str:
    accounts = rule.account_from or rule.account_to
    if accounts and rule.account_from != rule.account_to:
        accounts = f"{rule.account_from or '…'}–{rule.account_to or '…'}"
    asks = [
        *([f"leverantör {org_numbers.display_raw(rule.supplier_ref)}"] if rule.supplier_ref else []),
        *([f"konto {accounts}"] if accounts else []),
        *([f"förvaltning {rule.unit}"] if rule.unit else []),
    ]
    to = rule.category.name if rule.category and not rule.area else str(rule.area)
    gives = f"undantag {rule.exclusion}" if rule.exclusion else to
    return f"regel {rule.order}: {', '.join(asks) or 'alla rader'} → {gives}"
