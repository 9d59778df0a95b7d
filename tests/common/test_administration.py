"""People, their roles and who is let in on secrets: two persons, nobody for himself, nobody near another's password."""

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import IntegrityError, transaction

from huddinge_vo.common.administration import actions
from huddinge_vo.common.administration.reports import Log
from huddinge_vo.common.people.models import TWO_PERSON_ROLES, Membership, RoleProposal, User
from huddinge_vo.common.people.querysets import colleagues
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.signin.tasks import send_password_links
from huddinge_vo.roles import ROLES
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
PEOPLE = "/administration/anvandare/"


def role(name):
    return Group.objects.get(name=name)


@pytest.fixture
def keeper():
    """A förvaltare."""
    return make.user("förvaltare", email="f1@example.se")


@pytest.fixture
def second():
    """Another."""
    return make.user("förvaltare", username="forvaltare2", email="f2@example.se")


@pytest.fixture
def person():
    """Somebody with an ordinary role."""
    return make.user("läsare", username="anna", email="anna@example.se", first_name="Anna", last_name="Prov")


def give(name, *, to, by, at=None):
    return actions.give_role(person=to, role=role(name), buyer=at or make.buyer(), by=by, at=NOW)


# ------------------------------------------------------------------------------------------------------------- roles


def test_an_ordinary_role_is_given_by_one_keeper(keeper, person):
    assert isinstance(give("upphandlare", to=person, by=keeper), Membership)
    assert User.objects.get(pk=person.pk).has_perm("contracts.add_contract", make.buyer())


def test_the_last_one_who_keeps_a_buyers_users_stays_one(keeper, second, person):
    for each in (second, keeper):
        held = each.memberships.get()
        if each == second:
            actions.end_role(membership=held, by=keeper, at=NOW)
            continue
        with pytest.raises(actions.NotPossible, match="den enda som sköter användarna"):
            actions.end_role(membership=held, by=keeper, at=NOW)
    assert [each.user for each in Membership.objects.filter(role__name="förvaltare")] == [keeper]
    actions.end_role(membership=person.memberships.get(), by=keeper, at=NOW)


@pytest.mark.parametrize("name", TWO_PERSON_ROLES)
def test_a_role_over_others_counts_when_a_second_keeper_has_confirmed_it(keeper, second, person, name):
    proposal = give(name, to=person, by=keeper)
    assert isinstance(proposal, RoleProposal)
    assert not Membership.objects.filter(user=person, role__name=name).exists()
    with pytest.raises(actions.NotPossible, match="själv föreslagit"):
        actions.settle_proposal(proposal_id=proposal.pk, confirm=True, by=keeper, at=NOW)
    done = actions.settle_proposal(proposal_id=proposal.pk, confirm=True, by=second, at=NOW)
    assert (done.state, done.decided_by) == (RoleProposal.State.CONFIRMED, second)
    assert Membership.objects.filter(user=person, role__name=name).exists()
    with pytest.raises(actions.NotPossible, match="redan avgjort"):
        actions.settle_proposal(proposal_id=proposal.pk, confirm=True, by=second, at=NOW)


def test_the_roles_that_take_two_are_among_the_roles():
    assert set(TWO_PERSON_ROLES) <= {each.name for each in ROLES}


@pytest.mark.parametrize("name", [each.name for each in ROLES if each.name != "förvaltare"])
def test_nobody_gives_himself_a_role(keeper, name):
    with pytest.raises(actions.NotPossible, match="Ingen ger sig själv"):
        give(name, to=keeper, by=keeper)
    assert Membership.objects.filter(user=keeper).count() == 1
    assert not RoleProposal.objects.exists()


def test_who_is_to_have_a_role_does_not_confirm_it_himself(keeper, second):
    proposal = give("säkerhetsansvarig", to=second, by=keeper)
    with pytest.raises(actions.NotPossible, match="för sig själv"):
        actions.settle_proposal(proposal_id=proposal.pk, confirm=True, by=second, at=NOW)


def test_the_database_itself_wants_two_persons(keeper, second, person):
    proposal = give("förvaltare", to=person, by=keeper)
    with pytest.raises(IntegrityError, match="a_role_is_confirmed_by_a_second_person"), transaction.atomic():
        RoleProposal.objects.filter(pk=proposal.pk).update(state="CONFIRMED", decided_by=keeper, decided_at=NOW)
    with pytest.raises(IntegrityError, match="nobody_proposes_himself_for_a_role"), transaction.atomic():
        RoleProposal.objects.filter(pk=proposal.pk).update(proposed_by=person)
    with pytest.raises(IntegrityError, match="a_settled_proposal_says_by_whom_and_when"), transaction.atomic():
        RoleProposal.objects.filter(pk=proposal.pk).update(state="CONFIRMED")
    with pytest.raises(IntegrityError, match="a_role_is_proposed_once_at_a_time"), transaction.atomic():
        RoleProposal.objects.create(
            user=person, buyer=make.buyer(), role=role("förvaltare"), proposed_by=second, proposed_at=NOW
        )


def test_a_proposal_of_one_who_is_no_longer_keeper_is_not_confirmed(keeper, second, person):
    proposal = give("förvaltare", to=person, by=keeper)
    Membership.objects.filter(user=keeper).delete()
    with pytest.raises(actions.NotPossible, match="inte längre förvaltare"):
        actions.settle_proposal(proposal_id=proposal.pk, confirm=True, by=second, at=NOW)
    done = actions.settle_proposal(proposal_id=proposal.pk, confirm=False, by=second, at=NOW)
    assert done.state == RoleProposal.State.DECLINED


def test_only_who_proposed_takes_it_back(keeper, second, person):
    proposal = give("förvaltare", to=person, by=keeper)
    with pytest.raises(actions.NotPossible, match="Bara den som föreslog"):
        actions.withdraw_proposal(proposal_id=proposal.pk, by=second, at=NOW)
    done = actions.withdraw_proposal(proposal_id=proposal.pk, by=keeper, at=NOW)
    assert done.state == RoleProposal.State.WITHDRAWN


def test_a_keeper_at_one_buyer_gives_no_role_at_another(keeper, person):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    with pytest.raises(NotAllowed):
        give("läsare", to=person, by=keeper, at=other)
    Membership.objects.create(user=keeper, buyer=other, role=role("läsare"))
    with pytest.raises(NotAllowed):
        give("läsare", to=person, by=User.objects.get(pk=keeper.pk), at=other)


def test_a_second_keeper_of_another_buyer_confirms_nothing(keeper, person):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    elsewhere = make.user("förvaltare", username="annan", at=other)
    proposal = give("förvaltare", to=person, by=keeper)
    with pytest.raises(NotAllowed):
        actions.settle_proposal(proposal_id=proposal.pk, confirm=True, by=elsewhere, at=NOW)


# ---------------------------------------------------------------------------------------------------------- accounts


def let_in(person):
    secret = make.contract("HEMLIG-1", is_secret=True)
    AccessGrant.objects.create(object=secret, user=person, buyer=make.buyer())
    return secret


@pytest.mark.parametrize("how", ["let in", "role let in", *TWO_PERSON_ROLES])
def test_nobody_comes_near_the_password_of_one_let_in_or_who_decides_over_others(client, keeper, person, how):
    if how == "let in":
        let_in(person)
    elif how == "role let in":
        secret = make.contract("HEMLIG-1", is_secret=True)
        AccessGrant.objects.create(object=secret, group=role("läsare"), buyer=make.buyer())
    else:
        Membership.objects.create(user=person, buyer=make.buyer(), role=role(how))
    client.force_login(keeper)
    answer = client.post(f"{PEOPLE}{person.pk}/losenordslank/", follow=True)
    assert "Lösenordet sätts av personen själv" in answer.content.decode()
    values = {"username": "anna", "first_name": "Anna", "last_name": "Prov", "email": "mitt@example.se", "version": 1}
    answer = client.post(f"{PEOPLE}{person.pk}/andra/", values)
    assert answer.status_code == 422
    assert "av personen själv" in answer.content.decode()
    assert mail.outbox == []
    person.refresh_from_db()
    assert person.email == "anna@example.se"
    values |= {"email": "anna@example.se", "last_name": "Ny"}
    assert client.post(f"{PEOPLE}{person.pk}/andra/", values).status_code == 302


def test_an_access_that_has_ended_guards_no_longer(person):
    let_in(person)
    assert actions.is_guarded(person, on=date(2026, 11, 1))
    AccessGrant.objects.update(until=date(2026, 10, 31))
    assert not actions.is_guarded(person, on=date(2026, 11, 1))


def test_a_link_leads_to_a_password_that_the_person_chooses_and_history_says_when(client, keeper, person):
    client.force_login(keeper)
    answer = client.post(f"{PEOPLE}{person.pk}/losenordslank/", follow=True)
    assert "skickad till anna@example.se" in answer.content.decode()
    assert mail.outbox[0].to == ["anna@example.se"]
    path = re.search(r"http://testserver(/losenord/nytt/\S+)", mail.outbox[0].body)[1]
    client.logout()
    form = client.get(path, follow=True)
    address = form.redirect_chain[-1][0]
    chosen = {"new_password1": "Ett-långt-lösenord-7", "new_password2": "Ett-långt-lösenord-7"}
    assert "sparat" in client.post(address, chosen, follow=True).content.decode()
    assert User.objects.get(pk=person.pk).check_password("Ett-långt-lösenord-7")
    person.refresh_from_db()
    assert person.password_set_at is not None
    assert "Länken gäller inte längre" in client.get(path, follow=True).content.decode()


def test_one_who_has_forgotten_his_password_asks_himself_and_nobody_is_told_who_has_an_account(client, person):
    let_in(person)
    known = client.post("/losenord/glomt/", {"email": "ANNA@example.se"}, follow=True).content.decode()
    unknown = client.post("/losenord/glomt/", {"email": "ingen@example.se"}, follow=True).content.decode()
    assert re.sub(r'nonce="[^"]*"', "", known) == re.sub(r'nonce="[^"]*"', "", unknown)
    assert mail.outbox == []  # the worker mails, so that nobody learns anything from how long the answer takes
    assert send_password_links(person_ids=[person.pk], site="https://vo.example.se") == 1
    assert "https://vo.example.se/losenord/nytt/" in mail.outbox[0].body


def test_an_account_that_is_another_buyers_too_is_changed_only_by_one_who_keeps_both(client, keeper, person):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    Membership.objects.create(user=person, buyer=other, role=role("läsare"))
    with pytest.raises(actions.NotPossible, match="inte är förvaltare"):
        actions.set_active(person=person, active=False, buyer=make.buyer(), by=keeper, at=NOW)
    Membership.objects.create(user=keeper, buyer=other, role=role("förvaltare"))
    both = User.objects.get(pk=keeper.pk)
    assert not actions.set_active(person=person, active=False, buyer=make.buyer(), by=both, at=NOW).is_active


def test_a_system_administrators_account_is_nobody_elses_to_change(keeper):
    chief = make.user("läsare", username="chef", is_superuser=True, email="chef@example.se")
    with pytest.raises(actions.NotPossible):
        actions.check_may_send_link(person=chief, buyer=make.buyer(), by=keeper, at=NOW)
    with pytest.raises(actions.NotPossible):
        actions.set_active(person=chief, active=False, buyer=make.buyer(), by=keeper, at=NOW)


def test_nobody_shuts_himself_out(keeper):
    with pytest.raises(actions.NotPossible, match="ditt eget konto"):
        actions.set_active(person=keeper, active=False, buyer=make.buyer(), by=keeper, at=NOW)


def test_two_persons_do_not_share_an_address(client, keeper, person):
    client.force_login(keeper)
    values = {"username": "ny", "first_name": "Ny", "last_name": "Prov", "email": "Anna@example.se"}
    answer = client.post(f"{PEOPLE}ny/", {**values, "role": role("läsare").pk})
    assert answer.status_code == 422
    assert "hör redan till en annan" in answer.content.decode()


def test_somebody_new_is_added_with_a_role_and_a_link(client, keeper):
    client.force_login(keeper)
    values = {"username": "ny", "first_name": "Ny", "last_name": "Prov", "email": "ny@example.se"}
    answer = client.post(f"{PEOPLE}ny/", {**values, "role": role("förvaltare").pk}, follow=True)
    assert "Rollen förvaltare är föreslagen och gäller när en annan förvaltare har" in answer.content.decode()
    made = User.objects.get(username="ny")
    assert (made.has_usable_password(), made.is_staff, made.is_superuser) == (False, False, False)
    assert not made.memberships.exists()
    assert len(mail.outbox) == 1


def test_one_keeps_ones_own_name_address_and_password(client, person):
    client.force_login(person)
    values = {"first_name": "Anna", "last_name": "Ny", "email": "ny@example.se", "username": "chef", "version": 1}
    assert client.post("/mitt-konto/", values).status_code == 302
    person.refresh_from_db()
    assert (person.last_name, person.email, person.username) == ("Ny", "ny@example.se", "anna")
    new = "Ett-långt-lösenord-7"
    wrong = {"old_password": "fel", "new_password1": new, "new_password2": new}
    assert client.post("/mitt-konto/losenord/", wrong).status_code == 422
    assert client.post("/mitt-konto/losenord/", {**wrong, "old_password": "demo"}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
    assert person.password_set_at is not None


def test_the_pages_of_people_are_for_those_who_keep_them_at_the_chosen_buyer(client, person):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    both = make.user("läsare", username="bada")
    Membership.objects.create(user=both, buyer=other, role=role("förvaltare"))
    theirs = make.user("läsare", username="deras", at=other)
    client.force_login(both)
    client.post("/valj-kopare/", {"buyer": make.buyer().pk})
    for path in (PEOPLE, f"{PEOPLE}{person.pk}/", f"{PEOPLE}ny/", "/administration/rollforslag/"):
        assert client.get(path).status_code == 403, path
    client.post("/valj-kopare/", {"buyer": other.pk})
    page = client.get(PEOPLE).content.decode()
    assert "deras" in page
    assert ">anna<" not in page
    assert client.get(f"{PEOPLE}{theirs.pk}/").status_code == 200
    for path in (f"{PEOPLE}{person.pk}/", f"{PEOPLE}{person.pk}/roller/ny/", f"{PEOPLE}{person.pk}/andra/"):
        assert client.get(path).status_code == 404, path
    held = Membership.objects.get(user=person)
    assert client.post(f"/administration/roller/{held.pk}/avsluta/").status_code == 404
    assert client.post(f"/administration/roller/{held.pk}/avgransa/").status_code == 404


def test_the_whole_way_on_the_pages(client, keeper, second, person):
    client.force_login(keeper)
    page = client.get(f"{PEOPLE}{person.pk}/").content.decode()
    assert "Anna Prov" in page
    assert "Läsare" in page
    answer = client.post(f"{PEOPLE}{person.pk}/roller/ny/", {"role": role("upphandlingschef").pk}, follow=True)
    assert "gäller när en annan förvaltare har bekräftat den" in answer.content.decode()
    proposal = RoleProposal.objects.get()
    mine = client.get("/administration/rollforslag/").content.decode()
    assert f"/administration/rollforslag/{proposal.pk}/aterta/" in mine
    assert f"/administration/rollforslag/{proposal.pk}/bekrafta/" not in mine
    refused = client.post(f"/administration/rollforslag/{proposal.pk}/bekrafta/", follow=True).content.decode()
    assert "Du har själv föreslagit rollen" in refused
    client.force_login(second)
    answer = client.post(f"/administration/rollforslag/{proposal.pk}/bekrafta/", follow=True)
    assert "Anna Prov är nu upphandlingschef." in answer.content.decode()
    assert "Avgjorda" in answer.content.decode()
    held = Membership.objects.get(user=person, role__name="upphandlingschef")
    answer = client.post(f"/administration/roller/{held.pk}/avsluta/", follow=True)
    assert "inte längre upphandlingschef" in answer.content.decode()
    narrowed = client.get(f"{PEOPLE}?roll={role('läsare').pk}&sok=anna&lage=1").context["table"]
    assert [row.record for row in narrowed.rows] == [person]


@pytest.mark.parametrize(("step", "words"), [("aterta", "återtaget"), ("avsla", "avslaget")])
def test_a_proposal_that_came_to_nothing_is_told_as_such(client, keeper, second, person, step, words):
    proposal = give("förvaltare", to=person, by=keeper)
    client.force_login(keeper if step == "aterta" else second)
    page = client.post(f"/administration/rollforslag/{proposal.pk}/{step}/", follow=True).content.decode()
    assert f"Förslaget att Anna Prov ska bli förvaltare är {words}." in page


def test_two_of_the_same_name_are_told_apart_by_what_they_log_in_as(client, keeper, person):
    make.user("läsare", username="anna2", first_name="Anna", last_name="Prov")
    client.force_login(keeper)
    page = client.get(f"{PEOPLE}?sok=Anna").content.decode()
    assert page.count(">Anna Prov</a>") == 2
    assert ">anna<" in page
    assert ">anna2<" in page
    assert "Anna Prov (anna2)" in b"".join(client.get(f"{PEOPLE}?export=csv")).decode()


def test_a_link_is_offered_only_where_it_can_be_sent(client, keeper, person):
    client.force_login(keeper)
    link = f"{PEOPLE}{person.pk}/losenordslank/"
    assert link in client.get(f"{PEOPLE}{person.pk}/").content.decode()
    client.post(f"{PEOPLE}{person.pk}/stang/")
    closed = client.get(f"{PEOPLE}{person.pk}/").content.decode()
    assert link not in closed
    assert f"{PEOPLE}{person.pk}/oppna/" in closed


def test_the_page_of_logging_in_has_fields_as_other_forms_have(client):
    page = client.get("/logga-in/").content.decode()
    assert page.count("form-control") == 2


def test_a_role_is_narrowed_to_categories_of_the_buyer_and_never_ones_own(client, keeper, person):
    ifo = make.category("IFO")
    held = Membership.objects.get(user=person)
    client.force_login(keeper)
    path = f"/administration/roller/{held.pk}/avgransa/"
    assert client.post(path, {"categories": [ifo.pk]}).status_code == 302
    assert [scope.category for scope in held.category_scopes.all()] == [ifo]
    assert client.post(path, {}).status_code == 302
    assert not held.category_scopes.exists()
    own = Membership.objects.get(user=keeper)
    answer = client.post(f"/administration/roller/{own.pk}/avgransa/", {"categories": [ifo.pk]})
    assert "Ingen ändrar sin egen roll" in answer.content.decode()
    assert not own.category_scopes.exists()


# ------------------------------------------------------------------------------------------------------------ secrets


@pytest.fixture
def officer():
    """The one who answers for secrets."""
    return make.user("säkerhetsansvarig")


def test_the_officer_finds_what_is_secret_by_what_it_is_called_and_is_shown_nothing_of_it(client, officer, person):
    secret = make.contract("HEMLIG-1", is_secret=True, title="Provgömslet")
    client.force_login(officer)
    page = client.get("/sekretess/atkomster/ny/?sok=hemlig-1").content.decode()
    assert "Avtal, HEMLIG-1" in page
    assert "Provgömslet" not in page
    assert "heter exakt så" in client.get("/sekretess/atkomster/ny/?sok=HEMLIG").content.decode()
    what = f"contracts.contract:{secret.pk}"
    answer = client.post(
        "/sekretess/atkomster/ny/?sok=HEMLIG-1", {"what": what, "user": person.pk, "until": "2030-01-01"}
    )
    assert answer.status_code == 302
    grant = AccessGrant.objects.get()
    assert (grant.user, grant.object_id, grant.buyer) == (person, secret.pk, make.buyer())
    listed = client.get("/sekretess/atkomster/").content.decode()
    assert "Anna Prov" in listed
    assert "HEMLIG-1" in listed  # what it is decided by, and no more of it
    assert "Provgömslet" not in listed
    assert secret.supplier.name not in listed
    assert client.post(f"/sekretess/atkomster/{grant.pk}/avsluta/").status_code == 302
    grant.refresh_from_db()
    assert grant.until is not None
    again = client.post(f"/sekretess/atkomster/{grant.pk}/avsluta/")
    assert "redan avslutad" in again.content.decode()


def test_nobody_lets_himself_in_by_name_or_by_role(officer):
    secret = make.contract("HEMLIG-1", is_secret=True)
    facts = {"model": type(secret), "object_id": secret.pk, "buyer": make.buyer(), "by": officer, "at": NOW}
    for whom in ({"user": officer}, {"group": role("säkerhetsansvarig")}):
        with pytest.raises(actions.NotPossible, match="Ingen ger sig själv"):
            actions.grant_access(**facts, **whom)
    assert not AccessGrant.objects.exists()


def test_an_officer_lets_nobody_in_on_another_buyers_secret(officer, person):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    secret = make.contract("HEMLIG-1", is_secret=True, buyer=other, areas=[make.area(of=other)])
    facts = {"model": type(secret), "object_id": secret.pk, "user": person, "at": NOW}
    with pytest.raises(actions.NotPossible, match="finns inte bland"):
        actions.grant_access(**facts, buyer=make.buyer(), by=officer)
    with pytest.raises(NotAllowed):
        actions.grant_access(**facts, buyer=other, by=officer)


def test_the_log_tells_of_people_roles_accesses_and_readings_with_who_did_it(client, officer, keeper, second, person):
    secret = make.contract("HEMLIG-1", is_secret=True, title="Provgömslet")
    client.force_login(keeper)
    client.post(f"{PEOPLE}{person.pk}/roller/ny/", {"role": role("upphandlingschef").pk})
    client.post(
        f"{PEOPLE}{person.pk}/andra/",
        {"username": "anna", "first_name": "Anna", "last_name": "Ny", "email": "anna@example.se", "version": 1},
    )
    client.force_login(second)
    client.post(f"/administration/rollforslag/{RoleProposal.objects.get().pk}/bekrafta/")
    client.force_login(officer)
    what = {"what": f"contracts.contract:{secret.pk}", "user": person.pk}
    client.post("/sekretess/atkomster/ny/?sok=HEMLIG-1", what)
    client.force_login(person)
    client.get(secret.get_absolute_url())
    client.force_login(officer)
    page = client.get("/sekretess/logg/").content.decode()
    assert "Efternamn: Prov → Ny" in page
    assert "Anna Ny: upphandlingschef hos Huddinge kommun" in page
    assert "Status: väntar på bekräftelse → bekräftad" in page
    assert "Anna Ny: Avtal HEMLIG-1" in page
    assert secret.get_absolute_url() in page
    assert "Provgömslet" not in page
    entries = Log(officer)[0:50]
    by = {(entry.kind, entry.by) for entry in entries}
    assert ("förslag om roll", str(keeper)) in by
    assert ("roll", str(second)) in by
    assert ("åtkomst till sekretess", str(officer)) in by
    assert ("läsning av sekretess", "Anna Ny") in by
    only = client.get(f"/sekretess/logg/?slag=ROLE&vem={second.pk}&fran=2020-01-01&till=2099-01-01").content.decode()
    assert "upphandlingschef hos Huddinge kommun" in only
    assert "Efternamn" not in only


def test_the_log_of_one_buyer_tells_nothing_of_another(officer):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    make.user("läsare", username="deras", first_name="Deras", at=other)
    theirs = make.contract("HEMLIG-2", is_secret=True, buyer=other, areas=[make.area(of=other)])
    AccessGrant.objects.create(object=theirs, user=User.objects.get(username="deras"), buyer=other)
    told = " ".join(entry.subject for entry in Log(officer)[0:200])
    assert "Deras" not in told
    assert "Annan kommun" not in told


@pytest.mark.parametrize("path", [PEOPLE, "/sekretess/atkomster/", "/sekretess/logg/"])
def test_a_list_asks_as_much_however_long_it_is(client, path, keeper, officer, django_assert_max_num_queries):
    client.force_login(officer if path.startswith("/sekretess") else keeper)
    for number in range(20):
        somebody = make.user("läsare", username=f"p{number}")
        secret = make.supplier(f"Prov {number}", None, is_secret=True)
        AccessGrant.objects.create(object=secret, user=somebody, buyer=make.buyer())
    with django_assert_max_num_queries(45):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("words", ["%00", "%20", "x" * 301])
def test_what_nothing_can_be_called_is_answered_kindly_and_finds_nothing(client, officer, words):
    client.force_login(officer)
    answer = client.get(f"/sekretess/atkomster/ny/?sok={words}")
    assert answer.status_code == 200
    assert answer.context["find"].errors
    assert answer.context["found"] == []


def test_the_log_is_narrowed_in_place_and_says_when_nothing_matches(client, officer, person):
    client.force_login(officer)
    part = client.get("/sekretess/logg/?slag=GRANT&vem=&fran=&till=", headers={"hx-request": "true"}).content.decode()
    assert part.strip().startswith('<div id="lista"')
    assert "Inget i loggen passar." in part
    assert "0 händelser" in part
    whole = client.get("/sekretess/logg/?slag=ROLE").content.decode()
    assert "<h1>Säkerhetslogg</h1>" in whole
    assert "Anna Prov: läsare hos Huddinge kommun" in whole


# ------------------------------------------------------------------------------------------------------------- rescue


@pytest.mark.parametrize("each", ROLES, ids=lambda role: role.login)
def test_the_rescue_is_closed_to_every_role_even_to_staff(client, each):
    client.force_login(make.user(each.name, is_staff=True))
    for path in ("/admin/", "/admin/common/user/", "/admin/contracts/category/"):
        assert client.get(path).status_code == 302, path
    assert "/admin/" not in client.get("/mitt-konto/").content.decode()


def test_the_rescue_is_open_to_a_system_administrator(client):
    client.force_login(make.user(None, username="chef", is_superuser=True))
    assert client.get("/admin/").status_code == 200


def test_people_stand_in_swedish_order_by_the_name_that_is_shown(client):
    """Not by the user name, which has no å, ä or ö."""
    named = (("hallbarhet", "Hållbarhetsstrateg"), ("handlaggare", "Handläggare"), ("aa", "Östen"), ("zz", ""))
    for username, first_name in named:
        person = make.user("upphandlare", username=username)
        person.first_name, person.last_name = first_name, ""
        person.save()
    keeper = make.user("förvaltare", username="aaa")
    client.force_login(keeper)
    for order in ("", "?sort=username"):
        rows = client.get(f"/administration/anvandare/{order}").context["table"].page.object_list
        shown = [str(row.record) for row in rows if row.record.pk != keeper.pk]
        assert shown == ["Handläggare", "Hållbarhetsstrateg", "zz", "Östen"]
    assert [str(each) for each in colleagues(keeper) if each != keeper] == shown
