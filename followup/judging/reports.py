"""What a trial of a rule says: its place, the rows it takes and from which rules, and what the measures become."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q

from contracts.plan.models import Category
from contracts.plan.querysets import tree_of
from contracts.plan.rules import CategoryTree
from followup.judging.choices import Bucket
from followup.judging.models import ClassificationRule, SpendKey, SpendMonth, SpendTotal
from followup.judging.querysets import (
    SeenSpend,
    SpendByMonth,
    SpendMonthQuerySet,
    spend_by_month,
    spend_within_reach,
)
from followup.judging.sql import Moved
from huddinge_vo.common import org_numbers
from huddinge_vo.common.money import share, share_difference
from huddinge_vo.common.pages.asked import misread
from huddinge_vo.common.periods import Period

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization, User

OUTSIDE = "Köp utan avtal"
UNCATEGORISED = "Utan underkategori"
EXCLUDED = "Undantaget, utanför kategorin"


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
        if self.is_money and self.before is not None and self.after is not None:
            return self.after - self.before
        return share_difference(self.after, self.before)


@dataclass(frozen=True)
class Flow:
    """Rows that come from another rule, or go to it. `rule` is its words."""

    rule: str
    rows: int
    sum_sek: Decimal


@dataclass(frozen=True)
class Step:
    """Spend that would be judged to be something else: words of its subcategory and bucket before and after."""

    was: str
    becomes: str
    rows: int
    sum_sek: Decimal


def steps(moved: Iterable[Moved]) -> tuple[Step, ...]:
    """What would be judged to be something else, in words."""
    told = list(moved)
    ids = {category for each in told for category in (each.category, each.new_category) if category is not None}
    names = dict(Category.objects.filter(pk__in=ids).values_list("pk", "name"))

    def words(category: int | None, bucket: str) -> str:
        place = "" if category is None else f"{names[category]}, "
        return f"{place}{Bucket(bucket).label.lower()}"

    return tuple(
        Step(words(each.category, each.bucket), words(each.new_category, each.new_bucket), each.rows, each.sum_sek)
        for each in told
    )


@dataclass(frozen=True)
class Trial:
    """What would become of rows and measures if a rule were saved, or taken away; nothing is changed by asking.

    It holds nothing of what the person who asked may not see. Kronor with their sign: credits are negative. `rows` and
    `sum_sek` are what the rule would decide of alone, of a rule to be taken away what it does; `moved_rows` those that
    get another subcategory, area or outcome, and `steps` how, but for those that only get another area. `place` is its
    order, null for a rule to be taken away; `above` is the words of the rule that comes next, empty for the last one.
    `is_off_the_accounts` says that no account of the ledger lies where the rule asks for some.
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
    steps: tuple[Step, ...]
    period: Period | None
    measures: tuple[MeasureChange, ...]
    is_off_the_accounts: bool = False

    @property
    def is_removal(self) -> bool:
        """Whether the rule is to be taken away."""
        return self.place is None


@dataclass(frozen=True)
class Group:
    """Spend that no rule takes, of one supplier on one account at one unit: what a rule could be made of.

    `key` is one of its keys, and names it. `number` is what a rule asks for, empty where the ledger has none.
    `category` is what all of it was judged to be bought for without a rule, empty where it is not one; `uncategorised`
    how many of its rows have none. `size` is its kronor without their sign.
    """

    key: int
    supplier: str
    number: str
    account: str
    account_text: str
    unit: str
    rows: int
    sum_sek: Decimal
    size: Decimal
    category: str
    uncategorised: int


def groups(
    spend: SpendMonthQuerySet, *, after: tuple[Decimal, int] | None = None, at_most: int | None = None
) -> list[Group]:
    """What some sums are, in groups, the biggest first. `after` is the size and key of the last one before."""
    found = spend.groups()
    if after is not None:
        size, key = after
        found = found.filter(Q(size__lt=size) | Q(size=size, key__gt=key))
    lines = list(found[:at_most])
    keys = SpendKey.objects.in_bulk([line["key"] for line in lines])
    names = dict(Category.objects.filter(pk__in={line["first_category"] for line in lines}).values_list("pk", "name"))
    return [
        Group(
            key=line["key"],
            supplier=keys[line["key"]].supplier_name,
            number=keys[line["key"]].org_number or keys[line["key"]].supplier_ref,
            account=line["account"],
            account_text=keys[line["key"]].account_text,
            unit=line["unit"],
            rows=line["rows"],
            sum_sek=line["total"],
            size=line["size"],
            category=names[line["first_category"]]
            if not line["uncategorised"] and line["first_category"] == line["last_category"]
            else "",
            uncategorised=line["uncategorised"],
        )
        for line in lines
    ]


@dataclass(frozen=True)
class Left:
    """How far the work with rules has come: rows and kronor in all, of what no rule takes, of that without a
    subcategory, and of what people have judged.
    """

    all_rows: int
    all_sek: Decimal
    rows: int
    sum_sek: Decimal
    uncategorised_rows: int
    uncategorised_sek: Decimal
    hand_rows: int
    hand_sek: Decimal

    @property
    def decided_rows(self) -> int:
        """The rows that a rule or a person has decided of."""
        return self.all_rows - self.rows

    @property
    def done(self) -> Decimal | None:
        """The share of the rows that a rule or a person has decided of; null where there are none."""
        return share(self.decided_rows, self.all_rows)

    @property
    def done_sek(self) -> Decimal | None:
        """The same of the kronor."""
        return share(self.all_sek - self.sum_sek, self.all_sek)


def left(spend: SeenSpend) -> Left:
    """How far it has come, of what a person may see."""
    told = spend.left()
    return Left(
        all_rows=told["all_rows"],
        all_sek=told["all_sek"],
        rows=told["left_rows"],
        sum_sek=told["left_sek"],
        uncategorised_rows=told["uncategorised_rows"],
        uncategorised_sek=told["uncategorised_sek"],
        hand_rows=told["hand_rows"],
        hand_sek=told["hand_sek"],
    )


def chosen_period(raw: str, latest: Period) -> Period:
    """A year as far as there is data; anything else is the latest twelve months. See spend/rules.py:is_reported."""
    if is_year(raw, latest):
        whole = Period.year(int(raw))
        return Period(whole.first, min(whole.last, latest.last))
    return latest


def is_year(raw: str, latest: Period) -> bool:
    """Whether an address asks for a year that there may be data of."""
    return raw.isdecimal() and len(raw) == 4 and 1990 <= int(raw) <= latest.last.year


def misread_period(raw: str, latest: Period) -> str:
    """What to say of an address that asks for a period that cannot be understood; nothing of one that can."""
    return misread("period", "de senaste tolv månaderna") if raw and not is_year(raw, latest) else ""


@dataclass(frozen=True)
class Standing:
    """The measures as they are: name → value. Shares of 1, and kronor."""

    period: Period | None
    loyalty: dict[str, Decimal | None]
    kronor: dict[str, Decimal]


def root_category(buyer: Organization) -> Category | None:
    """The category the buyer's plan is for."""
    roots = Category.objects.filter(buyer=buyer, parent__isnull=True).select_related("buyer")
    return roots.order_by("code", "pk").first()


@dataclass(frozen=True)
class PlanSpend:
    """A category's spend and its tree, read once for all that a page says of them: all that its plan answers for, and
    what is within reach of a person's work.
    """

    root: Category
    tree: CategoryTree
    whole: SpendByMonth
    reached: SpendByMonth


def plan_spend(root: Category, user: User, tree: CategoryTree | None = None) -> PlanSpend:
    """As it is now; `tree` is the buyer's categories, where they have been read already."""
    whole, reached = spend_within_reach(SpendTotal.objects.under_root(root), user)
    return PlanSpend(root, tree or Category.objects.filter(buyer=root.buyer_id).tree(), whole, reached)


def plan_spend_of(buyer: Organization | None, user: User) -> PlanSpend | None:
    """Of the category that a buyer's plan is for; null where he has none."""
    categories = list(Category.objects.filter(buyer=buyer).select_related("buyer").order_by("pk"))
    tree = tree_of(categories)
    roots = [each for each in categories if tree.root is not None and each.pk == tree.root.pk]
    return plan_spend(roots[0], user, tree) if roots else None


def standing(buyer: Organization, *, user: User, on: date, period: Period | None = None) -> Standing:
    """The measures that Översikt shows, over the same twelve months: each subcategory, the whole, bought outside.

    With `period` of those months. Twelve months that end with the data are told in whole sums anyway, see
    followup/spend/rules.py:is_reported.
    """
    root = root_category(buyer)
    if root is None:
        return Standing(None, {}, {})
    all_spend = SpendTotal.objects.under_root(root)
    period = period or all_spend.measured(on).period
    if period is None:
        return Standing(None, {}, {})
    spend = all_spend.within_reach_of(user).in_period(period)
    below = Category.objects.visible_to(user).filter(parent=root).order_by("code", "pk")
    parts, tree = spend_by_month(spend), Category.objects.filter(buyer=buyer).tree()
    loyalty = {
        f"Avtalstrohet {each.name}": parts.in_categories(tree.below(each.pk)).loyalty().contract_loyalty
        for each in below
    }
    whole = parts.loyalty()
    # What has no subcategory is told of what he may see alone, as the lists of it are: it is few rows, and a secret
    # supplier's among them could be had by subtraction.
    hidden = SpendMonth.objects.under_root(root).in_period(period).protected_from(user)
    unplaced = SeenSpend(spend, hidden).left()["unplaced_sek"]
    kronor = {OUTSIDE: whole.outside_contract, UNCATEGORISED: unplaced, EXCLUDED: whole.excluded}
    return Standing(period, {**loyalty, "Avtalstrohet, hela kategorin": whole.contract_loyalty}, kronor)


def changes(before: Standing, after: Standing) -> tuple[MeasureChange, ...]:
    """The measures before and after; none where nothing is loaded."""
    if before.period is None:
        return ()
    shares = (MeasureChange(name, value, after.loyalty.get(name)) for name, value in before.loyalty.items())
    kronor = (MeasureChange(name, value, after.kronor[name], is_money=True) for name, value in before.kronor.items())
    return (*shares, *kronor)


def rule_words(rules: Iterable[int], *, user: User | None) -> dict[int, str]:
    """What some rules are called where they are told of, by id. What a person may not see all of says no more than
    its order.
    """
    found = ClassificationRule.objects.filter(pk__in=list(rules)).select_related("category", "area").order_by("pk")
    seen = found if user is None else found.wholly_told_to(user)
    open_to_him = set(seen.values_list("pk", flat=True))
    return {
        rule.pk: words_of(rule) if rule.pk in open_to_him else f"regel {rule.order}: skyddade uppgifter"
        for rule in found
    }


def words_of(rule: ClassificationRule) -> str:
    """What a rule asks for and gives, with its place if it has one. For whoever may see all of it."""
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
    place = f"regel {rule.order}" if rule.order else "ny regel"
    return f"{place}: {', '.join(asks) or 'alla rader'} → {gives}"


@dataclass(frozen=True)
class OrderTrial:
    """What another order of the rules would mean, of what the person who asked may see; nothing is changed by asking.

    `rows` and `sum_sek` are what another rule would decide of, and `by_rule` what each would get, by its id (less than
    nought where it loses): of the months of `period`, as are `steps`. `measures` are of the twelve months of
    `measured`.
    """

    period: Period
    rows: int
    sum_sek: Decimal
    by_rule: dict[int, tuple[int, Decimal]]
    steps: tuple[Step, ...]
    measured: Period | None
    measures: tuple[MeasureChange, ...]
