"""The room where faults are tried: one for each module, since servers take seconds to start."""

import pytest

from tests.faults import room as rooms


@pytest.fixture(scope="module")
def room(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), rooms.opened() as opened:
        yield opened
