"""The kinds of file that can be brought into the register, one module each.

A file of a trade above is registered by that trade.
"""

from contracts.files.registers.register import (
    CONTEXT,
    REGISTERS,
    Difference,
    Preview,
    Register,
    RegisterImportResult,
    RegisterRefused,
    Undone,
)

REGISTERS.load(__name__, __path__)

__all__ = [
    "CONTEXT",
    "REGISTERS",
    "Difference",
    "Preview",
    "Register",
    "RegisterImportResult",
    "RegisterRefused",
    "Undone",
]
