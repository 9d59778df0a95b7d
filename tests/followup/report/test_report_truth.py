"""What the June report must not do: tell a single secret, show another year's outcomes, forget what its words meant."""

import io
import threading
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdf
import pytest
from django.db import OperationalError, connection, transaction

from contracts.register.models import Contract
from followup.judging import actions as judging_actions
from followup.ledger import actions as ledger_actions
from followup.measures import actions as measure_actions
from followup.measures.models import Measure, Outcome
from followup.overview.reports import ending_contracts
from followup.report import actions
from followup.report.models import StatusReport
from followup.report.reports import (
    changes_since,
    kept_report,
    snapshot,
    status_report,
    status_report_pdf,
)
from followup.spend.reports import root_category
from tests import factories as make
from tests.followup.report.test_report_life import approve, kept
from tests.followup.report.test_status_report import spent, squeezed  # noqa: F401
from tests.house.test_secrecy import secret  # noqa: F401

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 15, 8, tzinfo=UTC)


def report_of(year, *, user=None, on=date(2026, 11, 1)):
    return status_report(root=root_category(make.buyer()), user=user, year=year, on=on)


def test_a_single_secret_payment_has_no_line_among_areas_or_reasons(secret):  # noqa: F811
    told = report_of(2026)
    assert [line.loyalty.count for line in told.areas if line.name == "Skyddade uppgifter"] == [3]
    # Of a year with a single secret payment nothing is told but in the public total.
    received = make.ledger_row("7777,00", "2024-03-02", invoice="9", name="X", org_number=make.ORG_NUMBERS[1])
    loaded = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(received)), name="24.csv", by=None, at=AT
    )
    ledger_actions.load_ledger_import(ledger_import_id=loaded.pk, at=AT)
    judging_actions.judge_changes(at=AT)
    told = report_of(2024)
    assert (told.whole.outside_contract, told.reasons) == (Decimal("7777.00"), ())
    assert told.whole.ledger == Decimal("7777.00")
    assert "Skyddade uppgifter" not in [line.name for line in told.areas]
    assert "Skyddade uppgifter" not in [line.bucket for line in told.reasons]


def test_a_report_of_an_earlier_year_tells_what_was_known_then(spent):  # noqa: F811
    plan = root_category(make.buyer()).plans.get()
    measure_actions.load_measures(buyer=make.buyer(), at=AT)
    counted, judged = plan.measures.get(code="CLASS_ONE"), plan.measures.get(code="ORGANISATION")
    for day, value in ((date(2025, 5, 31), "0.25"), (date(2025, 6, 30), "0.5"), (date(2025, 12, 31), "0.75")):
        Outcome.objects.create(measure=counted, first=day, last=day, value=Decimal(value), at=AT)
    for year, value in ((2025, 2), (2026, 3)):
        Outcome.objects.create(
            measure=judged, first=date(year, 1, 1), last=date(year, 12, 31), value=value, comment="Skäl", at=AT
        )

    def value_of(year, measure):
        parts = [each for goal in report_of(year).goals for each in goal.measures]
        return next(each.value for each in parts if each.name == measure.name)

    assert value_of(2025, counted) == "25,0\N{NO-BREAK SPACE}%"
    assert value_of(2026, counted) == "75,0\N{NO-BREAK SPACE}%"
    assert value_of(2025, judged).startswith("2")
    assert value_of(2026, judged).startswith("3")


def test_a_report_of_fewer_than_twelve_months_says_which_it_lacks(spent, client):  # noqa: F811
    client.force_login(spent)
    page = " ".join(client.get("/statusrapport/?ar=2022").content.decode().split())
    assert "<strong>Inga köp finns från juni–december 2021.</strong>" in page
    assert "Inga köp finns från" not in client.get("/statusrapport/?ar=2024").content.decode()


def test_a_need_that_should_have_begun_is_told_so_to_the_board_as_on_the_plans_page(spent, client):  # noqa: F811
    make.need("Sent", 2025, start_by=date(2025, 3, 1))
    make.need("I tid", 2025, start_by=date(2025, 7, 1))
    told = {row.name: (row.is_late, row.start_by) for row in report_of(2025).procurement.rows}
    assert (told["Sent"], told["I tid"]) == ((True, date(2025, 3, 1)), (False, None))
    client.force_login(spent)
    assert "Planerad, borde ha börjat 2025-03-01" in " ".join(
        client.get("/statusrapport/?ar=2025").content.decode().split()
    )


def test_only_an_option_that_can_still_be_used_is_told_as_undecided(spent):  # noqa: F811
    contract = Contract.objects.get(number="A-2")
    option = contract.options.create(number=1, months=12, decide_by="2026-09-30")

    def found():
        return [
            each.open_options
            for each in ending_contracts(buyer_id=make.buyer().pk, user=spent, on=date(2026, 11, 1))
            if each.contract_id == contract.pk
        ]

    assert found() == [1]
    option.declined_on, option.declined_by, option.reason = date(2026, 8, 1), spent, "Upphandlas på nytt"
    option.save()
    assert found() == [0]


def test_definitions_are_kept_with_the_report_and_changed_by_nothing_later(client, spent):  # noqa: F811
    measure_actions.load_measures(buyer=make.buyer(), at=AT)
    approve(client, make.user("upphandlingschef"))
    Measure.objects.filter(code="LOYALTY_IFO").update(definition="Något annat.")
    report = kept_report(kept())
    text = squeezed(
        "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(status_report_pdf(report))).pages)
    )
    assert squeezed("Andel av de upphandlingsbara köpen inom individ- och familjeomsorg") in text
    assert squeezed("med krav på redundans / samhällsviktiga i kraft") in text
    assert squeezed("Något annat.") not in text


def test_what_has_changed_since_tells_of_areas_prices_checks_and_contracts_that_end(spent):  # noqa: F811
    first = report_of(2025)
    assert changes_since(first, first) == ()
    Contract.objects.filter(number="A-2").update(is_secret=True)
    since = {each.what for each in changes_since(first, report_of(2025))}
    assert {"Avtal som slutar", "Avtal i kraft", "Avtal där alla kontroller gäller"} <= since


def test_contracts_and_suppliers_of_the_plans_figures_are_counted_as_far_as_they_are_seen(spent):  # noqa: F811
    received = make.ledger_row("100,00", "2021-03-02", invoice="1", account="4631")
    loaded = ledger_actions.receive_ledger_file(
        file=io.BytesIO(make.ledger_file(received)), name="21.csv", by=None, at=AT
    )
    ledger_actions.load_ledger_import(ledger_import_id=loaded.pk, at=AT)
    judging_actions.judge_changes(at=AT)

    def contracts():
        (found,) = [each.computed for each in report_of(2025).comparisons if each.label == "Leverantörsavtal"]
        return found

    before = contracts()
    Contract.objects.filter(number="A-2").update(is_secret=True)
    assert contracts() == before - 1


@pytest.mark.django_db(transaction=True)
def test_while_a_report_is_approved_nobody_slips_a_comment_past_it():
    root = make.category("VO", parent=None)
    writer = make.user("kategoriledare")
    chief = make.user("upphandlingschef")
    report = actions.open_report(category=root, year=2025, by=writer, at=AT)
    actions.send_for_review(report_id=report.pk, by=writer, at=AT)
    refused = []

    def slip_past():
        try:
            with transaction.atomic():
                StatusReport.objects.select_for_update(nowait=True).get(pk=report.pk)
        except OperationalError as error:
            refused.append(error)
        finally:
            connection.close()

    def says(found):
        assert found.status == "REVIEW"
        other = threading.Thread(target=slip_past)
        other.start()
        other.join(10)
        return {"said": True}

    approved = actions.approve_report(report_id=report.pk, snapshot=says, by=chief, at=AT)
    assert (approved.status, approved.snapshot, len(refused)) == ("APPROVED", {"said": True}, 1)


def test_what_a_goals_owner_steers_stands_in_the_report(client, spent):  # noqa: F811
    client.post("/statusrapport/2025/oppna/")
    goal = kept().category.plans.get().effect_goals.get(number=1)
    said = {"outcome": "", "reason": "", "steered": "Avrop sker i rangordning.", "done": "", "ahead": "", "version": ""}
    client.post(f"/statusrapporter/{kept().pk}/mal/{goal.pk}/", said)
    page = client.get("/statusrapport/?ar=2025").content.decode()
    assert "Vad styr vi?" in page
    assert "Avrop sker i rangordning." in page
    assert "Avrop sker i rangordning." in repr(snapshot(report_of(2025)))
