"""The demo: invented, said to be so, with the plan's counts and totals, and never laid over real data."""

import io
from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from unittest.mock import Mock

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from activities.plan.models import EffectGoal
from contracts.checks.querysets import with_all_checks
from contracts.prices.models import Price
from contracts.register.models import Contract, ContractVolume, Framework
from contracts.suppliers.models import Supplier, SupplierContact, SupplierUnit
from followup.judging.models import JudgedRow
from followup.judging.querysets import spend_in
from followup.ledger.models import LedgerImport
from followup.reviews.models import Review
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.periods import Period
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.demo import loading
from huddinge_vo.demo.loading import BuyerHasRealData, load_demo
from huddinge_vo.roles import DEMO_LOGINS
from tests import factories as make

pytestmark = pytest.mark.django_db
ON, AT = date(2022, 2, 15), datetime(2022, 2, 15, 8, tzinfo=UTC)


def load(folder):
    said = []
    return load_demo(buyer=make.buyer(), on=ON, at=AT, folder=folder, say=said.append), said


def test_the_demo_has_the_plans_counts_and_totals_and_says_that_it_is_one(tmp_path, monkeypatch):
    call_command("load_plan", stdout=io.StringIO())
    with monkeypatch.context() as broken:
        # Broken off in its last step, which leaves no trace; the next load goes on from there.
        broken.setattr(loading, "load_plan_details", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            load(tmp_path)
    assert (LedgerImport.objects.count(), Review.objects.count(), Price.objects.count()) == (2, 0, 0)
    done, said = load(tmp_path)
    assert LedgerImport.objects.count() == 2
    assert (done.files, done.rows) == (2, JudgedRow.objects.count())
    assert said
    year = spend_in(Period.year(2021))
    whole = year.loyalty()
    assert whole.ledger - whole.excluded == Decimal(572_000_000)
    by_code = {key[0]: loyalty.ledger for key, loyalty in year.loyalty_by("category__code")}
    assert {code: by_code[code] for code in ("ÄO", "FO", "IFO")} == {
        "ÄO": Decimal(238_000_000),
        "FO": Decimal(170_000_000),
        "IFO": Decimal(97_000_000),
    }
    assert whole.excluded > 0
    # About 90 of 572 Mkr from suppliers without any contract, some 280 suppliers and 6 300 rows.
    without = whole.purchasable - whole.under_contract
    assert Decimal(80_000_000) < without < Decimal(100_000_000)
    suppliers = year.exclude(bucket="EXCLUDED").values("supplier").distinct().count()
    assert 260 <= suppliers <= 300
    assert 6000 <= whole.count <= 7500
    assert Contract.objects.filter(is_secret=True).count() == 1
    assert LedgerImport.objects.filter(is_demo=False).count() == 0
    buyer = make.buyer()
    assert buyer.is_demo
    for login, role in DEMO_LOGINS:
        person = User.objects.get(username=login)
        assert person.check_password("demo")
        assert Membership.objects.get(user=person).role.name == role
    seen = AccessGrant.objects.visible_to(User.objects.get(username="sakerhetsansvarig"))
    assert set(seen.values_list("user__username", flat=True)) == {"kategoriledare", "upphandlingschef"}
    assert SupplierUnit.objects.count() > 200
    ranked = Contract.objects.filter(framework__call_off_method="RANKED")
    assert ranked.exists()
    assert not ranked.filter(rank=None).exists()
    assert Framework.objects.filter(lead=buyer).exists()
    assert not EffectGoal.objects.filter(owner=None).exists()
    in_force = Contract.objects.in_force_on(ON)
    assert 0 < with_all_checks(in_force, on=ON).count() < in_force.count()
    assert all(each.endswith(".example") for each in SupplierContact.objects.values_list("email", flat=True))
    # Org.nr that no company can have, so that nobody is taken for anybody.
    numbers = Supplier.objects.exclude(org_number=None).values_list("org_number", flat=True)
    assert len(set(numbers)) == len(numbers) > 200

    # What the price lists reckon with is what is bought: price × quantity comes to the payments, contract by contract.
    prices = Price.objects.on(ON).filter(item__contract__isnull=False).select_related("item")
    reckoned = Counter()
    for price in prices:
        reckoned[price.item.contract_id] += price.amount_sek * price.item.yearly_quantity
    bought = dict(
        ContractVolume.objects.filter(contract__in=reckoned, month__gte=date(2021, 2, 1), month__lt=date(2022, 2, 1))
        .values("contract")
        .annotate(sum=Sum("sum_sek"))
        .values_list("contract", "sum")
    )
    paid = {pk: sum_sek for pk, sum_sek in bought.items() if sum_sek > 0}
    assert len(paid) > 20
    assert all(Decimal("0.6") < reckoned[pk] / paid[pk] < Decimal("1.6") for pk in paid if paid[pk] > 100_000)
    assert Decimal("0.85") < sum(reckoned.values()) / sum(paid.values()) < Decimal("1.25")

    before = (Contract.objects.count(), JudgedRow.objects.count(), User.objects.count())
    again, _ = load(tmp_path)
    assert again.files == 0
    call_command("load_demo", logins=False, stdout=(out := io.StringIO()))
    assert out.getvalue() == "Demon är redan laddad.\n"
    assert (Contract.objects.count(), JudgedRow.objects.count(), User.objects.count()) == before


def test_the_demo_is_never_laid_over_real_data(tmp_path):
    call_command("load_plan", stdout=io.StringIO())
    make.contract("A-1")
    with pytest.raises(BuyerHasRealData):
        load(tmp_path)
    assert not User.objects.filter(username="kategoriledare").exists()


def test_known_passwords_are_never_loaded_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="produktion"):
        call_command("load_demo")
    with pytest.raises(CommandError, match="inbyggda"):
        call_command("reset_demo")
