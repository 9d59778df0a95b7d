"""One field finds everything: from any page, with the keyboard alone, and on a phone."""

import pytest
from playwright.sync_api import expect

from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def register(live_server):
    contract = make.contract("2023-15", title="Stödboende för unga", supplier=make.supplier("Solgläntans hem AB"))
    make.user("kategoriledare")
    return contract


def test_by_the_keyboard_alone_from_any_page(register, walker):
    one = walker(width=1280)
    page = one.page
    one.log_in("kategoriledare")
    page.goto("/avtalsomraden/")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Sök i allt")
    expect(field).to_be_focused()
    page.keyboard.type("solgl")
    found = page.get_by_role("region", name="Träffar")
    expect(found.get_by_role("link", name="2023-15 Stödboende för unga")).to_be_visible()
    assert one.check() == []
    page.keyboard.press("ArrowDown")
    expect(found.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(found).to_be_hidden()
    expect(field).to_be_focused()
    field.fill("2023-15")
    expect(found.get_by_role("link", name="2023-15 Stödboende för unga")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{register.get_absolute_url()}")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox", name="Sök i allt")).to_be_focused()
    page.keyboard.type("nytt avtal")
    page.keyboard.press("Enter")  # before anything has come: the page shows the same
    page.wait_for_url("**/sok/?q=nytt+avtal")
    page.get_by_role("main").get_by_role("link", name="Nytt avtal").click()
    page.wait_for_url("**/avtal/nytt/")


@pytest.mark.parametrize("width", [390, 1280])
def test_what_is_nearly_called_so_what_is_not_there_and_what_may_not_be_typed(register, walker, width):
    one = walker(width=width)
    page = one.page
    one.log_in("kategoriledare")
    field = page.get_by_role("searchbox", name="Sök i allt")
    found = page.get_by_role("region", name="Träffar")
    for typed, said in (
        ("solglänttan", "Inget heter precis så"),
        ("xyzzyx", "Inget passar"),
        ("19 850712-1234", "ser ut som ett personnummer"),
        ("solgläntan", "Leverantörer"),
    ):
        field.fill(typed)
        expect(found).to_contain_text(said)
        assert one.check() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    found.get_by_role("link", name="Solgläntans hem AB", exact=True).click()
    page.wait_for_url("**/leverantorer/**")
