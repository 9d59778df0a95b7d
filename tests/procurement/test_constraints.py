"""What cannot be true of placements and deviations is refused by the database, by name."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, ProgrammingError, transaction

from contracts.suppliers.models import PlacementStop, SupplierUnit
from procurement.deviations.models import Delegation, Deviation
from procurement.needs.models import ForeseenNeed
from procurement.placements.models import AskedSupplier, Placement, PlacementEnd, PlacementTerm, StayOn
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, 9, tzinfo=UTC)


@pytest.fixture
def broken():
    """Each constraint by name, and what breaks it and nothing else."""
    person = make.user("verksamhetschef")
    one = make.deviation("AVS-1", approved_on=None, supplier=make.supplier())
    two = make.approved(make.deviation("AVS-2", approved_on=None, supplier=one.supplier), by=person)
    order = make.delegation()
    unit = SupplierUnit.objects.create(supplier=one.supplier, name="Provhemmet")
    stay = {"placement": one, "since": DAY, "registered_by": person}
    row = {"buyer": one.buyer, "role": order.role, "ground": "URGENCY", "registry_number": "SN-1", "valid_from": DAY}
    form = {"need": "x", "reason": "NOT_MET", "ground": "LOW_VALUE", "expected_value_sek": 1, "asked_at": AT}
    need = {"buyer": one.buyer, "category": one.category, "reason": "NOT_MET", "proposed_on": DAY, "count": 3}
    end = {"kind": "ENDED", "last_day": DAY, "decided_by": person, "decided_at": AT}
    of_two = Deviation.objects.filter(placement=two)
    of_one = Deviation.objects.filter(placement=one)
    decision = {"outcome": "APPROVED", "decided_by": person, "decided_at": AT, "decided_as": order.role}
    decided = {**decision, "delegation": order, "decider_is_unbiased": True}
    AskedSupplier.objects.create(placement=one, supplier=one.supplier, answer="CAPACITY")
    StayOn.objects.create(cause="CONTRACT_ENDED", **stay)
    ForeseenNeed.objects.create(used_sek=1, **need)

    def another_form(**values):
        placement = make.deviation(f"AVS-{Placement.objects.count() + 1}", approved_on=None, supplier=one.supplier)
        Deviation.objects.filter(placement=placement).update(**{**form, **values})

    return {
        "sequel_says_how_it_follows": lambda: Placement.objects.filter(pk=one.pk).update(follows=two),
        "deviation_is_approved_by_its_form": lambda: Placement.objects.filter(pk=one.pk).update(
            approved_by=person, approved_on=DAY
        ),
        "supplier_is_asked_once": lambda: AskedSupplier.objects.create(
            placement=one, supplier=one.supplier, answer="SAFETY"
        ),
        "another_reason_is_told": lambda: AskedSupplier.objects.create(
            placement=two, supplier=one.supplier, answer="OTHER"
        ),
        "placement_ends_for_a_reason": lambda: PlacementEnd.objects.create(placement=one, reason="", **end),
        "staying_on_is_registered_once": lambda: StayOn.objects.create(cause="CONTRACT_ENDED", **stay),
        "staying_on_is_decided_by_somebody": lambda: StayOn.objects.update(decision="STAYS"),
        "only_a_changed_area_has_another": lambda: StayOn.objects.update(area_after=make.area()),
        "origin_lies_somewhere_on_earth": lambda: PlacementTerm.objects.create(buyer=one.buyer, latitude=Decimal(59)),
        "acute_form_has_a_working_day": lambda: PlacementTerm.objects.create(buyer=one.buyer, acute_working_days=0),
        "need_is_foreseen_before_half_the_limit": lambda: PlacementTerm.objects.create(
            buyer=one.buyer, foreseen_percent=50
        ),
        "need_that_comes_back_comes_twice": lambda: PlacementTerm.objects.create(buyer=one.buyer, foreseen_count=1),
        "role_has_one_delegation_a_day": lambda: Delegation.objects.create(**{**row, "ground": order.ground}),
        "delegation_ends_after_it_begins": lambda: Delegation.objects.create(
            **{**row, "valid_until": date(2025, 12, 31)}
        ),
        "delegation_has_a_decision": lambda: Delegation.objects.create(**{**row, "registry_number": ""}),
        "delegation_is_not_below_nothing": lambda: Delegation.objects.create(**{**row, "up_to_sek": -1}),
        "another_reason_is_explained": lambda: another_form(reason="OTHER"),
        "exceptional_ground_is_explained": lambda: another_form(ground="EXCEPTIONAL"),
        "expected_value_is_not_negative": lambda: another_form(expected_value_sek=-1),
        "decision_says_who_when_and_by_what": lambda: another_form(outcome="REFUSED", decided_by=person),
        "nobody_disqualified_decides": lambda: of_one.update(**{**decided, "decider_is_unbiased": False}),
        "deviation_is_within_the_delegation_order": lambda: of_one.update(
            **{**decided, "decided_by": one.requested_by}
        ),
        "decided_deviation_stays": lambda: of_two.update(expected_value_sek=2),
        "need_is_proposed_once_at_a_time": lambda: ForeseenNeed.objects.create(used_sek=1, **need),
        "foreseen_need_is_answered_by_a_plan_or_a_reason": lambda: ForeseenNeed.objects.update(why_not="x"),
        "unit_lies_somewhere_on_earth": lambda: SupplierUnit.objects.filter(pk=unit.pk).update(latitude=Decimal(59)),
        "free_places_are_told_on_a_day": lambda: SupplierUnit.objects.filter(pk=unit.pk).update(free_places=1),
        "placement_stop_says_who_or_which_permit": lambda: PlacementStop.objects.create(
            supplier=one.supplier, reason="x", valid_from=DAY
        ),
    }


def test_the_database_refuses_what_cannot_be_true(broken):
    for name, breaks in broken.items():
        with pytest.raises((IntegrityError, InternalError)) as refused, transaction.atomic():
            breaks()
        diagnosis = refused.value.__cause__.diag
        assert name in f"{diagnosis.constraint_name} {diagnosis.context}", name


def test_what_was_decided_is_not_the_applications_to_change_or_remove():
    made = make.deviation("AVS-1", supplier=make.supplier())
    end = PlacementEnd.objects.create(
        placement=made, kind="ENDED", last_day=DAY, reason="x", decided_by=made.requested_by, decided_at=AT
    )
    for forbidden in (lambda: PlacementEnd.objects.update(reason="y"), end.delete, made.form.delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            forbidden()
