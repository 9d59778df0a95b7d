"""Second factors, sessions that end, and the proof that is asked for before what weighs heavily."""

import io
import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client, TestCase
from django.urls import get_resolver
from django.utils import timezone

from huddinge_vo.common.people.models import Membership, RoleProposal, User
from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.signin.browsers import name_of
from huddinge_vo.common.signin.models import SignInEvent
from huddinge_vo.common.signin.rules import is_fresh, is_over
from huddinge_vo.common.signin.sessions import is_grave
from tests import factories as make
from tests.house.test_rights import addresses

pytestmark = pytest.mark.django_db
Kind = SignInEvent.Kind
FACTORS = "/mitt-konto/tva-steg/"


@pytest.fixture
def required(settings):
    """As in production."""
    settings.VO_SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def keeper():
    return make.user("förvaltare")


@pytest.fixture
def person():
    return make.user("läsare", username="anna")


def kinds(person):
    return list(SignInEvent.objects.filter(user=person).order_by("pk").values_list("kind", flat=True))


def sign_in(name, password="demo"):
    client = Client()
    client.post("/logga-in/", {"login": name, "password": password})
    return client


def code(secret, later=0):
    counter = totp.yield_hotp_counters_from_time()
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(counter)) + later))


def set_up_app(client):
    """Connect an app on the page; its secret, and the recovery codes that are shown."""
    page = client.get(f"{FACTORS}app/").content.decode()
    secret = re.search(r'class="app-secret">(\w+)<', page)[1]
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(f"{FACTORS}app/", {"code": code(secret)})
    assert answer.headers["Location"] == f"{FACTORS}koder/"
    shown = client.get(f"{FACTORS}koder/").content.decode()
    return secret, re.findall(r"<li><code>(\d+)</code>", shown)


def passes(client, **seconds):
    """Let a session be older than it is."""
    session = client.session
    for mark, by in seconds.items():
        session[f"vo_{mark}"] -= by
    session.save()


# ------------------------------------------------------------------------------------------------------ second factor


def test_who_administers_is_led_to_set_up_a_second_factor_and_reaches_nothing_else_until_then(required, keeper):
    client = sign_in("förvaltare")
    for path in ("/start/", "/avtal/", "/administration/anvandare/", "/mitt-konto/inloggningar/", "/admin/"):
        answer = client.get(path)
        assert (path, answer.status_code, answer.headers.get("Location")) == (path, 302, FACTORS)
    assert client.get("/avtal/", headers={"hx-request": "true"}).headers["HX-Redirect"] == FACTORS
    assert "Ett steg till innan du kan arbeta" in client.get(FACTORS).content.decode()
    _secret, codes = set_up_app(client)
    assert len(codes) == 10
    assert client.get("/avtal/").status_code == 200
    assert "visas inte igen" not in client.get(f"{FACTORS}koder/").content.decode()
    assert Kind.FACTOR_ADDED in kinds(keeper)


def test_who_reads_alone_needs_none(required, person):
    assert sign_in("anna").get("/avtal/").status_code == 200


def test_the_need_follows_the_role(required, person):
    client = sign_in("anna")
    held = Membership.objects.create(user=person, buyer=make.buyer(), role=Group.objects.get(name="kategoriledare"))
    assert client.get("/avtal/").headers["Location"] == FACTORS
    held.delete()
    assert client.get("/avtal/").status_code == 200


def test_the_need_follows_what_is_secret_that_one_is_let_in_on(required, person):
    client = sign_in("anna")
    today = timezone.localdate()
    facts = {"object": make.contract("HEMLIG-1", is_secret=True), "user": person, "buyer": make.buyer()}
    grant = AccessGrant.objects.create(**facts, until=today)  # its last day counts
    assert client.get("/avtal/").headers["Location"] == FACTORS
    AccessGrant.objects.filter(pk=grant.pk).update(until=today - timedelta(days=1))
    assert client.get("/avtal/").status_code == 200
    of_all = Group.objects.get(name="läsare")
    AccessGrant.objects.create(**{**facts, "user": None, "group": of_all})
    assert client.get("/avtal/").headers["Location"] == FACTORS


def test_which_roles_need_one_is_told_by_what_they_may(required):
    from huddinge_vo.common.signin.sessions import needs_second_factor
    from huddinge_vo.roles import ROLES

    free = {role.name for role in ROLES if not needs_second_factor(make.user(role.name, username=f"en-{role.login}"))}
    assert free == {"läsare", "handläggare", "hållbarhetsstrateg"}
    assert needs_second_factor(make.user(None, username="chef", is_superuser=True))


def test_the_demo_needs_the_password_alone(keeper):
    assert sign_in("förvaltare").get("/administration/anvandare/").status_code == 200


def test_the_next_sign_in_asks_for_the_code_and_lets_nobody_in_before(required, keeper):
    secret, _codes = set_up_app(sign_in("förvaltare"))
    client = sign_in("förvaltare")
    assert client.get("/avtal/").headers["Location"].startswith("/logga-in/")  # the password alone is no sign-in
    assert "Lösenordet stämde" in client.get("/logga-in/andra-steget/").content.decode()
    assert client.post("/logga-in/andra-steget/", {"code": "000000"}).status_code == 200
    assert client.get("/avtal/").status_code == 302
    answer = client.post("/logga-in/andra-steget/", {"code": code(secret, later=1)})
    assert answer.headers["Location"] == "/start/"
    assert client.get("/avtal/").status_code == 200
    assert kinds(keeper)[-2:] == [Kind.FAILED, Kind.SIGNED_IN]
    last = SignInEvent.objects.filter(user=keeper).latest("pk")
    assert last.way == SignInEvent.Way.CODE


def test_a_recovery_code_lets_in_once(required, keeper):
    _secret, codes = set_up_app(sign_in("förvaltare"))
    for expected in (302, 200):
        client = sign_in("förvaltare")
        assert client.post("/logga-in/andra-steget/", {"code": codes[0]}).status_code == expected


def test_codes_cannot_be_guessed_for_long(required, keeper):
    secret, _codes = set_up_app(sign_in("förvaltare"))
    client = sign_in("förvaltare")
    for _ in range(5):
        client.post("/logga-in/andra-steget/", {"code": "000000"})
    page = client.post("/logga-in/andra-steget/", {"code": code(secret, later=1)}).content.decode()
    assert "För många försök" in page
    assert client.get("/avtal/").status_code == 302


def test_the_last_second_factor_of_who_needs_one_stays(required, keeper):
    client = sign_in("förvaltare")
    set_up_app(client)
    page = client.post(f"{FACTORS}app/ta-bort/").content.decode()
    assert "Lägg till ett nytt innan" in page
    assert Authenticator.objects.filter(user=keeper, type="totp").exists()
    passkey = Authenticator.objects.create(user=keeper, type="webauthn", data={"name": "Nyckel", "credential": {}})
    client.post(f"{FACTORS}app/ta-bort/")
    assert not Authenticator.objects.filter(user=keeper, type="totp").exists()
    client.post(f"{FACTORS}passkey/{passkey.pk}/ta-bort/")
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_who_needs_none_may_take_his_away(person):
    client = sign_in("anna")
    set_up_app(client)
    client.post(f"{FACTORS}app/ta-bort/")
    assert not Authenticator.objects.filter(user=person).exists()
    assert Kind.FACTOR_REMOVED in kinds(person)


def test_nobody_comes_near_anothers_second_factor(person, keeper):
    theirs = Authenticator.objects.create(user=keeper, type="webauthn", data={"name": "Nyckel", "credential": {}})
    assert sign_in("anna").post(f"{FACTORS}passkey/{theirs.pk}/ta-bort/").status_code == 404


def test_the_secret_of_an_app_does_not_lie_open_in_the_database(person, settings):
    secret, _codes = set_up_app(sign_in("anna"))
    kept = Authenticator.objects.get(user=person, type="totp")
    assert secret not in str(kept.data)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "en-ny-nyckel-för-installationen-som-är-lång"
    assert Authenticator.objects.get(pk=kept.pk).wrap().validate_code(code(secret, later=1))


def test_one_who_has_lost_his_second_factor_is_helped_by_a_keeper_and_his_sessions_end(keeper):
    person = make.user("kategoriledare")
    client = sign_in("kategoriledare")
    set_up_app(client)
    at_work = sign_in("förvaltare")
    page = f"/administration/anvandare/{person.pk}/"
    assert "Ta bort andra steget" in at_work.get(page).content.decode()
    at_work.post(f"{page}andra-steget/")
    assert not Authenticator.objects.filter(user=person).exists()
    assert client.get("/avtal/").status_code == 302
    assert SignInEvent.objects.filter(user=person, by=keeper, kind=Kind.FACTOR_REMOVED).count() == 2  # and the codes
    assert "Ta bort andra steget" not in at_work.get(page).content.decode()


def test_the_second_factor_of_one_who_decides_over_others_is_taken_away_by_the_system_administrator_alone(keeper):
    person = make.user("upphandlingschef")
    set_up_app(sign_in("upphandlingschef"))
    at_work = sign_in("förvaltare")
    page = f"/administration/anvandare/{person.pk}/"
    assert "Ta bort andra steget" not in at_work.get(page).content.decode()
    at_work.post(f"{page}andra-steget/")
    assert Authenticator.objects.filter(user=person).exists()
    out = io.StringIO()
    call_command("reset_second_factor", "upphandlingschef", stdout=out)
    assert "borttaget" in out.getvalue()
    assert not Authenticator.objects.filter(user=person).exists()
    with pytest.raises(CommandError, match="Ingen användare heter"):
        call_command("reset_second_factor", "ingen")


# ---------------------------------------------------------------------------------------------------------- sessions


def test_a_session_ends_when_nobody_has_asked_anything_for_half_an_hour(person):
    client = sign_in("anna")
    passes(client, seen=29 * 60)
    assert client.get("/avtal/").status_code == 200
    passes(client, seen=31 * 60)
    answer = client.get("/avtal/")
    assert answer.headers["Location"] == "/logga-in/?next=/avtal/"
    assert kinds(person)[-1] == Kind.ENDED
    assert "loggats ut" in client.get("/logga-in/").content.decode()


def test_a_session_ends_after_ten_hours_however_busy(person):
    client = sign_in("anna")
    passes(client, began=9 * 3600)
    assert client.get("/avtal/").status_code == 200
    passes(client, began=3700)
    assert client.get("/avtal/").status_code == 302


def test_a_session_of_before_sessions_ended_has_ended(client, person):
    client.force_login(person)
    session = client.session
    for mark in ("vo_began", "vo_seen", "vo_proved"):
        del session[mark]
    session.save()
    assert client.get("/avtal/").status_code == 302


@pytest.mark.parametrize(
    ("began", "seen", "over"), [(0, 0, False), (36000, 1800, False), (36001, 0, True), (5000, 1801, True)]
)
def test_the_last_second_counts(began, seen, over):
    assert is_over(began=-began, seen=-seen, now=0, idle=1800, longest=36000) is over
    assert is_fresh(proved=-900, now=0, lasts=900)
    assert not is_fresh(proved=-901, now=0, lasts=900)


def test_one_who_is_closed_out_is_out_at_the_next_click(keeper, person):
    client = sign_in("anna")
    assert client.get("/avtal/").status_code == 200
    at_work = Client()
    at_work.force_login(keeper)
    at_work.post(f"/administration/anvandare/{person.pk}/stang/")
    assert client.get("/avtal/").status_code == 302


def test_one_whose_role_ends_may_nothing_at_the_next_click(keeper, person):
    client = sign_in("anna")
    assert client.get("/avtal/").status_code == 200
    at_work = Client()
    at_work.force_login(keeper)
    at_work.post(f"/administration/roller/{person.memberships.get().pk}/avsluta/")
    assert client.get("/avtal/").status_code == 403


def test_one_sees_where_one_is_signed_in_and_signs_out_everywhere_else(person):
    here, there = sign_in("anna"), sign_in("anna")
    other = sign_in(make.user("läsare", username="annan").username)
    page = here.get("/mitt-konto/inloggningar/").content.decode()
    assert page.count("Inloggad ") == 2
    assert page.count("(den här)") == 1
    here.post("/mitt-konto/inloggningar/")
    assert here.get("/avtal/").status_code == 200
    assert there.get("/avtal/").status_code == 302
    assert other.get("/avtal/").status_code == 200
    assert kinds(person)[-1] == Kind.OTHERS_ENDED
    assert here.get("/mitt-konto/inloggningar/").content.decode().count("Inloggad ") == 1


def test_a_list_of_sessions_asks_as_much_however_many_there_are(person, django_assert_max_num_queries):
    client = sign_in("anna")
    for _ in range(6):
        sign_in("anna")
    with django_assert_max_num_queries(14):
        client.get("/mitt-konto/inloggningar/")


def test_a_browser_is_told_in_words():
    assert name_of("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/120 Safari/537 Edg/120") == "Edge på Windows"
    assert name_of("Mozilla/5.0 (iPhone; CPU) AppleWebKit Version/17 Mobile Safari/604") == "Safari på iPhone"
    assert name_of("") == "Okänd webbläsare"


# ----------------------------------------------------------------------------------------------------------- a proof


def test_a_role_is_given_only_by_one_who_has_shown_lately_who_he_is_and_what_he_filled_in_is_kept(keeper, person):
    client = sign_in("förvaltare")
    passes(client, proved=16 * 60)
    way = f"/administration/anvandare/{person.pk}/roller/ny/"
    assert client.get(way).status_code == 200  # to look asks nothing
    role = Group.objects.get(name="säkerhetsansvarig")
    asked = client.post(way, {"role": role.pk})
    assert asked.headers["Location"].startswith("/bekrafta/losenord/?next=")
    assert not RoleProposal.objects.exists()
    assert client.post(asked.headers["Location"], {"password": "fel"}).status_code == 200
    shown = client.post(asked.headers["Location"], {"password": "demo"}, follow=True)
    assert shown.redirect_chain[-1][0] == "/bekrafta/fortsatt/"
    page = shown.content.decode()
    assert f'action="{way}"' in page
    assert f'name="role" value="{role.pk}"' in page
    assert not RoleProposal.objects.exists()
    assert client.post(way, {"role": role.pk}).status_code == 302
    assert RoleProposal.objects.get().user == person
    assert Kind.PROVED in kinds(keeper)
    assert client.get("/bekrafta/fortsatt/").headers["Location"] == "/"  # once


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("kategoriledare", "/prisjustering/godkann/"),
        ("kategoriledare", "/optioner/1/besluta/"),
        ("verksamhetschef", "/avsteg/1/besluta/"),
        ("kategoriledare", "/prisjustering/skillnader/godkann/"),
        ("controller", "/prisjustering/fast-pris/1/beslut/"),
        ("säkerhetsansvarig", "/sekretess/atkomster/ny/"),
    ],
)
def test_money_is_not_approved_nor_secrecy_opened_on_an_old_proof(role, path):
    make.user(role)
    client = sign_in(role)
    passes(client, proved=16 * 60)
    assert client.post(path).headers["Location"].startswith("/bekrafta/losenord/")


def test_the_address_that_a_lost_password_is_mailed_to_is_changed_by_one_who_has_shown_lately_who_he_is(person):
    client = sign_in("anna")
    passes(client, proved=16 * 60)
    theirs = {"first_name": "Anna", "last_name": "Prov", "email": "nagon-annans@example.se"}
    assert client.post("/mitt-konto/", theirs).headers["Location"].startswith("/bekrafta/losenord/")
    person.refresh_from_db()
    assert person.email != "nagon-annans@example.se"


def test_a_fresh_sign_in_is_proof_enough(keeper, person):
    client = sign_in("förvaltare")
    answer = client.post(f"/administration/anvandare/{person.pk}/stang/")
    assert answer.headers["Location"] == f"/administration/anvandare/{person.pk}/"
    assert not User.objects.get(pk=person.pk).is_active


def test_a_part_of_a_page_leads_the_whole_page_to_the_proof(keeper, person):
    client = sign_in("förvaltare")
    passes(client, proved=16 * 60)
    answer = client.post(f"/administration/anvandare/{person.pk}/stang/", headers={"hx-request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/bekrafta/losenord/")


def test_who_has_an_app_may_prove_it_by_that(keeper, person):
    client = sign_in("förvaltare")
    secret, _codes = set_up_app(client)
    passes(client, proved=16 * 60)
    asked = client.post(f"/administration/anvandare/{person.pk}/stang/").headers["Location"]
    assert asked.startswith("/bekrafta/kod/")
    assert "Använd lösenordet" in client.get(asked).content.decode()
    answer = client.post(asked, {"code": code(secret, later=1)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/bekrafta/fortsatt/"


def test_the_rescue_asks_for_a_proof_of_everything_that_changes():
    make.user(None, username="chef", is_superuser=True)
    client = sign_in("chef")
    passes(client, proved=16 * 60)
    assert client.post("/admin/common/organization/add/", {"name": "X"}).headers["Location"].startswith("/bekrafta/")


GRAVE = {
    *(
        "person-create",
        "person-edit",
        "person-close",
        "person-open",
        "person-link",
        "person-unlock",
        "role-give",
        "role-end",
    ),
    *("proposal-list", "proposal-confirm", "proposal-decline", "proposal-withdraw", "membership-scope"),
    *("grant-create", "grant-end", "group-role-create", "group-role-confirm", "group-role-end"),
    *("adjustment-approve", "difference-approve", "difference-reject", "difference-settle", "fixed-price-decide"),
    *(
        "contract-option-add",
        "framework-option-add",
        "option-decide",
        "option-decline",
        "option-take-back",
        "deviation-decide",
    ),
    "penalty-decide",
}


def test_what_asks_for_a_proof_is_told_by_the_permission_that_a_page_asks_for(rf):
    """Money, secrecy and roles; a new page with such a permission does so by itself."""
    found = set()
    for name, path, *_ in addresses(1):
        request = rf.post(path)
        request.resolver_match = get_resolver().resolve(path)
        if is_grave(request, request.resolver_match.func):
            found.add(name.rpartition(":")[2])
    assert found >= GRAVE
    assert "placement-edit" not in found


def test_the_clock_of_a_proof_is_the_sessions_own(person):
    client = sign_in("anna")
    assert abs(client.session["vo_proved"] - time.time()) < 60
