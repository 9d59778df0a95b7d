"""Flags from one night to the next: closed for their rows, moved by bounds, ordered by the budget."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from followup.flags import actions
from followup.flags.actions import compute_flags
from followup.flags.choices import Status
from followup.flags.kinds import KINDS
from followup.flags.models import Flag, FlagRow, FlagSwitch, FlagTerm
from followup.flags.reports import board, flag_rows
from followup.flags.rules import BUDGET, Asked, Tally, budget, risk_words, weighed
from followup.ledger.actions import undo_ledger_import
from followup.reviews.actions import propose_classes
from followup.reviews.models import Finding, FollowUpClass, RiskMark
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make
from tests.followup.flags.planted import NOW, PLANTS, clean, clean_rows, fact, load, plant, planted_contract, row

pytestmark = pytest.mark.django_db


def compute(at=NOW):
    return compute_flags(buyer_id=make.buyer().pk, at=at)


def known():
    return list(Flag.objects.order_by("pk").values_list("kind", "status", "subject", "sum_sek", "reason", "found_on"))


@pytest.fixture
def twice(by):
    """An invoice booked twice."""
    clean()
    plant()
    load(*clean_rows(), *PLANTS["SAME_NUMBER"]())
    compute()
    return Flag.objects.get(kind="SAME_NUMBER")


def close(flag, by, outcome="EXPLAINED", reason="Delad faktura", **values):
    return actions.close_flag(flag_id=flag.pk, outcome=outcome, reason=reason, by=by, at=NOW, **values)


# -------------------------------------------------------------------------------------------------- night after night


def test_done_twice_it_changes_nothing(twice):
    before, rows = known(), FlagRow.objects.count()
    compute(NOW + timedelta(hours=1))
    assert (known(), FlagRow.objects.count()) == (before, rows)


def test_a_closed_flag_does_not_come_back_for_the_same_rows(twice, leader):
    close(twice, leader)
    compute(NOW + timedelta(days=1))
    assert list(Flag.objects.filter(kind="SAME_NUMBER").values_list("status", flat=True)) == ["EXPLAINED"]


def test_a_closed_flag_does_not_come_back_when_its_file_is_delivered_anew(leader):
    clean()
    plant()
    first = load(*clean_rows(), *PLANTS["SAME_NUMBER"]())
    compute()
    close(Flag.objects.get(kind="SAME_NUMBER"), leader)
    undo_ledger_import(ledger_import_id=first.pk, by=leader, at=NOW)
    load(*clean_rows(), *PLANTS["SAME_NUMBER"](), name="igen.csv")
    compute()
    assert list(Flag.objects.filter(kind="SAME_NUMBER").values_list("status", flat=True)) == ["EXPLAINED"]


def test_new_rows_bring_it_back(leader):
    clean()
    plant()
    load(*clean_rows(), row("-12000,00", "2026-06-20", invoice="C999"), *PLANTS["CREDITS"]()[:-1])
    compute()
    close(Flag.objects.get(kind="CREDITS"), leader)
    load(row("-13000,00", "2026-11-01", invoice="C998"), name="nov.csv")
    compute()
    found = Flag.objects.filter(kind="CREDITS").order_by("pk").values_list("status", "sum_sek")
    assert list(found) == [("EXPLAINED", Decimal("12000.00")), ("OPEN", Decimal("25000.00"))]


def test_an_open_flag_goes_when_its_rows_no_longer_say_it(twice, leader):
    FlagTerm.objects.create(buyer=make.buyer(), kind="SAME_NUMBER", name="least", value=6000)
    compute()
    assert not Flag.objects.filter(kind="SAME_NUMBER").exists()


# ---------------------------------------------------------------------------------------------------------- thresholds


@pytest.mark.parametrize(("share", "found"), [("89", True), ("90", True), ("91", False)])
def test_a_bound_decides_what_is_found(share, found):
    clean()
    FlagTerm.objects.create(buyer=make.buyer(), kind="CEILING", name="near", value=share)
    planted_contract(ceiling_sek=Decimal("10000.00"))
    load(*clean_rows(), row("9000,00", contract="P-1"))
    compute()
    assert Flag.objects.filter(kind="CEILING").exists() is found


def test_a_kind_that_is_turned_off_is_not_looked_for(twice, leader):
    by = make.user("förvaltare")
    asked = {"buyer": make.buyer(), "kind": "SAME_NUMBER", "by": by, "at": NOW}
    actions.switch_kind(is_on=False, reason="Bara delade fakturor", **asked)
    compute()
    assert not Flag.objects.filter(kind="SAME_NUMBER").exists()
    actions.switch_kind(is_on=True, reason="Ny granskning", **asked)
    compute()
    assert Flag.objects.filter(kind="SAME_NUMBER").exists()
    assert FlagSwitch.objects.count() == 1


def test_bounds_are_set_within_what_they_may_be_and_the_start_value_has_no_row(leader):
    asked = {"buyer": make.buyer(), "kind": "CREDITS", "by": make.user("förvaltare"), "at": NOW}
    actions.set_bounds(values={"share": Decimal(20)}, **asked)
    assert [(each.name, each.value) for each in FlagTerm.objects.all()] == [("share", 20)]
    actions.set_bounds(values={"share": Decimal(20)}, **asked)
    with pytest.raises(ValidationError):
        actions.set_bounds(values={"share": Decimal(101)}, **asked)
    actions.set_bounds(values={"share": Decimal(10)}, **asked)
    assert not FlagTerm.objects.exists()
    with pytest.raises(NotAllowed):
        actions.set_bounds(**{**asked, "by": make.user("uppföljare")}, values={})


def test_a_kind_is_switched_with_a_reason_and_must_be_there(leader):
    asked = {"buyer": make.buyer(), "is_on": False, "by": leader, "at": NOW}
    with pytest.raises(ValidationError):
        actions.switch_kind(kind="CREDITS", reason=" ", **asked)
    with pytest.raises(ValidationError):
        actions.switch_kind(kind="INGEN", reason="Prov", **asked)


# ------------------------------------------------------------------------------------------------------------- closing


def test_a_confirmed_flag_becomes_a_finding_at_its_supplier(twice, leader):
    done = close(twice, leader, "CONFIRMED", "Betald två gånger", severity="HIGH", is_irregularity=True)
    finding = Finding.objects.get()
    assert done.finding == finding
    assert (finding.supplier, finding.severity, finding.is_irregularity) == (twice.supplier, "HIGH", True)
    assert "Betald två gånger" in finding.evidence
    assert "77" in finding.evidence


def test_a_flag_without_a_supplier_is_confirmed_without_a_finding(leader):
    clean()
    load(*clean_rows(), *PLANTS["ORG_NUMBER"]())
    compute()
    assert close(Flag.objects.get(), leader, "CONFIRMED").finding is None
    assert not Finding.objects.exists()


def test_a_flag_is_judged_once_and_by_who_may_with_a_reason(twice, leader):
    with pytest.raises(ValidationError):
        close(twice, leader, reason="  ")
    with pytest.raises(ValidationError):
        close(twice, leader, outcome="OPEN")
    with pytest.raises(NotAllowed):
        close(twice, make.user("läsare"))
    close(twice, leader)
    with pytest.raises(actions.FlagClosed):
        close(twice, leader)
    Flag.objects.all().delete()
    with pytest.raises(actions.FlagClosed):
        close(twice, leader)


# ---------------------------------------------------------------------------------------------------------- the budget


def test_kronor_times_confirmed_share_and_a_half_while_nobody_has_judged():
    assert weighed(Decimal(1000), Tally()) == 500
    assert weighed(Decimal(1000), Tally(confirmed=3, explained=1)) == Decimal(1000) * 4 / 6
    assert weighed(Decimal(-5), Tally()) == Decimal("0.5")


def test_a_kind_never_confirmed_in_twenty_is_proposed_to_be_turned_off():
    assert Tally(explained=12, not_worth=8).is_to_turn_off
    assert not Tally(explained=12, not_worth=7).is_to_turn_off
    assert not Tally(explained=20, confirmed=1).is_to_turn_off
    assert Tally(confirmed=1, not_worth=3).share == Decimal("0.25")
    assert Tally(open=3).share is None


def test_the_budget_holds_the_heaviest_suppliers_and_says_what_it_holds_back():
    flags = [
        Asked(1, "s1", "A", Decimal(100)),
        Asked(2, "s2", "B", Decimal(90)),
        Asked(3, "s1", "B", Decimal(1)),
        Asked(4, "s3", "B", Decimal(80)),
        Asked(5, "s4", "A", Decimal(70)),
    ]
    tallies = {"A": Tally(explained=8), "B": Tally(confirmed=8)}
    found = budget(flags, tallies, bought_from=41, percent=Decimal(5), looked_at={"s4"})
    # Five per cent of 41 are three; one has been used, and what is new of that one takes none.
    assert (found.suppliers, found.looked_at, found.left) == (3, 1, 2)
    assert found.chosen == {2, 4, 5}
    assert (found.held_back, found.held_back_sek) == (2, Decimal(101))
    assert budget([], {}, bought_from=0, percent=Decimal(5), looked_at=set()).suppliers == 0


def test_the_board_counts_what_was_judged_this_year(twice, leader):
    actions.set_bounds(buyer=make.buyer(), kind=BUDGET, values={"share": Decimal(100)}, by=leader, at=NOW)
    told = board(buyer=make.buyer(), user=leader, on=NOW.date())
    assert (told.budget.suppliers, told.budget.looked_at, told.budget.chosen) == (2, 0, {twice.pk})
    close(twice, leader, "CONFIRMED")
    told = board(buyer=make.buyer(), user=User.objects.get(pk=leader.pk), on=NOW.date())
    assert (told.budget.looked_at, told.tallies["SAME_NUMBER"].share, told.to_turn_off) == (1, 1, [])
    Flag.objects.closed().update(closed_at=datetime(2025, 12, 31, 12, tzinfo=UTC))
    assert board(buyer=make.buyer(), user=leader, on=NOW.date()).budget.looked_at == 0


def test_the_rows_of_a_flag_are_those_that_it_was_found_by(twice, leader):
    found = flag_rows(twice, user=leader, on=NOW.date())
    assert [(each.invoice_number, each.sum_sek) for each in found.rows] == [("77", Decimal("5000.11"))] * 2
    assert found.number == 2


# -------------------------------------------------------------------------------------------------------- who may know


def test_a_flag_that_rests_on_a_secret_contracts_rows_is_not_shown(twice, leader):
    secret = make.contract("H-1", supplier=twice.supplier, is_secret=True)
    assert Flag.objects.visible_to(leader).filter(pk=twice.pk).exists()
    FlagRow.objects.filter(flag=twice).update(contract=secret)
    assert not Flag.objects.visible_to(User.objects.get(pk=leader.pk)).filter(pk=twice.pk).exists()


def test_whoever_works_with_one_category_sees_flags_of_its_rows_alone(twice):
    person = make.user("uppföljare")
    scope = person.memberships.get().category_scopes
    scope.create(category=make.category("IFO"))
    assert Flag.objects.visible_to(User.objects.get(pk=person.pk)).filter(pk=twice.pk).exists()
    FlagRow.objects.filter(flag=twice).update(category=make.category("FO"))
    assert not Flag.objects.visible_to(User.objects.get(pk=person.pk)).filter(pk=twice.pk).exists()
    FlagRow.objects.all().delete()
    assert not Flag.objects.visible_to(User.objects.get(pk=person.pk)).filter(pk=twice.pk).exists()


# ------------------------------------------------------------------------------------------------- the class is moved


def test_what_is_said_of_risk_is_a_sentence():
    assert risk_words(0, 0, None) == ""
    assert risk_words(1, 0, None) == "Risk: en bekräftad röd flagga på två år."
    assert risk_words(2, 1, Decimal("0.6")) == (
        "Risk: 2 bekräftade röda flaggor på två år, en allvarlig brist som inte är löst och vi är "
        "60\N{NO-BREAK SPACE}% av omsättningen."
    )
    assert risk_words(0, 2, Decimal("0.49")) == "Risk: 2 allvarliga brister som inte är lösta."


def test_a_confirmed_flag_proposes_a_class_deeper_and_a_decided_one_stays(leader):
    clean()
    contract = planted_contract(valid_from=date(2026, 1, 1), until=None)
    load(*clean_rows(), row("3000,11", contract="P-1"))
    propose_classes(buyer=make.buyer(), at=NOW)
    of = FollowUpClass.objects.get(contract=contract)
    before = of.proposed
    flag = Flag.objects.create(
        buyer=make.buyer(),
        kind="ROUND",
        subject="x",
        supplier=contract.supplier,
        sum_sek=1,
        reason="Prov",
        found_on=NOW,
    )
    close(flag, leader, "CONFIRMED", severity="LOW")
    compute()
    assert RiskMark.objects.get(contract=contract).reason == "Risk: en bekräftad röd flagga på två år."
    propose_classes(buyer=make.buyer(), at=NOW)
    of.refresh_from_db()
    assert of.proposed == max(before - 1, 1)
    assert "bekräftad röd flagga" in of.proposed_reason
    Flag.objects.closed().update(closed_at=NOW - timedelta(days=800))
    compute()
    assert not RiskMark.objects.exists()


def test_a_supplier_that_lives_on_us_is_marked_by_its_turnover(leader):
    clean()
    contract = planted_contract(until=None)
    load(*clean_rows(), row("60000,11", contract="P-1"))
    turnover = fact(contract.supplier, "TURNOVER", number=100_000)
    compute()
    assert "60" in RiskMark.objects.get().reason
    turnover.number = 200_000
    turnover.save()
    compute()
    assert not RiskMark.objects.exists()


def test_every_kind_says_what_it_is_to_a_person():
    assert len({kind.name for kind in KINDS.values()}) == len(KINDS)
    assert all(kind.definition.endswith(".") for kind in KINDS.values())
    assert set(Status.values) == {"OPEN", "CONFIRMED", "EXPLAINED", "NOT_WORTH"}
