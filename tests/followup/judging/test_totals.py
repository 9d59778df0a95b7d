"""The sums of the keys' sums are what those add up to, whoever writes there and however often; and who may see what."""

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.plan.models import Category
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from followup.judging.models import ClassificationRule, SpendMonth, SpendTotal, SupplierMonth
from followup.judging.querysets import SeenSpend, WhoseIsNotKnown, spend_by_month
from followup.ledger.actions import undo_ledger_import
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.querysets import look_up_hidden
from tests import factories as make
from tests.followup.judging.changing_world import NOW, World, rejudge

pytestmark = pytest.mark.django_db

VERDICT = ("buyer", "month", "category", "bucket", "reason", "supplier_under_contract")
PARTS = {
    SpendTotal: (*VERDICT, "area", "rule", "is_judged_by_hand", "unit"),
    SupplierMonth: (*VERDICT, "supplier", "contract"),
}


def kept():
    return [sorted(map(str, of.objects.values_list(*parts, "sum_sek", "n"))) for of, parts in PARTS.items()]


def added_up():
    months = SpendMonth.objects.order_by()
    by = [[months.told_as.get(part, part) for part in parts] for parts in PARTS.values()]
    return [sorted(map(str, months.values_list(*parts).annotate(Sum("sum_sek"), Sum("n")))) for parts in by]


@pytest.mark.parametrize("seed", range(10, 14))
def test_they_follow_whatever_is_changed(seed):
    world = World(seed)
    world.load()
    for step in range(24):
        world.go_on()
        if step % 8 == 4:
            world.load()
        assert kept() == added_up(), step  # a deleted contract and a deleted rule wait for nobody
        rejudge()
        assert kept() == added_up(), step
    assert min(map(len, kept())) > 5


STEPS = ("load", "undo", "contract", "change_contract", "delete_contract", "rule", "move_rule", "place_rule")
STEPS += ("remove_rule", "identify", "deviation", "judge_by_hand")


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**6), st.lists(st.sampled_from(STEPS), min_size=3, max_size=10))
def test_they_follow_whatever_is_done_in_whatever_order(seed, steps):
    with transaction.atomic():
        world = World(seed)
        world.contract()
        world.load()
        for step in steps:
            if step != "undo":
                getattr(world, step)()
            elif world.imports:
                undo_ledger_import(ledger_import_id=world.imports.pop().pk, by=world.by, at=NOW)
            assert kept() == added_up(), step
            rejudge()
            assert kept() == added_up(), step
        transaction.set_rollback(True)


def test_what_is_taken_back_is_taken_back_of_them_too():
    World(3).load()
    before = kept()
    with transaction.atomic():
        SpendMonth.objects.filter(month=SpendMonth.objects.earliest("month").month).delete()
        assert before != kept() == added_up()
        transaction.set_rollback(True)
    assert kept() == before


def test_sums_that_move_leave_nothing_where_they_were():
    World(3).load()
    SpendMonth.objects.update(bucket="UNKNOWN", reason="NOT_JUDGED")
    assert kept() == added_up()
    assert set(SpendTotal.objects.values_list("bucket", flat=True)) == {"UNKNOWN"}
    SpendMonth.objects.all().delete()
    assert kept() == [[], []]


def test_a_rule_that_is_deleted_leaves_its_sums_to_no_rule():
    make.rules()
    World(3).load()
    assert SpendTotal.objects.exclude(rule=None).exists()
    ClassificationRule.objects.all().delete()
    assert kept() == added_up()
    assert not SpendTotal.objects.exclude(rule=None).exists()


# ------------------------------------------------------------------------------------------------------ who sees what


def by_key(user, *dimensions):
    """What a person may see, read from the roll-up that knows whose everything is."""
    found = SpendMonth.objects.visible_to(user).order_by().values_list(*dimensions).annotate(Sum("n"), Sum("sum_sek"))
    return {tuple(group): (n, sum_sek) for *group, n, sum_sek in found}


def seen_by(user):
    return SeenSpend.by(user, SpendTotal.objects.all())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("is_looked_up", [False, True])
def test_all_there_is_less_what_is_hidden_is_what_a_person_may_see(seed, is_looked_up):
    world = World(seed)
    world.load()
    for _ in range(6):
        world.go_on()
    rejudge()
    everything = by_key(world.by, "month")
    Supplier.objects.filter(pk=world.suppliers[seed].pk).update(is_secret=True)
    some = Contract.objects.exclude(supplier=world.suppliers[seed]).order_by("pk")[:1]
    Contract.objects.filter(pk__in=some.values("pk")).update(is_secret=True)
    user = make.user("controller", username="annan")
    if is_looked_up:
        look_up_hidden(user, SpendMonth)
    seen = seen_by(user)
    for dimensions in (["month"], ["category", "area"], ["rule"], ["bucket", "reason", "is_judged_by_hand"]):
        assert seen.sums_by(*dimensions) == by_key(user, *dimensions)
        assert {group: told.ledger for group, told in seen.loyalty_by(*dimensions)} == {
            group: sum_sek for group, (_, sum_sek) in by_key(user, *dimensions).items()
        }
    assert seen.sums_by("month") != everything
    assert seen.left() == SpendMonth.objects.visible_to(user).left()
    assert dict(seen.loyalty_by("category")) == dict(SpendMonth.objects.visible_to(user).loyalty_by("category"))
    of_suppliers = SeenSpend.by(user, SupplierMonth.objects.all())
    for dimensions in (["supplier"], ["bucket", "reason"], ["contract"], ["supplier", "reason"]):
        assert of_suppliers.sums_by(*dimensions) == by_key(user, *dimensions)
    largest = sorted(
        ((supplier, total) for (supplier,), (_, total) in by_key(user, "supplier").items() if supplier and total > 0),
        key=lambda each: (-each[1], each[0]),
    )
    for top in (1, 2, 100):
        assert of_suppliers.largest_by("supplier", top=top) == largest[:top]
    assert of_suppliers.number_of("supplier") == len([key for (key,) in by_key(user, "supplier") if key])
    for dimensions in (["bucket", "reason"], ["contract"], ["category", "month"]):
        told = {}
        for (*group, supplier), (_, sum_sek) in by_key(user, *dimensions, "supplier").items():
            total, number = told.get(tuple(group), (0, 0))
            told[tuple(group)] = (total + sum_sek, number + (supplier is not None))
        assert of_suppliers.sums_by_counting(*dimensions, each="supplier") == told


@pytest.mark.parametrize("totals", [SpendTotal, SupplierMonth])
@pytest.mark.parametrize("asked", ["visible_to", "open_to", "protected_from"])
def test_the_totals_do_not_say_what_a_person_may_see_but_refuse(totals, asked):
    with pytest.raises(WhoseIsNotKnown):
        getattr(totals.objects, asked)(make.user())


def test_parts_read_once_tell_what_the_database_would():
    World(5).load()
    spend = SpendTotal.objects.all()
    parts, tree = spend_by_month(spend), Category.objects.tree()
    assert parts.loyalty() == spend.loyalty() == SpendMonth.objects.loyalty()
    assert list(parts.by_month().items()) == [(key[0], loyalty) for key, loyalty in spend.loyalty_by("month")]
    assert list(parts.by_category().items()) == [(key[0], loyalty) for key, loyalty in spend.loyalty_by("category")]
    assert parts.last_month == spend.latest("month").month
    period = Period.containing(parts.last_month)
    assert parts.in_period(period).loyalty() == spend.in_period(period).loyalty()
    for category in Category.objects.all():
        below = tree.below(category.pk)
        assert below == set(Category.objects.filter(pk=category.pk).with_descendants())
        assert parts.in_categories(below).loyalty() == spend.in_category(category).loyalty()
