"""How much is bought on contract, and how much outside. docs/matt.md."""

from __future__ import annotations

from activities.plan.reference import TARGET_ON, TARGET_SHARE
from followup.measures.choices import Direction
from followup.measures.kinds.kind import KINDS, Aim, Ledger, MeasureKind

_FORMULA = "på avtal / (på avtal + godkända avsteg + utan avtal), tolv månader"
_AIM = Aim(on=TARGET_ON, value=TARGET_SHARE)

KINDS.add(
    MeasureKind(
        code="LOYALTY_IFO",
        number=1,
        name="Avtalstrohet IFO",
        goal=1,
        source=Ledger(category="IFO", card=1),
        definition="Andel av de upphandlingsbara köpen inom individ- och familjeomsorg som görs på avtal.",
        formula=_FORMULA,
        aim=_AIM,
    )
)
KINDS.add(
    MeasureKind(
        code="LOYALTY_FO",
        number=2,
        name="Avtalstrohet FO",
        goal=1,
        source=Ledger(category="FO", card=2),
        definition="Andel av de upphandlingsbara köpen inom funktionshinderomsorg som görs på avtal.",
        formula=_FORMULA,
        aim=_AIM,
    )
)
KINDS.add(
    MeasureKind(
        code="LOYALTY_AO",
        number=13,
        name="Avtalstrohet ÄO",
        goal=1,
        source=Ledger(category="ÄO", card=3),
        definition="Andel av de upphandlingsbara köpen inom äldreomsorg som görs på avtal. Planen sätter inget mål.",
        formula=_FORMULA,
    )
)
KINDS.add(
    MeasureKind(
        code="LOYALTY_VO",
        number=14,
        name="Avtalstrohet hela kategorin",
        goal=1,
        source=Ledger(category="VO", card=4),
        definition="Andel av kategorins upphandlingsbara köp som görs på avtal. Planen sätter inget mål.",
        formula=_FORMULA,
    )
)
KINDS.add(
    MeasureKind(
        code="OUTSIDE_SHARE",
        number=12,
        name="Andel köp utanför avtal",
        goal=1,
        source=Ledger(category="VO", is_outside=True),
        direction=Direction.DOWN,
        definition="Andelen köp utanför avtal ska minska fram till 2027.",
        formula="(godkända avsteg + utan avtal) / upphandlingsbart, tolv månader",
    )
)
