"""The demo's rounds of procurement, contracts, options and placements.

Each area has as many signed contracts as the category plan counts, in one round or in two that follow on each other.
Some suppliers lose the second round while people stay on with them; some contracts are given directly beside a round.
"""

from huddinge_vo.demo.register.records import DemoContract, DemoFramework, DemoOption, DemoPlacement
from huddinge_vo.demo.register.stories import Stories
from huddinge_vo.demo.register.whole import Register, register

__all__ = ["DemoContract", "DemoFramework", "DemoOption", "DemoPlacement", "Register", "Stories", "register"]
