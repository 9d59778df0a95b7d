"""Placements, who was asked for them, how they end, and who stays on."""

from procurement.placements.models.around import AskedSupplier, PlacementEnd, PlacementTerm, StayOn
from procurement.placements.models.placement import Placement

__all__ = ["AskedSupplier", "Placement", "PlacementEnd", "PlacementTerm", "StayOn"]
