"""The municipality's own sign-in, tried against a server that speaks it: who comes in, and with which roles."""

import time
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.test import Client

from huddinge_vo.common.administration import actions
from huddinge_vo.common.people.models import GroupRole, Membership, User
from huddinge_vo.common.people.rights import NotAllowed
from huddinge_vo.common.signin.groups import follow_groups
from huddinge_vo.common.signin.models import SignInEvent
from tests import factories as make
from tests.identity_provider import IdentityProvider, rsa_key

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
THERE = "/logga-in/via/kommunen/"
PAGE = "/administration/grupper/"


@pytest.fixture
def provider(settings):
    with IdentityProvider() as one:
        settings.SOCIALACCOUNT_PROVIDERS = one.settings()
        yield one


@pytest.fixture
def person():
    return make.user("läsare", username="anna")


@pytest.fixture
def keeper():
    return make.user("förvaltare")


def gives(group, role, *, by, at=None, confirmed_by=None):
    given = GroupRole(buyer=at or make.buyer(), group=group, role=Group.objects.get(name=role))
    given = actions.propose_group_role(given=given, by=by, at=NOW)
    return actions.confirm_group_role(group_role_id=given.pk, by=confirmed_by, at=NOW) if confirmed_by else given


def come_by(client, way=THERE):
    """There and back: the last answer."""
    there = client.get(way)
    assert there.status_code == 302
    back = requests.get(there.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}", follow=True)


def come_in(provider, **said):
    provider.person.update(said)
    client = Client()
    return client, come_by(client)


def roles(person):
    return sorted(Membership.objects.filter(user=person).values_list("role__name", "by_group"))


def test_who_has_an_account_comes_in_and_nothing_of_what_is_said_of_him_is_kept(provider, person):
    client, answer = come_in(provider, personnummer="19121212-1212", email="anna@example.se")
    assert answer.redirect_chain[-1][0] == "/start/"
    assert client.get("/avtal/").status_code == 200
    kept = SocialAccount.objects.get()
    assert (kept.user, kept.uid, kept.extra_data) == (person, "s-1", {})
    assert not SocialToken.objects.exists()
    event = SignInEvent.objects.get(user=person)
    assert (event.kind, event.way) == (SignInEvent.Kind.SIGNED_IN, SignInEvent.Way.PROVIDER)
    asked = provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "profile"}
    assert asked["state"]


def test_one_is_sent_on_to_the_page_one_wanted(provider, person):
    assert come_by(Client(), f"{THERE}?next=/avtal/").redirect_chain[-1][0] == "/avtal/"


def test_who_has_been_here_is_known_by_his_number_whatever_he_is_called(provider, person):
    come_in(provider)
    User.objects.filter(pk=person.pk).update(username="anna2")
    _client, answer = come_in(provider, preferred_username="ny-anna")
    assert answer.redirect_chain[-1][0] == "/start/"
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("name", ["okänd", "", "chef"])
def test_nobody_gets_an_account_by_coming_and_no_administrators_is_taken_over(provider, name):
    make.user(None, username="chef", is_superuser=True)
    client, answer = come_in(provider, preferred_username=name)
    assert "har inget konto här" in answer.content.decode()
    assert client.get("/avtal/").status_code == 302
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1
    assert SignInEvent.objects.get().kind == SignInEvent.Kind.FAILED


def test_one_who_has_got_a_name_that_another_had_does_not_get_his_account(provider, person):
    come_in(provider)
    client, answer = come_in(provider, sub="s-2")
    assert "har inget konto här" in answer.content.decode()
    assert client.get("/avtal/").status_code == 302
    assert SocialAccount.objects.get().uid == "s-1"


def test_two_names_that_differ_in_large_letters_alone_are_nobodys(provider, person):
    make.user("läsare", username="Anna")
    _client, answer = come_in(provider)
    assert "har inget konto här" in answer.content.decode()


def test_one_who_has_left_does_not_come_in(provider, person):
    come_in(provider)
    User.objects.filter(pk=person.pk).update(is_active=False)
    client, _answer = come_in(provider)
    assert client.get("/avtal/").status_code == 302


def fault_signed_by_another(provider):
    provider.signing = rsa_key(2)


@pytest.mark.parametrize(
    "fault",
    [
        fault_signed_by_another,
        lambda provider: provider.told.update(aud="annan"),
        lambda provider: provider.told.update(iss="https://ond.example"),
        lambda provider: provider.told.update(exp=int(time.time()) - 60),
        lambda provider: provider.userinfo.update(sub="s-2"),
        lambda provider: setattr(provider, "token", lambda: ""),
        lambda provider: setattr(provider, "algorithm", "none"),
        lambda provider: setattr(provider, "algorithm", "HS256"),
    ],
    ids=[
        *("another's signature", "for another", "by another", "too old", "two persons", "nothing signed"),
        *("signed by nobody", "signed with what we know too"),
    ],
)
def test_what_is_not_said_as_it_should_lets_nobody_in(provider, person, fault):
    fault(provider)
    client, answer = come_in(provider)
    assert "svarade inte som väntat" in answer.content.decode()
    assert client.get("/avtal/").status_code == 302


def test_a_provider_that_says_that_it_is_another_is_not_gone_to(provider, person):
    provider.configured.update(issuer="https://ond.example")
    answer = Client().get(THERE, follow=True)
    assert "svarade inte som väntat" in answer.content.decode()
    assert provider.asked == []


def test_a_provider_that_does_not_answer_is_told_of_in_words(provider, person):
    provider.configured.update(issuer=None)
    provider.server.server_close()
    answer = Client().get(THERE, follow=True)
    assert "svarade inte som väntat" in answer.content.decode()


def test_a_code_is_good_once_and_in_the_browser_that_asked(provider, person):
    first = Client()
    there = first.get(THERE).headers["Location"]
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    way = back.removeprefix("http://testserver")
    stranger = Client()
    assert "svarade inte" in stranger.get(way, follow=True).content.decode()
    first.get(way)
    assert first.get("/avtal/").status_code == 200
    first.post("/logga-ut/")
    assert "svarade inte" in first.get(way, follow=True).content.decode()


def test_without_a_provider_there_is_no_such_way_in(client, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert client.get(THERE).status_code == 404
    assert client.get(f"{THERE}klar/").status_code == 404
    assert "kommunens inloggning" not in client.get("/logga-in/").content.decode()


def test_another_provider_than_ours_is_nobody(client, provider):
    assert client.get("/logga-in/via/annan/").status_code == 404
    assert "Logga in med kommunens inloggning" in client.get("/logga-in/").content.decode()


# ------------------------------------------------------------------------------------------------------------- roles


def test_groups_give_roles_at_each_sign_in_and_take_them_when_they_are_gone(provider, person, keeper):
    gives("VO-Uppföljning", "uppföljare", by=keeper)
    gives("VO-Controller", "controller", by=keeper)
    client, _ = come_in(provider, groups=["VO-Uppföljning", "Något annat"])
    assert roles(person) == [("läsare", False), ("uppföljare", True)]
    assert client.get("/reskontra/rader/").status_code == 200
    come_in(provider, groups=["VO-Controller"])
    assert roles(person) == [("controller", True), ("läsare", False)]
    come_in(provider, groups=[])
    assert roles(person) == [("läsare", False)]  # by hand, and so it stays
    assert client.get("/reskontra/rader/").status_code == 403  # the open session too
    del provider.person["groups"]
    come_in(provider)
    assert roles(person) == [("läsare", False)]


def test_a_role_that_takes_two_persons_waits_for_the_second_by_group_too(provider, person, keeper):
    second = make.user("förvaltare", username="forvaltare2")
    given = gives("VO-Säkerhet", "säkerhetsansvarig", by=keeper)
    come_in(provider, groups=["VO-Säkerhet"])
    assert roles(person) == [("läsare", False)]
    with pytest.raises(actions.NotPossible, match="En annan förvaltare"):
        actions.confirm_group_role(group_role_id=given.pk, by=keeper, at=NOW)
    actions.confirm_group_role(group_role_id=given.pk, by=second, at=NOW)
    come_in(provider, groups=["VO-Säkerhet"])
    assert ("säkerhetsansvarig", True) in roles(person)


def test_nobody_has_a_role_by_what_he_has_written_or_confirmed_himself(keeper):
    second = make.user("förvaltare", username="forvaltare2")
    gives("VO", "kategoriledare", by=keeper)
    gives("VO", "upphandlingschef", by=keeper, confirmed_by=second)
    for each in (keeper, second):
        follow_groups(person=each, groups={"VO"}, at=NOW)
    assert roles(keeper) == [("förvaltare", False)]
    assert roles(second) == [("förvaltare", False), ("kategoriledare", True)]


def test_groups_give_roles_at_their_own_buyer_alone(person, keeper):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.user("förvaltare", username="deras", at=other)
    gives("VO", "controller", by=theirs, at=other)
    follow_groups(person=person, groups={"VO"}, at=NOW)
    assert Membership.objects.get(user=person, by_group=True).buyer == other
    with pytest.raises(NotAllowed):
        gives("VO", "controller", by=theirs)


def test_twice_is_once_and_what_was_given_by_hand_is_not_taken(person, keeper):
    gives("VO", "läsare", by=keeper)
    for _ in range(2):
        assert follow_groups(person=person, groups={"VO"}, at=NOW) == ([], 0)
    follow_groups(person=person, groups=set(), at=NOW)
    assert roles(person) == [("läsare", False)]


def test_what_a_group_gives_no_longer_is_gone_at_once(client, person, keeper):
    given = gives("VO", "controller", by=keeper)
    follow_groups(person=person, groups={"VO"}, at=NOW)
    session = Client()
    session.force_login(person)
    assert session.get("/reskontra/rader/").status_code == 200
    client.force_login(keeper)
    page = client.post(f"{PAGE}{given.pk}/avsluta/", follow=True).content.decode()
    assert "1 användare har inte rollen längre" in page
    assert session.get("/reskontra/rader/").status_code == 403
    assert roles(person) == [("läsare", False)]


def test_the_last_one_who_keeps_a_buyers_users_keeps_his_role(person, keeper):
    second = make.user("förvaltare", username="forvaltare2")
    given = gives("VO", "förvaltare", by=keeper, confirmed_by=second)
    follow_groups(person=person, groups={"VO"}, at=NOW)
    Membership.objects.filter(user__in=[keeper, second]).delete()
    fresh = User.objects.get(pk=person.pk)
    with pytest.raises(actions.NotPossible, match="den enda"):
        actions.end_group_role(group_role_id=given.pk, by=fresh, at=NOW)


def test_the_page_of_groups(client, keeper):
    client.force_login(keeper)
    assert "Ingen grupp ger någon roll" in client.get(PAGE).content.decode()
    role = Group.objects.get(name="upphandlingschef")
    page = client.post(f"{PAGE}ny/", {"group": " VO-Chef ", "role": role.pk}, follow=True).content.decode()
    assert "VO-Chef ger rollen upphandlingschef när en annan förvaltare har bekräftat det" in page
    given = GroupRole.objects.get()
    assert f"{PAGE}{given.pk}/bekrafta/" not in page  # his own
    assert client.post(f"{PAGE}ny/", {"group": "VO-Chef", "role": role.pk}).status_code == 422
    second = Client()
    second.force_login(make.user("förvaltare", username="forvaltare2"))
    assert f"{PAGE}{given.pk}/bekrafta/" in second.get(PAGE).content.decode()
    assert "Bekräftat" in second.post(f"{PAGE}{given.pk}/bekrafta/", follow=True).content.decode()
    other = Client()
    other.force_login(make.user("förvaltare", username="deras", at=make.buyer(org_number="2120000142", name="Annan")))
    assert other.post(f"{PAGE}{given.pk}/avsluta/").status_code == 404


def test_the_database_itself_wants_two_persons(keeper):
    given = gives("VO", "förvaltare", by=keeper)
    with pytest.raises(IntegrityError, match="confirmed_by_a_second_person"), transaction.atomic():
        GroupRole.objects.filter(pk=given.pk).update(confirmed_by=keeper, confirmed_at=NOW)


# ----------------------------------------------------------------------------------------------------------- a proof


def test_who_has_no_password_proves_himself_where_he_signs_in(provider, keeper, person):
    keeper.set_unusable_password()
    keeper.save()
    client, _ = come_in(provider, preferred_username=keeper.username, sub="s-9")
    session = client.session
    session["vo_proved"] -= 16 * 60
    session.save()
    close = f"/administration/anvandare/{person.pk}/stang/"
    way = client.post(close).headers["Location"]
    assert way.startswith(THERE)
    stale = come_by(client, way)
    assert "frågade inte efter något nytt" in stale.content.decode()
    assert parse_qs(urlsplit(way).query)["next"] == ["/bekrafta/fortsatt/"]
    assert provider.asked[-1]["prompt"] == "login"
    provider.told["auth_time"] = int(time.time())
    answer = come_by(client, way)
    assert answer.redirect_chain[-1][0] == "/bekrafta/fortsatt/"
    assert f'action="{close}"' in answer.content.decode()
    assert client.post(close).headers["Location"] == f"/administration/anvandare/{person.pk}/"


def test_the_municipalitys_second_factor_counts_where_the_installation_says_so(provider, keeper, settings):
    settings.VO_SECOND_FACTOR_REQUIRED = True
    client, answer = come_in(provider, preferred_username=keeper.username)
    assert answer.redirect_chain[-1][0] == "/mitt-konto/tva-steg/"
    settings.VO_OIDC_SECOND_FACTOR = True
    client, answer = come_in(provider, preferred_username=keeper.username)
    assert answer.redirect_chain[-1][0] == "/start/"
    assert client.get("/administration/anvandare/").status_code == 200


def test_an_old_link_is_taken_away_and_the_next_who_has_the_name_is_let_in(provider, person, keeper, client):
    theirs, _ = come_in(provider, sub="s-1")
    assert theirs.get("/avtal/").status_code == 200
    come_in(provider, sub="s-2")
    assert SocialAccount.objects.get().uid == "s-1"  # somebody else of the same name
    client.force_login(keeper)
    page = f"/administration/anvandare/{person.pk}/"
    assert "Ta bort kopplingen" in client.get(page).content.decode()
    assert client.post(f"{page}koppling/", follow=True).redirect_chain[-1][0] == page
    assert not SocialAccount.objects.exists()
    assert theirs.get("/avtal/").status_code == 302  # his sessions end with it
    assert "Ta bort kopplingen" not in client.get(page).content.decode()
    noted = SignInEvent.objects.get(kind="UNLINKED")
    assert (noted.user, noted.by, noted.way) == (person, keeper, "PROVIDER")
    anew, answer = come_in(provider, sub="s-2")
    assert answer.redirect_chain[-1][0] == "/start/"
    assert SocialAccount.objects.get().uid == "s-2"
    assert anew.get("/avtal/").status_code == 200


def test_a_link_is_not_taken_from_who_decides_over_others_nor_from_oneself_nor_by_who_may_not(
    provider, person, keeper, client
):
    chief = make.user("upphandlingschef")
    for who in (chief, keeper, person):
        SocialAccount.objects.create(user=who, provider="kommunen", uid=f"s-{who.pk}")

    def page(who):
        return f"/administration/anvandare/{who.pk}/"

    client.force_login(keeper)
    assert "Ta bort kopplingen" not in client.get(page(chief)).content.decode()
    assert "systemadministratör" in client.post(f"{page(chief)}koppling/", follow=True).content.decode()
    assert "en annan förvaltare" in client.post(f"{page(keeper)}koppling/", follow=True).content.decode()
    client.force_login(make.user("upphandlare"))
    assert client.post(f"{page(person)}koppling/").status_code == 403
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    client.force_login(make.user("förvaltare", username="deras", at=other))
    assert client.post(f"{page(person)}koppling/").status_code == 404
    assert SocialAccount.objects.count() == 3
    client.force_login(make.user(None, username="rot", is_superuser=True))
    client.post(f"{page(chief)}koppling/")
    assert SocialAccount.objects.count() == 2


def test_before_a_link_is_taken_away_one_proves_who_one_is(person, keeper, client):
    SocialAccount.objects.create(user=person, provider="kommunen", uid="s-1")
    client.force_login(keeper)
    session = client.session
    session["vo_proved"] = 0
    session.save()
    answer = client.post(f"/administration/anvandare/{person.pk}/koppling/")
    assert answer.headers["Location"].startswith("/bekrafta/")
    assert SocialAccount.objects.exists()


def test_ones_own_page_says_by_what_sign_in_one_is_known(provider, person):
    client, _ = come_in(provider)
    assert "Kopplat till Kommunens inloggning sedan" in client.get("/mitt-konto/").content.decode()
    SocialAccount.objects.all().delete()
    assert "Inte kopplat till kommunens inloggning" in client.get("/mitt-konto/").content.decode()
