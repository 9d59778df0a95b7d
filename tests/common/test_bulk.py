"""What is done with many rows at once: told before it is done, with all that the list shows and no others, undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from contracts.register import actions
from contracts.register.models import Contract
from huddinge_vo.common.people.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
LIST, OWNERS = "/avtal/", "/avtal/byt-ansvarig/"


@pytest.fixture
def contracts():
    """Sixty contracts, of which ten have another word in their number: a list of more than one page."""
    supplier = make.supplier("Ett AB", make.ORG_NUMBERS[1])
    named = [f"B-{number}" if number < 10 else f"A-{number}" for number in range(60)]
    return [make.contract(name, supplier=supplier) for name in named]


@pytest.fixture
def leader(client):
    """Who may change contracts, at the list."""
    person = make.user("kategoriledare")
    client.force_login(person)
    return person


@pytest.fixture
def heir():
    """Who is to answer for them."""
    return make.user("upphandlare", username="arvinge")


def main(answer):
    return answer.content.decode().rpartition('<main class="page"')[2]


def confirm(client, query, asked, **sent):
    """Say yes to what a page tells it would do."""
    return client.post(f"{OWNERS}{query}", {"visat": asked.context["mark"], **sent})


def owned_by(person):
    return set(Contract.objects.filter(owner=person).values_list("number", flat=True))


def test_all_in_the_list_are_those_of_every_page_and_of_the_narrowed_list_alone(client, leader, heir, contracts):
    assert "Byt ansvarig: alla 50 i listan" in " ".join(main(client.get(f"{LIST}?sok=A-")).split())
    asked = client.post(f"{OWNERS}?sok=A-", {"alla": "1"})
    assert "50 avtal tas med" in main(asked)
    assert "och 30 till" in main(asked)
    assert not owned_by(heir)
    answer = confirm(client, "?sok=A-", asked, alla="1", owner=heir.pk)
    assert answer.url == f"{LIST}?sok=A-"
    assert owned_by(heir) == {contract.number for contract in contracts[10:]}
    assert "50 avtal har fått en annan ansvarig." in main(client.get(answer.url))


def test_the_ticked_ones_are_taken_and_what_is_ticked_by_nobody_or_by_hand_is_not(client, leader, heir, contracts):
    assert client.post(OWNERS).url == LIST
    ticked = [contracts[0].pk, contracts[20].pk]
    asked = client.post(OWNERS, {"id": [*ticked, "x", "99999999999999999999"]})
    assert "2 avtal tas med" in main(asked)
    confirm(client, "", asked, id=ticked, owner=heir.pk)
    assert owned_by(heir) == {"B-0", "A-20"}


def test_a_value_that_the_filter_does_not_know_chooses_nothing(client, leader, heir, contracts):
    page = main(client.get(f"{LIST}?laget=FINNS_INTE"))
    assert "Inget visas" in page
    assert "i listan</button>" not in page
    answer = client.post(f"{OWNERS}?laget=FINNS_INTE", {"alla": "1"})
    assert answer.status_code == 302
    assert not owned_by(heir)


def test_what_has_changed_since_it_was_shown_is_shown_again_and_nothing_is_done(client, leader, heir, contracts):
    asked = client.post(f"{OWNERS}?sok=B-", {"alla": "1"})
    make.contract("B-99", supplier=contracts[0].supplier)
    again = confirm(client, "?sok=B-", asked, alla="1", owner=heir.pk)
    assert again.status_code == 409
    assert "11 avtal tas med" in main(again)
    assert not owned_by(heir)
    assert confirm(client, "?sok=B-", again, alla="1", owner="").status_code == 422
    assert not owned_by(heir)
    confirm(client, "?sok=B-", again, alla="1", owner=heir.pk)
    assert len(owned_by(heir)) == 11


def test_what_was_done_is_undone_but_for_what_has_changed_since_and_once(client, leader, heir, contracts):
    before = dict(Contract.objects.values_list("pk", "owner"))
    asked = client.post(f"{OWNERS}?sok=B-", {"alla": "1"})
    confirm(client, "?sok=B-", asked, alla="1", owner=heir.pk)
    assert ">Ångra</button>" in main(client.get(LIST))
    other = Contract.objects.get(number="B-3")
    actions.change_owners(contract_ids=[other.pk], to=leader, by=leader, at=NOW)
    answer = client.post(OWNERS, {"angra": "1"}, follow=True)
    assert "Ångrat: 9 avtal har den ansvarige de hade. 1 har ändrats sedan dess, och lämnades." in main(answer)
    assert dict(Contract.objects.values_list("pk", "owner")) == {**before, other.pk: leader.pk}
    assert ">Ångra</button>" not in main(client.get(LIST))
    assert "Det finns inget att ångra." in main(client.post(OWNERS, {"angra": "1"}, follow=True))


def test_what_is_secret_and_anothers_is_left_and_who_may_not_is_refused(client, leader, heir, contracts):
    make.contract("B-90", supplier=make.supplier("Hemligt AB", make.ORG_NUMBERS[2], is_secret=True))
    asked = client.post(f"{OWNERS}?sok=B-", {"alla": "1"})
    assert "10 avtal tas med" in main(asked)
    confirm(client, "?sok=B-", asked, alla="1", owner=heir.pk)
    assert "B-90" not in owned_by(heir)
    client.force_login(make.user("läsare"))
    assert client.post(OWNERS, {"alla": "1"}).status_code == 403
    page = main(client.get(LIST))
    assert 'name="id"' not in page
    assert "i listan</button>" not in page


def test_a_stranger_may_not_be_given_contracts(client, leader, contracts):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    stranger = make.user("upphandlare", username="främling", at=other)
    asked = client.post(OWNERS, {"id": [contracts[0].pk]})
    assert confirm(client, "", asked, id=[contracts[0].pk], owner=stranger.pk).status_code == 422
    assert not owned_by(stranger)


def test_it_asks_as_much_of_many_as_of_few(client, leader, heir, contracts):
    def asked(query):
        with CaptureQueriesContext(connection) as told:
            page = client.post(f"{OWNERS}{query}", {"alla": "1"})
        with CaptureQueriesContext(connection) as done:
            confirm(client, query, page, alla="1", owner=heir.pk)
        return len(told), len(done)

    few = asked("?sok=B-3")
    assert few == asked("?sok=A-")


@pytest.mark.django_db(transaction=True)
def test_two_who_give_the_same_contract_away_at_once_do_it_one_after_the_other(contracts):
    by, heirs = make.user("kategoriledare"), [make.user("upphandlare", username=name) for name in ("ett", "två")]
    pk = contracts[0].pk
    version = contracts[0].version

    def give(to):
        try:
            return actions.change_owners(contract_ids=[pk], to=to, by=User.objects.get(pk=by.pk), at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(give, heirs))
    after = Contract.objects.get(pk=pk)
    assert after.version == version + 2
    assert sorted(each[0][2] for each in done) == [version + 1, version + 2]
    assert actions.change_owners(contract_ids=[pk], to=after.owner, by=by, at=NOW) == []  # twice is once
