"""A choice among many is found by typing a part of it; a day is typed and shown as 2026-11-28 in any browser."""

import pytest
from playwright.sync_api import expect

from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def many(live_server):
    make.user("upphandlare")
    make.area()
    Supplier.objects.bulk_create(Supplier(name=f"Provstöd {number:03} AB") for number in range(60))
    Supplier.objects.create(name="Åbackens hem AB")
    return make.contract("M-1", areas=[make.area()], supplier=Supplier.objects.get(name="Provstöd 017 AB"))


def test_a_supplier_among_many_is_found_by_a_part_of_its_name(walker, many):
    one = walker(width=1280)
    one.log_in("upphandlare")
    page = one.page
    page.goto("/avtal/nytt/")
    supplier = page.get_by_label("Leverantör (krävs)")
    finder = page.locator("input.finder").first
    finder.fill("provstöd 01")
    expect(supplier.locator("option[value]:not([value=''])")).to_have_count(10)
    expect(supplier.locator("option:checked")).to_have_text("Välj")
    finder.fill("åbacken")
    expect(supplier.locator("option:checked")).to_have_text("Åbackens hem AB")
    finder.fill("finns inte")
    expect(supplier.locator("option:checked")).to_have_text("Åbackens hem AB")
    finder.fill("")
    expect(supplier.locator("option")).to_have_count(62)
    expect(supplier.locator("option:checked")).to_have_text("Åbackens hem AB")
    assert one.check() == []


def test_a_list_is_there_as_it_is_without_scripts(walker, many):
    one = walker(width=390, java_script_enabled=False)
    one.log_in("upphandlare")
    one.page.goto("/avtal/nytt/")
    expect(one.page.locator("input.finder")).to_have_count(0)
    one.page.get_by_label("Leverantör (krävs)").select_option(label="Åbackens hem AB")


def test_a_day_is_typed_as_officials_write_it_and_the_calendar_is_beside_it(walker, many):
    Contract.objects.filter(pk=many.pk).update(initial_until="2027-12-31")
    one = walker(width=1280)
    one.log_in("upphandlare")
    page = one.page
    page.goto("/avtal/")
    day = page.get_by_label("Slutar senast")
    expect(day).to_have_attribute("placeholder", "åååå-mm-dd")
    expect(page.get_by_role("button", name="Öppna kalendern").nth(1)).to_be_visible()
    day.fill("20280101")
    day.press("Enter")
    expect(page.locator("#lista")).to_contain_text("M-1")
    page.goto("/avtal/?slutar_senast=31/12/2027")
    expect(page.get_by_text("Skriv dagen som 2026-11-28.")).to_be_visible()
    assert one.check() == []


def test_fields_that_narrow_a_list_are_folded_on_a_telephone_and_what_they_say_is_not(walker, many):
    one = walker(width=390)
    one.log_in("upphandlare")
    page = one.page
    page.goto("/avtal/?sok=M-")
    expect(page.get_by_label("Sök avtal eller leverantör")).to_be_hidden()
    expect(page.get_by_text("M-1")).to_be_visible()
    page.get_by_text("Begränsa listan").click()
    expect(page.get_by_label("Sök avtal eller leverantör")).to_be_visible()
    assert one.check() == []
    page.get_by_role("link", name="Sök avtal eller leverantör: M-").click()
    expect(page.get_by_role("link", name="Sök avtal eller leverantör: M-")).to_have_count(0)
    page.get_by_role("link", name="Vyer").click()
    page.get_by_label("Namn").fill("Alla avtal")
    page.get_by_role("button", name="Spara vyn").click()
    expect(page.get_by_text("Vyn ”Alla avtal” är sparad.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
