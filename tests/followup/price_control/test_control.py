"""Invoice lines held to price lists: over, under, too early, not in the contract, too many days, wrong VAT."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.plan.choices import PriceModel
from contracts.suppliers.models import Permit, SupplierUnit
from followup.invoices import actions as invoice_actions
from followup.invoices.models import InvoiceLine
from followup.price_control import actions
from followup.price_control.models import ItemMatch, PriceDeviation
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.demo.peppol import Line, Written
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SELLER = make.ORG_NUMBERS[0]
DAYS = Line(amount=Decimal("18500.00"), quantity=Decimal(10), price=Decimal("1850.00"))
PLAIN = Written(
    number="F-1",
    issued_on=date(2026, 4, 5),
    seller=SELLER,
    first=date(2026, 3, 1),
    last=date(2026, 3, 31),
    lines=(DAYS,),
)


@pytest.fixture
def contract():
    """With a price of 1 850 kr a day until May, and 1 902,85 from then on."""
    made = make.contract(until=date(2030, 12, 31))
    make.price("1850.00", of=made, valid_until=date(2026, 4, 30))
    made.price_items.get().prices.create(amount_sek="1902.85", valid_from=date(2026, 5, 1), entered_at=NOW)
    return made


def line(amount, quantity=10, **values):
    return replace(DAYS, amount=Decimal(amount), quantity=Decimal(quantity), price=None, **values)


def read(tmp_path, *written):
    for no, each in enumerate(written):
        (tmp_path / f"{each.number}-{no}.xml").write_bytes(each.xml())
    done = invoice_actions.import_invoices(path=tmp_path, buyer=make.buyer(), by=None, at=NOW)
    assert not done.rejected
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)


def found():
    rows = PriceDeviation.objects.order_by("line__invoice__number", "line__line_no", "kind")
    return list(rows.values_list("kind", "difference_sek"))


def of(*lines, **values):
    return replace(PLAIN, lines=lines, **values)


def test_a_line_at_the_contracts_price_deviates_in_nothing(contract, tmp_path):
    read(tmp_path, PLAIN)
    assert found() == []
    match = ItemMatch.objects.get()
    assert (match.name, match.per, match.confirmed_at) == ("Vårddygn", "DAY", None)


def test_over_and_under_are_told_in_kronor_of_the_line(contract, tmp_path):
    read(tmp_path, of(line("19000.00"), line("18000.00")))
    assert found() == [("ABOVE", 500), ("BELOW", -500)]
    above = PriceDeviation.objects.get(kind="ABOVE")
    assert (above.agreed_sek, above.asked_sek, above.item.contract) == (1850, 1900, contract)


@pytest.mark.parametrize(("amount", "kinds"), [("18501.00", []), ("18501.01", ["ABOVE"]), ("18498.99", ["BELOW"])])
def test_what_is_rounded_is_no_deviation(contract, tmp_path, amount, kinds):
    read(tmp_path, of(line(amount)))
    assert [kind for kind, _ in found()] == kinds


def test_a_credit_note_of_what_was_too_much_takes_it_off(contract, tmp_path):
    read(tmp_path, of(line("19000.00")), of(line("19000.00"), number="K-1", is_credit=True, credits=("F-1",)))
    assert found() == [("ABOVE", 500), ("ABOVE", -500)]


def test_the_next_price_before_its_day_is_told_as_that(contract, tmp_path):
    read(tmp_path, of(line("19028.50")))
    assert found() == [("EARLY_INDEX", Decimal("528.50"))]


def test_both_end_days_of_a_price_count_and_any_day_of_the_line_is_enough(contract, tmp_path):
    old, new = line("18500.00"), line("19028.50")
    last, first = date(2026, 4, 30), date(2026, 5, 1)
    read(
        tmp_path,
        of(old, number="1", first=last, last=last),
        of(new, number="2", first=first, last=first),
        of(old, new, number="3", first=date(2026, 4, 15), last=date(2026, 5, 15)),
        of(new, number="4", first=last, last=last),
        of(old, number="5", first=first, last=first),
    )
    assert found() == [("EARLY_INDEX", Decimal("528.50")), ("BELOW", Decimal("-528.50"))]


def test_without_a_period_the_day_of_the_invoice_is_that_of_the_service(contract, tmp_path):
    read(tmp_path, of(line("19028.50"), first=None, last=None, issued_on=date(2026, 5, 1)))
    assert found() == []


def test_what_stands_in_no_list_is_told_with_its_whole_amount(contract, tmp_path):
    read(tmp_path, of(DAYS, line("900.00", 1, name="Helgtillägg")))
    assert found() == [("NOT_IN_CONTRACT", 900)]


def test_a_credit_of_what_stands_in_no_list_takes_it_off_and_a_rebate_is_nothing_that_was_bought(contract, tmp_path):
    extra, rebate = line("900.00", 1, name="Helgtillägg"), line("50.00", 1, name="Rättelse")
    read(tmp_path, of(DAYS, extra), of(extra, rebate, number="K-1", is_credit=True, credits=("F-1",)))
    assert found() == [("NOT_IN_CONTRACT", 900), ("NOT_IN_CONTRACT", -900)]


def test_an_hour_is_not_a_day(contract, tmp_path):
    read(tmp_path, of(line("18500.00", unit="HUR")))
    assert found() == [("NOT_IN_CONTRACT", 18500)]


def test_who_has_no_price_list_on_the_day_is_not_held_to_any(contract, tmp_path):
    read(tmp_path, of(line("9.00"), first=date(2020, 1, 1), last=date(2020, 1, 31)), of(line("9.00"), number="2",
         seller=make.ORG_NUMBERS[1]), of(line("9.00"), number="3", currency="EUR"))  # fmt: skip
    assert found() == []


def test_an_areas_price_holds_where_the_council_sets_it_and_the_contracts_own_goes_before(contract, tmp_path):
    place = contract.areas.get()
    make.price("700.00", of=place, item="Hemtjänst", per="HOUR")
    hours = line("7100.00", name="Hemtjänst", unit="HUR")
    read(tmp_path, of(hours))
    assert found() == [("NOT_IN_CONTRACT", 7100)]
    type(contract).objects.filter(pk=contract.pk).update(price_model=PriceModel.FIXED)
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert found() == [("ABOVE", 100)]
    make.price("705.00", of=contract, item="Hemtjänst", per="HOUR")
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert found() == [("ABOVE", 50)]


def test_more_days_than_places_times_days_is_told_and_unknown_places_are_not(contract, tmp_path):
    home = SupplierUnit.objects.create(supplier=contract.supplier, name="Hemmet")
    permit = Permit.objects.create(
        unit=home, org_number=SELLER, legal_ground="SoL", decided_on=date(2025, 1, 1), places=None
    )
    read(tmp_path, of(line("118400.00", 64)))
    assert found() == []
    Permit.objects.filter(pk=permit.pk).update(places=2)
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert found() == [("QUANTITY", 3700)]  # 2 places in 31 days are 62
    Permit.objects.filter(pk=permit.pk).update(places=3)
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert found() == []


def test_another_rate_of_vat_than_the_lists_is_told(contract, tmp_path):
    contract.price_items.update(vat_percent=0)
    read(tmp_path, of(replace(DAYS, vat=Decimal(25))))
    assert found() == [("VAT", 4625)]


def test_done_twice_it_changes_nothing_and_what_is_mended_goes(contract, tmp_path):
    read(tmp_path, of(line("19000.00")))
    before = list(PriceDeviation.objects.values_list("pk", "difference_sek"))
    assert actions.control_everything(at=NOW) == 1
    assert list(PriceDeviation.objects.values_list("pk", "difference_sek")) == before
    contract.price_items.get().prices.update(withdrawn_at=NOW, withdrawn_reason="Fel")
    make.price("1900.00", of=contract)
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert found() == []


# ------------------------------------------------------------------------------------------ what a person says once


def test_what_a_person_says_holds_for_all_the_suppliers_invoices_also_when_the_name_has_gone(contract, tmp_path):
    called = {"name": "Dygn boende", "item_id": "D-1"}
    read(tmp_path, of(line("19000.00", **called)), of(line("18500.00", **called), number="F-2"))
    assert [kind for kind, _ in found()] == ["NOT_IN_CONTRACT"] * 2
    controller = make.user("controller")
    one = InvoiceLine.objects.order_by("pk").first()
    actions.confirm_match(line=one, item=contract.price_items.get(), by=controller, at=NOW)
    assert found() == [("ABOVE", 500)]
    InvoiceLine.objects.update(item_name="")
    actions.control_prices(buyer_id=make.buyer().pk, at=NOW)
    assert found() == [("ABOVE", 500)]
    assert ItemMatch.objects.get().confirmed_by == controller


def test_a_person_may_say_that_it_is_in_no_list_though_it_is_called_so(contract, tmp_path):
    read(tmp_path, PLAIN)
    actions.confirm_match(line=InvoiceLine.objects.get(), item=None, by=make.user("controller"), at=NOW)
    assert found() == [("NOT_IN_CONTRACT", 18500)]
    with pytest.raises(NotAllowed):
        actions.confirm_match(line=InvoiceLine.objects.get(), item=None, by=make.user("läsare"), at=NOW)


def test_next_years_contract_with_the_same_line_is_found_by_what_was_said(contract, tmp_path):
    read(tmp_path, of(line("18500.00", name="Eget ord")))
    actions.confirm_match(
        line=InvoiceLine.objects.get(), item=contract.price_items.get(), by=make.user("controller"), at=NOW
    )
    later = make.contract("A-2", supplier=contract.supplier, valid_from=date(2031, 1, 1), until=date(2031, 12, 31))
    contract.price_items.get().prices.filter(valid_until=None).update(valid_until=date(2030, 12, 31))
    make.price("2000.00", of=later, valid_from=date(2031, 1, 1))
    read(tmp_path, of(line("21000.00", name="Eget ord"), number="F-9", first=date(2031, 2, 1), last=date(2031, 2, 28)))
    assert found() == [("ABOVE", 1000)]
