"""What the June report tells of red flags, and of what the plan asks for and there was nothing to tell it by."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.suppliers.models import Supplier
from followup.flags.choices import Status
from followup.flags.kinds import KINDS
from followup.flags.models import Flag, FlagRun
from followup.report.reports import changes_since, status_report
from followup.report.reports.flags import FlagLine
from followup.report.reports.snapshot import _thaw, snapshot
from followup.spend.reports import root_category
from huddinge_vo.common.people.models import User
from tests import factories as make
from tests.followup.flags.planted import invoice
from tests.followup.report.test_status_report import spent  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spent")]
NO_INVOICES = "Inga e-fakturor från perioden är inlästa: fakturerade priser är inte prövade mot avtalens prislistor."
NO_FLAGS = "Röda flaggor har inte sökts."


def report_of(year=2026):
    return status_report(root=root_category(make.buyer()), user=None, year=year, on=date(2026, 11, 1))


def person(role):
    return User.objects.filter(username=role).first() or make.user(role)


def flag(kind, found_on, *, closed=None, status=Status.OPEN, sum_sek="100.00", supplier=None):
    outcome = {"closed_at": closed, "closed_by": person("uppföljare"), "closed_reason": "Ja"} if closed else {}
    return Flag.objects.create(
        buyer=make.buyer(),
        kind=kind,
        subject=str(Flag.objects.count()),
        supplier=supplier or Supplier.objects.get(org_number=make.ORG_NUMBERS[0]),
        sum_sek=Decimal(sum_sek),
        reason="Skäl",
        found_on=found_on,
        status=status,
        **outcome,
    )


@pytest.fixture
def looked_for():
    FlagRun.objects.create(buyer=make.buyer(), at=datetime(2026, 10, 31, tzinfo=UTC), found=1)


def test_flags_are_told_of_the_days_of_the_period(looked_for):
    last = report_of().period.last
    first = report_of().period.first
    within, after = datetime(last.year, last.month, 1, 9, tzinfo=UTC), datetime(2026, 10, 1, 9, tzinfo=UTC)
    before = datetime(2024, 1, 1, 9, tzinfo=UTC)
    flag("PEAK", first, closed=within, status=Status.CONFIRMED, sum_sek="250.50")
    flag("PEAK", date(2024, 1, 1), closed=within, status=Status.CONFIRMED)
    flag("PEAK", last, closed=after, status=Status.CONFIRMED)  # confirmed after the period: it waited when that ended
    flag("PEAK", date(2024, 1, 1), closed=before, status=Status.CONFIRMED)
    flag("PEAK", date(2024, 1, 1))
    flag("PEAK", date(2026, 10, 1))
    flag("SPLIT", last, closed=within, status=Status.EXPLAINED)
    flag("SPLIT", last, closed=within, status=Status.NOT_WORTH)
    told = report_of().flags
    assert told.lines == (
        FlagLine(KINDS["PEAK"].name, 2, 2, 0, 0, 2, Decimal("350.50")),
        FlagLine(KINDS["SPLIT"].name, 2, 0, 1, 1, 0, Decimal(0)),
    )
    assert (told.found, told.confirmed, told.open) == (4, 2, 2)


def test_a_secret_supplier_s_flags_are_not_counted(looked_for):
    flag("PEAK", report_of().period.first, supplier=make.supplier("Skyddat AB", make.ORG_NUMBERS[3], is_secret=True))
    assert report_of().flags.lines == ()


def test_a_report_that_is_kept_keeps_its_flags_and_tells_what_has_changed(looked_for):
    one = flag("PEAK", report_of().period.first)
    kept = _thaw(snapshot(report_of()))
    assert kept == report_of()
    Flag.objects.filter(pk=one.pk).update(
        status=Status.CONFIRMED,
        closed_at=datetime(*report_of().period.last.timetuple()[:3], tzinfo=UTC),
        closed_by=person("uppföljare"),
        closed_reason="Ja",
    )
    name = f"Röda flaggor, {KINDS['PEAK'].name}, bekräftade"
    assert [(each.then, each.now) for each in changes_since(kept, report_of()) if each.what == name] == [("0", "1")]


@pytest.mark.parametrize(("role", "sees"), [("kategoriledare", True), ("läsare", False)])
def test_the_page_shows_flags_to_whoever_may_see_them(looked_for, client, role, sees):
    flag("PEAK", report_of().period.first)
    client.force_login(person(role))
    page = client.get("/statusrapport/", {"ar": 2026}).content.decode()
    assert (KINDS["PEAK"].name in page) == sees
    assert NO_FLAGS not in page


def test_what_there_was_nothing_to_tell_by_is_said_and_only_that():
    assert report_of().missing == (NO_INVOICES, NO_FLAGS)
    assert report_of().flags is None
    FlagRun.objects.create(buyer=make.buyer(), at=datetime(2026, 10, 31, tzinfo=UTC))
    assert report_of().missing == (NO_INVOICES,)
    invoice("F-1", report_of().period.last)
    assert report_of().missing == ()
