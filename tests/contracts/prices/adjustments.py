"""What tests of adjustments share: two series, a priced contract, its clause, and the way to an approved price."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf

from contracts.index.models import IndexChain
from contracts.prices import actions
from contracts.prices.models import PriceAdjustment
from tests import factories as make

AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
ON = AT.date()
NEW_YEAR = date(2027, 1, 1)


def months(year):
    return [date(year, month, 1) for month in range(1, 13)]


def labour_costs():
    of = make.series("LCI-ARB-Q")
    make.index_value(of, "2024K2", "140.2")
    make.index_value(of, "2026K2", "145.1")
    return of


def chained_prices():
    old = make.series("KPI-1980", kind="KPI", base="1980=100", frequency="MONTH")
    new = make.series("KPI-2020", kind="KPI", base="2020=100", frequency="MONTH")
    make.index_value(old, "2024M08", "418.13")
    make.index_value(new, "2026M08", "124.85")
    IndexChain.objects.create(old=old, new=new, factor=Decimal("3.3592"), decimals=2, source="SCB:s basbytesmeddelande")
    return old


def priced_contract():
    made = make.contract(valid_from=date(2025, 1, 1), until=date(2028, 12, 31))
    make.price("1850.00", of=made, yearly_quantity=Decimal(100))
    return made


def basket_clause(contract, lci, kpi):
    return make.clause(
        [(lci, "0.8", "2024K2", "140.2"), (kpi, "0.2", "2024M08", "418.13")], contract=contract, needs_request=False
    )


def propose(on=ON, at=AT):
    return actions.propose_adjustments(buyer=make.buyer(), on=on, at=at)


def people():
    return make.user("controller"), make.user("kategoriledare")


def approve(adjustment, sender, approver, at=AT):
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=at)
    actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=at)
    adjustment.refresh_from_db()
    return adjustment


def contract_with_clause(number, lci, *, lines=2, **values):
    seller = values.pop("supplier", None) or make.supplier(f"Prov {number} AB", None)
    made = make.contract(number, supplier=seller, valid_from=date(2025, 1, 1), until=date(2029, 12, 31), **values)
    for line in range(lines):
        make.price(f"{1000 + line}.00", of=made, item=f"Rad {line}")
    make.clause([(lci, "1", "2024K2", "140.2")], contract=made, needs_request=False)
    return made


def proposed():
    """All that can be proposed, by their contracts' numbers."""
    propose()
    return list(PriceAdjustment.objects.order_by("contract__number"))


def submitted(adjustment):
    sender = make.user("controller")
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=AT)
    return sender


def approved(adjustment, leader=None):
    submitted(adjustment)
    actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=leader or make.user("kategoriledare"), at=AT)
    adjustment.refresh_from_db()


def text(pdf):
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
