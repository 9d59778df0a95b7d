"""What is bought outside contract: the form, and who may decide."""

from procurement.deviations.models.delegation import Delegation
from procurement.deviations.models.deviation import Deviation

__all__ = ["Delegation", "Deviation"]
