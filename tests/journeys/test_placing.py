"""Find a place and place; find none, ask outside contract, and let another decide: wide and on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.checks.models import SupplierCheck
from contracts.suppliers.models import Permit, SupplierUnit
from procurement.deviations.models import Deviation
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def care(live_server):
    """One home on contract in an area that needs a permit, another without; and who asks and who decides."""
    today = timezone.localdate()
    area = make.area(permit=today - timedelta(days=900))
    held = make.contract(areas=[area], valid_from=today - timedelta(days=200), until=None)
    outside = make.supplier("Annan omsorg AB", make.ORG_NUMBERS[1])
    for supplier, name in ((held.supplier, "Provhemmet"), (outside, "Andra hemmet")):
        unit = SupplierUnit.objects.create(
            supplier=supplier, name=name, county="Stockholms län", age_from=13, age_to=20
        )
        unit.areas.add(area)
        Permit.objects.create(
            unit=unit, org_number=supplier.org_number, legal_ground="SoL 26 kap. 1 §", decided_on=today
        )
    make.price("2500.00", of=held)
    make.delegation(role_name="gruppledare", up_to_sek=100_000)
    make.delegation(role_name="verksamhetschef", up_to_sek=5_000_000)
    for role in ("handläggare", "gruppledare", "verksamhetschef"):
        make.user(role)
    return held, outside


def register_permit(supplier):
    today = timezone.localdate()
    SupplierCheck.objects.create(
        supplier=supplier,
        unit=supplier.units.get(),
        kind="PERMIT",
        outcome="PASSED",
        checked_on=today,
        valid_until=today + timedelta(days=90),
        source="IVO:s register",
        registered_at=timezone.now(),
    )


def looked_for(page, age):
    page.goto("/hitta-plats/")
    page.get_by_label("Avtalsområde").select_option(label="IFO-HVB")
    page.get_by_label("Ålder").fill(age)
    page.get_by_role("button", name="Visa förslag").click()
    page.get_by_role("heading", name="Kan möta behovet").wait_for()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_place_is_found_filled_lengthened_and_ended(care, walker, width):
    one = walker(width=width)
    page = one.page
    one.log_in("handläggare")
    page.goto("/hitta-plats/")
    assert one.check() == []
    looked_for(page, "16")
    assert one.check() == []
    page.get_by_role("link", name=re.compile("Placera här")).click()
    page.get_by_role("heading", level=1, name="Ny placering").wait_for()
    assert page.get_by_label("Pris, kr").input_value().replace("\N{NO-BREAK SPACE}", "") == "2500,00"
    assert one.check() == []
    until = timezone.localdate() + timedelta(days=30)
    page.get_by_label("Till och med").fill(until.isoformat())
    page.get_by_label("Ärendereferens").fill("19 850712-1234")
    page.get_by_label("Varför den här leverantören").fill("Bäst för behovet")
    page.get_by_role("button", name="Spara").click()
    page.get_by_text("ser ut som ett personnummer").first.wait_for()
    page.get_by_label("Ärendereferens").fill("ÄR-2026-1")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("heading", level=1, name=re.compile("AVR-")).wait_for()
    assert one.check() == []
    page.get_by_role("link", name="Förläng").click()
    page.get_by_role("heading", level=1, name=re.compile("Förläng")).wait_for()
    page.get_by_label("Till och med").fill((until + timedelta(days=60)).isoformat())
    page.get_by_label("Varför").fill("Behovet kvarstår")
    page.get_by_role("button", name="Förläng").click()
    page.get_by_role("heading", level=1, name=re.compile("^AVR-")).wait_for()
    lengthened = Placement.objects.get(valid_from=until + timedelta(days=1))  # numbered anew when that is next year
    page.get_by_role("heading", level=1, name=lengthened.number).wait_for()
    page.get_by_role("link", name="Avsluta").click()
    page.get_by_label("Sista dag").fill((until + timedelta(days=5)).isoformat())
    page.get_by_label("Skäl").fill("Flyttar hem")
    assert one.check() == []
    page.get_by_role("button", name=re.compile("Avsluta")).click()
    page.get_by_text("Flyttar hem").first.wait_for()
    lengthened.refresh_from_db()
    assert lengthened.valid_until == until + timedelta(days=5)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
def test_where_none_fits_another_decides_within_the_order_once_ivo_is_asked(care, walker, width):
    _held, outside = care
    one = walker(width=width)
    page = one.page
    one.log_in("gruppledare")
    looked_for(page, "45")  # the home takes nobody of that age
    page.get_by_role("link", name="Begär avsteg").click()
    page.get_by_role("heading", level=1, name=re.compile("avsteg", re.IGNORECASE)).wait_for()
    assert page.get_by_label("Avtalsområde").locator("option:checked").inner_text() == "IFO-HVB"
    assert one.check() == []
    page.get_by_label("Behov").fill("Ett behov som ingen med avtal kan möta")
    page.get_by_label("Orsak").select_option(label="behovet täcks inte av avtal")
    page.get_by_label(re.compile("^Leverantör")).select_option(label=outside.name)
    page.get_by_label("Pris, kr").fill("3100")
    # As long as the value lasts: of one until further notice it would be asked whether it is so low.
    page.get_by_label("Till och med").fill((timezone.localdate() + timedelta(days=75)).isoformat())
    page.get_by_label("Laglig grund").select_option(label="lågt värde")
    page.get_by_label("Förväntat värde, kr").fill("250 000")
    page.get_by_label(re.compile("inte jävig")).check()
    page.get_by_role("button", name="Skicka begäran", exact=True).click()
    page.get_by_role("heading", level=1, name=re.compile("AVS-")).wait_for()
    assert one.check() == []
    asked = Deviation.objects.get()

    def refused_by(name, words):
        other = walker(width=width)
        other.log_in(name)
        other.page.goto(f"/avsteg/{asked.placement_id}/besluta/")
        assert other.check() == []
        other.page.get_by_label("Godkänn").check()
        other.page.get_by_label("Motivering").fill("Behovet är akut för personen")
        other.page.get_by_label("Jag är inte jävig").check()
        other.page.get_by_role("button", name="Besluta").click()
        other.page.get_by_text(words).first.wait_for()
        return other

    refused_by("gruppledare", "kan inte själv besluta")
    refused_by("verksamhetschef", "Kontrollera hos IVO")
    Placement.objects.update(place=outside.units.get())
    register_permit(outside)
    make.user("gruppledare", username="annan")
    refused_by("annan", "ligger utanför din delegation")
    done = refused_by("verksamhetschef", "är godkänt")
    assert done.check() == []
    asked.refresh_from_db()
    assert (asked.outcome, asked.decided_as.name) == ("APPROVED", "verksamhetschef")
    paper = done.page.request.get(f"{done.page.url.split('/avsteg/')[0]}/avsteg/{asked.placement_id}/blankett.pdf")
    assert paper.body()[:5] == b"%PDF-"
    assert done.page.evaluate("document.documentElement.scrollWidth") <= width
