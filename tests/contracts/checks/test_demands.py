"""What checks a contract asks for: one table of demands, read for objects at hand and made into a question in SQL."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.checks import rules
from contracts.checks.models import CheckKind, SupplierCheck
from contracts.checks.querysets import with_all_checks
from contracts.checks.reports import asked_for, contract_checks
from contracts.checks.rules import CheckState
from contracts.law.choices import PermitNeed
from contracts.plan.models import ContractArea
from contracts.register.models import Contract
from contracts.suppliers.models import SupplierUnit
from tests import factories as make

TODAY = date(2026, 6, 1)


def test_each_kind_of_check_is_asked_for_by_one_demand_and_each_field_of_an_area_exists():
    assert sorted(demand.kind for demand in rules.DEMANDS) == sorted(CheckKind.values)
    for demand in rules.DEMANDS:
        assert not demand.area_says or ContractArea._meta.get_field(demand.area_says)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["FRAMEWORK", "RESERVED"])
@pytest.mark.parametrize("register", [False, True])
@pytest.mark.parametrize("permit_from", [PermitNeed.NOT_REQUIRED, TODAY, TODAY + timedelta(days=1)])
def test_without_any_one_of_what_is_asked_for_a_contract_lacks_checks(form, register, permit_from):
    area = make.area(permit=permit_from, ivo_register=register)
    contract = make.contract(form=form, areas=[area, make.area("IFO-X")])
    asked = asked_for([contract], on=TODAY).kinds
    always = {"TAXES", "RATING", "EU_2022_576", "COMPANY_STATUS"}
    assert asked - always == {
        kind
        for kind, is_asked in (
            ("PERMIT", permit_from == TODAY),
            ("IVO_REGISTER", register),
            ("NONPROFIT_REGISTER", form == "RESERVED"),
        )
        if is_asked
    }
    for lacking in (None, *CheckKind.values):
        SupplierCheck.objects.all().delete()
        for kind in set(CheckKind.values) - {lacking}:
            made(contract, kind)
        has_all = with_all_checks(Contract.objects.all(), on=TODAY).exists()
        assert has_all == (lacking not in asked), lacking


def made(contract, kind, *, unit=None, outcome="PASSED", days=0, until=30):
    on = TODAY - timedelta(days=days)
    return SupplierCheck.objects.create(
        supplier=contract.supplier,
        unit=unit,
        kind=kind,
        outcome=outcome,
        score=55 if kind == "RATING" and outcome == "PASSED" else None,
        checked_on=on,
        valid_until=on + timedelta(days=until),
        source="x",
        registered_at="2026-06-01T00:00:00Z",
    )


checks = st.lists(
    st.tuples(
        st.sampled_from(CheckKind.values), st.booleans(), st.sampled_from(["PASSED", "FAILED"]), st.integers(0, 40)
    ),
    max_size=14,
    unique_by=lambda each: (each[0], each[1], each[3]),
)


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(found=checks)
def test_the_page_and_the_question_agree_whatever_has_been_checked(by, found):
    """As a person sees it who may know of all of it: what is left out for him can only make the page say less."""
    SupplierCheck.objects.all().delete()
    contract = Contract.objects.first() or make.contract(areas=[make.area(permit=TODAY)])
    unit = SupplierUnit.objects.first() or SupplierUnit.objects.create(supplier=contract.supplier, name="Hem")
    for kind in set(rules_always()) - {kind for kind, *_ in found}:
        made(contract, kind)
    for kind, at_unit, outcome, days in found:
        made(contract, kind, unit=unit if at_unit else None, outcome=outcome, days=days)
    bad = {CheckState.MISSING, CheckState.EXPIRED, CheckState.FAILED}
    lines = contract_checks(contract=contract, user=by, on=TODAY).lines
    page_says = not any(line.state in bad for line in lines if line.is_asked_for)
    assert page_says == with_all_checks(Contract.objects.all(), on=TODAY).exists()


def rules_always():
    return [demand.kind for demand in rules.DEMANDS if not demand.form and not demand.is_of_area]
