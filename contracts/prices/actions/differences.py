"""When preliminary figures become final: what the prices should have been, and what is owed for what was bought
meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from contracts.index import rules as index_rules
from contracts.index.models import IndexStatus
from contracts.prices import rules
from contracts.prices.models import AdjustmentLine, PriceAdjustment, PriceDifference
from contracts.prices.querysets import Figures, as_components
from contracts.prices.rules import Refused
from contracts.register.models import ContractPayerVolume
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_shown

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_Status = PriceDifference.Status


@transaction.atomic
def find_differences(*, buyer: Organization, at: datetime) -> int:
    """Find what final figures changed, for clauses that settle on them, with what has been bought until now.

    Counted is what was bought at the price, on the days that it counted (rules/settling.py). A row that nobody has
    decided on follows that; what is decided stays, and the rest comes as a row of its own. Prices are never rewritten.
    Returns how many rows are new or changed.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=buyer.pk)
    preliminary = PriceAdjustment.objects.filter(values__status=IndexStatus.PRELIMINARY).values("pk")
    adjustments = list(
        PriceAdjustment.objects.approved()
        .filter(contract__buyer=buyer, clause__settles_on_final=True)
        .select_related("clause")
        .prefetch_related("clause__components__series", "values", "lines__new_price")
        .order_by("contract", "effective_on", "pk")
    )
    touched = set(preliminary.filter(pk__in=[each.pk for each in adjustments]).values_list("pk", flat=True))
    series = {part.series_id: part.series for each in adjustments for part in each.clause.components.all()}
    figures = Figures(series.values())
    settling = {each.contract_id for each in adjustments if each.pk in touched}
    bought = _bought([each for each in adjustments if each.contract_id in settling])
    stored = _stored([each.pk for each in adjustments])
    before: dict[int, PriceAdjustment] = {}
    counted = 0
    for adjustment in adjustments:
        last = before.get(adjustment.contract_id)
        if not adjustment.is_below_threshold or not adjustment.clause.carries_over:  # as last_of: it moved the base
            before[adjustment.contract_id] = adjustment
        if adjustment.pk not in touched:
            continue
        try:
            step, words = _final_step(adjustment, last, figures)
        except Refused:
            continue  # some figure is still preliminary: it is looked at again when it has come
        counted += _keep(adjustment, step, words, bought, stored, at)
    return counted


# line id → (payer, year) → what was bought at its price, and → the rows there are.
_Bought = defaultdict[int, dict[tuple[str, int], rules.BoughtAt]]
_Stored = defaultdict[int, dict[tuple[str, int], list[PriceDifference]]]


def _bought(adjustments: Sequence[PriceAdjustment]) -> _Bought:
    """What was bought at the price of each line of some contracts' adjustments: all of a contract's, the first
    first.
    """
    of_contract: defaultdict[int, list[PriceAdjustment]] = defaultdict(list)
    for each in adjustments:
        of_contract[each.contract_id].append(each)
    purchases: defaultdict[int, list[rules.Purchase]] = defaultdict(list)
    rows = ContractPayerVolume.objects.filter(contract__in=of_contract).order_by("month", "payer", "pk")
    for contract, month, payer, amount in rows.values_list("contract", "month", "payer", "sum_sek"):
        purchases[contract].append(rules.Purchase(month, payer, amount))
    found: _Bought = defaultdict(dict)
    for contract, mine in of_contract.items():
        lines = sorted((line for each in mine for line in each.lines.all()), key=lambda line: line.pk)
        stretches = [
            rules.Stretch(each.effective_on, {line.item_id: line.bought_sek for line in each.lines.all()})
            for each in mine
        ]
        counted = [
            rules.Counted(line.pk, line.item_id, line.new_price.valid_from, line.new_price.valid_until)
            for line in lines
            if line.new_price is not None
        ]
        for (line_id, payer, year), at in rules.bought_at(purchases[contract], stretches, counted).items():
            found[line_id][payer, year] = at
    return found


def _stored(adjustment_ids: Iterable[int]) -> _Stored:
    found: _Stored = defaultdict(lambda: defaultdict(list))
    rows = PriceDifference.objects.select_for_update(of=("self",)).filter(line__adjustment__in=list(adjustment_ids))
    # Locked by id, as those who decide on them do, and then put in the order they came.
    for row in sorted(rows.order_by("pk"), key=lambda row: row.part):
        found[row.line_id][row.payer, row.budget_year].append(row)
    return found


def _final_step(adjustment: PriceAdjustment, last: PriceAdjustment | None, figures: Figures) -> tuple[rules.Step, str]:
    """The adjustment's factor by final figures, and those figures in words. Raises Refused while one is missing."""
    parts = {part.series_id: part for part in adjustment.clause.components.all()}
    found = [
        figures.final_component(parts[used.series_id], used)
        for used in sorted(adjustment.values.all(), key=lambda used: used.pk)
        if used.series_id in parts
    ]
    terms = adjustment.clause.terms()
    from_base = terms.method == rules.Method.FIXED_BASE and last is not None
    last_basket = rules.basket_factor(as_components(list(last.values.all()))) if last and from_base else Fraction(1)
    # Prices as they were paid, so how far they had come is as it was, too.
    reached = last.reached_before_next(terms) if last and adjustment.base_stayed else None
    words = ", ".join(
        f"{each.series.code} {each.index_value.period} {each.index_value.value.normalize():f}" for each in found
    )
    components = [each.component for each in found]
    return rules.step(terms, components, last_basket=last_basket, reached=reached or Fraction(1)), words


def _keep(  # noqa: PLR0917 - one adjustment goes the whole way in here
    adjustment: PriceAdjustment, step: rules.Step, words: str, bought: _Bought, stored: _Stored, at: datetime
) -> int:
    """Write an adjustment's differences. Lines that an officer settled otherwise than the clause have none."""
    counted = 0
    nothing = rules.BoughtAt(Decimal(0))
    for line in sorted(adjustment.lines.all(), key=lambda line: line.pk):
        if line.new_price is None or line.new_sek != line.computed_sek:
            continue
        mine, rows = bought[line.pk], stored[line.pk]
        for key in sorted({*mine, *rows}):  # what is no longer counted is taken back
            counted += _keep_one(adjustment, line, mine.get(key, nothing), key, step, words, rows.get(key, []), at)
    return counted


def _keep_one(  # noqa: PLR0917 - one adjustment goes the whole way in here
    adjustment: PriceAdjustment,
    line: AdjustmentLine,
    bought: rules.BoughtAt,
    key: tuple[str, int],
    step: rules.Step,
    words: str,
    rows: Sequence[PriceDifference],
    at: datetime,
) -> int:
    terms = adjustment.clause.terms()
    final = rules.new_price(terms, step, base_price=line.base_sek, price_now=line.old_sek)
    whole = rules.difference(bought_sek=bought.sum_sek, paid_price=line.new_sek, final_price=final)
    decided = [row for row in rows if row.status != _Status.PROPOSED]
    open_ = next((row for row in rows if row.status == _Status.PROPOSED), None)
    rest = whole - sum((row.difference_sek for row in decided), Decimal(0))
    rest_bought = bought.sum_sek - sum((row.bought_sek for row in decided), Decimal(0))
    if rest == 0:
        if open_ is not None:
            open_.delete()
        return int(open_ is not None)
    facts = {
        "paid_sek": line.new_sek,
        "final_sek": final,
        "bought_sek": rest_bought,
        "broken_months": "; ".join(str(each) for each in bought.broken)[:300],
        "difference_sek": rest,
        "final_factor": index_rules.half_up(step.factor, 16),
        "figures": words[:300],
    }
    row = open_ or PriceDifference(line=line, payer=key[0], budget_year=key[1], part=len(decided) + 1, found_at=at)
    if open_ is not None and all(getattr(open_, name) == value for name, value in facts.items()):
        return 0
    for name, value in facts.items():
        setattr(row, name, value)
    row.found_at = at
    row.save()
    return 1


ALREADY_DECIDED = "Skillnaden är redan avgjord."


class DifferenceMoved(Exception):
    """The row is no longer where the action needs it to be."""


def _locked(ids: Iterable[int], status: str) -> list[PriceDifference]:
    found = PriceDifference.objects.select_for_update(of=("self",)).filter(pk__in=list(ids), status=status)
    return list(found.select_related("line__adjustment__contract").order_by("pk"))


def mark_of_difference(row: PriceDifference) -> str:
    """What changes with what is decided on of a row: its amount, which is reckoned anew until then."""
    return str(row.difference_sek)


@transaction.atomic
def approve_differences(
    *, difference_ids: Iterable[int], by: User, at: datetime, shown: Mapping[int, str] | None = None
) -> int:
    """Approve rows to be settled. Those that are not waiting are left. Returns how many.

    `shown` is mark_of_difference of each row as the person was shown it, null when that does not matter. Raises
    DifferenceMoved where one is another by now.
    """
    rows = _locked(difference_ids, _Status.PROPOSED)
    if shown is not None and any(mark_of_difference(row) != shown.get(row.pk) for row in rows):
        raise DifferenceMoved("Någon av skillnaderna har räknats om sedan du öppnade sidan. Ingenting är gjort.")
    for row in rows:
        require(by, "contracts.approve_priceadjustment", row)
        row.status, row.approved_by, row.approved_at = _Status.APPROVED, by, at
    PriceDifference.objects.bulk_update(rows, ["status", "approved_by", "approved_at"], batch_size=500)
    return len(rows)


@transaction.atomic
def reject_difference(
    *, difference_id: int, reason: str, by: User, at: datetime, shown: str | None = None
) -> PriceDifference:
    """Say that a row is not to be settled, and why. `shown` is mark_of_difference of what the person was shown.

    Raises ValidationError without a reason, DifferenceMoved, and NotAsShown.
    """
    rows = _locked([difference_id], _Status.PROPOSED)
    if not rows:
        raise DifferenceMoved(ALREADY_DECIDED)
    require(by, "contracts.approve_priceadjustment", rows[0])
    if not reason.strip():
        raise ValidationError({"reason": "Skriv varför skillnaden avvisas."})
    check_shown("Skillnaden", shown=shown, now=mark_of_difference(rows[0]))
    rows[0].status, rows[0].reason = _Status.REJECTED, reason.strip()
    rows[0].save()
    return rows[0]


@transaction.atomic
def settle_differences(*, difference_ids: Iterable[int], on: date, by: User, at: datetime) -> int:
    """Say that approved rows have been paid or credited, on a day.

    Raises DifferenceMoved for one who approved any of them, and ValidationError for a day before they were approved.

    Returns how many.
    """
    rows = _locked(difference_ids, _Status.APPROVED)
    for row in rows:
        require(by, "contracts.change_pricedifference", row)
    if any(row.approved_by_id == by.pk for row in rows):
        raise DifferenceMoved("Du godkände någon av raderna: en annan person ska reglera dem.")
    if any(row.approved_at and on < swedish_day(row.approved_at) for row in rows):
        raise ValidationError({"settled_on": "En rad kan inte vara reglerad före dagen då den godkändes."})
    for row in rows:
        row.status, row.settled_by, row.settled_on = _Status.SETTLED, by, on
    PriceDifference.objects.bulk_update(rows, ["status", "settled_by", "settled_on"], batch_size=500)
    return len(rows)
