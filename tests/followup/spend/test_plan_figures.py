"""The plan's own figures beside ours: the same words mean the same kronor."""

import io
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from activities.plan.models import PlanFigure
from contracts.plan.models import Category
from followup.judging import actions as judging_actions
from followup.judging.models import ClassificationRule, SpendTotal
from followup.judging.querysets import spend_by_month
from followup.ledger import actions
from followup.overview.reports import plan_comparisons
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_what_cannot_be_judged_is_told_beside_what_can_be_bought_on_contract_and_not_in_it():
    root = make.category("VO", parent=None)
    for number, (code, unit) in enumerate(
        [("SPEND", 1), ("SPEND_IFO", 1), ("SPEND_FO", 1), ("SPEND_AO", 1), ("SPEND_UNDISTRIBUTED", 1), ("SUPPLIERS", 1)]
    ):
        PlanFigure.objects.create(plan=make.plan(), code=code, label=code, year=2026, value=unit + number)
    make.contract()
    rule = ClassificationRule.objects.create
    rule(buyer=make.buyer(), order=1, account_from="4513", account_to="4513", exclusion="Försäkringskassan")
    rule(buyer=make.buyer(), order=2, account_from="4631", account_to="4631", category=make.category("IFO"))
    rule(buyer=make.buyer(), order=3, account_from="4632", account_to="4632", category=root)
    rows = (
        make.ledger_row("800,00"),  # on contract
        make.ledger_row("150,00", org_number=make.ORG_NUMBERS[1], name="Annan AB"),  # unexplained
        make.ledger_row("30,00", account="4632"),  # for the whole category
        make.ledger_row("100,00", org_number="", name="Okänd"),  # IFO by its account, but from whom?
        make.ledger_row(
            "7,00", org_number=make.ORG_NUMBERS[2], name="Ingen aning AB", account="9999"
        ),  # from whom, but what?
        make.ledger_row("40,00", account="4513"),  # excluded
    )
    received = actions.receive_ledger_file(file=io.BytesIO(make.ledger_file(*rows)), name="r.csv", by=None, at=NOW)
    actions.load_ledger_import(ledger_import_id=received.pk, at=NOW)
    judging_actions.judge_changes(at=NOW)
    spend, tree = spend_by_month(SpendTotal.objects.under_root(root)), Category.objects.tree()
    compared = plan_comparisons(
        root=root, plan=root.plans.telling(NOW.date()), tree=tree, spend=spend, user=make.user()
    )
    told = {each.label: each for each in compared}
    computed = {label: each.computed for label, each in told.items()}
    assert computed == {
        "SPEND": Decimal(980),
        "SPEND_IFO": Decimal(950),
        "SPEND_FO": Decimal(0),
        "SPEND_AO": Decimal(0),
        "SPEND_UNDISTRIBUTED": Decimal(30),
        "SUPPLIERS": Decimal(2),
    }
    assert computed["SPEND"] == sum(computed[label] for label in computed if label.startswith("SPEND_"))
    assert "0,0 mnkr som inte kan bedömas" in told["SPEND"].explanation  # 107 kr
