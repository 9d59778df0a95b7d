"""Placements and deviations: found, listed, registered, carried on and ended."""

from procurement.placements.views.changing import (
    PlacementChange,
    PlacementEdit,
    PlacementEndPage,
    PlacementExtend,
    PlacementTerms,
)
from procurement.placements.views.finding import FindPlace
from procurement.placements.views.reading import (
    PlacementList,
    PlacementPage,
    contract_placements,
    supplier_placements,
)

__all__ = [
    "FindPlace",
    "PlacementChange",
    "PlacementEdit",
    "PlacementEndPage",
    "PlacementExtend",
    "PlacementList",
    "PlacementPage",
    "PlacementTerms",
    "contract_placements",
    "supplier_placements",
]
