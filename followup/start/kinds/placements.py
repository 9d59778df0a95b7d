"""Placing people, and buying outside contract."""

from __future__ import annotations

from followup.start.kinds.step import STEPS, Step, traces_of
from procurement.deviations.models import Deviation
from procurement.placements.models import Placement, StayOn

STEPS.add(
    Step(
        code="FIND_PLACE",
        number=20,
        words="Hitta en plats och placera",
        why="Beskriv behovet, så visas vilka med avtal som kan möta det, i den ordning avtalet säger.",
        roles=("handläggare", "gruppledare"),
        permission="procurement.add_placement",
        page="procurement:find-place",
        done=traces_of(Placement, "requested_by"),
    )
)
STEPS.add(
    Step(
        code="ASK_DEVIATION",
        number=21,
        words="Begär ett avsteg",
        why="När ingen med avtal kan möta behovet. Den som har delegation beslutar, och du får svaret på Start.",
        roles=("handläggare",),
        permission="procurement.add_placement",
        page="procurement:deviation-create",
        done=traces_of(Deviation, "placement__requested_by"),
    )
)
STEPS.add(
    Step(
        code="DECIDE_DEVIATION",
        number=22,
        words="Besluta om ett avsteg",
        why="Du ser grunden, priset mot avtal och kontrollerna av leverantören innan du beslutar.",
        roles=("gruppledare", "verksamhetschef", "upphandlingschef"),
        permission="procurement.change_placement",
        page="procurement:deviation-list",
        done=traces_of(Deviation, "decided_by"),
    )
)
STEPS.add(
    Step(
        code="STAYING",
        number=23,
        words="Ta ställning till den som bor kvar",
        why="När ett avtal tar slut bestämmer du om den som är placerad bor kvar eller flyttar.",
        roles=("gruppledare", "verksamhetschef"),
        permission="procurement.change_stayon",
        page="procurement:staying-list",
        done=traces_of(StayOn, "decided_by", "registered_by"),
    )
)
STEPS.add(
    Step(
        code="PLACEMENTS",
        number=24,
        words="Se dina pågående placeringar",
        why="Härifrån förlänger, ändrar och avslutar du dem.",
        roles=("handläggare", "verksamhetschef"),
        permission="procurement.view_placement",
        page="procurement:placement-list",
    )
)
