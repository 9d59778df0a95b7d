"""What is secret is marked by two: the owner asks, the security officer confirms, and nobody locks out the officer."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from contracts.register import actions as register_actions
from contracts.register.models import Contract
from contracts.suppliers.models import Supplier
from huddinge_vo.common.administration import actions as administration
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.saving import MarkedApart
from huddinge_vo.common.secrecy.marking import CannotMark, ask_to_mark, decide_mark
from huddinge_vo.common.secrecy.models import AccessGrant, MarkProposal, SecretReading
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def owner():
    return make.user("upphandlare", username="ägaren")


@pytest.fixture
def contract(owner):
    return make.contract("A-1", owner=owner, until=None)


@pytest.fixture
def security():
    return make.user("säkerhetsansvarig")


def ask(obj, by, *, to_secret=True):
    return ask_to_mark(obj=obj, to_secret=to_secret, reason="Skyddat boende", buyer=make.buyer(), by=by, at=NOW)


def is_seen(obj, person):
    return type(obj).objects.visible_to(type(person).objects.get(pk=person.pk)).filter(pk=obj.pk).exists()


def test_the_owner_asks_on_a_page_and_it_is_secret_when_the_officer_has_confirmed(client, contract, owner, security):
    other = make.user("kategoriledare")
    client.force_login(owner)
    assert (
        f"/sekretess/begar/contracts.contract/{contract.pk}/"
        in client.get(f"/avtal/{contract.pk}/andra/").content.decode()
    )
    sent = client.post(f"/sekretess/begar/contracts.contract/{contract.pk}/", {"reason": "Skyddat boende"})
    assert sent.status_code == 302
    assert is_seen(contract, other)
    asked = MarkProposal.objects.get()
    for person, status in ((owner, 403), (other, 404)):
        client.force_login(person)
        assert client.post(f"/sekretess/markningar/{asked.pk}/bekrafta/").status_code == status
    client.force_login(security)
    listed = client.get("/sekretess/markningar/").content.decode()
    assert "Skyddat boende" in listed
    assert "Bekräfta" in listed
    assert client.post(f"/sekretess/markningar/{asked.pk}/bekrafta/").status_code == 302
    assert not is_seen(contract, other)
    assert is_seen(contract, owner)  # who asked still works with it
    assert not is_seen(contract, security)
    administration.grant_access(
        model=Contract, object_id=contract.pk, buyer=make.buyer(), user=other, by=security, at=NOW
    )
    assert is_seen(contract, other)  # the officer is not locked out: he lets in whoever is to see it


def test_the_officer_decides_by_the_number_and_is_shown_no_more_of_what_is_secret_to_him(client, owner, security):
    supplier = make.supplier("Provgömslet AB", make.ORG_NUMBERS[1])
    contract = make.contract("HK-2021-0006", owner=owner, until=None, title="Provtiteln", supplier=supplier)
    asked = ask(contract, owner)
    client.force_login(security)
    decide = f"/sekretess/markningar/{asked.pk}/bekrafta/"
    page = client.get(decide).content.decode()
    assert "avtal HK-2021-0006 Provtiteln (Provgömslet AB) blir sekretess" in page  # it is open to all still
    client.post(decide)
    readings = SecretReading.objects.count()
    reopened = ask(Contract.objects.get(pk=contract.pk), owner, to_secret=False)
    unnumbered = make.supplier("Provdolt AB", make.ORG_NUMBERS[2], is_secret=True)
    AccessGrant.objects.create(object=unnumbered, user=owner, buyer=make.buyer())
    client.force_login(owner)
    client.get(contract.get_absolute_url())
    assert SecretReading.objects.count() > readings
    client.force_login(security)
    readings = SecretReading.objects.count()
    number_is_on = (
        "/sekretess/markningar/",
        "/sekretess/markningar/?export=csv",
        f"/sekretess/markningar/{reopened.pk}/bekrafta/",
        "/sekretess/atkomster/",
        "/sekretess/lasningar/",
        "/sekretess/logg/?slag=READING",
    )
    for path in number_is_on:
        answer = client.get(path)
        page = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        assert "HK-2021-0006" in page, path
        assert not [name for name in ("Provtiteln", "Provgömslet", "Provdolt") if name in page], path
    assert f"uppgift nr {unnumbered.pk}" in client.get("/sekretess/atkomster/").content.decode()
    assert SecretReading.objects.count() == readings  # to be told a number is not to read the thing


def test_a_request_that_waits_is_shown_to_who_may_ask_and_to_nobody_else(client, contract, owner, security):
    asked = ask(contract, owner)
    pages = (contract.get_absolute_url(), f"/avtal/{contract.pk}/andra/")
    client.force_login(owner)
    for path in pages:
        page = client.get(path).content.decode()
        assert "ska bli sekretess" in page, path
        assert "Säkerhetsansvarig har inte svarat än." in page, path
        assert "Begär ändrad sekretess" not in page, path
    for other in (make.user("läsare"), make.user("kategoriledare")):
        client.force_login(other)
        assert "har inte svarat än" not in client.get(contract.get_absolute_url()).content.decode()
    decide_mark(proposal=asked, confirm=False, by=security, at=NOW)
    client.force_login(owner)
    for path in pages:
        assert "har inte svarat än" not in client.get(path).content.decode(), path
    assert "Begär ändrad sekretess" in client.get(pages[1]).content.decode()


def test_what_is_secret_is_opened_by_the_same_two(contract, owner, security):
    Contract.objects.update(is_secret=True)
    contract.refresh_from_db()
    decide_mark(proposal=ask(contract, owner, to_secret=False), confirm=True, by=security, at=NOW)
    assert is_seen(contract, make.user("läsare"))


def test_declined_it_stays_as_it_is_and_an_answer_is_given_once(contract, owner, security):
    asked = ask(contract, owner)
    with pytest.raises(ValidationError):  # one at a time
        ask(contract, owner)
    decide_mark(proposal=asked, confirm=False, by=security, at=NOW)
    assert is_seen(contract, make.user("läsare"))
    with pytest.raises(CannotMark):
        decide_mark(proposal=asked, confirm=True, by=security, at=NOW)


def test_who_may_change_it_and_does_not_own_it_asks_for_nothing(client, contract):
    other = make.user("kategoriledare")
    client.force_login(other)
    assert client.get(f"/sekretess/begar/contracts.contract/{contract.pk}/").status_code == 403
    with pytest.raises(CannotMark):
        ask(contract, other)
    assert "Begär ändrad sekretess" not in client.get(f"/avtal/{contract.pk}/andra/").content.decode()


def test_an_officer_confirms_nothing_that_he_has_asked_for_himself(contract, security):
    Contract.objects.update(owner=security)
    contract.refresh_from_db()
    asked = ask(contract, security)
    with pytest.raises(NotAllowed):
        decide_mark(proposal=asked, confirm=True, by=security, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkProposal.objects.update(decided_by=security, decided_at=NOW)


def test_what_one_may_not_know_of_is_not_there_to_be_asked_of(client, owner):
    hidden = make.supplier("Dold AB", make.ORG_NUMBERS[1], is_secret=True)
    client.force_login(owner)
    for path in (f"contracts.supplier/{hidden.pk}", "contracts.supplier/999", "common.user/1", "inget/1"):
        assert client.get(f"/sekretess/begar/{path}/").status_code == 404, path


def test_no_form_changes_the_mark_of_what_is_there(client, contract, owner):
    client.force_login(owner)
    supplier = contract.supplier
    for path, data in (
        (f"/avtal/{contract.pk}/andra/", {}),
        (
            f"/leverantorer/{supplier.pk}/andra/",
            {"name": "Provhem AB", "org_number": supplier.org_number, "version": 1},
        ),
    ):
        assert 'name="is_secret"' not in client.get(path).content.decode()
        client.post(path, {**data, "is_secret": "on"})
    assert not Contract.objects.filter(is_secret=True).exists()
    assert not Supplier.objects.filter(is_secret=True).exists()
    assert 'name="is_secret"' in client.get("/leverantorer/ny/").content.decode()  # something new may be


def test_no_action_changes_the_mark_with_the_rest(contract, owner):
    contract.is_secret = True
    with pytest.raises(MarkedApart):
        register_actions.save_contract(
            contract=contract, areas=list(contract.areas.all()), by=owner, at=NOW, version=None
        )


def test_the_last_who_answers_for_secrets_stays(security):
    keeper = make.user("förvaltare")
    with pytest.raises(administration.NotPossible, match="svarar för sekretessen"):
        administration.end_role(membership=security.memberships.get(), by=keeper, at=NOW)
    make.user("säkerhetsansvarig", username="annan")
    administration.end_role(membership=security.memberships.get(), by=keeper, at=NOW)


def test_somebody_is_let_in_when_something_becomes_secret(contract, owner, security):
    decide_mark(proposal=ask(contract, owner), confirm=True, by=security, at=NOW)
    assert [each.user for each in AccessGrant.objects.all()] == [owner]
    assert AccessGrant.objects.get().until is None or AccessGrant.objects.get().until > date(2026, 1, 1)
