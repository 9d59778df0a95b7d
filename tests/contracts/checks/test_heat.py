"""Checks as a heat map: counted by hand, as a supplier's own page says it, nothing secret, and the list each opens."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.checks.models import CheckKind, SupplierCheck
from contracts.checks.reports import check_heat, supplier_checks
from contracts.suppliers.models import Supplier
from huddinge_vo.common.charts.heat import HeatCell
from tests import factories as make
from tests.contracts.checks.test_demands import TODAY, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def contracts():
    """Two areas; two suppliers in the first, one of them in the second too."""
    first = make.contract("A-1", valid_from=date(2026, 1, 1))
    second = make.contract("A-2", valid_from=date(2026, 1, 1), supplier=make.supplier("Ekhem AB", make.ORG_NUMBERS[1]))
    both = make.contract("A-3", supplier=first.supplier, areas=[make.area("IFO-X", name="Öppenvård")])
    return first, second, both


def cells(heat, name=None):
    rows = {row.name: row for row in heat.rows}
    row = rows[name] if name else heat.rows[0]
    return dict(zip(heat.columns, row.cells, strict=True))


def test_held_and_asked_for_by_hand(contracts):
    first, second, _ = contracts
    made(first, "TAXES")
    made(first, "TAXES", days=5, outcome="FAILED")  # what came before no longer counts
    made(second, "TAXES", days=60)  # ran out after 30 days
    made(second, "RATING")
    heat = check_heat(user=make.user("kategoriledare"), on=TODAY)
    found = cells(heat, first.areas.get().name)
    assert (found[CheckKind.TAXES.label].held, found[CheckKind.TAXES.label].whole) == (1, 2)
    assert (found[CheckKind.RATING.label].held, found[CheckKind.RATING.label].whole) == (1, 2)
    assert "1 saknas helt" in found[CheckKind.RATING.label].told
    assert found[CheckKind.NONPROFIT_REGISTER.label].words == "–"
    other = cells(heat, "Öppenvård")
    assert (other[CheckKind.TAXES.label].held, other[CheckKind.TAXES.label].whole) == (1, 1)


def test_a_cell_says_what_the_suppliers_own_page_says(contracts):
    _, second, _ = contracts
    made(second, "COMPANY_STATUS", outcome="FAILED")
    made(second, "EU_2022_576", until=0)
    user = make.user("kategoriledare")
    lines = {line.label: line for line in supplier_checks(supplier=second.supplier, user=user, on=TODAY).lines}
    Supplier.objects.exclude(pk=second.supplier_id).update(is_secret=True)
    heat = check_heat(user=user, on=TODAY)
    (row,) = heat.rows  # of the other area nothing is left to see
    for label, cell in cells(heat, row.name).items():
        assert cell.is_counted == lines[label].is_asked_for
        if cell.is_counted:
            assert (cell.held, cell.whole) == (int(lines[label].words in {"Giltig", "Går snart ut"}), 1)


def test_a_secret_suppliers_contract_is_in_no_cell(contracts):
    first, *_ = contracts
    Supplier.objects.filter(pk=first.supplier_id).update(is_secret=True)
    heat = check_heat(user=make.user("kategoriledare"), on=TODAY)
    assert [row.name for row in heat.rows] == [first.areas.get().name]
    assert {cell.whole for cell in heat.rows[0].cells if cell.is_counted} == {1}


def test_a_cell_opens_the_checks_of_its_area_and_kind(client, contracts):
    client.force_login(make.user("kategoriledare"))
    first, second, _ = contracts
    today = timezone.localdate()
    for contract in (first, second):
        contract.__class__.objects.filter(pk=contract.pk).update(initial_until=date(today.year + 2, 12, 31))
        SupplierCheck.objects.create(
            supplier=contract.supplier, kind="TAXES", outcome="FAILED", checked_on=today, valid_until=today, source="x",
            registered_at=timezone.now(),
        )  # fmt: skip
    page = client.get("/kontroller/")
    cell = cells(page.context["heat"], first.areas.get().name)[CheckKind.TAXES.label]
    assert f'aria-label="{cell.told}"' in page.content.decode()
    listed = client.get(cell.href)
    assert listed.context["filter"].is_understood
    assert {each.supplier_id for each in listed.context["table"].data} == {first.supplier_id, second.supplier_id}
    assert "heat" not in client.get("/kontroller/", headers={"HX-Request": "true"}).context


@pytest.mark.parametrize(("held", "step"), [(12, 0), (11, 1), (8, 1), (7, 2), (3, 3), (0, 3)])
def test_the_more_is_lacking_the_darker(held, step):
    assert HeatCell(held, 12).step == step


def test_as_many_questions_of_many(contracts):
    user = make.user("kategoriledare")
    asked = []
    for numbers in (range(2), range(2, 25)):
        for number in numbers:
            make.contract(
                f"B-{number}", supplier=contracts[0].supplier, areas=[make.area(f"X-{number}", name=f"X{number}")]
            )
        check_heat(user=user, on=TODAY)
        with CaptureQueriesContext(connection) as questions:
            check_heat(user=user, on=TODAY)
        asked.append(len(questions))
    assert asked[0] == asked[1]
