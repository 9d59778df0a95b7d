"""Who decides on what is bought outside contract: one, within the order of the day, and only one."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from followup.duties.actions import load_reminder_rules, refresh_duties
from followup.duties.kinds import KINDS
from followup.duties.models import Duty
from procurement.deviations import actions
from procurement.deviations.models import Delegation, Deviation
from procurement.placements.actions import CannotChange
from procurement.placements.models import Placement, PlacementEnd
from tests import factories as make
from tests.at_once import at_once

AT = datetime(2026, 6, 1, 22, 30, tzinfo=UTC)  # past midnight in Sweden: 2 June
TODAY = date(2026, 6, 2)


def approve(placement, by, at=AT):
    return actions.approve_deviation(placement_id=placement.pk, by=by, at=at, is_unbiased=True, words="Kollat.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("valid_from", "valid_until", "is_let"),
    [
        (TODAY, None, True),
        (date(2026, 6, 3), None, False),
        (date(2026, 1, 1), TODAY, True),
        (date(2026, 1, 1), date(2026, 6, 1), False),
    ],
)
@pytest.mark.parametrize(("value", "within"), [("0", True), ("100000", True), ("100000.01", False)])
@pytest.mark.parametrize("ground", ["LOW_VALUE", "URGENCY"])
def test_page_and_database_agree_on_who_decides_by_day_amount_and_ground(
    valid_from, valid_until, is_let, value, within, ground
):
    placement = make.deviation(supplier=make.supplier(), approved_on=None)
    Deviation.objects.update(expected_value_sek=Decimal(value), ground=ground, ground_words="Därför.")
    row = make.delegation(up_to_sek=100_000, valid_from=valid_from, valid_until=valid_until)
    chief = make.user("verksamhetschef")
    lets = is_let and within and ground == "LOW_VALUE"
    try:
        with transaction.atomic():
            Deviation.objects.update(
                outcome="APPROVED",
                decided_by=chief,
                decided_at=AT,
                decided_as=row.role,
                delegation=row,
                decider_is_unbiased=True,
            )
            transaction.set_rollback(True)
        kept = True
    except IntegrityError as error:
        assert "utanför delegationsordningen" in str(error)
        kept = False
    assert kept == lets
    if lets:
        assert approve(placement, chief).delegation == row
    else:
        with pytest.raises(actions.CannotDecide, match="utanför din delegation"):
            approve(placement, chief)


@pytest.mark.django_db
def test_the_order_of_one_buyer_lets_nobody_decide_at_another():
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    placement = make.deviation(supplier=make.supplier(), approved_on=None)
    make.delegation(other)
    with pytest.raises(actions.CannotDecide, match="Ingen roll har delegation"):
        approve(placement, make.user("verksamhetschef"))


@pytest.mark.django_db
def test_what_a_decision_used_is_not_rewritten_even_past_the_action():
    make.deviation(supplier=make.supplier(), approved_on=TODAY)
    row = Delegation.objects.get()
    for values in ({"up_to_sek": 5}, {"valid_until": date(2026, 6, 1)}, {"registry_number": "X"}):
        with pytest.raises(IntegrityError, match="som har använts ändras inte"), transaction.atomic():
            Delegation.objects.filter(pk=row.pk).update(**values)
    Delegation.objects.filter(pk=row.pk).update(valid_until=TODAY)


@pytest.mark.django_db
def test_what_is_to_be_done_is_found_with_its_day_and_gone_when_done():
    placement = make.deviation(supplier=make.supplier(), approved_on=None, valid_from=date(2026, 6, 1))
    Deviation.objects.update(is_acute=True)
    acute, number = KINDS["ACUTE_DEVIATION"], KINDS["DEVIATION_NUMBER"]
    assert [each.due_on for each in acute.find(make.buyer(), TODAY)] == [date(2026, 6, 4)]
    assert not list(number.find(make.buyer(), TODAY))
    make.delegation()
    approve(placement, make.user("verksamhetschef"))
    assert not list(acute.find(make.buyer(), TODAY))
    assert [each.due_on for each in number.find(make.buyer(), TODAY)] == [date(2026, 6, 9)]
    Deviation.objects.update(registry_number="SOF-2026/1")
    assert not list(number.find(make.buyer(), TODAY))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_at_once_one_does_and_the_other_is_told():
    placement = make.deviation(supplier=make.supplier(), approved_on=None)
    make.delegation()
    chiefs = [make.user("verksamhetschef", username=name) for name in ("ett", "tva")]
    done = at_once(*(lambda by=by: approve(placement, by) for by in chiefs))
    refused = [each for each in done if isinstance(each, actions.CannotDecide)]
    assert len(refused) == 1
    assert "redan godkänt" in str(refused[0])
    assert Placement.objects.get().approved_by in chiefs


def withdraw(placement, by, **values):
    values = {"is_unbiased": True, "last_day": TODAY, "reason": "Plats på avtal blev ledig.", **values}
    return actions.withdraw_deviation(placement_id=placement.pk, by=by, at=AT, **values)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "is_unbiased", "refused"),
    [
        ({}, True, ""),
        ({}, False, "Intyga att du inte är jävig"),
        ({"up_to_sek": 99_999}, True, "utanför din delegation 2026-06-02. Ingen roll"),
        ({"valid_until": date(2026, 6, 1)}, True, "utanför din delegation"),
        ({"ground": "URGENCY"}, True, "utanför din delegation"),
        ({"role_name": "upphandlingschef"}, True, "Det kan upphandlingschef."),
    ],
)
def test_page_and_database_agree_on_who_withdraws(values, is_unbiased, refused):
    placement = make.deviation(supplier=make.supplier(), approved_on=date(2026, 1, 1))
    Delegation.objects.update(valid_until=date(2026, 1, 1))
    row = make.delegation(**{"role_name": "gruppledare", "valid_from": date(2026, 2, 1), **values})
    chief = make.user("gruppledare")
    try:
        with transaction.atomic():
            PlacementEnd.objects.create(
                placement=placement, kind="WITHDRAWN", last_day=TODAY, reason="Prov", decided_by=chief, decided_at=AT,
                delegation=row, decider_is_unbiased=is_unbiased,
            )  # fmt: skip
            transaction.set_rollback(True)
        kept = True
    except IntegrityError as error:
        assert "Återkallelsen ligger utanför delegationsordningen" in str(error)
        kept = False
    assert kept == (not refused)
    if refused:
        with pytest.raises(actions.CannotDecide, match=refused):
            withdraw(placement, chief, is_unbiased=is_unbiased)
        return
    assert withdraw(placement, chief).delegation == row
    with pytest.raises(CannotChange, match="är redan avslutad"):
        withdraw(placement, chief)
    with pytest.raises(actions.CannotDelegate, match="har använts"):
        actions.save_delegation(delegation=row, by=make.user("förvaltare"), at=AT)
    with pytest.raises(IntegrityError, match="som har använts ändras inte"), transaction.atomic():
        Delegation.objects.filter(pk=row.pk).update(valid_until=date(2026, 6, 1))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_withdraw_at_once_one_does_and_the_other_is_told():
    placement = make.deviation(supplier=make.supplier(), approved_on=date(2026, 1, 1))
    make.delegation()
    chiefs = [make.user("verksamhetschef", username=name) for name in ("ett", "tva")]
    done = at_once(*(lambda by=by: withdraw(placement, by) for by in chiefs))
    assert [type(each) for each in done if isinstance(each, Exception)] == [CannotChange]
    assert PlacementEnd.objects.get().decided_by in chiefs


@pytest.mark.django_db
def test_an_acute_placement_that_nobody_decides_on_comes_to_the_manager_a_day_after_its_last():
    """Placed on a Monday, it is due on Thursday: on Saturday, a day after its grace, it is the manager's too."""
    buyer = make.buyer()
    load_reminder_rules(buyer=buyer, at=AT)
    placement = make.deviation(supplier=make.supplier(), approved_on=None, valid_from=date(2026, 6, 1))
    Deviation.objects.update(is_acute=True)
    refresh_duties(buyer=buyer, at=AT)
    decides, manager = make.user("verksamhetschef"), make.user("upphandlingschef")
    duty = Duty.objects.get(rule__kind="ACUTE_DEVIATION")
    assert (duty.due_on, duty in Duty.objects.of_person(decides)) == (date(2026, 6, 4), True)
    overdue = Duty.objects.overdue_for_manager
    assert not overdue(manager, date(2026, 6, 5)).exists()
    assert overdue(manager, date(2026, 6, 6)).get() == duty
    assert not overdue(decides, date(2026, 6, 6)).exists()
    make.delegation()
    approve(placement, decides)
    refresh_duties(buyer=buyer, at=AT)
    assert not Duty.objects.unfinished().filter(rule__kind="ACUTE_DEVIATION").exists()


@pytest.mark.django_db
def test_the_database_asks_for_the_area_of_what_is_asked_for_and_keeps_it():
    placement = make.deviation(supplier=make.supplier(), approved_on=None)
    with pytest.raises(IntegrityError, match="Ange avtalsområdet"), transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(area=None)
    bare = Placement.objects.create(
        number="AVS-9", buyer=placement.buyer, supplier=placement.supplier, category=placement.category,
        valid_from=TODAY, requested_by=placement.requested_by,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="Ange avtalsområdet"), transaction.atomic():
        Deviation.objects.create(
            placement=bare, need="Prov", reason="NOT_MET", ground="LOW_VALUE", expected_value_sek=1,
            asker_is_unbiased=True, asked_at=AT,
        )  # fmt: skip
