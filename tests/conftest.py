"""What all tests share. The servers are real; tests.settings gives them a data folder of their own."""

import pytest

from tests import factories as make


@pytest.fixture
def by():
    """A procurement officer, who does most actions."""
    return make.user("upphandlare")


@pytest.fixture
def officer(client, by):
    """A browser in which the procurement officer is logged in."""
    client.force_login(by)
    return client


@pytest.fixture
def leader(client):
    """The category leader, who is logged in."""
    person = make.user("kategoriledare")
    client.force_login(person)
    return person
