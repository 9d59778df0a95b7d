"""The rules that say what rows are bought for, and what people decide about single rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max

from contracts.plan.models import Category, ContractArea
from followup.judging import sql
from followup.judging.imports import RuleRow
from followup.judging.models import ClassificationRule, RowJudgement
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class RulesRefused(Exception):
    """The file of rules names something that does not exist. Carries the errors, each with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        self.errors = errors
        super().__init__("Reglerna är oförändrade: filen innehåller fel.")


@transaction.atomic
def import_rules(*, buyer: Organization, rows: list[RuleRow], at: datetime) -> int:
    """Replace all of a buyer's rules. Returns how many there are now."""
    categories = {category.code.upper(): category for category in Category.objects.filter(buyer=buyer)}
    categories.setdefault("AO", categories.get("ÄO"))  # type: ignore[arg-type]
    areas = {area.code: area for area in ContractArea.objects.filter(category__buyer=buyer)}
    errors: list[RowError] = []
    rules: list[ClassificationRule] = []
    for row in rows:
        category = categories.get(row.category.upper()) if row.category else None
        if row.category and category is None:
            errors.append(RowError(row.line, "underkategori", row.category, "Underkategorin finns inte.", []))
        area = areas.get(row.area) if row.area else None
        if row.area and area is None:
            errors.append(RowError(row.line, "avtalsomrade", row.area, "Avtalsområdet finns inte.", []))
        rules.append(
            ClassificationRule(
                buyer=buyer,
                order=row.order,
                supplier_ref=row.supplier_ref,
                account_from=row.account_from,
                account_to=row.account_to,
                unit=row.unit,
                category=None if row.exclusion else category,
                area=None if row.exclusion else area,
                exclusion=row.exclusion,
            )
        )
    if errors:
        raise RulesRefused(errors)
    ClassificationRule.objects.filter(buyer=buyer).delete()
    ClassificationRule.objects.bulk_create(rules)
    return len(rules)


@transaction.atomic
def save_rule(*, rule: ClassificationRule, by: User, at: datetime) -> ClassificationRule:
    """Add a rule, last unless it has an order, or change one."""
    require(by, "followup.change_classificationrule", rule)
    if rule.order is None:
        last = ClassificationRule.objects.filter(buyer=rule.buyer).aggregate(last=Max("order"))["last"]
        rule.order = (last or 0) + 1
    rule.full_clean()
    rule.save()
    return rule


@dataclass(frozen=True)
class Moved:
    """What a rule would move to another verdict, in rows and kronor (credits counted with their sign)."""

    rows: int
    sum_sek: Decimal


class LedgerIsBusy(Exception):
    """Somebody else is loading or judging the buyer's ledger."""


class TooMuchAtOnce(Exception):
    """The rule takes more rows than can be judged while a person waits for the page."""


def try_rule(*, rule: ClassificationRule, by: User, at: datetime, at_most: int | None = None) -> Moved:
    """What saving a rule would move: it is saved, what it can bear on is judged, and all of it is taken back.

    That is the buyer's keys that the rule takes or took, as they stand now, and the credits of their invoices. Raises
    ValidationError as saving does; with `at_most` rows also LedgerIsBusy and TooMuchAtOnce, for a job to do it instead.
    """
    own = {name: getattr(rule, name) for name in ("pk", "order")}
    stored = ClassificationRule.objects.filter(pk=rule.pk) if rule.pk else ClassificationRule.objects.none()
    conditions = [_conditions(each) for each in (rule, *stored)]
    try:
        with transaction.atomic():
            if not sql.lock_buyer(rule.buyer_id, wait=at_most is None):
                raise LedgerIsBusy
            sql.begin()
            rows = sql.choose_taken_by(conditions)
            if at_most is not None and rows > at_most:
                raise TooMuchAtOnce
            # What was waiting is not the rule's doing.
            sql.resolve_suppliers(rule.buyer_id, chosen_only=True)
            sql.judge_keys()
            sql.judge_credits(rule.buyer_id, everything=False)
            sql.roll_up()
            sql.forget_stale()
            save_rule(rule=rule, by=by, at=at)
            sql.judge_keys()
            sql.judge_credits(rule.buyer_id, everything=False)
            sql.note_sums()
            sql.roll_up()
            moved = Moved(*sql.moved_since())
            transaction.set_rollback(True)  # its only argument
    finally:
        for name, value in own.items():
            setattr(rule, name, value)
        rule._state.adding = own["pk"] is None
    return moved


def _conditions(rule: ClassificationRule) -> tuple[int, str, str, str, str]:
    return (rule.buyer_id, rule.supplier_ref, rule.account_from, rule.account_to, rule.unit)


@transaction.atomic
def move_rule(*, rule: ClassificationRule, up: bool, by: User, at: datetime) -> ClassificationRule:
    """Let a rule change places with the one before it, or after it; at the end of the line nothing happens."""
    require(by, "followup.change_classificationrule", rule)
    rules = ClassificationRule.objects.select_for_update().filter(buyer=rule.buyer)
    rule = rules.get(pk=rule.pk)
    neighbour = (
        rules.filter(order__lt=rule.order).order_by("-order", "-pk").first()
        if up
        else rules.filter(order__gt=rule.order).order_by("order", "pk").first()
    )
    if neighbour is None:
        return rule
    # The order is unique to the end of the transaction only, so that two can change places.
    rule.order, neighbour.order = neighbour.order, rule.order
    rule.save(update_fields=["order"])
    neighbour.save(update_fields=["order"])
    return rule


@transaction.atomic
def remove_rule(*, rule: ClassificationRule, by: User, at: datetime) -> None:
    """Take a rule away and close the gap."""
    require(by, "followup.delete_classificationrule", rule)
    buyer, order = rule.buyer, rule.order
    rule.delete()
    ClassificationRule.objects.filter(buyer=buyer, order__gt=order).update(order=F("order") - 1)


@transaction.atomic
def judge_row(*, judgement: RowJudgement, by: User, at: datetime) -> RowJudgement:
    """Record what a person decided about one row. Its key is judged again; the outbox knows of it."""
    require(by, "followup.add_rowjudgement", judgement)
    judgement.judged_by = by
    judgement.judged_at = at
    judgement.full_clean()
    judgement.save()
    return judgement
