"""A report made late tells what was known when its period ended, or says plainly of which day it is."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pytest
from django.db import connection

from activities.activities.models import Activity
from contracts.checks.models import SupplierCheck
from contracts.prices.models import FixedPriceDecision, PriceAdjustment
from contracts.register.models import Contract
from followup.measures import actions as measure_actions
from followup.report.reports import status_report, status_report_pdf
from followup.reviews.models import Finding, FollowUpClass, Review
from followup.spend.reports import root_category
from tests import factories as make
from tests.followup.report.test_status_report import spent, squeezed  # noqa: F401

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
MADE = AT.date()
ENDED = date(2025, 5, 31)
BEFORE = datetime(2025, 3, 1, tzinfo=UTC)


def report_of(year, *, user=None):
    return status_report(root=root_category(make.buyer()), user=user, year=year, on=MADE)


def was(obj, at=BEFORE, **fields):
    """Lay an event in an object's history, as it was at another time: history cannot be changed, only added to."""
    events = obj._meta.get_field("events").related_model
    names = [field.column for field in events._meta.concrete_fields if field.name not in {"pgh_id", "pgh_created_at"}]
    chosen = ", ".join(f"%({name})s" if name in fields else f'"{name}"' for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{events._meta.db_table}" (pgh_created_at, {columns})'
            f' SELECT %(at)s, {chosen} FROM "{events._meta.db_table}" WHERE pgh_obj_id = %(pk)s'
            " ORDER BY pgh_id DESC LIMIT 1",
            {"at": at, "pk": obj.pk, **fields},
        )


def classed(contract, level):
    return FollowUpClass.objects.create(contract=contract, proposed=level, proposed_reason="Prov")


def levels(report):
    return [(row.name, row.contracts, row.in_time) for row in report.reviews.classes]


def test_classes_are_those_of_the_periods_end_where_history_tells(spent):  # noqa: F811
    one, two = (Contract.objects.get(number=number) for number in ("A-1", "A-2"))
    was(classed(one, 1), proposed=3)  # class 3 then, class 1 since
    was(classed(two, 2))
    Review.objects.create(
        contract=one, planned_on="2024-01-10", method="DESK", status="DONE", done_on=date(2024, 1, 10)
    )
    report = report_of(2025)
    assert levels(report) == [("klass 1", 0, 0), ("klass 2", 1, 0), ("klass 3", 1, 1)]
    assert report.reviews.classes_as_of == ENDED


def test_classes_that_history_does_not_reach_are_told_as_of_the_day_it_was_made(spent):  # noqa: F811
    classed(Contract.objects.get(number="A-1"), 1)
    report = report_of(2025)
    assert levels(report)[0] == ("klass 1", 1, 0)
    assert report.reviews.classes_as_of == MADE
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(status_report_pdf(report))).pages)
    said = (
        "Läget 2025-05-31, så långt registrets dagar säger det. Det som inte har någon dag är som det var registrerat"
        " 2026-11-28: historiken når inte tillbaka till 2025-05-31."
    )
    assert squeezed(said) in squeezed(text)


def test_class_one_in_time_is_one_figure_among_the_goals_and_among_the_reviews(spent):  # noqa: F811
    measure_actions.load_measures(buyer=make.buyer(), at=AT)
    one, two = (Contract.objects.get(number=number) for number in ("A-1", "A-2"))
    for contract, done_on in ((one, date(2025, 2, 10)), (two, date(2025, 6, 2))):  # the second after the period's end
        classed(contract, 1)
        Review.objects.create(contract=contract, planned_on=done_on, method="DESK", status="DONE", done_on=done_on)
    report = report_of(2025)
    measure = next(each for goal in report.goals for each in goal.measures if each.code == "CLASS_ONE")
    assert levels(report)[0] == ("klass 1", 2, 1)
    assert (measure.value, measure.until) == ("50,0\N{NO-BREAK SPACE}%", ENDED)
    assert report.reviews.classes[0].share == Decimal("0.5")


def finding(person, **fields):
    told = {
        "buyer": make.buyer(),
        "supplier": Contract.objects.get(number="A-1").supplier,
        "source": "STAFF",
        "severity": "HIGH",
        "evidence": "Något brast.",
        "status": "OPEN",
        "registered_by": person,
        "registered_on": date(2025, 3, 1),
        **fields,
    }
    return Finding.objects.create(**told)


def test_findings_are_those_registered_by_the_periods_end_as_their_days_tell(spent):  # noqa: F811
    other = make.user("uppföljare")
    mended = {"status": "CLOSED", "fixed_by": other, "verified_by": make.user("controller")}
    finding(spent, **mended, fixed_on=date(2025, 4, 1), verified_on=date(2025, 5, 31))
    finding(spent, **mended, fixed_on=date(2025, 4, 1), verified_on=date(2025, 6, 1))
    finding(spent, **mended, fixed_on=date(2025, 6, 1), verified_on=date(2025, 6, 2), due_on=date(2025, 5, 1))
    finding(spent, registered_on=date(2025, 6, 1))
    report = report_of(2025)
    assert report.reviews.findings == (
        ("öppen", 1),
        ("åtgärdad, ska verifieras", 1),
        ("verifierad och stängd", 1),
    )
    assert report.reviews.overdue == 1


def test_a_finding_is_as_history_says_that_it_was(spent):  # noqa: F811
    dismissed = finding(spent, status="DISMISSED", dismissed_reason="Fel leverantör")
    was(dismissed, status="OPEN", dismissed_reason="", due_on=date(2025, 5, 30))
    report = report_of(2025)
    assert (report.reviews.findings, report.reviews.overdue) == ((("öppen", 1),), 1)
    assert report.reviews.findings_as_of == ENDED


def test_activities_are_as_they_stood_when_the_period_ended(spent):  # noqa: F811
    activity = Activity.objects.order_by("pk").first()
    Activity.objects.filter(pk=activity.pk).update(
        status="DONE", done_on=date(2025, 9, 1), starts_on=date(2025, 1, 1), ends_on=date(2025, 4, 30), evidence="x"
    )
    (row,) = [each for each in report_of(2025).activities.rows if each.number == activity.number]
    assert row.standing == "Försenad"  # done afterwards: its own day says so
    was(activity, status="STOPPED", done_on=None)
    report = report_of(2025)
    assert [(each.number, each.standing) for each in report.activities.rows] == [(activity.number, "Avbruten")]
    assert report.activities.as_of == ENDED


def test_checks_made_after_the_periods_end_are_not_in_it_and_none_at_all_is_said_in_words(spent):  # noqa: F811
    supplier = Contract.objects.get(number="A-1").supplier
    check = {
        "supplier": supplier,
        "kind": "TAXES",
        "outcome": "PASSED",
        "source": "Prov",
        "registered_by": spent,
        "registered_at": AT,
    }
    SupplierCheck.objects.create(**check, checked_on=date(2025, 6, 1), valid_until=date(2026, 12, 31))
    report = report_of(2025)
    assert (report.checks.is_known, report.checks.as_of) == (False, ENDED)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(status_report_pdf(report))).pages)
    assert squeezed("Inga kontroller är registrerade till och med 2025-05-31") in squeezed(text)
    SupplierCheck.objects.create(**check, checked_on=date(2025, 5, 31), valid_until=date(2025, 7, 1))
    assert (report_of(2025).checks.is_known, report_of(2025).checks.going_out) == (True, 1)


def adjusted(on, approved_at):
    contract = Contract.objects.get(number="A-1")
    index = make.series()
    make.index_value(index, "2024K2", "104")
    clause = contract.price_clauses.first() if hasattr(contract, "price_clauses") else None
    clause = clause or make.clause([(index, "1", "2022K2", "100")], contract=contract, needs_request=False)
    return PriceAdjustment.objects.create(
        contract=contract,
        clause=clause,
        effective_on=on,
        opens_on=on,
        ask_by=on,
        tell_by=on,
        proposed_at=BEFORE,
        status="APPROVED",
        submitted_by=make.user("controller"),
        submitted_at=BEFORE,
        approved_by=make.user("upphandlingschef"),
        approved_at=approved_at,
    )


def test_an_adjustment_approved_after_the_periods_end_comes_in_the_next_report_and_in_no_two(spent):  # noqa: F811
    adjusted(date(2025, 1, 1), datetime(2025, 5, 31, 22, 30, tzinfo=UTC))  # half past midnight on 1 June in Sweden
    assert [len(report_of(year).prices.rows) for year in (2024, 2025, 2026)] == [0, 0, 1]
    assert report_of(2025).prices.open == 1


def test_an_adjustment_approved_within_the_period_is_in_its_report(spent):  # noqa: F811
    adjusted(date(2025, 1, 1), datetime(2025, 5, 31, 21, 30, tzinfo=UTC))
    assert [len(report_of(year).prices.rows) for year in (2024, 2025)] == [0, 1]
    assert report_of(2025).prices.open == 0


def test_a_fixed_price_says_what_it_added_to_the_twelve_months_before_it(spent):  # noqa: F811
    contract = Contract.objects.get(number="A-1")
    Contract.objects.filter(pk=contract.pk).update(price_model="FIXED")
    place = contract.areas.get()
    for valid_from in (date(2025, 1, 1), date(2022, 6, 1)):
        FixedPriceDecision.objects.create(
            area=place,
            valid_from=valid_from,
            percent=Decimal("2.5"),
            decided_on=valid_from,
            entered_by=spent,
            entered_at=AT,
        )
    bought = sum(8000 + 37 * number + Decimal("0.15") for number in range(24, 36))  # January to December 2024
    (row,) = report_of(2025).prices.fixed
    assert row.effect_sek == round(bought * Decimal("0.025"), 2) == report_of(2025).prices.fixed_effect_sek
    (early,) = report_of(2023).prices.fixed or report_of(2022).prices.fixed
    assert early.effect_sek is None  # half of its twelve months are before the ledger begins


def test_the_first_figure_is_what_the_plan_counts_with_the_rest_beside(spent):  # noqa: F811
    report = report_of(2025)
    assert report.plan_spend_sek == 572_000_000
    whole = report.whole
    assert whole.purchasable + whole.excluded + whole.unknown == whole.ledger
    pages = pypdf.PdfReader(io.BytesIO(status_report_pdf(report))).pages
    first = squeezed(pages[1].extract_text())  # after the cover
    assert squeezed("planens 572,0 mnkr för 2021") in first
    assert first.index("572,0mnkr") < first.index("undantagna")


def test_an_areas_loyalty_is_told_only_where_the_rows_had_an_area_of_their_own(spent):  # noqa: F811
    named = {line.name: line.lacks_own_area for line in report_of(2025).areas}
    assert set(named.values()) == {True}  # all has its area from the contract, and would be 100 %
    assert report_of(2025).without_area_loyalty


def test_what_is_secret_is_never_told_as_nought(spent):  # noqa: F811
    Contract.objects.filter(number__in=("A-1", "A-2")).update(is_secret=True)
    report = report_of(2025)
    place = make.area("IFO-HVB")
    (row,) = [each for each in report.portfolio if each.name == place.name]
    assert row.in_force is None
    assert {each.in_force for each in report.portfolio if each.name != place.name} == {0}


def test_nothing_in_the_report_is_from_after_its_period(spent):  # noqa: F811
    report = report_of(2025)
    assert report.freshness.until == ENDED
    assert report.ending_from == ENDED


def test_on_paper_a_goal_stands_on_the_page_of_its_measures(spent):  # noqa: F811
    measure_actions.load_measures(buyer=make.buyer(), at=AT)
    for page in pypdf.PdfReader(io.BytesIO(status_report_pdf(report_of(2025)))).pages[1:]:
        text = squeezed(page.extract_text())
        for number in range(1, 6):
            if f"Effektmål{number}:" in text:
                assert "MåttUtfall" in text[text.index(f"Effektmål{number}:") :], number
