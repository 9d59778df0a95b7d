"""The rules of an office."""

import pytest

from followup.duties import actions
from tests import factories as make
from tests.followup.duties.office import MONDAY


@pytest.fixture
def rules():
    actions.load_reminder_rules(buyer=make.buyer(), at=MONDAY)
