"""docs/behorigheter.md says what each page asks for: held to what happens to who has all but that, and just that."""

import re

import pytest
from django.contrib.auth.models import Group, Permission

from huddinge_vo.dev import rights
from huddinge_vo.roles import ROLES
from tests import database
from tests import factories as make
from tests.house import worlds
from tests.house.test_access import OPEN, OWN
from tests.house.test_rights import SAID, asks, browser

pytestmark = pytest.mark.django_db

# Pages whose object decides beside the permission, or instead of it: each is tried where it is tested.
DECIDED_BY_OBJECT = {
    "mark-ask": "the owner of what is to be secret asks, whatever else he may",
    "goal-comment": "a goal's comment is its owner's, or his who writes the report",
}


def test_a_page_without_a_permission_is_for_all_or_ones_own_or_says_why():
    without = {each.name.rpartition(":")[2] for each in rights.pages() if not each.declares}
    assert without == OPEN | OWN | {"mark-ask"}


def test_the_table_in_the_docs_is_what_the_pages_ask_for_now():
    assert rights.TABLE.read_text() == rights.table()


@pytest.mark.usefixtures("statuses_alone")
@pytest.mark.long
def test_each_page_is_refused_to_who_has_all_but_what_it_asks_for_and_open_to_who_has_just_that():
    worlds.number_from_one()
    home = make.buyer()
    keeper = make.user(None, username="väktare", is_superuser=True)
    worlds.world(home, keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    with database.owner():
        lacks, has = Group.objects.create(name="allt utom"), Group.objects.create(name="bara")
    without = browser(worlds.person("utan", ("allt utom", home)), home)
    just = browser(worlds.person("bara", ("bara", home)), home)
    every = {
        f"{app}.{code}": pk
        for pk, app, code in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    read_by_all = frozenset.intersection(*(role.permissions for role in ROLES))
    wrong, tried = [], 0
    for page in rights.pages():
        if not page.declares or page.name.rpartition(":")[2] in DECIDED_BY_OBJECT:
            continue
        path = re.sub(r"<\w+:(\w+)>", lambda found: SAID.get(found[1], "1"), page.route)
        wanted = [*page.required, *page.any_of[:1]]
        with database.owner():
            lacks.permissions.set([pk for code, pk in every.items() if code not in {*page.required[-1:], *page.any_of}])
            has.permissions.set([every[code] for code in {*wanted, *read_by_all}])
        for method in ("get", "post"):
            refused, let_in = asks(without, method, path)[0], asks(just, method, path)[0]
            tried += refused == 403
            if refused not in {403, 404, 405} or let_in == 403 or let_in >= 500:
                wrong.append((page.name, method, path, refused, let_in))
    assert wrong == []
    assert tried > 200
