"""Closed by default: every address, asked by nobody, by one without a role, and by each role."""

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from huddinge_vo.roles import ROLES
from tests import factories as make

pytestmark = pytest.mark.django_db

# The calendar and the monitor show a secret of their own, and one who has forgotten his password is not logged in.
OPEN = {
    "account_login",
    "accessibility",  # the law will have it open
    "mfa_authenticate",  # after the password and before one is logged in
    "mfa_login_webauthn",
    "openid_connect_login",  # to the municipality's own sign-in and back
    "openid_connect_callback",
    "health",
    "health-alive",
    "health-ready",
    "metrics",
    "calendar",
    "password_reset",
    "password_reset_done",
    "password_reset_confirm",
    "password_reset_complete",
    *("answer", "answer-open", "answer-thanks"),  # whoever has a link of a supplier's
}
# Anybody who is logged in may leave, and choose among the buyers he works for.
OWN = {
    *("help", "help-document", "help-section"),  # what is public, for whoever is in
    "example-anew",  # the demo, whose passwords everybody knows
    *("account_logout", "choose-buyer", "own-account", "own-password", "own-sessions", "proof-continue"),
    # The ways to prove who one is, which are each person's own.
    *("account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_index"),
    *("mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("mfa_add_webauthn", "mfa_remove_webauthn"),
}


def addresses():
    """(name, path) of each of our own addresses, from the resolver itself, so that a new one cannot be forgotten."""
    found = []

    def walk(patterns, prefix, namespace):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                if pattern.namespace != "admin":
                    walk(pattern.url_patterns, route, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern):
                path = "/" + route
                for name, converter in pattern.pattern.converters.items():
                    kind = "int" if isinstance(converter, IntConverter) else "str"
                    path = path.replace(f"<{kind}:{name}>", "1" if kind == "int" else "upp")
                found.append((pattern.name, path))

    walk(get_resolver().url_patterns, "", "")
    return found


ADDRESSES = addresses()


def test_there_are_addresses_to_walk_and_none_is_left_with_a_hole():
    assert len(ADDRESSES) > 30
    assert not [path for _, path in ADDRESSES if "<" in path]


@pytest.mark.parametrize(("name", "path"), [each for each in ADDRESSES if each[0] not in OPEN])
def test_one_who_is_not_logged_in_is_sent_to_the_login(client, name, path):
    for method in (client.get, client.post):
        answer = method(path)
        # Something that is only posted to may say so before it asks who it is; it has done nothing.
        assert answer.status_code in {302, 405}
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/logga-in/")


@pytest.mark.usefixtures("statuses_alone")
@pytest.mark.parametrize(("name", "path"), [each for each in ADDRESSES if each[0] not in OPEN | OWN])
def test_one_without_a_role_gets_in_nowhere(client, name, path):
    client.force_login(make.user(None, username="ny"))
    for method in (client.get, client.post):
        assert method(path).status_code in {403, 404, 405}


def test_a_form_without_its_token_is_refused_in_swedish():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.user("controller"))
    answer = client.post("/rakna-om/")
    assert answer.status_code == 403
    assert "Ingenting har sparats" in answer.content.decode()


# What a role sees in its menu, and what it meets if it types the address of something else.
LISTS = {
    "/": "followup.view_spendmonth",
    "/avtal/": "contracts.view_contract",
    "/leverantorer/": "contracts.view_supplier",
    "/leverantorer/att-reda-ut/": "contracts.merge_supplier",
    "/upphandlingsomgangar/": "contracts.view_framework",
    "/avtalsomraden/": "contracts.view_contractarea",
    "/reskontra/": "followup.view_ledgerimport",
    "/reskontra/las-in/": "followup.add_ledgerimport",
    "/reskontra/profiler/": "followup.view_ledgerimport",
    "/reskontra/rader/": "followup.view_judgedrow",
    "/priskontroll/": "followup.view_pricedeviation",
    "/priskontroll/leverantorer/": "followup.view_pricedeviation",
    "/priskontroll/artiklar/": "followup.view_pricedeviation",
    "/priskontroll/krav/": "followup.view_pricedeviation",
    "/flaggor/": "followup.view_flag",
    "/flaggor/slag/": "followup.view_flag",
    "/flaggor/uppgifter/": "followup.add_supplierfact",
    "/flaggor/budget/": "followup.change_flagterm",
    "/stickprov/": "followup.view_sample",
    "/stickprov/nytt/": "followup.add_sample",
    "/brister/anmal/": "followup.add_finding",
    "/brister/viten/": "followup.view_finding",
    "/mediebevakning/": "followup.view_mediahit",
    "/mediebevakning/rapport/": "followup.view_mediahit",
    "/mediebevakning/sokord/": "followup.view_mediahit",
    "/mediebevakning/floden/": "followup.view_mediahit",
    "/brukarundersokningar/": "followup.view_survey",
    "/brukarundersokningar/resultat/": "followup.view_survey",
    "/brukarundersokningar/krav/": "followup.view_survey",
    "/brukarundersokningar/las-in/": "followup.add_survey",
    "/leverantorsmoten/": "followup.view_suppliermeeting",
    "/leverantorsmoten/nytt/": "followup.change_suppliermeeting",
    "/e-fakturor/": "followup.view_invoice",
    "/e-fakturor/las-in/": "followup.add_invoiceimport",
    "/e-fakturor/inlasningar/": "followup.view_invoiceimport",
    "/e-fakturor/rader-utan/": "followup.view_judgedrow",
    "/regler/": "followup.view_classificationrule",
    "/regler/ny/": "followup.add_classificationrule",
    "/regler/utan/": "followup.view_judgedrow",
    "/avtal/nytt/": "contracts.add_contract",
    "/prisjustering/": "contracts.view_priceadjustment",
    "/prisjustering/begaran/ny/": "contracts.add_pricerequest",
    "/prisjustering/skillnader/": "contracts.view_pricedifference",
    "/prisjustering/att-bekrafta/": "contracts.view_priceitem",
    "/prisjustering/tank-om/": "contracts.view_priceadjustment",
    "/prisjustering/fast-pris/": "contracts.view_priceitem",
    "/index/": "contracts.view_indexseries",
    "/index/ny/": "contracts.change_indexseries",
    "/avtal/fran-fil/": "contracts.add_priceitem",  # price lists, and for some all of the register
    "/upphandlingsplan/": "procurement.view_plannedneed",
    "/upphandlingsplan/behov/nytt/": "procurement.add_plannedneed",
    "/upphandlingar/": "procurement.view_project",
    "/upphandlingar/ny/": "procurement.add_project",
    "/direktupphandling/": "procurement.view_placement",
    "/direktupphandling/behov/": "procurement.view_placement",
    "/direktupphandling/aterkommer/": "procurement.view_foreseenneed",
    "/statusrapport/": "followup.view_statusreport",
    "/avsteg-saknas/": "followup.view_deviationquestion",
    "/avsteg-saknas/fragor/": "followup.view_deviationquestion",
    "/administration/egna-enheter/": "followup.change_ownunit",
    "/administration/egna-enheter/ny/": "followup.change_ownunit",
    "/avsteg/": "procurement.view_placement",
    "/avsteg/nytt/": "procurement.add_placement",
    "/administration/anvandare/": "common.view_user",
    "/administration/anvandare/ny/": "common.add_user",
    "/administration/rollforslag/": "common.add_membership",
    "/administration/grupper/": "common.add_membership",
    "/administration/grupper/ny/": "common.add_membership",
    "/administration/prisvarden/": "contracts.change_priceterm",
    "/administration/kontrollvillkor/": "contracts.change_checkterm",
    "/administration/planeringsvarden/": "procurement.change_procurementterm",
    "/administration/tidplaner/": "procurement.change_milestonetemplate",
    "/administration/kategorier/": "contracts.change_category",
    "/sekretess/atkomster/": "common.view_accessgrant",
    "/sekretess/atkomster/ny/": "common.add_accessgrant",
    "/sekretess/logg/": "common.view_secretreading",
    "/sekretess/lasningar/": "common.view_secretreading",
}


@pytest.mark.usefixtures("statuses_alone")
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_each_role_opens_just_what_it_may(client, role):
    make.area()
    client.force_login(make.user(role.name))
    for path, permission in LISTS.items():
        expected = 200 if permission in role.permissions else 403
        assert (path, client.get(path).status_code) == (path, expected)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.login)
def test_the_menu_offers_nothing_that_is_refused(client, role):
    make.area()
    client.force_login(make.user(role.name))
    page = client.get("/avtal/")
    rail = page.context["rail"]
    offered = [item.href for item in (*rail.first, *(item for group in rail.rest for item in group.items))]
    assert offered
    for path in offered:
        assert (path, client.get(path).status_code) == (path, 200)


def test_another_buyers_contract_does_not_exist(client):
    other = make.buyer(org_number="2120000142", name="Annan kommun")
    theirs = make.contract(buyer=other, areas=[make.area(of=other)])
    client.force_login(make.user("kategoriledare"))
    assert client.get(theirs.get_absolute_url()).status_code == 404
    assert "A-1" not in client.get("/avtal/").content.decode()


def test_a_page_brings_no_script_or_style_of_its_own(client):
    client.force_login(make.user("kategoriledare"))
    page = client.get("/avtal/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert " style=" not in page.content.decode()
    assert " onclick=" not in page.content.decode()
