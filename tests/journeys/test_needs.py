"""From the register to a limit, to a need that comes back, to a line of the plan: wide and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contracts.law.choices import LawKind
from contracts.law.models import LawValue
from procurement.deviations.models import Deviation
from procurement.needs.actions import foresee_needs
from procurement.plan.models import PlannedNeed
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bought(live_server):
    """Three deviations alike, of half the limit and more, and one who may answer."""
    make.law()
    LawValue.objects.filter(kind=LawKind.DIRECT_AWARD_ANNEX_2, value__isnull=True).update(value=1_000_000)
    today, one = timezone.localdate(), make.supplier()
    for number in range(3):
        on = today - timedelta(days=30 * number)
        made = make.deviation(f"AVS-{number}", supplier=one, area=make.area(), valid_from=on, approved_on=None)
        Deviation.objects.filter(placement=made).update(expected_value_sek=200_000)
        make.approved(made, on=on)
    foresee_needs(buyer=make.buyer(), on=today)
    make.user("upphandlare")


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_register_to_a_line_of_the_plan(bought, walker, width):
    one = walker(width=width)
    page = one.page
    one.log_in("upphandlare")
    page.goto("/direktupphandling/")
    assert page.get_by_text("Minst hälften är använt").is_visible()
    assert one.check() == []
    page.get_by_role("link", name="IFO-HVB").first.click()
    page.wait_for_url(lambda url: "fran=" in url)
    assert page.locator("#lista tbody tr").count() == 3
    page.goto("/direktupphandling/behov/")
    assert one.check() == []
    page.goto("/direktupphandling/grans/")
    page.get_by_label("Avtalsområde").select_option(label="IFO-HVB")
    page.get_by_label("Värde utan moms, kr").fill("400 000")
    page.get_by_role("button", name="Räkna").click()
    page.get_by_text("Gränsen är nådd").wait_for()
    assert one.check() == []
    page.goto("/direktupphandling/aterkommer/")
    assert one.check() == []
    page.get_by_role("link", name="IFO-HVB: behovet täcks inte av avtal").click()
    page.get_by_role("link", name="Svara").wait_for()
    assert one.check() == []
    page.get_by_role("link", name="Svara").click()
    page.get_by_label("Lägg till i upphandlingsplanen år").fill("2027")
    assert one.check() == []
    page.get_by_role("button", name="Svara").click()
    page.wait_for_url(lambda url: "svara" not in url)
    page.get_by_role("link", name="Starta en upphandling av detta").click()
    page.wait_for_url("**/upphandlingar/ny/**")
    assert PlannedNeed.objects.get().is_added
    assert page.get_by_label("Rubrik").input_value() == "IFO-HVB"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
