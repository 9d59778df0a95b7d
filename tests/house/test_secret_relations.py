"""What a row points at and is not as secret as: its name is told by one function, on every page, in every form.

For each relation that a model declares as seen apart, and for each foreign key that a history has, something secret is
put at the far end of a row that everybody sees, and every page is asked by who may everything but was not let in.
"""

import io
import re
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from pghistory.models import Event

from contracts.awards.models import Award
from contracts.checks.models import SupplierCheck
from contracts.documents import actions as document_actions
from contracts.documents.models import Document
from contracts.prices.models import AdjustmentLine, Price, PriceAdjustment, PriceRequest
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier, SupplierProposal
from contracts.terms.models import OptionException
from followup.judging.models import SpendKey, SupplierMonth
from huddinge_vo.common.pages.conflicts import conflicts
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.secrecy.changes import HIDDEN, changes_of
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.secrecy.names import may_know_of, name_for, names_for
from huddinge_vo.common.secrecy.querysets import can_be_secret
from huddinge_vo.roles import ROLES
from procurement.placements.models import Placement
from procurement.projects.models import Project
from tests import factories as make
from tests.house.test_access import ADDRESSES
from tests.house.test_secrecy_walk import said

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PLANTED = "Provgömslet"


def apart():
    """Each relation to something that can be secret by which a row is not secret itself."""
    for model in apps.get_models():
        if issubclass(model, Event) or model._meta.label.startswith(("auth.", "admin.")):
            continue
        through = {lookup.split("__")[0] for lookup in getattr(model, "secret_through", ())}
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            if field.is_relation and can_be_secret(field.related_model) and field.name not in through:
                yield f"{model._meta.label}.{field.name}"


def secret_supplier():
    there = Supplier.objects.filter(org_number=make.ORG_NUMBERS[1]).first()
    return there or make.supplier(f"{PLANTED} AB", make.ORG_NUMBERS[1], is_secret=True)


def secret_contract():
    if there := Contract.objects.filter(number=f"{PLANTED}-1").first():
        return there
    round_ = make.framework(f"{PLANTED}-R", title=PLANTED, is_secret=True)
    return make.contract(f"{PLANTED}-1", supplier=secret_supplier(), framework=round_, title=PLANTED, is_secret=True)


def secret_document(keeper):
    return document_actions.add_document(
        document=Document(kind="OTHER", title=PLANTED, supplier=Supplier.objects.get(pk=1), is_secret=True),
        file=io.BytesIO(b"Text"),
        name=f"{PLANTED}.txt",
        by=keeper,
        at=NOW,
    )


def clause_of_secret_round():
    index = make.series("LCI-ARB-Q2")
    return make.clause([(index, "1", "2024K2", "100")], framework=secret_contract().framework, successor=PLANTED)


def request_of_secret_contract(keeper):
    return PriceRequest.objects.create(
        contract=secret_contract(), received_on="2026-10-01", note=PLANTED, registered_by=keeper, registered_at=NOW
    )


def point(model, field, value):
    """Let every row of a model point at something, past all rules of the forms."""
    model._base_manager.update(**{field: value})


def point_one(model, field, value):
    """The same for one row, of a model whose rows are told apart by what they point at."""
    one = model._base_manager.order_by("pk").first()
    assert one is not None
    model._base_manager.filter(pk=one.pk).update(**{field: value})


# Relations, and how something secret is put at their far end. Those to what is the row's own (an item of its own
# contract, an option of its own round) point at what another's would be, should it ever come to that.
PLANT = {
    "contracts.Supplier.parent": lambda _: Supplier.objects.filter(pk=1).update(parent=secret_supplier()),
    "contracts.Supplier.merged_into": lambda _: Supplier.objects.filter(pk=2).update(merged_into=secret_supplier()),
    "contracts.SupplierProposal.tied": lambda _: SupplierProposal.objects.update(
        tied=secret_supplier().identifiers.create(scheme="SUPPLIER_NUMBER", value=PLANTED)
    ),
    "contracts.Award.supplier": lambda _: _award(secret_supplier()),
    "contracts.SupplierCheck.evidence": lambda keeper: point(SupplierCheck, "evidence", secret_document(keeper)),
    "contracts.PriceRequest.document": lambda keeper: point(PriceRequest, "document", secret_document(keeper)),
    "contracts.PriceAdjustment.clause": lambda _: point(PriceAdjustment, "clause", clause_of_secret_round()),
    "contracts.PriceAdjustment.request": lambda keeper: point(
        PriceAdjustment, "request", request_of_secret_contract(keeper)
    ),
    "contracts.AdjustmentLine.item": lambda _: point(AdjustmentLine, "item", _secret_price().item),
    "contracts.AdjustmentLine.old_price": lambda _: point(AdjustmentLine, "old_price", _secret_price()),
    "contracts.AdjustmentLine.new_price": lambda _: point(AdjustmentLine, "new_price", _secret_price()),
    "contracts.OptionException.option": lambda _: OptionException.objects.create(
        contract_id=1,
        option=secret_contract().framework.options.create(number=1, months=12, decide_by="2026-09-30"),
        reason="x",
    ),
    "procurement.Placement.follows": lambda _: _follow_something_secret(),
    "procurement.Project.replaces": lambda _: Project.objects.get(pk=1).replaces.set([secret_contract(), 1]),
    "followup.SupplierMonth.supplier": lambda _: point_one(SupplierMonth, "supplier", secret_supplier()),
    "followup.SupplierMonth.contract": lambda _: point_one(SupplierMonth, "contract", secret_contract()),
    "followup.ToldSupplier.supplier": lambda _: SpendKey.objects.update(
        supplier_name=secret_supplier().name, org_number=None, supplier=None
    ),
    "followup.ToldSupplier.key": lambda _: SpendKey.objects.update(supplier_name=secret_supplier().name),
}


def _award(supplier):
    Award.objects.create(
        year=2025, buyer_name="B", procurement="1", title="T", supplier_name="Provnamnet", supplier=supplier,
        fingerprint="1",
    )  # fmt: skip


def _follow_something_secret():
    earlier = make.deviation(f"{PLANTED}-AVS", supplier=secret_supplier(), approved_on=None, is_secret=True)
    for one in Placement.objects.exclude(pk=earlier.pk).order_by("pk")[:1]:
        Placement.objects.filter(pk=one.pk).update(follows=earlier, follows_as="MOVED")


def _secret_price():
    if there := Price.objects.filter(item__name=f"{PLANTED} dygn").first():
        return there
    return make.price("5.00", of=secret_contract(), item=f"{PLANTED} dygn")


def test_each_relation_that_is_seen_apart_is_tried_here():
    assert set(apart()) == set(PLANT)


@pytest.fixture
def curious(keeper):
    """Somebody with every role, who has been let in on nothing; supplier 2 is an open one without anything."""
    make.supplier("Prov Två AB", make.ORG_NUMBERS[2])
    person = make.user(ROLES[0].name)
    for role in ROLES[1:]:
        Membership.objects.create(user=person, buyer=make.buyer(), role=Group.objects.get(name=role.name))
    return person


@pytest.mark.long
def test_no_page_or_form_names_what_a_row_points_at_if_it_is_secret(client, keeper, curious):
    for plant in PLANT.values():
        plant(keeper)
    client.force_login(curious)
    opened = 0
    for name, path in ADDRESSES:
        if name in {"logout", "status-report-pdf"}:
            continue
        second = [re.sub(r"/1(?=[/.])", "/2", path)] if path.startswith("/leverantorer/1/") else []
        for one in (path, *second):
            answer = client.get(one)
            assert answer.status_code < 500, one
            assert PLANTED not in said(answer), one
            opened += answer.status_code == 200
    assert opened > 90


# ------------------------------------------------------------------------------------------------------- one function


def test_a_name_is_told_to_who_may_know_of_it_and_else_that_it_is_protected():
    hidden, open_one = secret_supplier(), make.supplier()
    person, let_in = make.user("läsare"), make.user("upphandlare")
    AccessGrant.objects.create(object=hidden, user=let_in)
    assert [name_for(each, person) for each in (hidden, open_one, None)] == [HIDDEN, "Provhem AB", "–"]
    assert [name_for(hidden, each) for each in (let_in, None)] == [f"{PLANTED} AB", HIDDEN]
    assert not may_know_of(hidden, person)
    assert may_know_of(make.buyer(), person)  # what cannot be secret
    told = names_for(Supplier, [hidden.pk, open_one.pk, 999], user=person)
    assert told == {hidden.pk: HIDDEN, open_one.pk: "Provhem AB"}


def test_two_names_or_two_hundred_cost_the_same(django_assert_num_queries):
    ids = [make.supplier(f"Prov {n} AB", None, is_secret=n % 2).pk for n in range(30)]
    person = User.objects.get(pk=make.user("läsare").pk)
    for asked in (ids[:2], ids):
        with django_assert_num_queries(2):
            names_for(Supplier, asked, user=person)


@pytest.mark.parametrize("name", ["parent", "merged_into"])
def test_a_history_names_no_secret_that_a_row_has_pointed_at(name):
    hidden, one = secret_supplier(), make.supplier()
    for value in (hidden, None):
        setattr(one, name, value)
        one.save()
    person = make.user("läsare")
    told = changes_of(one, user=person)
    assert {change.new for change in told} | {change.old for change in told} >= {HIDDEN}
    assert PLANTED not in repr(told)


def test_who_was_second_to_save_is_not_told_a_secret_that_the_first_has_chosen():
    from contracts.suppliers.forms import SupplierForm
    from procurement.projects.forms import ProjectForm

    person = make.user("upphandlare")
    one, hidden = make.supplier(), secret_supplier()
    form = SupplierForm({"name": "Nytt namn AB", "version": 1}, instance=one, user=person)
    assert form.is_valid(), form.errors
    stored = Supplier.objects.get(pk=one.pk)
    stored.parent = hidden
    found = {each.label: each.stored for each in conflicts(form, stored, user=person)}
    assert found["Moderbolag"] == HIDDEN
    project = make.project(need=make.need())
    form = ProjectForm(instance=project, user=person, buyer=make.buyer(), today=date(2026, 11, 1))
    assert "replaces" not in form.fields
