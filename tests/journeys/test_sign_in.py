"""Coming in, as people do: by codes, a passkey, the municipality; too many tries; and a proof in the midst of it."""

import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.cached_db import SessionStore
from django.contrib.sessions.models import Session

from huddinge_vo.common.administration import actions
from huddinge_vo.common.people.models import GroupRole, Membership
from huddinge_vo.common.signin.rules import PER_ACCOUNT_AND_ADDRESS
from tests import factories as make
from tests.identity_provider import IdentityProvider
from tests.journeys.conftest import NOW

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def code(secret, later=0):
    """What an app would show, now or a little later: each code is good once."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())) + later))


def headed(one):
    return one.page.get_by_role("heading", level=1).inner_text()


def leave(one):
    one.page.get_by_role("button", name="Logga ut", exact=True).click()
    one.page.wait_for_url("**/logga-in/")


def test_who_decides_sets_up_an_app_and_comes_in_by_its_codes(walker, settings):
    settings.VO_SECOND_FACTOR_REQUIRED = True
    make.area()
    make.user("kategoriledare")
    one = walker(width=390)
    one.log_in("kategoriledare")
    page = one.page
    assert headed(one) == "Inloggning i två steg"
    assert one.check() == []
    page.goto("/avtal/")
    assert headed(one) == "Inloggning i två steg"
    page.get_by_role("link", name="Lägg till en app").click()
    page.get_by_role("img", name=re.compile("Bild att läsa av")).wait_for()
    assert one.check() == []
    secret = page.locator("code.app-secret").inner_text()
    page.get_by_label("Kod från appen").fill("000000")
    page.get_by_role("button", name="Anslut").click()
    page.get_by_text("Koden stämmer inte").first.wait_for()
    page.get_by_label("Kod från appen").fill(code(secret))
    page.get_by_role("button", name="Anslut").click()
    page.get_by_role("heading", level=1, name="Återställningskoder").wait_for()
    assert page.locator(".codes li").count() == 10
    assert one.check() == []
    page.get_by_role("link", name="Jag har sparat koderna").click()
    page.goto("/avtal/")
    assert headed(one) == "Avtal"
    two = walker()
    two.page.goto("/logga-in/")
    two.page.get_by_label("Användarnamn").fill("kategoriledare")
    two.page.get_by_label("Lösenord").fill("demo")
    two.page.get_by_role("button", name="Logga in", exact=True).click()
    two.page.get_by_role("heading", level=1, name="Andra steget").wait_for()
    assert two.check() == []
    two.page.get_by_label("Kod", exact=False).first.fill(code(secret, later=1))
    two.page.get_by_role("button", name="Logga in", exact=True).click()
    two.page.wait_for_url("**/start/")


def test_a_passkey_is_added_and_lets_in_by_itself(walker):
    make.area()
    make.user("kategoriledare")
    one = walker()
    browser = one.context.new_cdp_session(one.page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    one.log_in("kategoriledare")
    page = one.page
    page.goto("/mitt-konto/")
    page.get_by_role("link", name="Inloggning i två steg").click()
    page.get_by_role("link", name="Lägg till en passkey").click()
    assert one.check() == []
    page.get_by_label("Namn").fill("Datorn på jobbet")
    page.get_by_role("button", name="Lägg till").click()
    page.get_by_role("heading", level=1, name="Återställningskoder").wait_for()
    page.get_by_role("link", name="Jag har sparat koderna").click()
    page.get_by_text("Datorn på jobbet").first.wait_for()
    leave(one)
    assert one.check() == []
    page.get_by_role("button", name="Använd passkey").click()
    page.wait_for_url("**/start/")
    assert "kategoriledare" in page.locator(".who").inner_text()


def test_who_errs_too_many_times_is_told_what_to_do_and_a_keeper_lets_him_in(walker, settings):
    settings.AXES_ENABLED = True
    person = make.user("läsare", username="anna")
    make.user("förvaltare")
    one, keeper = walker(width=390), walker()
    page = one.page
    for _ in range(PER_ACCOUNT_AND_ADDRESS):
        page.goto("/logga-in/")
        page.get_by_label("Användarnamn").fill("anna")
        page.get_by_label("Lösenord").fill("fel")
        page.get_by_role("button", name="Logga in", exact=True).click()
        page.wait_for_load_state()
    assert headed(one) == "För många försök"
    assert one.check() == []
    keeper.log_in("förvaltare")
    keeper.page.goto(f"/administration/anvandare/{person.pk}/")
    assert keeper.check() == []
    keeper.page.get_by_role("button", name="Häv spärren").click()
    keeper.page.get_by_text("Spärren är hävd").wait_for()
    one.log_in("anna")


def grow_old(seconds):
    """Let all sessions have proved who they are so long ago."""
    for session in Session.objects.all():
        store = SessionStore(session.session_key)
        store["vo_proved"] -= seconds
        store.save()


def test_a_role_is_given_after_one_has_shown_who_one_is_and_nothing_filled_in_is_lost(walker):
    person = make.user("läsare", username="anna")
    make.user("förvaltare")
    one = walker()
    one.log_in("förvaltare")
    page = one.page
    page.goto(f"/administration/anvandare/{person.pk}/roller/ny/")
    page.get_by_label("Roll").select_option(label="uppföljare")
    grow_old(16 * 60)
    page.get_by_role("button", name="Ge rollen").click()
    page.get_by_role("heading", level=1, name="Bekräfta att det är du").wait_for()
    assert one.check() == []
    page.get_by_label("Lösenord").fill("demo")
    page.get_by_role("button", name="Bekräfta").click()
    page.get_by_role("heading", level=1, name="Du har bekräftat att det är du").wait_for()
    assert one.check() == []
    assert not Membership.objects.filter(user=person, role__name="uppföljare").exists()
    page.get_by_role("button", name="Fortsätt").click()
    page.get_by_text("är nu uppföljare").wait_for()
    page.goto("/mitt-konto/inloggningar/")
    assert page.get_by_text("(den här)").count() == 1
    assert one.check() == []


def test_the_municipalitys_sign_in_gives_the_roles_of_ones_groups(walker, settings):
    make.area()
    keeper = make.user("förvaltare")
    make.user(None, username="anna")
    given = GroupRole(buyer=make.buyer(), group="VO", role=Group.objects.get(name="controller"))
    actions.propose_group_role(given=given, by=keeper, at=NOW)
    with IdentityProvider() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = provider.settings()
        provider.person["groups"] = ["VO"]
        one = walker()
        one.page.goto("/logga-in/?next=/reskontra/")
        assert one.check() == []
        one.page.get_by_role("link", name="Logga in med").click()
        one.page.wait_for_url("**/reskontra/")
        assert "controller" in one.page.locator(".who").inner_text()
        administrator = walker()
        administrator.log_in("förvaltare")
        administrator.page.goto("/administration/grupper/")
        assert administrator.check() == []
        provider.person["groups"] = []
        leave(one)
        one.page.get_by_role("link", name="Logga in med").click()
        one.page.wait_for_url("**/start/")
        assert "controller" not in one.page.locator(".who").inner_text()
