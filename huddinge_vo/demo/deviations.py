"""The demo's deviations as they were asked for and decided, by the delegation order of the time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.contrib.auth.models import Group

from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.days import morning
from huddinge_vo.demo.register import DemoPlacement
from procurement.deviations.choices import LegalGround, Outcome, Reason
from procurement.deviations.models import Delegation, Deviation
from procurement.placements.models import Placement

_ORDER_FROM = date(2019, 1, 1)
_ORDER = (  # role, ground, amount; null is without limit
    ("gruppledare", LegalGround.LOW_VALUE, 250_000),
    ("gruppledare", LegalGround.URGENCY, 250_000),
    *(("verksamhetschef", ground, 5_000_000) for ground in LegalGround),
    *(("upphandlingschef", ground, None) for ground in LegalGround),
)
_REASONS = [Reason.NOT_MET] * 5 + [Reason.NO_TENDER] * 2 + [Reason.ACUTE] * 2 + [Reason.AREA_CHANGED, Reason.STAYS_ON]

_NEEDS = (
    "behandlingshem för en ungdom med samsjuklighet, med kompetens dygnet runt.",
    "boende med hög bemanning, där de som har avtal inte har någon ledig plats.",
    "jourhem nära skolan medan utredningen pågår.",
    "stödboende med nattbemanning för en ung vuxen.",
    "korttidsplats med kompetens om demens och våldsamt beteende.",
    "boende för en person med hörselnedsättning, med personal som kan teckenspråk.",
)


def load_forms(
    *, buyer: Organization, users: dict[str, User], placed: Sequence[tuple[DemoPlacement, Placement]]
) -> None:
    """The order, and a form for each placement outside contract, decided where it was."""
    roles = {role.name: role for role in Group.objects.filter(name__in={role for role, _ground, _amount in _ORDER})}
    order = {
        (one.role_id, one.ground): one
        for one in Delegation.objects.bulk_create(
            Delegation(
                buyer=buyer,
                role=roles[role],
                ground=ground,
                up_to_sek=amount,
                valid_from=_ORDER_FROM,
                registry_number="SN-2018/2210",
            )
            for role, ground, amount in _ORDER
        )
    }
    chance = stream("forms")
    chief, forms, approved = users["verksamhetschef"], [], []
    for told, placement in placed:
        if told.contract:
            continue
        reason = chance.choice(_REASONS)
        ground = LegalGround.URGENCY if reason == Reason.ACUTE else LegalGround.LOW_VALUE
        form = Deviation(
            placement=placement,
            need=f"Påhittat i demon: {chance.choice(_NEEDS)}",
            reason=reason,
            ground=ground,
            ground_words="Placeringen kunde inte vänta." if ground == LegalGround.URGENCY else "",
            expected_value_sek=Decimal(chance.randint(90, 900) * 1000),
            is_acute=reason == Reason.ACUTE,
            asker_is_unbiased=True,
            asked_at=morning(min(told.approved_on or told.valid_from, told.valid_from) - timedelta(days=3)),
        )
        if told.approved_on:
            form.outcome, form.decided_by, form.decided_at = Outcome.APPROVED, chief, _noon(told.approved_on)
            form.decided_as = roles["verksamhetschef"]
            form.delegation = order[roles["verksamhetschef"].pk, ground]
            form.decider_is_unbiased = True
            form.registry_number = f"SOF-{told.approved_on.year}/{chance.randint(1000, 9999)}"
            placement.approved_by, placement.approved_on = chief, told.approved_on
            approved.append(placement)
        forms.append(form)
    Deviation.objects.bulk_create(forms)
    Placement.objects.bulk_update(approved, ["approved_by", "approved_on"])


def _noon(day: date) -> datetime:
    return morning(day) + timedelta(hours=3)
