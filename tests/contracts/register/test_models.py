"""What the database itself refuses, by the name of the rule, and the history it writes."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from contracts.plan.choices import Form
from contracts.plan.models import ContractArea
from contracts.prices.models import Price
from contracts.register.models import Contract, Framework
from contracts.suppliers.models import Supplier, SupplierIdentifier
from contracts.terms.models import ExtensionOption
from followup.judging.models import ClassificationRule, RowJudgement
from followup.ledger.models import LedgerDelivery, LedgerImport
from followup.measures.models import Target
from huddinge_vo.common.people.models import Membership, Organization, User
from huddinge_vo.common.secrecy.models import AccessGrant
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
AT = datetime(2026, 10, 15, 8, tzinfo=UTC)


def broken():
    """(name of the rule, what breaks it)."""
    person = User.objects.create_user("en")
    owner = make.buyer()
    area = make.area()
    contract = make.contract("A-1")
    framework = make.framework("R-1", [area])
    values = {
        "buyer": owner,
        "title": "x",
        "form": "FRAMEWORK",
        "price_model": "TENDERED",
        "status": "SIGNED",
        "valid_from": DAY,
        "supplier": contract.supplier,
    }
    role = Group.objects.get(name="läsare")
    Membership.objects.create(user=person, buyer=owner, role=role)
    rule = {"buyer": owner, "category": area.category}
    ClassificationRule.objects.create(order=1, **rule)
    measure = make.measure(category=area.category)
    Target.objects.create(measure=measure, on=DAY, value=Decimal("0.9"))
    received = LedgerImport.objects.create(
        sha256="0" * 64, original_name="r", received_at="2026-01-01T00:00Z", buyer=owner
    )
    LedgerDelivery.objects.create(ledger_import=received, buyer=owner, month=DAY, is_active=True)
    ExtensionOption.objects.create(contract=contract, number=1, months=12, decide_by=DAY)
    placement = {
        "buyer": owner,
        "category": area.category,
        "valid_from": DAY,
        "requested_by": person,
        "supplier": contract.supplier,
    }
    Placement.objects.create(number="1", **placement)
    return {
        "organization_number_has_ten_digits": lambda: Organization.objects.create(org_number="12345", name="x"),
        "membership_is_given_once": lambda: Membership.objects.create(user=person, buyer=owner, role=role),
        "access_grant_names_a_user_or_a_group": lambda: AccessGrant.objects.create(object=contract),
        "delivery_holds_a_month_once": lambda: LedgerDelivery.objects.create(
            ledger_import=received, buyer=owner, month=DAY
        ),
        "replaced_delivery_does_not_count": lambda: LedgerDelivery.objects.create(
            ledger_import=received, buyer=owner, month=date(2026, 2, 1), is_active=True, replaced_by=received
        ),
        "file_counts_once": lambda: LedgerImport.objects.create(
            sha256="0" * 64, original_name="r", received_at="2026-01-01T00:00Z", buyer=owner
        ),
        "every_line_is_loaded_or_rejected": lambda: LedgerImport.objects.create(
            sha256="1" * 64, original_name="r", received_at=AT, loaded_at=AT, buyer=owner, status="LOADED", lines=1
        ),
        "import_covers_months_forward": lambda: LedgerImport.objects.create(
            sha256="1" * 64, original_name="r", received_at=AT, covers_from=date(2026, 2, 1), covers_until=DAY
        ),
        "rule_order_is_unique_for_buyer": lambda: ClassificationRule.objects.create(order=1, **rule),
        "rule_gives_a_subcategory_or_an_exclusion": lambda: ClassificationRule.objects.create(order=2, buyer=owner),
        "rule_account_range_is_forward": lambda: ClassificationRule.objects.create(
            order=3, account_from="5", account_to="4", **rule
        ),
        "measure_has_one_target_a_day": lambda: Target.objects.create(measure=measure, on=DAY, value=Decimal(1)),
        "placement_number_is_unique_for_buyer": lambda: Placement.objects.create(number="1", **placement),
        "placement_is_approved_by_another": lambda: Placement.objects.create(
            number="2", approved_by=person, approved_on=DAY, contract=contract, **placement
        ),
        "approval_has_a_person_and_a_day": lambda: Placement.objects.create(
            number="3", approved_on=DAY, contract=contract, **placement
        ),
        "placement_ends_after_it_begins": lambda: Placement.objects.create(
            number="4", valid_until=date(2025, 12, 30), **placement
        ),
        "personal_number_belongs_to_a_sole_trader": lambda: Supplier.objects.create(name="x", org_number="1212121212"),
        "judgement_says_something": lambda: RowJudgement.objects.create(
            ledger_import=received, line_no=1, judged_by=person, judged_at="2026-01-01T00:00Z"
        ),
        "contract_number_is_unique_for_buyer": lambda: Contract.objects.create(number="A-1", **values),
        "framework_number_is_unique_for_buyer": lambda: Framework.objects.create(
            number=framework.number, buyer=owner, title="x", form="FRAMEWORK", valid_from=DAY
        ),
        "contract_ceiling_is_not_negative": lambda: Contract.objects.create(number="A-4", ceiling_sek=-1, **values),
        "option_is_at_least_a_month": lambda: ExtensionOption.objects.create(
            contract=contract, number=2, months=0, decide_by=DAY
        ),
        "option_number_is_unique": lambda: ExtensionOption.objects.create(
            contract=contract, number=1, months=6, decide_by=DAY
        ),
        "option_belongs_to_a_framework_or_a_contract": lambda: ExtensionOption.objects.create(
            contract=contract, framework=framework, number=3, months=6, decide_by=DAY
        ),
        "identifier_points_at_one_supplier": lambda: SupplierIdentifier.objects.create(
            supplier=Supplier.objects.create(name="y"), scheme="ORG_NUMBER", value=contract.supplier.org_number
        ),
        "category_is_not_its_own_parent": lambda: (
            type(area.category).objects.filter(pk=area.category.pk).update(parent=area.category.pk)
        ),
        "area_code_is_unique_in_category": lambda: ContractArea.objects.create(
            category=area.category, code=area.code, name="x", form="FRAMEWORK", price_model="FIXED"
        ),
    }


@contextmanager
def asked_at_once():
    """A transaction at whose end the rules are asked that else wait for the outermost."""
    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_what_cannot_be_true():
    for name, action in broken().items():
        with pytest.raises(IntegrityError, match=name), asked_at_once():
            action()


@pytest.mark.parametrize("end", ["initial_until", "terminated_on"])
def test_a_contract_cannot_end_before_it_begins(end):
    contract = make.contract("A-1")
    with pytest.raises(DatabaseError), transaction.atomic():
        Contract.objects.filter(pk=contract.pk).update(**{end: date(2025, 12, 31)})
    setattr(contract, end, date(2025, 12, 31))
    with pytest.raises(ValidationError) as error:
        contract.full_clean()
    assert "före" in str(error.value)


@pytest.mark.owner
def test_a_user_is_never_deleted():
    person = User.objects.create_user("kvar")
    with pytest.raises(DatabaseError, match=r"users_are_never_deleted|Cannot delete"), transaction.atomic():
        person.delete()


def test_history_is_written_by_the_database_and_cannot_be_edited():
    contract = make.contract("A-1")
    Contract.objects.filter(pk=contract.pk).update(title="Nytt namn")
    events = list(contract.events.order_by("pgh_id").values_list("pgh_label", "title"))
    assert events == [("insert", "Provavtal"), ("update", "Nytt namn")]
    event = contract.events.order_by("pgh_id").first()
    for action in (lambda: contract.events.update(title="Aldrig"), event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            action()


def test_what_is_tracked_is_all_that_people_edit():
    for model in (Contract, Framework, Supplier, SupplierIdentifier, ContractArea, ExtensionOption, Placement):
        assert hasattr(model, "pgh_event_models"), model
    for model in (ClassificationRule, RowJudgement, Target, Membership, AccessGrant):
        assert hasattr(model, "pgh_event_models"), model


def test_two_prices_on_the_same_day_are_impossible():
    item = make.price("1850.00", of=make.contract(valid_from=date(2025, 1, 1), until=date(2028, 12, 31))).item
    with pytest.raises(IntegrityError, match="item_has_one_price_a_day"), transaction.atomic():
        Price.objects.create(item=item, amount_sek=1, valid_from=date(2026, 1, 1), entered_at=AT)
    ends = Price.objects.get()
    ends.valid_until = date(2025, 12, 31)
    ends.save()
    Price.objects.create(item=item, amount_sek=1, valid_from=date(2026, 1, 1), entered_at=AT)  # the day after is free


def test_weights_that_do_not_sum_to_one_are_refused_by_the_database():
    contract, lci = make.contract(), make.series()
    with pytest.raises(IntegrityError, match="Vikterna"), asked_at_once():
        make.clause([(lci, "0.9", "2024K2", "140.2")], contract=contract)


@pytest.mark.parametrize("form", Form)
def test_a_round_is_called_what_its_form_is_in_the_middle_of_a_sentence_too(form):
    round_ = make.framework(form=form)
    assert round_.kind in form.label
    assert round_.the_kind.removeprefix("det ")[:6] == round_.kind[:6]
    assert round_.the_kind != round_.kind
