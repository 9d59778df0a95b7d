"""What all tests share. The servers are real; tests.settings gives them a data folder of their own."""

import atexit
import gc
from datetime import datetime, time, timedelta
from time import sleep

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, settings

from tests import database
from tests import factories as make

# How long something takes is measured in `make bench`, and is no test: the machine may do other things too.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_modify_db_settings, django_db_keepdb, django_db_createdb
):
    """In place of pytest-django's: a copy of the template, and not all migrations again in every process."""
    own, tested = connection.settings_dict["NAME"], connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        database.copy_template(tested, keep=django_db_keepdb and not django_db_createdb)
        database.use(tested)
    yield
    with django_db_blocker.unblock():
        database.use(own)
        if not django_db_keepdb:
            database.drop(tested)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """With several processes: a module stays together, for its fixtures' sake, but what is marked `long` is shared out.

    The long ones come first, so that no process is left alone with one when the others have nothing more to do.
    """
    if not hasattr(config, "workerinput"):
        return
    for item in items:
        module = item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(item.nodeid if item.get_closest_marker("long") else module))
    items.sort(key=lambda item: (item.get_closest_marker("long") is None, item.get_closest_marker("journey") is None))


def pytest_collection_finish():
    """What has been read in stays until the end: ten thousand tests and the system are not gone through for rubbish."""
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # libraries that count what they leave behind find it gone


_TO_MIDNIGHT = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def within_one_day():
    """No test runs over midnight: one that asks what day it is, and then opens a page, means the same day.

    The product may: there a page reads the clock once, at its edge.
    """
    now = timezone.localtime()
    left = datetime.combine(now.date() + timedelta(days=1), time.min, now.tzinfo) - now
    if left < _TO_MIDNIGHT:
        sleep(left.total_seconds() + 0.1)


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


@pytest.fixture(autouse=True)
def as_the_application(request):
    """By the application's login, which pages and jobs come into the database by: what it may not do fails here.

    Not where a test is marked `owner`, since it builds, empties or breaks what only the owner may; nor where its
    questions are not taken back afterwards, since what is left is emptied then.
    """
    transactional = {"transactional_db", "live_server", "django_db_reset_sequences"} & set(request.fixturenames)
    asked = request.node.get_closest_marker("django_db")
    if request.node.get_closest_marker("owner") or transactional or (asked and asked.kwargs.get("transaction")):
        return
    if asked or "db" in request.fixturenames:
        request.getfixturevalue("db")
        database.become_the_application()
