"""From a published figure to a price that counts: proposed, asked for, changed, approved by another, settled."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from contracts import actions
from contracts.models import (
    AdjustmentLine,
    AdjustmentValue,
    FixedPriceDecision,
    IndexChain,
    IndexValue,
    Price,
    PriceAdjustment,
    PriceDifference,
    PriceItem,
    PriceRequest,
)
from contracts.rules import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 15, 8, tzinfo=UTC)
ON = AT.date()
NEW_YEAR = date(2027, 1, 1)


def months(year):
    return [date(year, month, 1) for month in range(1, 13)]


@pytest.fixture
def lci():
    of = make.series("LCI-ARB-Q")
    make.index_value(of, "2024K2", "140.2")
    make.index_value(of, "2026K2", "145.1")
    return of


@pytest.fixture
def kpi(lci):
    old = make.series("KPI-1980", kind="KPI", base="1980=100", frequency="MONTH")
    new = make.series("KPI-2020", kind="KPI", base="2020=100", frequency="MONTH")
    make.index_value(old, "2024M08", "418.13")
    make.index_value(new, "2026M08", "124.85")
    IndexChain.objects.create(old=old, new=new, factor=Decimal("3.3592"), decimals=2, source="SCB:s basbytesmeddelande")
    return old


@pytest.fixture
def contract():
    made = make.contract(valid_from=date(2025, 1, 1), until=date(2028, 12, 31))
    make.price("1850.00", of=made, yearly_quantity=Decimal(100))
    return made


@pytest.fixture
def clause(contract, lci, kpi):
    return make.clause(
        [(lci, "0.8", "2024K2", "140.2"), (kpi, "0.2", "2024M08", "418.13")], contract=contract, needs_request=False
    )


def propose(on=ON, at=AT):
    return actions.propose_adjustments(buyer=make.buyer(), on=on, at=at)


def follow(item, amount, day, by):
    return actions.follow_with([actions.Following(item, amount, day)], origin="CORRECTION", by=by, at=AT)


def people():
    return make.user("controller"), make.user("kategoriledare")


def approve(adjustment, sender, approver, at=AT):
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=at)
    actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=at)
    adjustment.refresh_from_db()
    return adjustment


def test_a_window_that_opens_gives_the_worked_price_with_its_snapshot(contract, clause):
    make.bought(contract, months(2026)[:9], "20000.00")
    done = propose()
    adjustment = PriceAdjustment.objects.get()
    line = adjustment.lines.get()
    assert (done.new, done.changed, done.unchanged, done.waiting) == (1, 0, 0, {})
    assert adjustment.effective_on == NEW_YEAR
    assert round(adjustment.basket, 6) == Decimal("1.028568")
    assert (line.old_sek, line.reckoned_sek, line.new_sek) == (
        Decimal("1850.00"),
        Decimal("1902.85"),
        Decimal("1902.85"),
    )
    assert line.bought_sek == Decimal("180000.00")
    assert line.effect_sek == adjustment.yearly_effect_sek == Decimal("5142.16")  # 180 000 · (1902.85 / 1850 − 1)
    told = {
        value.series.code: (value.base_value, value.new_value, value.chain_factor) for value in adjustment.values.all()
    }
    assert told == {
        "LCI-ARB-Q": (Decimal("140.2"), Decimal("145.1"), None),
        "KPI-1980": (Decimal("418.13"), Decimal("419.40"), Decimal("3.3592")),
    }


def test_a_window_is_open_from_its_first_day(contract, clause):
    propose(on=date(2026, 8, 31))
    assert not PriceAdjustment.objects.exists()
    propose(on=date(2026, 9, 1))
    assert PriceAdjustment.objects.get().opens_on == date(2026, 9, 1)


def test_proposing_twice_makes_nothing_twice_and_what_has_changed_is_reckoned_anew(contract, clause, lci):
    propose()
    assert propose().unchanged == 1
    make.index_value(lci, "2026K2", "146.0")
    done = propose()
    assert (done.new, done.changed) == (0, 1)
    assert PriceAdjustment.objects.get().lines.get().reckoned_sek == Decimal("1912.35")  # F 1.033703…
    assert AdjustmentValue.objects.count() == 2


def test_a_draft_and_an_ended_contract_are_never_adjusted(contract, clause):
    contract.status = "DRAFT"
    contract.save()
    propose()
    contract.status, contract.initial_until = "SIGNED", date(2026, 12, 31)
    contract.save()
    propose()
    assert not PriceAdjustment.objects.exists()


def test_people_staying_on_after_the_end_are_paid_by_the_same_clause_and_listed_apart(contract, clause):
    contract.initial_until, contract.call_offs_survive = date(2026, 6, 30), True
    contract.save()
    propose()
    assert not PriceAdjustment.objects.exists()  # nobody is there
    make.bought(contract, [date(2026, 8, 1)], "50000.00")
    propose()
    adjustment = PriceAdjustment.objects.get()
    assert adjustment.is_after_end
    assert adjustment.lines.get().new_sek == Decimal("1902.85")


def test_an_increase_waits_for_the_supplier_to_ask_and_then_stands_ready(contract, clause):
    clause.needs_request = True
    clause.save()
    assert propose().waiting == {"NOT_ASKED_FOR": 1}
    waiting = PriceAdjustment.objects.get()
    assert "har inte begärt" in waiting.waits_words
    sender, approver = people()
    assert actions.submit_adjustments(adjustment_ids=[waiting.pk], by=sender, at=AT) == 0
    request = PriceRequest(contract=contract, received_on=date(2026, 10, 16))
    actions.register_price_request(request=request, by=sender, at=AT)
    assert propose(on=date(2026, 10, 17)).waiting == {}
    waiting.refresh_from_db()
    assert (waiting.status, waiting.request) == ("PROPOSED", request)
    approve(waiting, sender, approver)
    assert not PriceRequest.objects.all().undecided().exists()
    with pytest.raises(actions.AdjustmentMoved):
        actions.decline_price_request(request_id=request.pk, reason="För sent", by=sender, at=AT)


def test_a_request_that_comes_too_late_is_refused_with_its_day(contract, clause):
    clause.needs_request = True
    clause.save()
    sender, _ = people()
    actions.register_price_request(
        request=PriceRequest(contract=contract, received_on=date(2026, 11, 3)), by=sender, at=AT
    )
    propose(on=date(2026, 11, 4))
    assert "2026-11-03" in PriceAdjustment.objects.get().waits_words
    assert PriceAdjustment.objects.get().waits_for == "WINDOW_CLOSED"


def test_a_decrease_is_proposed_without_anybody_asking(contract, clause, lci):
    clause.needs_request = True
    clause.save()
    make.index_value(lci, "2026K2", "130.0")
    assert propose().waiting == {}
    assert PriceAdjustment.objects.get().lines.get().new_sek < Decimal("1850.00")


def test_what_a_figure_lacks_is_waited_for_and_said(contract, clause, lci):
    clause.components.filter(series=lci).update(status="PRELIMINARY")
    propose()
    waiting = PriceAdjustment.objects.get()
    assert waiting.waits_for == "VALUE_MISSING"
    assert "preliminära värdet för kvartal 2 2026 saknas" in waiting.waits_words


def test_final_figures_are_not_taken_for_preliminary_ones(contract, clause, kpi):
    other = make.contract(
        "A-2", supplier=make.supplier("Två", make.ORG_NUMBERS[1]), valid_from=date(2025, 1, 1), until=None
    )
    make.price(of=other)
    prel = make.series("LCI-TJM-Q")
    make.index_value(prel, "2026K2", "150.0", "PRELIMINARY")
    make.clause([(prel, "1", "2024K2", "140.0")], contract=other, needs_request=False)
    propose()
    assert "Det finns bara ett preliminärt" in other.price_adjustments.get().waits_words


def test_a_clause_of_the_round_or_the_area_counts_where_the_contract_has_none(lci):
    area = make.area()
    round_ = make.framework("R-1", [area])
    inherits = make.contract("A-1", framework=round_, areas=[area], valid_from=date(2025, 1, 1), until=None)
    plain = make.contract(
        "A-2", supplier=make.supplier("Två", make.ORG_NUMBERS[1]), areas=[area], valid_from=date(2025, 1, 1), until=None
    )
    for each in (inherits, plain):
        make.price("1000.00", of=each)
    make.clause([(lci, "1", "2024K2", "140.2")], area=area, needs_request=False, fixed_percent=Decimal(50))
    make.clause([(lci, "1", "2024K2", "140.2")], framework=round_, needs_request=False)
    propose()
    assert inherits.price_adjustments.get().lines.get().new_sek == Decimal("1034.95")
    assert plain.price_adjustments.get().lines.get().new_sek == Decimal("1017.48")


def test_approval_by_another_makes_the_next_row_of_the_price_list(contract, clause):
    propose()
    sender, approver = people()
    adjustment = PriceAdjustment.objects.get()
    approve(adjustment, sender, approver)
    item = PriceItem.objects.get()
    assert list(
        item.prices.order_by("valid_from").values_list("amount_sek", "valid_from", "valid_until", "origin")
    ) == [
        (Decimal("1850.00"), date(2025, 1, 1), date(2026, 12, 31), "TENDER"),
        (Decimal("1902.85"), NEW_YEAR, None, "ADJUSTMENT"),
    ]
    assert Price.objects.on(date(2026, 12, 31)).get().amount_sek == Decimal("1850.00")
    assert Price.objects.on(NEW_YEAR).get().amount_sek == Decimal("1902.85")
    assert actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=AT) == 0  # twice is once
    assert propose().new == 0


def test_nobody_approves_what_he_sent_and_the_database_says_so_too(contract, clause):
    propose()
    leader = make.user("kategoriledare")
    adjustment = PriceAdjustment.objects.get()
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=leader, at=AT)
    with pytest.raises(actions.SamePerson):
        actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=leader, at=AT)
    with pytest.raises(IntegrityError, match="adjustment_is_approved_by_another"), transaction.atomic():
        PriceAdjustment.objects.filter(pk=adjustment.pk).update(status="APPROVED", approved_by=leader, approved_at=AT)
    assert Price.objects.count() == 1


def test_what_is_approved_stays_with_the_figures_it_rested_on(contract, clause, lci):
    propose()
    adjustment = approve(PriceAdjustment.objects.get(), *people())
    for change in (
        lambda: PriceAdjustment.objects.filter(pk=adjustment.pk).update(reason="ny"),
        lambda: AdjustmentLine.objects.update(new_sek=1),
        lambda: AdjustmentValue.objects.update(new_value=1),
        lambda: AdjustmentLine.objects.all().delete(),
        lambda: IndexValue.objects.update(value=1),
        lambda: IndexValue.objects.all().delete(),
        lambda: Price.objects.update(amount_sek=1),
        lambda: Price.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    make.index_value(lci, "2026K2", "999.0")  # a new revision
    propose()
    adjustment.refresh_from_db()
    assert adjustment.lines.get().new_sek == Decimal("1902.85")


def test_year_by_year_goes_on_from_the_last_adjustments_own_figures(contract, clause, lci, kpi):
    propose()
    approve(PriceAdjustment.objects.get(), *people())
    make.index_value(lci, "2027K2", "150.0")
    make.index_value(make.series("KPI-2020"), "2027M08", "127.00")
    next_year = datetime(2027, 10, 15, 8, tzinfo=UTC)
    propose(on=next_year.date(), at=next_year)
    second = PriceAdjustment.objects.get(effective_on=date(2028, 1, 1))
    values = {
        value.series.code: (value.base_period, value.base_value, value.new_value) for value in second.values.all()
    }
    assert values["LCI-ARB-Q"] == ("2026K2", Decimal("145.1"), Decimal("150.0"))
    assert values["KPI-1980"] == ("2026M08", Decimal("419.40"), Decimal("426.62"))
    # 1 902.85 · (0.8 · 150.0/145.1 + 0.2 · 426.62/419.40)
    assert second.lines.get().new_sek == Decimal("1960.81")


def test_a_change_below_the_threshold_is_kept_for_next_year_or_lost_as_the_clause_says(contract, lci):
    kept = make.clause(
        [(lci, "1", "2024K2", "144.0")], contract=contract, needs_request=False, threshold_percent=Decimal(2)
    )
    propose()
    held = PriceAdjustment.objects.get()
    assert held.is_below_threshold  # 0.76 per cent
    assert held.lines.get().new_sek == Decimal("1850.00")
    sender, approver = people()
    approve(held, sender, approver)
    assert Price.objects.count() == 1
    make.index_value(lci, "2027K2", "147.0")
    later = datetime(2027, 10, 15, 8, tzinfo=UTC)
    propose(on=later.date(), at=later)
    assert PriceAdjustment.objects.get(effective_on=date(2028, 1, 1)).lines.get().new_sek == Decimal(
        "1888.54"
    )  # · 147/144
    PriceAdjustment.objects.filter(effective_on=date(2028, 1, 1)).delete()
    kept.carries_over = False
    kept.save()
    propose(on=later.date(), at=later)
    lost = PriceAdjustment.objects.get(effective_on=date(2028, 1, 1))
    assert lost.is_below_threshold  # 147/145.1 is 1.3 per cent


def test_an_officer_changes_a_line_with_a_reason_and_that_is_what_is_approved(contract, clause):
    make.price("400.00", of=contract, item="Resa", per="VISIT")
    propose()
    adjustment = PriceAdjustment.objects.get()
    journey, day = adjustment.lines.order_by("item__name")
    sender, approver = people()
    with pytest.raises(ValidationError, match="varför"):
        actions.change_lines(
            adjustment_id=adjustment.pk,
            changes={day.pk: actions.LineChange(Decimal("1890.00"), False, " ")},
            by=sender,
            at=AT,
        )
    changes = {
        day.pk: actions.LineChange(Decimal("1890.00"), False, "Överenskommet"),
        journey.pk: actions.LineChange(journey.new_sek, True, "Ingår inte"),
    }
    actions.change_lines(adjustment_id=adjustment.pk, changes=changes, by=sender, at=AT)
    assert propose().unchanged == 1
    adjustment.refresh_from_db()
    approve(adjustment, sender, approver)
    assert sorted(Price.objects.on(NEW_YEAR).values_list("amount_sek", flat=True)) == [
        Decimal("400.00"),
        Decimal("1890.00"),
    ]


def test_a_rejected_adjustment_says_why_and_does_not_come_back(contract, clause):
    propose()
    sender, _ = people()
    adjustment = PriceAdjustment.objects.get()
    with pytest.raises(ValidationError):
        actions.reject_adjustment(adjustment_id=adjustment.pk, reason="", by=sender, at=AT)
    actions.reject_adjustment(adjustment_id=adjustment.pk, reason="Avtalet ska upphandlas om", by=sender, at=AT)
    assert propose().new == 0
    assert PriceAdjustment.objects.get().status == "REJECTED"


def test_a_price_list_that_changed_meanwhile_stops_the_approval(contract, clause):
    propose()
    sender, approver = people()
    adjustment = PriceAdjustment.objects.get()
    actions.submit_adjustments(adjustment_ids=[adjustment.pk], by=sender, at=AT)
    follow(PriceItem.objects.get(), Decimal(1900), date(2026, 11, 1), sender)
    with pytest.raises(ValidationError, match="Räkna om"):
        actions.approve_adjustments(adjustment_ids=[adjustment.pk], by=approver, at=AT)
    assert Price.objects.filter(origin="ADJUSTMENT").count() == 0


def test_twelve_months_have_to_pass_whatever_a_person_asks_for(contract, clause):
    sender, _ = people()
    contract.valid_from = date(2026, 6, 1)
    contract.save()
    with pytest.raises(Refused, match="2027-06-01"):
        actions.propose_adjustment(contract=contract, effective_on=NEW_YEAR, by=sender, at=AT)
    assert not PriceAdjustment.objects.exists()


def test_two_prices_on_the_same_day_are_impossible(contract):
    item = PriceItem.objects.get()
    with pytest.raises(IntegrityError, match="item_has_one_price_a_day"), transaction.atomic():
        Price.objects.create(item=item, amount_sek=1, valid_from=date(2026, 1, 1), entered_at=AT)
    ends = Price.objects.get()
    ends.valid_until = date(2025, 12, 31)
    ends.save()
    Price.objects.create(item=item, amount_sek=1, valid_from=date(2026, 1, 1), entered_at=AT)  # the day after is free


def test_a_price_typed_wrong_is_withdrawn_and_the_one_before_goes_on(contract):
    sender, _ = people()
    item = PriceItem.objects.get()
    (wrong,) = follow(item, Decimal(18500), date(2026, 3, 1), sender)
    actions.withdraw_price(price_id=wrong.pk, reason="En nolla för mycket", by=sender, at=AT)
    assert Price.objects.on(date(2026, 6, 1)).get().amount_sek == Decimal("1850.00")
    assert Price.objects.count() == 2


def test_weights_that_do_not_sum_to_one_are_refused_by_the_database(contract, lci):
    with pytest.raises(IntegrityError, match="Vikterna"), transaction.atomic():
        make.clause([(lci, "0.9", "2024K2", "140.2")], contract=contract)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_proposing_asks_as_many_questions_for_many_contracts_as_for_few(lci, kpi):
    def more(first, count):
        for number in range(first, first + count):
            seller = make.supplier(f"Nr {number}", None)
            made = make.contract(f"M-{number}", supplier=seller, valid_from=date(2025, 1, 1), until=None)
            for line in range(3):
                make.price("100.00", of=made, item=f"Rad {line}")
            make.clause(
                [(lci, "0.8", "2024K2", "140.2"), (kpi, "0.2", "2024M08", "418.13")], contract=made, needs_request=False
            )

    def asked():
        with CaptureQueriesContext(connection) as queries:
            propose()
        return len(queries)

    more(0, 3)
    propose()
    more(3, 3)
    few = asked()
    more(6, 30)
    assert asked() == few
    assert PriceAdjustment.objects.count() == 36


# ---- preliminary → final


@pytest.fixture
def opi(contract):
    of = make.series("OPI", kind="OPI", base="år före=100", frequency="YEAR", measures="CHANGE")
    make.index_value(of, "2023", "3.5", "PRELIMINARY")
    make.clause(
        [(of, "1", "2022", "100", {"status": "PRELIMINARY", "years_before": 0})],
        contract=contract,
        needs_request=False,
        settles_on_final=True,
    )
    contract.valid_from = date(2021, 1, 1)
    contract.save()
    PriceItem.objects.get().prices.all()
    make.price("1000.00", of=contract, item="Dygn", valid_from=date(2021, 1, 1), valid_until=None)
    return of


def settle_2023(contract):
    at = datetime(2022, 12, 1, 8, tzinfo=UTC)
    propose(on=at.date(), at=at)
    return approve(contract.price_adjustments.get(), *people(), at=at)


def test_opi_3_5_that_becomes_4_6_gives_the_hand_reckoned_difference_and_rewrites_nothing(contract, opi):
    adjustment = settle_2023(contract)
    assert adjustment.lines.get(item__name="Dygn").new_sek == Decimal("1035.00")
    make.bought(contract, months(2023), "51750.00", "Socialförvaltningen")
    make.bought(contract, months(2023), "34500.00", "Vård och omsorg")
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 0  # nothing is final yet
    make.index_value(opi, "2023", "4.6")
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 2
    rows = {row.payer: row for row in PriceDifference.objects.all()}
    # 12 · 51 750 = 621 000 at 1 035.00; final 1 046.00: 621 000 · 11/1 035 = 6 600. And 414 000 · 11/1 035 = 4 400.
    assert {payer: row.difference_sek for payer, row in rows.items()} == {
        "Socialförvaltningen": Decimal("6600.00"),
        "Vård och omsorg": Decimal("4400.00"),
    }
    assert {row.budget_year for row in rows.values()} == {2023}
    assert {(row.paid_sek, row.final_sek) for row in rows.values()} == {(Decimal("1035.00"), Decimal("1046.00"))}
    assert Price.objects.on(date(2023, 6, 1)).get(item__name="Dygn").amount_sek == Decimal("1035.00")
    assert actions.find_differences(buyer=make.buyer(), at=AT) == 0  # twice is once


def test_what_is_bought_after_a_difference_was_decided_comes_as_its_next_part(contract, opi):
    settle_2023(contract)
    make.bought(contract, months(2023)[:6], "103500.00")
    make.index_value(opi, "2023", "4.6")
    actions.find_differences(buyer=make.buyer(), at=AT)
    controller, leader = make.user("controller", username="c2"), make.user("kategoriledare", username="k2")
    first = PriceDifference.objects.get()
    actions.approve_differences(difference_ids=[first.pk], by=leader, at=AT)
    make.bought(contract, months(2023)[6:], "103500.00")
    make.bought(contract, months(2024)[:1], "103500.00")
    actions.find_differences(buyer=make.buyer(), at=AT)
    told = PriceDifference.objects.order_by("budget_year", "part").values_list("budget_year", "part", "difference_sek")
    assert list(told) == [(2023, 1, Decimal("6600.00")), (2023, 2, Decimal("6600.00")), (2024, 1, Decimal("1100.00"))]
    with pytest.raises(actions.DifferenceMoved):
        actions.settle_differences(difference_ids=[first.pk], on=ON, by=leader, at=AT)
    assert actions.settle_differences(difference_ids=[first.pk], on=ON, by=controller, at=AT) == 1
    with pytest.raises(IntegrityError, match="difference_is_settled_by_another"), transaction.atomic():
        PriceDifference.objects.filter(pk=first.pk).update(settled_by=leader)


# ---- fixed prices


def test_the_councils_decision_moves_every_price_of_the_area_and_its_fixed_contracts():
    area = make.area("FO-LSS", subcategory="FO", price_model="FIXED")
    own = make.contract("F-1", areas=[area], price_model="FIXED", valid_from=date(2025, 1, 1), until=None)
    tendered = make.contract(
        "F-2", areas=[area], supplier=make.supplier("Två", make.ORG_NUMBERS[1]), valid_from=date(2025, 1, 1), until=None
    )
    make.price("2000.00", of=area, item="Plats")
    make.price("1500.50", of=own)
    make.price("900.00", of=tendered)
    leader = make.user("kategoriledare")
    decision = FixedPriceDecision(area=area, valid_from=NEW_YEAR, percent=Decimal("2.5"), decided_on=date(2026, 11, 20))
    assert actions.decide_fixed_price(decision=decision, rounding="KRONA", by=leader, at=AT) == 2
    assert sorted(Price.objects.on(NEW_YEAR).values_list("amount_sek", flat=True)) == [
        Decimal(900),
        Decimal(1538),
        Decimal(2050),
    ]
    again = FixedPriceDecision(area=area, valid_from=NEW_YEAR, percent=Decimal(3), decided_on=date(2026, 11, 20))
    with pytest.raises(ValidationError, match="redan"):
        actions.decide_fixed_price(decision=again, rounding="KRONA", by=leader, at=AT)
