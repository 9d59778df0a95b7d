"""What a page links to opens for whoever is shown it: nobody clicks on a sum to be refused."""

import re

import pytest
from django.db import transaction
from django.test import Client

from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.house import worlds
from tests.house.test_rights import addresses

pytestmark = pytest.mark.django_db


def opened(client, path):
    """The status and the page's own part; whatever opening it does is taken back."""
    with transaction.atomic():
        answer = client.get(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    is_page = "html" in answer.headers.get("Content-Type", "")
    return answer.status_code, content.decode().rpartition('<main class="page"')[2] if is_page else ""


@pytest.mark.long
@pytest.mark.usefixtures("statuses_alone")
@pytest.mark.parametrize("some", [ROLES[::2], ROLES[1::2]], ids=["half of the roles", "the other half"])
def test_no_page_links_to_what_its_reader_is_refused(some):
    worlds.number_from_one()
    keeper = make.user(None, username="väktare", is_superuser=True)
    worlds.world(make.buyer(), keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    paths = [path for _name, path, _names_object in addresses(1)]
    refused = set()
    for role in some:
        client = Client()
        client.force_login(worlds.person(role.login, (role.name, make.buyer())))
        statuses, linked = {}, {}
        for path in paths:
            statuses[path], shown = opened(client, path)
            for href in re.findall(r'<(?:a|div)\b[^>]*?\b(?:href|hx-get)="(/[^"?#]*)', shown):
                linked.setdefault(href, path)
        assert len(linked) >= 20
        refused |= {
            (role.login, shown_on, href)
            for href, shown_on in linked.items()
            if (statuses[href] if href in statuses else opened(client, href)[0]) == 403
        }
    assert refused == set()
