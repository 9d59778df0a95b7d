"""No address and no filter breaks a page, whatever is typed in it: numbers, days, pages and words are bounded."""

import re

import pytest
from django.contrib.auth.models import Group
from django.http import QueryDict

from huddinge_vo.common.people.models import Membership
from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.house.test_access import ADDRESSES

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.usefixtures("statuses_alone")]

HOSTILE = {
    "negative": "-1",
    "huge": "9" * 30,
    "beyond a number": "9" * 5000,
    "beyond an id": str(2**63),
    "beyond an integer": str(2**31),
    "infinite": "inf",
    "a power that is a digit": "²",
    "the first year": "0001-01-01",
    "the last year": "9999-12-31",
    "no day": "2026-02-30",
    "a null": "a\0b",
    "a key": "1_9" + "9" * 30,
}
# Beside what it was seen to ask for: these are looked for only where others are there.
ALWAYS = ("page", "per_page", "sort", "export")
NOT_ASKED = {"logout", "status-report-pdf"}  # ends the session; is drawn for seconds


class Asked(QueryDict):
    """What stands after an address, which remembers what was looked for in it."""

    looked_for: set = set()

    def __getitem__(self, name):
        self.looked_for.add(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.looked_for.add(name)
        return super().get(name, default)

    def getlist(self, name, default=None):
        self.looked_for.add(name)
        return super().getlist(name, default)

    def __contains__(self, name):
        self.looked_for.add(name)
        return super().__contains__(name)


@pytest.fixture
def anybody(client, keeper, monkeypatch):
    """Somebody with every role, who is told of a fault as a reader is: by a page."""
    person = make.user(ROLES[0].name)
    for role in ROLES[1:]:
        Membership.objects.create(user=person, buyer=make.buyer(), role=Group.objects.get(name=role.name))
    client.force_login(person)
    client.raise_request_exception = False
    monkeypatch.setattr("django.core.handlers.wsgi.QueryDict", Asked)
    return client


def status(client, path, sent=None):
    """The answer's status. A file is read to its end: it may break on the way."""
    answer = client.get(path, sent)
    if answer.streaming:
        for _ in answer.streaming_content:
            pass
    return answer.status_code


def looked_for(client):
    """Each address, and the names that its page looks for after it."""
    for name, path in ADDRESSES:
        if name not in NOT_ASKED:
            Asked.looked_for = set()
            found = status(client, path, {"finns": "inte"})  # a list's fields are read where anything is asked
            assert found < 500, path
            if Asked.looked_for and found == 200:
                yield path, sorted(Asked.looked_for | set(ALWAYS))


KINDS = list(HOSTILE)
TURNS = 4  # of asking each page, with other values for each name: four of them for each, and all of them over the pages


@pytest.mark.parametrize("half", [0, 1], ids=["half of the pages", "the other half"])
def test_no_page_breaks_by_what_is_typed_after_its_address(anybody, half):
    """All that a page looks for at once, for few look at two; and what lists are narrowed by one at a time."""
    pages = list(looked_for(anybody))
    assert len(pages) > 50
    assert sum(len(names) for _path, names in pages) > 350
    broken, tried = set(), set()
    for number, (path, names) in list(enumerate(pages))[half::2]:
        for turn in range(TURNS):
            kinds = {name: KINDS[(number + at + 3 * turn) % len(KINDS)] for at, name in enumerate(names)}
            tried |= set(kinds.items())
            if status(anybody, path, {name: HOSTILE[kind] for name, kind in kinds.items()}) >= 500:
                broken.add((path, tuple(kinds.items())))
    assert broken == set()
    assert {(name, kind) for name in ALWAYS for kind in KINDS} <= tried


IN_THE_PATH = [str(2**31), "9" * 30, "%00"]


def test_no_page_breaks_by_what_stands_in_its_address(anybody):
    broken = set()
    for value in IN_THE_PATH:
        for name, path in ADDRESSES:
            odd = re.sub(r"(?<=/)(1|upp)(?=[/.])", value, path)
            if name not in NOT_ASKED and odd != path and status(anybody, odd) >= 500:
                broken.add((path, value[:40]))
    assert broken == set()


def test_a_list_is_no_longer_than_its_page_whatever_the_address_asks_for(anybody):
    for n in range(60):
        make.supplier(f"Prov {n} AB", None)
    for asked, shown in (("10000", 50), ("-1", 1), ("0", 50), ("7", 7)):
        page = anybody.get("/leverantorer/", {"per_page": asked, "page": "-3"}).context["table"].page
        assert (len(page), page.number) == (shown, 1), asked
