"""What nobody can compute, and somebody says on the scale."""

from __future__ import annotations

from decimal import Decimal

from followup.measures.choices import Kind
from followup.measures.kinds.kind import BY_THE_END, KINDS, Aim, Judged, MeasureKind

_AIM = Aim(on=BY_THE_END, value=Decimal(4))

KINDS.add(
    MeasureKind(
        code="BOARD_INDICATORS",
        number=3,
        name="Nämndernas indikatorer för kvalitet och ekonomi",
        goal=1,
        source=Judged(kind=Kind.REPORTED),
        definition="Socialnämndens och vård- och omsorgsnämndens egna indikatorer, sammanvägda av den som rapporterar.",
        formula="rapporteras på skalan 1–4",
        aim=_AIM,
    )
)
KINDS.add(
    MeasureKind(
        code="ORGANISATION",
        number=5,
        name="Organisation mot välfärdsbrott",
        goal=2,
        source=Judged(kind=Kind.ASSESSED),
        definition="En organisation som stävjar välfärdsbrott, fel och oegentligheter finns på plats.",
        formula="bedöms på skalan 1–4",
        aim=_AIM,
    )
)
KINDS.add(
    MeasureKind(
        code="UNDERSTANDING",
        number=6,
        name="Förståelse för risken för oseriösa aktörer",
        goal=2,
        source=Judged(kind=Kind.ASSESSED),
        definition="Medarbetare och politiker förstår att välfärden är en marknad för oseriösa aktörer.",
        formula="bedöms på skalan 1–4, gärna efter enkät",
        aim=_AIM,
    )
)
KINDS.add(
    MeasureKind(
        code="ROUTINES",
        number=8,
        name="Rutiner som hjälper att upptäcka välfärdsbrott",
        goal=2,
        source=Judged(kind=Kind.ASSESSED),
        definition="Kommunen har rutiner som gör det möjligt och lätt att upptäcka välfärdsbrott.",
        formula="bedöms på skalan 1–4",
        aim=_AIM,
    )
)
