"""The rules that say what rows are bought for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Case, F, Max, Value, When

from contracts.plan.models import Category, ContractArea
from followup.judging import sql
from followup.judging.imports import RuleRow
from followup.judging.models import ClassificationRule, SpendKey, SpendMonth, Touched
from followup.judging.querysets import ClassificationRuleQuerySet, unseen_numbers
from followup.judging.reports import (
    Flow,
    OrderTrial,
    Standing,
    Trial,
    changes,
    rule_words,
    standing,
    steps,
    words_of,
)
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_version
from huddinge_vo.common.secrecy.models import TriedChange
from huddinge_vo.common.secrecy.querysets import look_up_hidden, secret_to
from huddinge_vo.common.secrecy.trials import note_trial

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User
    from huddinge_vo.common.periods import Period


def _alone_with_rules(buyer_id: int) -> Organization:
    """Be the only one who changes the buyer's rules, to the end of the transaction: each has a place of its own."""
    return Organization.objects.select_for_update(no_key=True).get(pk=buyer_id)


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
    _alone_with_rules(buyer.pk)
    ClassificationRule.objects.filter(buyer=buyer).delete()
    ClassificationRule.objects.bulk_create(rules)
    return len(rules)


@transaction.atomic
def save_rule(
    *, rule: ClassificationRule, by: User | None, at: datetime, place: int | None = None, version: int | None = None
) -> ClassificationRule:
    """Add a rule, or change one. `place` is its order, and those that stand there and after it make room.

    Without one a rule that is changed stays where it is, and a new one comes just above the first rule that takes its
    rows today, as far as the person may see them: last, it would take none. Where nobody takes them it comes last.
    Raises ChangedMeanwhile; another place is no other rule.
    """
    require(by, "followup.change_classificationrule", rule)
    buyer = _alone_with_rules(rule.buyer_id)
    rule.version = check_version(rule, version)
    was = ClassificationRule.objects.filter(pk=rule.pk).values_list("order", flat=True).first() if rule.pk else None
    if place is None and was is None:
        place = rule.order or _proposed_place(rule, by=by)
    last = _last_order(buyer) + (was is None)
    place = was if place is None else max(1, min(place, last))
    assert place is not None
    _make_room(buyer, was=was, place=place)
    rule.order = place
    rule.full_clean()
    rule.save()
    return rule


def _last_order(buyer: Organization) -> int:
    return ClassificationRule.objects.filter(buyer=buyer).aggregate(last=Max("order"))["last"] or 0


def _make_room(buyer: Organization, *, was: int | None, place: int) -> None:
    """Let a place among the rules be free, and that which a rule leaves be filled."""
    others = ClassificationRule.objects.filter(buyer=buyer)
    if was is None:
        if others.filter(order=place).exists():
            others.filter(order__gte=place).update(order=F("order") + 1)
    elif place < was:
        _move(others.filter(order__gte=place, order__lte=was), was=was, place=place, step=1)
    elif place > was:
        _move(others.filter(order__gte=was, order__lte=place), was=was, place=place, step=-1)


def _move(rules: ClassificationRuleQuerySet, *, was: int, place: int, step: int) -> None:
    # In one statement: what is told of it then is that the rule has moved, and who has made way for it.
    rules.update(order=Case(When(order=was, then=place), default=F("order") + step))


def _proposed_place(rule: ClassificationRule, *, by: User | None) -> int:
    """Where a new rule takes its rows: just above the first that does so today."""
    sql.begin()
    _choose(rule.buyer_id, [_conditions(rule)], by=by)
    return sql.first_that_takes(rule.buyer_id) or _last_order(rule.buyer) + 1


def _choose(buyer_id: int, conditions: list[sql.Conditions], *, by: User | None) -> None:
    """The keys that rules with some conditions take, of what a person may see.

    One that names a supplier whom he has not been let in on takes nothing: else its rows would tell of the supplier.
    """
    seen = SpendMonth.objects.filter(buyer=buyer_id)
    if by is not None:
        named = [supplier_ref for _, supplier_ref, *_ in conditions if supplier_ref]
        unseen = set(unseen_numbers(by).filter(value__in=named).values_list("value", flat=True)) if named else set()
        conditions = [each for each in conditions if each[1] not in unseen]
        seen = seen.of_rows_visible_to(by)
    sql.choose_taken_by(conditions)
    sql.resolve_suppliers(buyer_id, chosen_only=True)
    sql.note_spend()
    sql.keep_seen(seen)


class LedgerIsBusy(Exception):
    """Somebody else is loading or judging the buyer's ledger."""


class TooMuchAtOnce(Exception):
    """The rule takes more rows than can be judged while a person waits for the page."""


def try_rule(
    *, rule: ClassificationRule, by: User, at: datetime, place: int | None = None, at_most: int | None = None
) -> Trial:
    """What saving a rule in a place would do, without a place in the one that saving gives it.

    Raises ValidationError as saving does; with `at_most` rows also LedgerIsBusy and TooMuchAtOnce, for a job to do it
    instead.
    """
    require(by, "followup.change_classificationrule", rule)
    rule.full_clean(exclude={"order"})
    stored = ClassificationRule.objects.filter(pk=rule.pk) if rule.pk else ClassificationRule.objects.none()
    trial = _try(rule, [*stored], place=place, by=by, at=at, at_most=at_most)
    trial = replace(trial, is_off_the_accounts=_is_off_the_accounts(rule, by=by))
    _note(TriedChange.Kind.RULE, rule, by=by, at=at)
    return trial


def _is_off_the_accounts(rule: ClassificationRule, *, by: User) -> bool:
    """Whether a rule asks for accounts that the ledger has none of, as far as a person may see: a slip of the keys."""
    if not (rule.account_from or rule.account_to):
        return False
    seen = SpendKey.objects.visible_to(by).filter(buyer=rule.buyer_id)
    return not seen.on_accounts(rule.account_from, rule.account_to).exists()


def try_removal(*, rule: ClassificationRule, by: User, at: datetime, at_most: int | None = None) -> Trial:
    """What taking a rule away would do. Raises as try_rule does."""
    require(by, "followup.delete_classificationrule", rule)
    trial = _try(rule, [rule], is_removal=True, by=by, at=at, at_most=at_most)
    _note(TriedChange.Kind.RULE_REMOVAL, rule, by=by, at=at)
    return trial


def _note(kind: TriedChange.Kind, rule: ClassificationRule, *, by: User, at: datetime) -> None:
    note_trial(kind=kind, what=words_of(rule), buyer_id=rule.buyer_id, by=by, at=at)


def _try(
    rule: ClassificationRule,
    stored: list[ClassificationRule],
    *,
    by: User,
    at: datetime,
    at_most: int | None,
    place: int | None = None,
    is_removal: bool = False,
) -> Trial:
    """Find out what a rule can bear on would be judged to be with the rules as they would be. Nothing of it is kept.

    That is the buyer's keys that the rule takes or took, as they stand now, and the credits of their invoices. The
    rules themselves are left alone, so that nobody who saves one waits for a trial.
    """
    on = swedish_day(at)
    with transaction.atomic():
        if not sql.lock_buyer(rule.buyer_id, wait=at_most is None):
            raise LedgerIsBusy
        sql.begin()
        look_up_hidden(by, SpendMonth)
        _choose(rule.buyer_id, [_conditions(each) for each in (rule, *stored)], by=by)
        if at_most is not None and sql.chosen_rows() > at_most:
            raise TooMuchAtOnce
        before = _judge_as_it_is(rule.buyer, by=by, on=on)
        proposed = sql.first_that_takes(rule.buyer_id) if not stored else None
        supposed = _supposed(rule, stored, place=place, proposed=proposed, is_removal=is_removal)
        sql.suppose(supposed)
        after = _judge_as_supposed(rule.buyer, by=by, on=on, before=before)
        decided = _decided(supposed, rule, by=by)
        trial = _told(supposed, decided, before, after, by=by, is_proposed=place is None and not stored)
        transaction.set_rollback(True)  # its only argument
    return trial


def _judge_as_it_is(buyer: Organization, *, by: User, on: date) -> Standing:
    """How the chosen keys stand by the rules there are: what is waiting to be judged is not the trial's doing."""
    if Touched.objects.exists():
        sql.judge_keys()
        sql.judge_credits(buyer.pk, everything=False)
        sql.roll_up()
        sql.note_spend()
    return standing(buyer, user=by, on=on)


def _judge_as_supposed(buyer: Organization, *, by: User, on: date, before: Standing) -> Standing:
    """Judge them by the rules as they would be, leave what the person may not see as it was, and tell the measures."""
    sql.find_verdicts(rules=sql.SUPPOSED)
    sql.gather_credits(buyer.pk)
    sql.find_changes(buyer.pk)
    # What lies with categories that are not his work is left alone too, but not what his rules would send there.
    mine = SpendMonth.objects.filter(buyer=buyer).of_rows_visible_to(by)
    sql.leave_unseen(seen=mine, secret=SpendMonth.objects.filter(secret_to(by, SpendMonth)))
    sql.sum_changes(buyer.pk)
    return standing(buyer, user=by, on=on, period=before.period)


def _decided(supposed: sql.Supposed, rule: ClassificationRule, *, by: User) -> tuple[int, Decimal]:
    """Rows and kronor that a rule would decide of, or does if it is to be taken away; of what the person may see.

    Also credits on other keys, which follow an invoice that the rule decides of.
    """
    reached = SpendMonth.objects.filter(buyer=rule.buyer_id).of_rows_within_reach_of(by)
    rows, sum_sek = reached.open_to(by).decided_by(rule.pk) if rule.pk else (0, Decimal(0))
    if supposed.place is None:
        return rows, sum_sek
    more_rows, more_sek = sql.decided_since(supposed, reached)
    return rows + more_rows, sum_sek + more_sek


def _supposed(
    rule: ClassificationRule,
    stored: list[ClassificationRule],
    *,
    place: int | None,
    proposed: int | None,
    is_removal: bool,
) -> sql.Supposed:
    """A rule as it would be once it is saved, or taken away."""
    was = stored[0].order if stored else None
    last = _last_order(rule.buyer) + (was is None)
    return sql.Supposed(
        buyer_id=rule.buyer_id,
        pk=rule.pk,
        was=was,
        place=None if is_removal else max(1, min(place or was or proposed or last, last)),
        **{
            name: getattr(rule, name)
            for name in ("supplier_ref", "account_from", "account_to", "unit", "category_id", "area_id", "exclusion")
        },
    )


def _told(
    supposed: sql.Supposed,
    decided: tuple[int, Decimal],
    before: Standing,
    after: Standing,
    *,
    by: User,
    is_proposed: bool,
) -> Trial:
    """What is said of a trial, while its sums stand."""
    rows, sum_sek = decided
    moved_rows, moved_sek = sql.moved()
    streams = list(sql.flows(supposed))
    following = sql.next_after(supposed)
    words = rule_words({each for each in (following, *(stream[0] for stream in streams)) if each is not None}, user=by)
    told = [
        (takes, Flow("ingen regel" if other is None else words[other], moving, kronor))
        for other, takes, moving, kronor in streams
    ]
    return Trial(
        place=supposed.place,
        is_proposed=is_proposed,
        above=words[following] if following is not None else "",
        rows=rows,
        sum_sek=sum_sek,
        comes=tuple(flow for takes, flow in told if takes),
        goes=tuple(flow for takes, flow in told if not takes),
        moved_rows=moved_rows,
        moved_sek=moved_sek,
        steps=steps(sql.steps(None)),
        period=before.period,
        measures=changes(before, after),
    )


def _conditions(rule: ClassificationRule) -> sql.Conditions:
    return (rule.buyer_id, rule.supplier_ref, rule.account_from, rule.account_to, rule.unit)


class RulesHaveChanged(Exception):
    """The order was of rules that are not the buyer's, or not in the order they had when it was made."""

    def __init__(self) -> None:
        super().__init__("Reglerna har ändrats sedan du öppnade sidan. Ingenting är sparat: gör om ordningen.")


def _in_order(buyer: Organization) -> list[ClassificationRule]:
    return list(ClassificationRule.objects.filter(buyer=buyer).order_by("order", "pk"))


def _check_order(rules: list[ClassificationRule], *, order: Sequence[int], was: Sequence[int]) -> None:
    there = [rule.pk for rule in rules]
    if list(was) != there or sorted(order) != sorted(there):
        raise RulesHaveChanged


def try_order(
    *,
    buyer: Organization,
    order: Sequence[int],
    was: Sequence[int],
    period: Period,
    by: User,
    at: datetime,
    at_most: int | None = None,
) -> OrderTrial:
    """What it would mean to put a buyer's rules in an order: found out as of a tried rule, and nothing of it is kept.

    `order` and `was` are the rules' ids, as they would stand and as they stood. Raises RulesHaveChanged; with `at_most`
    rows also LedgerIsBusy and TooMuchAtOnce, for a job to do it instead.
    """
    require(by, "followup.change_classificationrule", buyer)
    _check_order(_in_order(buyer), order=order, was=was)
    on = swedish_day(at)
    with transaction.atomic():
        if not sql.lock_buyer(buyer.pk, wait=at_most is None):
            raise LedgerIsBusy
        sql.begin()
        look_up_hidden(by, SpendMonth)
        sql.suppose_order(buyer.pk, order)
        sql.resolve_suppliers(buyer.pk, chosen_only=True)
        sql.note_spend()
        sql.keep_seen(SpendMonth.objects.filter(buyer=buyer).of_rows_visible_to(by))
        if at_most is not None and sql.chosen_rows() > at_most:
            raise TooMuchAtOnce
        before = _judge_as_it_is(buyer, by=by, on=on)
        after = _judge_as_supposed(buyer, by=by, on=on, before=before)
        rows, sum_sek = sql.redecided(period)
        trial = OrderTrial(
            period=period,
            rows=rows,
            sum_sek=sum_sek,
            by_rule=sql.by_rule(period),
            steps=steps(sql.steps(period)),
            measured=before.period,
            measures=changes(before, after),
        )
        transaction.set_rollback(True)  # its only argument
    places = [order.index(pk) + 1 for pk in was]
    moved = ", ".join(f"{number} → {place}" for number, place in enumerate(places, 1) if number != place)
    what = f"{moved or 'samma ordning'} ({period})"
    note_trial(kind=TriedChange.Kind.RULE_ORDER, what=what, buyer_id=buyer.pk, by=by, at=at)
    return trial


@transaction.atomic
def order_rules(*, buyer: Organization, order: Sequence[int], was: Sequence[int], by: User, at: datetime) -> int:
    """Put a buyer's rules in an order. The places are the ones there are. Returns how many rules got another place."""
    require(by, "followup.change_classificationrule", buyer)
    _alone_with_rules(buyer.pk)
    rules = _in_order(buyer)
    _check_order(rules, order=order, was=was)
    moved = {pk: rule.order for pk, rule in zip(order, rules, strict=True) if pk != rule.pk}
    if moved:
        # In one statement, as _move: what is told of it then is where each rule went.
        places = Case(*(When(pk=pk, then=Value(place)) for pk, place in moved.items()))
        ClassificationRule.objects.filter(pk__in=moved).update(order=places)
    return len(moved)


@transaction.atomic
def remove_rule(*, rule: ClassificationRule, by: User, at: datetime) -> None:
    """Take a rule away and close the gap that it leaves where it stands now. Twice takes it away once."""
    require(by, "followup.delete_classificationrule", rule)
    buyer = _alone_with_rules(rule.buyer_id)
    stored = ClassificationRule.objects.filter(pk=rule.pk).first()
    if stored is None:
        return
    order = stored.order
    stored.delete()
    ClassificationRule.objects.filter(buyer=buyer, order__gt=order).update(order=F("order") - 1)
