"""Who stands in for somebody in all that he answers for at a buyer."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from contracts.register import actions
from contracts.register.models import Contract, Framework
from contracts.register.reports import answering
from huddinge_vo.common.people.rights import NotAllowed
from tests import factories as make
from tests.house import worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def owned():
    """Two contracts and a round of one person at one buyer, and a contract of his at another."""
    home, other = make.buyer(), make.buyer(org_number="2120000142", name="Annan kommun")
    owner = worlds.person("ansvarig", ("upphandlare", home), ("upphandlare", other))
    supplier = make.supplier()
    for number in ("A-1", "A-2"):
        make.contract(number, owner=owner, supplier=supplier)
    make.framework("R-1", owner=owner)
    make.contract("B-1", buyer=other, owner=owner, supplier=supplier)
    return owner, home, other


def deputies():
    told = {each.number: str(each.deputy or "") for each in Contract.objects.order_by("pk")}
    return told | {each.number: str(each.deputy or "") for each in Framework.objects.order_by("pk")}


def test_a_deputy_is_put_in_for_all_that_a_person_answers_for_at_the_buyer_and_nowhere_else(owned):
    owner, home, _ = owned
    leader, deputy = make.user("kategoriledare"), worlds.person("ersatter", ("upphandlare", home))
    done = actions.put_in_deputy(owner=owner, deputy=deputy, buyer=home, by=leader, at=timezone.now())
    assert done == 3
    assert deputies() == {"A-1": "ersatter", "A-2": "ersatter", "R-1": "ersatter", "B-1": ""}
    assert Contract.objects.get(number="A-1").version == 2
    assert Contract.objects.get(number="A-1").events.order_by("-pgh_id").first().deputy == deputy
    again = actions.put_in_deputy(owner=owner, deputy=deputy, buyer=home, by=leader, at=timezone.now())
    assert again == 0
    assert actions.put_in_deputy(owner=owner, deputy=None, buyer=home, by=leader, at=timezone.now()) == 3
    assert set(deputies().values()) == {""}


def test_what_is_secret_to_the_one_who_does_it_stays_as_it_is(owned):
    owner, home, _ = owned
    Contract.objects.filter(number="A-2").update(is_secret=True)
    leader, deputy = make.user("kategoriledare"), worlds.person("ersatter", ("upphandlare", home))
    assert actions.put_in_deputy(owner=owner, deputy=deputy, buyer=home, by=leader, at=timezone.now()) == 2
    assert deputies()["A-2"] == ""


def test_nobody_stands_in_for_himself_or_for_a_buyer_that_he_does_not_work_for(owned):
    owner, home, other = owned
    leader = make.user("kategoriledare")
    stranger = worlds.person("frammande", ("upphandlare", other))
    for who in (owner, stranger):
        with pytest.raises(ValidationError):
            actions.put_in_deputy(owner=owner, deputy=who, buyer=home, by=leader, at=timezone.now())
    with pytest.raises(NotAllowed):
        actions.put_in_deputy(owner=owner, deputy=None, buyer=other, by=leader, at=timezone.now())
    assert set(deputies().values()) == {""}


def test_the_list_says_who_answers_for_what_and_how_much_nobody_stands_in_for(owned):
    owner, home, _ = owned
    leader, deputy = make.user("kategoriledare"), worlds.person("ersatter", ("upphandlare", home))
    Contract.objects.filter(number="A-1").update(deputy=deputy)
    [told] = answering(leader, home, date(2026, 6, 1))
    assert (told.owner, told.contracts, told.frameworks, told.deputies, told.without) == (owner, 2, 1, ("ersatter",), 2)


def test_the_page_puts_a_deputy_in_and_says_how_many(client, owned):
    owner, home, _ = owned
    client.force_login(make.user("kategoriledare"))
    deputy = worlds.person("ersatter", ("upphandlare", home))
    assert "ansvarig" in client.get("/ersattare/").content.decode()
    page = client.post(f"/ersattare/{owner.pk}/", {"deputy": deputy.pk}, follow=True).content.decode()
    assert "3 uppgifter är ändrade" in page
    assert set(deputies().values()) == {"ersatter", ""}
    assert client.get("/ersattare/999999/").status_code == 404
