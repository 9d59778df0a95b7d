"""A round's ceiling does not tell what was bought on its one secret contract, however low somebody sets it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from contracts.register.models import Contract, Framework
from contracts.terms.reports import ceiling_watch, ceilings_by_month, ceilings_of
from huddinge_vo.common.secrecy.models import AccessGrant
from procurement.placements import actions as placement_actions
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
MONTH = date(2026, 3, 1)


@pytest.fixture
def round_():
    """An open round with a ceiling, an open contract without purchases, and one that is secret with them."""
    made = make.framework("R-1", ceiling_sek="1000000.00", initial_until=date(2099, 12, 31))
    make.contract("A-1", framework=made, until=None)
    hidden = make.supplier("Dold AB", make.ORG_NUMBERS[1], is_secret=True)
    secret = make.contract("H-1", framework=made, supplier=hidden, is_secret=True, until=None)
    make.bought(secret, [MONTH], "923456.78")
    return made


def told(client, person, round_):
    """All that is said of the ceiling: pages, the watch on Översikt, by month, and whether one may call off."""
    client.force_login(person)
    contract = Contract.objects.select_related("framework").get(number="A-1")
    pages = [
        client.get(each.get_absolute_url()).content.decode().partition('id="historik"')[0]
        for each in (round_, contract)
    ]
    said = ["inga fler avrop" in page or "90 procent" in page or "923" in page or "kvar 0,1" in page for page in pages]
    watch = ceiling_watch(buyer_id=round_.buyer_id, user=person, on=timezone.localdate())
    return {
        "pages": said,
        "watch": [(each.use.used_sek, each.use.code) for each in watch.watched],
        "of_contract": [each.use.used_sek for each in ceilings_of([contract], user=person)[contract.pk]],
        "by_month": {month: each.use.used_sek for month, each in ceilings_by_month(contract, user=person).items()},
        "refused": refuses(contract, person),
    }


def refuses(contract, person):
    """Whether a call-off is refused for the ceiling's sake. None is made."""
    placement = Placement(
        buyer=contract.buyer,
        contract=contract,
        supplier=contract.supplier,
        category=make.category(),
        case_reference="D-1",
        valid_from=date(2026, 12, 1),
    )
    said = ""
    with transaction.atomic():
        try:
            placement_actions.place(placement=placement, by=person, at=timezone.now())
        except ValidationError as error:
            said = str(error)
        transaction.set_rollback(True)  # its only argument
    return "Takvolymen" in said or "takvolymen" in said


NOTHING = {"pages": [False, False], "watch": [], "of_contract": [Decimal(0)], "by_month": {}, "refused": False}


@pytest.mark.parametrize("ceiling", ["1000000.00", "1.00", "923456.78"])
def test_whatever_the_ceiling_is_it_tells_nothing_of_the_one_secret_contract(client, round_, ceiling):
    Framework.objects.update(ceiling_sek=ceiling)
    assert told(client, make.user("handläggare"), Framework.objects.get()) == NOTHING


def test_who_has_been_let_in_is_told_all_and_is_stopped(client, round_):
    person = make.user("handläggare")
    for each in (Contract.objects.get(number="H-1"), Contract.objects.get(number="H-1").supplier):
        AccessGrant.objects.create(object=each, user=person)
    Framework.objects.update(ceiling_sek="1.00")
    said = told(client, person, Framework.objects.get())
    assert said["pages"] == [True, True]
    assert said["of_contract"] == [Decimal("923456.78")]
    assert said["watch"] == [(Decimal("923456.78"), "reached")]
    assert said["refused"]
    assert ceilings_of(Contract.objects.filter(number="A-1"), user=None)  # the system counts all


@pytest.mark.parametrize(("suppliers", "used"), [(2, "0.00"), (3, "60.00")])
def test_what_several_secret_suppliers_have_sold_is_one_sum(client, suppliers, used):
    made = make.framework("R-1", ceiling_sek="1000.00")
    make.contract("A-1", framework=made, until=None)
    for number in range(suppliers):
        hidden = make.supplier(f"Dold {number} AB", make.ORG_NUMBERS[number + 1], is_secret=True)
        secret = make.contract(f"H-{number}", framework=made, supplier=hidden, is_secret=True, until=None)
        make.bought(secret, [MONTH], "20.00")
    [use] = ceilings_of(Contract.objects.filter(number="A-1"), user=make.user("läsare"))[
        Contract.objects.get(number="A-1").pk
    ]
    assert use.use.used_sek == Decimal(used)
