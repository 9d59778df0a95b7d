"""Call-offs on contract: what the form takes, and the ceilings that stop them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from contracts.register.models import Contract
from procurement.placements import actions
from procurement.placements.models import Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 31, 22, 30, tzinfo=UTC)  # past midnight in Sweden


def call_off(contract, number="AVR-1"):
    return Placement(
        buyer=make.buyer(),
        number=number,
        supplier=contract.supplier,
        contract=contract,
        category=make.category(),
        valid_from=date(2026, 5, 1),
    )


@pytest.mark.parametrize("of_round", [True, False])
def test_nothing_is_called_off_past_a_ceiling_whether_the_contracts_or_the_rounds(of_round):
    """C-23/20: a framework has no effect past its ceiling."""
    round_ = make.framework(ceiling_sek=100 if of_round else None)
    contract = make.contract(framework=round_, ceiling_sek=None if of_round else 100)
    other = make.contract("A-2", framework=round_, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    by = make.user("handläggare")
    before = actions.place(placement=call_off(contract), by=by, at=AT)
    used = other if of_round else contract  # a round's ceiling is used by all its contracts
    used.volumes.create(month=date(2026, 4, 1), sum_sek=Decimal(100), cumulative_sek=Decimal(100), updated_at=AT)
    contract = Contract.objects.get(pk=contract.pk)
    with pytest.raises(ValidationError, match="inga fler avrop på A-1"):
        actions.place(placement=call_off(contract, "AVR-2"), by=by, at=AT)
    before.valid_until = date(2026, 6, 30)  # what was called off before may be ended
    actions.place(placement=before, by=make.user("verksamhetschef"), at=AT)
    assert Placement.objects.get().valid_until == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("used", "said"), [(60, ""), (75, "Omgången: över 70 procent av takvolymen."), (100, "inga fler avrop på A-1")]
)
def test_who_registers_a_call_off_is_told_of_the_ceiling(client, used, said):
    contract = make.contract(framework=make.framework(ceiling_sek=100))
    contract.volumes.create(month=date(2026, 4, 1), sum_sek=used, cumulative_sek=used, updated_at=AT)
    client.force_login(make.user("handläggare"))
    sent = {"contract": contract.pk, "valid_from": "2026-05-01", "price_per": "DAY", "why": "Bäst för behovet"}
    answer = client.post(reverse("procurement:placement-create"), sent, follow=True)
    assert said in answer.content.decode()
    assert ("Omgången:" in answer.content.decode()) == (said != "")
    assert Placement.objects.exists() == (used < 100)
