"""Rounds of procurement, suppliers' contracts, and what was required."""

from contracts.register.models.contract import (
    Contract,
    ContractAreaLink,
    ContractPayerVolume,
    ContractVolume,
)
from contracts.register.models.framework import (
    CallOff,
    Framework,
    FrameworkAreaLink,
)
from contracts.register.models.requirement import (
    Requirement,
)

__all__ = [
    "CallOff",
    "Contract",
    "ContractAreaLink",
    "ContractPayerVolume",
    "ContractVolume",
    "Framework",
    "FrameworkAreaLink",
    "Requirement",
]
