"""The definition of loyalty, rule by rule, on real PostgreSQL."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from contracts.plan.choices import Form
from contracts.plan.models import CategoryLoyalty
from contracts.register.models import Contract, ContractVolume
from contracts.suppliers.actions import merge_suppliers
from contracts.suppliers.models import SupplierIdentifier
from contracts.terms.models import ExtensionOption
from contracts.terms.reports import ceilings_by_month
from followup.judging import actions
from followup.judging.choices import Bucket, Reason
from followup.judging.models import ClassificationRule, JudgedRow, RowJudgement, SpendMonth
from followup.judging.sql import verdicts as verdicts_sql
from followup.ledger import actions as ledger_actions
from followup.ledger.models import LedgerImport
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True, params=["few", "many"])
def _judged_as(request, monkeypatch):
    """A few keys are judged in one question, many by way of tables: the verdicts are the same."""
    if request.param == "many":
        monkeypatch.setattr(verdicts_sql, "_FEW", -1)


def load(*rows, good_rows=False, name="reskontra.csv", by=None):
    content = rows[0] if isinstance(rows[0], bytes) else make.ledger_file(*rows)
    received = ledger_actions.receive_ledger_file(
        file=io.BytesIO(content), name=name, by=by, at=NOW, good_rows_only=good_rows
    )
    done = ledger_actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    actions.judge_changes(at=NOW)
    return done


def verdicts():
    return [(row.bucket, row.reason) for row in JudgedRow.objects.order_by("ledger_import_id", "line_no")]


def rejudge():
    actions.judge_changes(at=NOW)


def test_a_row_on_the_first_and_last_day_of_a_contract_is_on_contract_and_outside_it_is_not():
    make.contract(valid_from=date(2026, 2, 1), until=date(2026, 2, 28))
    load(*(make.ledger_row(on=day) for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")))
    assert verdicts() == [
        (Bucket.UNEXPLAINED, Reason.NOT_BEGUN),
        (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA),
        (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA),
        (Bucket.UNEXPLAINED, Reason.LATE_INVOICE),
    ]


def test_sixty_days_after_the_end_is_a_late_invoice_and_sixty_one_is_an_ended_contract():
    make.contract(valid_from=date(2026, 1, 1), until=date(2026, 1, 31))
    load(make.ledger_row(on="2026-04-01"), make.ledger_row(on="2026-04-02"))
    assert [reason for _, reason in verdicts()] == [Reason.LATE_INVOICE, Reason.CONTRACT_ENDED]


def test_a_termination_ends_the_contract_on_the_stated_day():
    make.contract(terminated_on=date(2026, 2, 28))
    load(make.ledger_row(on="2026-02-28"), make.ledger_row(on="2026-03-01"))
    assert [bucket for bucket, _ in verdicts()] == [Bucket.ON_CONTRACT, Bucket.UNEXPLAINED]


def test_a_draft_counts_for_nothing_not_even_for_the_subcategory():
    make.contract(status=Contract.Status.DRAFT)
    load(make.ledger_row())
    assert verdicts() == [(Bucket.UNKNOWN, Reason.NO_SUBCATEGORY)]


def test_until_further_notice_has_no_last_day():
    make.contract(until=None)
    load(make.ledger_row(on="2098-12-31"))
    assert verdicts() == [(Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA)]


def test_a_decided_option_lengthens_the_contract_and_moves_the_rows_back_on_it():
    contract = make.contract(until=date(2026, 1, 31))
    load(make.ledger_row(on="2026-02-28"))
    assert verdicts()[0][0] == Bucket.UNEXPLAINED
    option = ExtensionOption.objects.create(contract=contract, number=1, months=1, decide_by=date(2026, 1, 1))
    rejudge()
    assert verdicts()[0][0] == Bucket.UNEXPLAINED
    option.decided_on = date(2026, 1, 1)
    option.save()
    contract.refresh_from_db()
    assert contract.current_until == date(2026, 2, 28)
    rejudge()
    assert verdicts()[0][0] == Bucket.ON_CONTRACT


def test_the_first_matching_rule_decides_alone():
    make.contract()
    make.category("FO")
    ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4599", account_to="4599", exclusion="Försäkringskassan"
    )
    ClassificationRule.objects.create(buyer=make.buyer(), order=2, unit="VON", category=make.category("FO"))
    load(
        make.ledger_row(account="4599", unit="VON"),
        make.ledger_row(account="45991", unit="VON"),
        make.ledger_row(account="4600", unit="SN"),
    )
    assert verdicts() == [
        (Bucket.EXCLUDED, Reason.EXCLUDED_BY_RULE),
        (Bucket.UNEXPLAINED, Reason.OTHER_SUBCATEGORY),
        (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA),
    ]


def test_a_rule_for_the_whole_category_matches_any_area_under_it():
    make.contract()
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category("VO", parent=None))
    load(make.ledger_row())
    assert verdicts() == [(Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA)]
    assert JudgedRow.objects.get().category.code == "VO"


def test_a_rule_with_an_area_asks_for_a_contract_in_that_area():
    other = make.area("IFO-JOUR")
    make.contract()
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category(), area=other)
    load(make.ledger_row())
    assert verdicts() == [(Bucket.UNEXPLAINED, Reason.OTHER_AREA)]


def test_a_supplier_with_contracts_in_two_subcategories_has_none_without_a_rule():
    supplier = make.supplier()
    make.contract("A-1", supplier=supplier)
    make.contract("A-2", supplier=supplier, areas=[make.area("FO-LSS", subcategory="FO")])
    load(make.ledger_row())
    assert verdicts() == [(Bucket.UNKNOWN, Reason.NO_SUBCATEGORY)]


def test_naming_a_contract_tells_subcategory_and_supplier():
    make.contract("A-1")
    load(make.ledger_row(org_number="", name="Okänd", contract="A-1"))
    assert verdicts() == [(Bucket.ON_CONTRACT, Reason.NAMED_CONTRACT)]


def test_naming_another_suppliers_contract_does_not_help():
    make.contract("A-1")
    make.contract("A-2", supplier=make.supplier("Annan AB", make.ORG_NUMBERS[1]), until=date(2026, 1, 31))
    load(make.ledger_row(org_number=make.ORG_NUMBERS[1], contract="A-1", on="2026-02-01"))
    assert verdicts() == [(Bucket.UNEXPLAINED, Reason.LATE_INVOICE)]


@pytest.mark.parametrize("org_number", ["", "5566778890", "55667788**", "10004007"])
def test_a_supplier_that_cannot_be_told_is_unknown_also_with_a_subcategory(org_number):
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    load(make.ledger_row(org_number=org_number))
    assert verdicts() == [(Bucket.UNKNOWN, Reason.NO_SUPPLIER)]


def test_a_known_supplier_number_tells_the_supplier_and_only_then_are_its_rows_judged_again():
    contract = make.contract()
    load(make.ledger_row(org_number="10004007"), make.ledger_row(org_number=make.ORG_NUMBERS[1], name="Annan AB"))
    SupplierIdentifier.objects.create(
        supplier=contract.supplier,
        scheme=SupplierIdentifier.Scheme.SUPPLIER_NUMBER,
        value="10004007",
        buyer=make.buyer(),
    )
    rejudge()
    assert verdicts()[0] == (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA)
    assert verdicts()[1] == (Bucket.UNKNOWN, Reason.NO_SUBCATEGORY)


def test_a_supplier_in_no_register_is_registered_and_was_never_under_contract():
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    load(make.ledger_row(org_number=make.ORG_NUMBERS[2], name="Nykomling AB"))
    row = JudgedRow.objects.select_related("supplier").get()
    assert (row.bucket, row.reason) == (Bucket.UNEXPLAINED, Reason.NEVER_UNDER_CONTRACT)
    assert (row.supplier.name, row.supplier.origin) == ("Nykomling AB", "LEDGER")


def test_several_contracts_the_earliest_then_the_lowest_number():
    supplier = make.supplier()
    make.contract("A-9", supplier=supplier, valid_from=date(2025, 1, 1))
    make.contract("A-2", supplier=supplier)
    load(make.ledger_row())
    assert JudgedRow.objects.get().contract.number == "A-9"
    make.contract("A-1", supplier=supplier, valid_from=date(2025, 1, 1))
    rejudge()
    assert JudgedRow.objects.get().contract.number == "A-1"


def test_a_direct_award_counts_only_while_nobody_has_a_framework_contract_in_its_area():
    make.contract("D-1", form=Form.DIRECT_AWARD)
    load(make.ledger_row(on="2026-03-01"), make.ledger_row(on="2026-05-01"))
    assert [bucket for bucket, _ in verdicts()] == [Bucket.ON_CONTRACT, Bucket.ON_CONTRACT]
    rival = make.supplier("Ramavtal AB", make.ORG_NUMBERS[1])
    make.contract("R-1", supplier=rival, valid_from=date(2026, 4, 1), until=date(2026, 6, 30))
    rejudge()
    assert verdicts() == [
        (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA),
        (Bucket.UNEXPLAINED, Reason.DIRECT_AWARD_BESIDE_FRAMEWORK),
    ]


def test_after_the_end_only_a_call_off_that_survives_keeps_the_row_on_contract():
    contract = make.contract(until=date(2026, 1, 31), call_offs_survive=True)
    load(make.ledger_row(on="2026-03-01"), make.ledger_row(on="2026-06-01"))
    assert [bucket for bucket, _ in verdicts()] == [Bucket.UNEXPLAINED] * 2
    make.deviation(
        "PL-1",
        supplier=contract.supplier,
        contract=contract,
        valid_from=date(2026, 1, 31),
        valid_until=date(2026, 3, 1),
    )
    rejudge()
    assert verdicts() == [(Bucket.ON_CONTRACT, Reason.STAYS_ON), (Bucket.UNEXPLAINED, Reason.CONTRACT_ENDED)]


@pytest.mark.parametrize(
    ("how", "verdict"),
    [
        ("EXTENDED", (Bucket.ON_CONTRACT, Reason.STAYS_ON)),
        ("CHANGED", (Bucket.ON_CONTRACT, Reason.STAYS_ON)),
        ("MOVED", (Bucket.UNEXPLAINED, Reason.LATE_INVOICE)),
    ],
)
def test_what_a_surviving_call_off_goes_on_as_keeps_the_row_on_contract_and_a_move_does_not(how, verdict):
    contract = make.contract(until=date(2026, 1, 31), call_offs_survive=True)
    load(make.ledger_row(on="2026-03-01"), make.ledger_row(on="2026-06-01"))
    on_it = {"supplier": contract.supplier, "contract": contract}
    first = make.deviation("PL-1", valid_from=date(2026, 1, 1), valid_until=date(2026, 2, 10), **on_it)
    days = {"valid_from": date(2026, 2, 11), "valid_until": date(2026, 4, 1)}
    make.deviation("PL-2", follows=first, follows_as=how, **days, **on_it)
    rejudge()
    assert verdicts() == [verdict, (Bucket.UNEXPLAINED, Reason.CONTRACT_ENDED)]


def test_an_approved_deviation_covers_its_days_and_an_unapproved_one_does_not():
    supplier = make.supplier()
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    load(*(make.ledger_row(on=day) for day in ("2026-03-01", "2026-03-31", "2026-04-01")))
    dates = {"valid_from": date(2026, 3, 1), "valid_until": date(2026, 3, 31)}
    make.deviation("AVS-0", supplier=supplier, approved_on=None, **dates)
    rejudge()
    assert [bucket for bucket, _ in verdicts()] == [Bucket.UNEXPLAINED] * 3
    make.deviation("AVS-1", supplier=supplier, approved_on=date(2026, 3, 1), **dates)
    rejudge()
    assert verdicts() == [
        (Bucket.APPROVED_DEVIATION, Reason.COVERED),
        (Bucket.APPROVED_DEVIATION, Reason.COVERED),
        (Bucket.UNEXPLAINED, Reason.NEVER_UNDER_CONTRACT),
    ]


def test_a_deviation_approved_late_counts_and_says_so():
    supplier = make.supplier()
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    make.deviation(supplier=supplier, approved_on=date(2026, 3, 5))
    load(make.ledger_row())
    assert verdicts() == [(Bucket.APPROVED_DEVIATION, Reason.AFTER_THE_FACT)]


@pytest.mark.parametrize("named", ["", "AVS-1"])
def test_a_deviation_follows_its_supplier_that_is_taken_up_by_one_that_is_taken_up_by_another(by, named):
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, category=make.category())
    first = make.supplier()
    make.deviation("AVS-1", supplier=first)
    load(make.ledger_row(contract=named))
    before = verdicts()
    assert [bucket for bucket, _ in before] == [Bucket.APPROVED_DEVIATION]
    for number in (1, 2):
        taken_by = make.supplier(f"Uppköpare {number} AB", make.ORG_NUMBERS[number])
        merge_suppliers(source=first, target=taken_by, by=by, at=NOW)
        rejudge()
        assert verdicts() == before
        first = taken_by
    actions.recompute_everything(at=NOW)
    assert verdicts() == before


def test_a_row_that_names_a_deviation_is_tied_to_it_before_any_contract():
    contract = make.contract()
    make.deviation("AVS-7", supplier=contract.supplier, valid_from=date(2025, 1, 1), valid_until=date(2025, 1, 2))
    load(make.ledger_row(contract="AVS-7"))
    assert verdicts() == [(Bucket.APPROVED_DEVIATION, Reason.TIED)]


def test_a_credit_takes_the_bucket_of_the_invoice_it_names_whatever_the_day():
    make.contract(until=date(2026, 3, 31))
    load(
        make.ledger_row("1000,00", "2026-03-01", invoice="F1"),
        make.ledger_row("-200,00", "2026-09-01", invoice="F1"),
        make.ledger_row("-50,00", "2026-09-01", invoice="F9"),
    )
    assert verdicts() == [
        (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA),
        (Bucket.ON_CONTRACT, Reason.CONTRACT_IN_AREA),
        (Bucket.UNEXPLAINED, Reason.CONTRACT_ENDED),
    ]
    assert SpendMonth.objects.loyalty().on_contract == Decimal("800.00")


def test_a_number_that_comes_back_is_credited_on_the_nearest_invoice_before_else_the_nearest_after():
    """Number 12 is of 2024, on contract, and of 2026, after its end, which is credited in full."""
    make.contract(valid_from=date(2024, 1, 1), until=date(2025, 12, 31))
    load(make.ledger_row("1000,00", "2024-03-10", invoice="12"), name="2024.csv")
    load(
        make.ledger_row("400,00", "2026-03-10", invoice="12"),
        make.ledger_row("-400,00", "2026-03-20", invoice="12"),
        name="2026.csv",
    )
    period = SpendMonth.objects.filter(month__gte=date(2026, 1, 1)).loyalty()
    assert (period.on_contract, period.unexplained) == (Decimal("0.00"), Decimal("0.00"))
    load(make.ledger_row("-50,00", "2024-02-05", invoice="12"), name="fore.csv")  # before any: the nearest after
    assert SpendMonth.objects.loyalty().on_contract == Decimal("950.00")


@pytest.mark.parametrize("without", [{"invoice"}, {"credit"}, {"invoice", "credit"}], ids=sorted)
def test_a_credit_finds_its_invoice_by_the_supplier_that_the_named_contract_tells(without):
    """What has no organisation number that can be read names the contract instead."""
    number = make.contract(until=date(2026, 3, 31)).number

    def row(which, amount, on):
        told = {"org_number": "", "contract": number} if which in without else {}
        return make.ledger_row(amount, on, invoice="F1", **told)

    load(row("invoice", "1000,00", "2026-03-01"), row("credit", "-200,00", "2026-09-01"))
    assert [bucket for bucket, _ in verdicts()] == [Bucket.ON_CONTRACT] * 2
    assert SpendMonth.objects.loyalty().on_contract == Decimal("800.00")


def test_a_credit_that_came_before_its_invoice_follows_it_when_it_comes():
    make.contract(until=date(2026, 3, 31))
    load(make.ledger_row("-200,00", "2026-09-01", invoice="F1"), name="september.csv")
    assert verdicts()[0][0] == Bucket.UNEXPLAINED
    load(make.ledger_row("1000,00", "2026-03-01", invoice="F1"), name="mars.csv")
    assert [bucket for bucket, _ in verdicts()] == [Bucket.ON_CONTRACT] * 2
    assert SpendMonth.objects.loyalty().on_contract == Decimal("800.00")


def test_a_hand_judgement_comes_before_every_rule():
    person = make.user()
    make.contract()
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, exclusion="Egen regi")
    done = load(make.ledger_row(), make.ledger_row("500,00"))
    actions.judge_row(
        judgement=RowJudgement(ledger_import=done, line_no=3, category=make.category()), by=person, at=NOW
    )
    rejudge()
    assert [bucket for bucket, _ in verdicts()] == [Bucket.EXCLUDED, Bucket.ON_CONTRACT]
    assert SpendMonth.objects.loyalty().on_contract == Decimal("500.00")


def test_the_buckets_add_up_to_the_ledger_to_the_ore():
    make.contract(until=date(2026, 3, 31))
    ClassificationRule.objects.create(
        buyer=make.buyer(), order=1, account_from="4599", account_to="4599", exclusion="SiS"
    )
    load(
        make.ledger_row("900,01"),
        make.ledger_row("100,02", "2026-08-01"),
        make.ledger_row("-0,03", account="4599"),
        make.ledger_row("55,55", org_number=""),
    )
    whole = SpendMonth.objects.loyalty()
    assert whole.ledger == Decimal("1055.55")
    assert (whole.on_contract, whole.unexplained, whole.excluded, whole.unknown) == (
        Decimal("900.01"),
        Decimal("100.02"),
        Decimal("-0.03"),
        Decimal("55.55"),
    )
    assert [round(share, 6) for share in (whole.contract_loyalty, whole.low, whole.high)] == [
        Decimal("0.899983"),  # 900.01 / 1000.03
        Decimal("0.852621"),  # 900.01 / 1055.58
        Decimal("0.905246"),  # 955.56 / 1055.58
    ]


def test_loyalty_of_no_spend_is_unknown_not_zero():
    nothing = SpendMonth.objects.loyalty()
    assert nothing.contract_loyalty is None
    assert nothing.supplier_loyalty is None
    assert nothing.ledger == Decimal(0)


def test_loyalty_of_credits_alone_is_unknown():
    make.contract()
    load(make.ledger_row("-100,00"))
    assert SpendMonth.objects.loyalty().contract_loyalty is None


def test_supplier_loyalty_counts_any_contract_in_force_and_contract_loyalty_does_not():
    make.contract()
    ClassificationRule.objects.create(buyer=make.buyer(), order=1, account_from="5", category=make.category("FO"))
    load(make.ledger_row("600,00"), make.ledger_row("400,00", account="5100"))
    whole = SpendMonth.objects.loyalty()
    assert whole.contract_loyalty == Decimal("0.6")
    assert whole.supplier_loyalty == Decimal(1)


def test_rows_and_their_roll_up_tell_the_same_story():
    make.contract(until=date(2026, 3, 31))
    load(*(make.ledger_row(f"{n}00,0{n}", f"2026-0{n}-15", account=f"46{n}") for n in range(1, 9)))
    assert JudgedRow.objects.loyalty() == SpendMonth.objects.loyalty()
    groups = SpendMonth.objects.loyalty_by("month")
    assert sum(loyalty.ledger for _, loyalty in groups) == SpendMonth.objects.loyalty().ledger


def test_recomputing_everything_changes_nothing():
    make.contract(until=date(2026, 3, 31))
    load(
        make.ledger_row("1000,00", "2026-03-01", invoice="F1"),
        make.ledger_row("-200,00", "2026-09-01", invoice="F1"),
    )
    before = (SpendMonth.objects.loyalty_by("month", "bucket"), verdicts())
    actions.recompute_everything(at=NOW)
    actions.recompute_everything(at=NOW)
    assert (SpendMonth.objects.loyalty_by("month", "bucket"), verdicts()) == before


def test_the_number_told_is_of_keys_and_not_of_their_verdicts_before():
    make.contract(until=date(2026, 3, 31))  # one key gets a verdict for each span of days
    load(make.ledger_row("1000,00", "2026-03-01"), make.ledger_row("1000,00", "2026-03-01", account="4632"))
    assert actions.recompute_everything(at=NOW) == 2
    assert actions.judge_changes(at=NOW) == 0


def test_loyalty_by_category_and_month_is_published_as_it_is_computed_and_follows_what_is_judged_anew():
    contract = make.contract(until=None)
    make.rules()
    load(
        make.ledger_row("300,00", "2026-01-15"),
        make.ledger_row("100,00", "2026-01-15", name="Utan AB", org_number=make.ORG_NUMBERS[1]),
        make.ledger_row("50,00", "2026-02-15"),
    )

    def published():
        return [
            (each.category.code, str(each.month), each.on_contract_sek, each.purchasable_sek)
            for each in CategoryLoyalty.objects.order_by("category__code", "month")
        ]

    whole = SpendMonth.objects.loyalty_by("category__code", "month")
    assert published() == [
        (code, str(month), told.on_contract, told.purchasable) for (code, month), told in whole if code
    ]
    assert sum(row[2] for row in published()) == 350
    contract.status = "DRAFT"
    contract.save()
    rejudge()
    assert sum(row[2] for row in published()) == 0


def test_volume_and_ceiling_are_published_to_the_contract():
    contract = make.contract(ceiling_sek=Decimal(1500))
    load(
        make.ledger_row("1000,00", "2026-03-01"),
        make.ledger_row("400,00", "2026-04-01", account="4632"),
        make.ledger_row("200,00", "2026-04-02", unit="Vård och omsorg"),
    )
    assert [(v.sum_sek, v.cumulative_sek, v.above_ceiling) for v in contract.volumes.order_by("month")] == [
        (Decimal("1000.00"), Decimal("1000.00"), False),
        (Decimal("600.00"), Decimal("1600.00"), True),
    ]
    payers = contract.payer_volumes.order_by("month", "payer")
    assert list(payers.values_list("month__month", "payer", "sum_sek")) == [
        (3, "Socialförvaltningen", Decimal("1000.00")),
        (4, "Socialförvaltningen", Decimal("400.00")),
        (4, "Vård och omsorg", Decimal("200.00")),
    ]
    assert [bucket for bucket, _ in verdicts()] == [Bucket.ON_CONTRACT] * 3


def test_a_rounds_ceiling_is_used_by_all_its_contracts_and_flags_the_months_of_each():
    round_ = make.framework(ceiling_sek=Decimal(1500))
    first = make.contract("A-1", framework=round_)
    make.contract("A-2", framework=round_, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    alone = make.contract("A-3", supplier=make.supplier("Tre AB", make.ORG_NUMBERS[2]))
    load(
        make.ledger_row("1000,00", "2026-03-01", contract="A-1"),
        make.ledger_row("400,00", "2026-05-01", contract="A-1"),
    )
    assert not first.volumes.filter(above_ceiling=True).exists()
    second = make.ledger_row("100,00", "2026-04-01", name="Två AB", org_number=make.ORG_NUMBERS[1], contract="A-2")
    third = make.ledger_row("9000,00", "2026-04-01", name="Tre AB", org_number=make.ORG_NUMBERS[2], contract="A-3")
    load(second, third, name="april.csv")  # the first is not bought on, and its last month is now at the ceiling
    flagged = ContractVolume.objects.order_by("contract__number", "month")
    assert list(flagged.values_list("contract__number", "month__month", "above_ceiling")) == [
        ("A-1", 3, False),
        ("A-1", 5, True),
        ("A-2", 4, False),
        ("A-3", 4, False),
    ]
    for contract in (first, alone):
        reached = {month: each.use.stops_call_offs for month, each in ceilings_by_month(contract, user=None).items()}
        assert all(reached.get(each.month, False) == each.above_ceiling for each in contract.volumes.all())


def test_the_same_file_twice_is_refused_and_a_refused_one_may_come_again():
    bad = make.ledger_file(make.ledger_row("1000,00"), make.ledger_row("tusen"))
    refused = load(bad)
    assert (refused.status, refused.lines, refused.loaded, refused.rejected) == (LedgerImport.Status.REFUSED, 2, 0, 1)
    assert JudgedRow.objects.count() == 0
    loaded = load(bad, good_rows=True)
    assert loaded.pk == refused.pk
    assert (loaded.status, loaded.lines, loaded.loaded, loaded.rejected) == (LedgerImport.Status.LOADED, 2, 1, 1)
    assert loaded.amount_sek == Decimal("1000.00")
    with pytest.raises(ledger_actions.AlreadyReceived, match="redan mottagen"):
        load(bad)


def test_months_that_are_there_already_are_touched_only_when_somebody_has_chosen_what_becomes_of_them():
    load(make.ledger_row(on="2026-03-01"))
    again = load(make.ledger_row("2,00", on="2026-03-31"), make.ledger_row(on="2026-04-01"))
    assert again.status == LedgerImport.Status.REFUSED
    assert "2026-03" in again.message
    assert "2026-04" not in again.message


def test_loading_twice_is_loading_once():
    done = load(make.ledger_row())
    again = ledger_actions.load_ledger_import(ledger_import_id=done.pk, at=NOW)
    assert again.status == LedgerImport.Status.LOADED
    assert JudgedRow.objects.count() == 1
