"""What is said of a deviation: its checks, its price beside the contracts', who may decide, and the whole case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import F, Min

from contracts.checks.reports import CheckLine, Checks, placement_checks
from contracts.checks.rules import CheckState
from contracts.prices.querysets.of_areas import PriceSpan, area_prices
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.untyped import Columns
from procurement.deviations import rules
from procurement.deviations.models import Delegation
from procurement.deviations.querysets import chain_of
from procurement.placements.models import AskedSupplier, Placement, PlacementTerm

if TYPE_CHECKING:
    from contracts.plan.models import ContractArea
    from huddinge_vo.common.people.models import User
    from procurement.deviations.models import Deviation


@dataclass(frozen=True)
class KeptLine:
    """One check as it stood, whether it stops the placement, and whether whoever decides must say why nevertheless."""

    line: CheckLine
    blocks: bool
    needs_words: bool = False

    @property
    def kind(self) -> str:
        """Which check."""
        return self.line.kind

    @property
    def label(self) -> str:
        """What it is called."""
        return self.line.label


@dataclass(frozen=True)
class PlacementChecks:
    """The checks of domain.md §7 for one placement outside contract, the permit first."""

    checks: Checks
    lines: tuple[KeptLine, ...]

    @property
    def stopping(self) -> list[str]:
        """What must be there before anybody is placed, and is not."""
        return [each.label for each in self.lines if each.blocks]

    @property
    def to_explain(self) -> list[str]:
        """What is lacking or unclear, and is answered in words by whoever approves."""
        return [each.label for each in self.lines if each.needs_words]

    def as_kept(self) -> list[Columns]:
        """What is kept with a decision: the words that were shown, and what they rested on."""
        return [
            {
                "kind": each.kind,
                "label": each.label,
                "words": each.line.words,
                "colour": each.line.colour,
                "checked_on": each.line.check.checked_on.isoformat() if each.line.check else None,
                "valid_until": each.line.check.valid_until.isoformat() if each.line.check else None,
                "source": each.line.check.source if each.line.check else "",
                "score": each.line.check.score if each.line.check else None,
                "reason": each.line.check.reason if each.line.check else "",
            }
            for each in self.lines
        ]


def checks_of(placement: Placement, *, user: User, on: date) -> PlacementChecks:
    """How the checks of a placement's supplier and unit stand on a day, IVO's first.

    What the service needs from IVO and is not there stops the placement. Whatever else is asked for and lacking, and a
    permit of which nobody knows whether it is needed, is a question that whoever approves answers in words.
    """
    checks = placement_checks(supplier=placement.supplier, place=placement.place, area=placement.area, user=user, on=on)
    lines = []
    for line in checks.lines:
        lacks = line.is_asked_for and line.colour == "off"
        blocks = lacks and line.kind in rules.BLOCKING
        unclear = bool(line.unclear) and not line.is_asked_for and line.state != CheckState.VALID
        lines.append(KeptLine(line, blocks, (lacks and not blocks) or unclear))
    lines.sort(key=lambda each: each.kind not in rules.BLOCKING)
    return PlacementChecks(checks, tuple(lines))


def contract_prices(*, area: ContractArea | None, per: str, on: date) -> PriceSpan | None:
    """What the area's contracts cost on a day for the same unit of price; null where no price is known.

    What is kept is the highest, so that no premium is made larger.
    """
    return area_prices({area.pk}, on=on).get((area.pk, per)) if area is not None else None


@dataclass(frozen=True)
class InOrder:
    """A row of the delegation order beside a decision: whether it is enough, and whether it is one's own."""

    delegation: Delegation
    is_enough: bool
    is_mine: bool


@dataclass(frozen=True)
class Case:
    """A deviation with everything that is read before and after it is decided; screen and paper say the same."""

    placement: Placement
    form: Deviation
    asked: tuple[AskedSupplier, ...]
    prices: PriceSpan | None
    checks: PlacementChecks
    on: date
    order_day: date
    order: tuple[InOrder, ...]
    chain: tuple[Placement, ...]
    due_on: date | None

    @property
    def premium_sek(self) -> Decimal | None:
        """What is paid above the dearest contract of the area, for each; null where a price is unknown."""
        return rules.premium(self.placement.price_sek, self.form.contract_price_sek)

    @property
    def premium_percent(self) -> Decimal | None:
        """The same as a share of it."""
        over, price = self.premium_sek, self.form.contract_price_sek
        return None if over is None or not price else (over / price * 100).quantize(Decimal("0.1"))

    @property
    def of_days_words(self) -> str:
        """What the price comes to over the days, beside the value that was said; empty where it is not known."""
        one = self.placement
        found = rules.price_of_days(one.price_sek, one.price_per, one.valid_from, one.valid_until)
        return rules.words_of_days(found)

    @property
    def is_late(self) -> bool:
        """Whether it was approved after it had begun, which is marked "i efterhand"."""
        approved_on = self.placement.approved_on
        return approved_on is not None and rules.is_late(approved_on, self.placement.valid_from)

    @property
    def is_overdue(self) -> bool:
        """Whether an acute placement was decided after its last day, or still is not."""
        if self.due_on is None:
            return False
        decided = swedish_day(self.form.decided_at) if self.form.decided_at else self.on
        return decided > self.due_on

    @property
    def deciders(self) -> str:
        """The roles that may decide on it, as one says them; empty where there are none."""
        return deciders_of(self.order)

    @property
    def is_mine(self) -> bool:
        """Whether the order lets whoever reads it approve."""
        return any(each.is_enough and each.is_mine for each in self.order)


def chain_begins(placement: Placement) -> date:
    """The first day of all that a placement carries on from and is carried on by."""
    chain = Placement.objects.filter(pk__in=chain_of(placement.pk))
    return chain.aggregate(first=Min("valid_from"))["first"] or placement.valid_from


NOBODY_MAY = " Ingen roll har delegation för det {}."


def order_of(form: Deviation, *, user: User, on: date) -> tuple[InOrder, ...]:
    """The delegation order of a day for a form's ground, beside its value, and which rows are a person's own."""
    order = Delegation.objects.in_force_on(on).filter(buyer=form.placement.buyer, ground=form.ground)
    own = set(user.memberships.filter(buyer=form.placement.buyer).values_list("role", flat=True))
    rows = order.select_related("role").order_by(F("up_to_sek").asc(nulls_last=True), "role__name", "pk")
    return tuple(
        InOrder(each, rules.within(form.expected_value_sek, each.up_to_sek), each.role_id in own) for each in rows
    )


def deciders_of(order: Iterable[InOrder]) -> str:
    """The roles that may decide, as one says them; empty where there are none."""
    return rules.listed(sorted({each.delegation.role.name for each in order if each.is_enough}))


def case_of(placement: Placement, form: Deviation, *, user: User, on: date) -> Case:
    """All of a deviation as a person may know it on a day. The order is that of the decision, or of the day."""
    day = swedish_day(form.decided_at) if form.decided_at else on
    asked = AskedSupplier.objects.visible_to(user).filter(placement=placement)
    chain = Placement.objects.visible_to(user).filter(pk__in=chain_of(placement.pk)).select_related("form", "ended")
    terms = PlacementTerm.of(placement.buyer)
    return Case(
        placement=placement,
        form=form,
        asked=tuple(asked.select_related("supplier", "contract", "place").order_by("supplier__sort_name", "pk")),
        prices=contract_prices(area=placement.area, per=placement.price_per, on=placement.valid_from),
        checks=checks_of(placement, user=user, on=on),
        on=on,
        order_day=day,
        order=order_of(form, user=user, on=day),
        chain=tuple(chain.order_by("valid_from", "pk")),
        due_on=rules.acute_due(placement.valid_from, terms.acute_working_days) if form.is_acute else None,
    )
