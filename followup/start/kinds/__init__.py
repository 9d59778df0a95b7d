"""What a person does the first time he works in a role, one module for each trade.

A new step is one object in a module here: see docs/hur/first-step.md.
"""

from followup.start.kinds.step import ALL, STEPS, Step

STEPS.load(__name__, __path__)

__all__ = ["ALL", "STEPS", "Step"]
