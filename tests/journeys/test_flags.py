"""On a telephone: from the list of flags to a flag's rows, to why it was confirmed, to the finding that it became."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from followup.flags.actions import compute_flags
from followup.flags.models import FlagTerm
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from tests import factories as make

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WIDTHS = pytest.mark.parametrize("width", [390, 1280])


@pytest.fixture
def flagged(live_server):
    """An invoice that was booked twice."""
    at = datetime.now(tz=UTC)
    make.category("VO", parent=None)
    make.rules()
    make.contract(until=None)
    days = [timezone.localdate() - timedelta(days=ago) for ago in (30, 20)]
    rows = [make.ledger_row("5000,11", day, invoice="F77", voucher=f"V{day}") for day in days]
    file = io.BytesIO(make.ledger_file(*rows))
    received = ledger_actions.receive_ledger_file(file=file, name="r.csv", by=None, at=at)
    ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=at)
    judging_actions.judge_changes(at=at)
    compute_flags(buyer_id=make.buyer().pk, at=at)
    FlagTerm.objects.create(buyer=make.buyer(), kind="BUDGET", name="share", value=100)
    make.user("uppföljare")


@WIDTHS
def test_from_the_list_to_the_rows_to_the_finding(flagged, walker, width):
    one = walker(width=width)
    page = one.page
    one.log_in("uppföljare")
    page.goto("/flaggor/")
    expect(page.get_by_role("heading", name="Röda flaggor")).to_be_visible()
    assert one.check() == []
    page.get_by_role("link", name="Samma fakturanummer två gånger").click()
    expect(page.get_by_role("region", name="Flaggans rader").get_by_text("5 000,11")).to_have_count(2)
    assert one.check() == []
    page.get_by_role("link", name="Bedöm flaggan").click()
    page.get_by_label("bekräftad", exact=True).check()
    page.get_by_label("Varför?").fill("Betald två gånger, enligt leverantörens kontoutdrag.")
    page.get_by_label("Bristens allvar").select_option("HIGH")
    assert one.check() == []
    page.get_by_role("button", name="Spara bedömningen").click()
    expect(page.get_by_text("Flaggan är bekräftad, och en brist är anmäld.")).to_be_visible()
    page.get_by_role("link", name="Provhem AB,").click()
    expect(page.get_by_text("Betald två gånger, enligt leverantörens kontoutdrag.")).to_be_visible()
    page.goto("/flaggor/?visa=bedomda")
    expect(page.get_by_role("link", name="Samma fakturanummer två gånger")).to_be_visible()
