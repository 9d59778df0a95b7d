"""Each address of something secret, read and sent to, by everybody who has not been let in: it is not there."""

import re
from contextlib import suppress

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.urls import URLResolver, get_resolver
from django.views.generic.detail import SingleObjectMixin

from huddinge_vo.common.secrecy.models import AccessGrant
from huddinge_vo.common.secrecy.querysets import can_be_secret, secured_models
from huddinge_vo.roles import ROLES
from tests import database
from tests import factories as make
from tests.house import worlds
from tests.house.test_rights import SAID, asks, browser

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def model_of(view):
    """What the address of a page names, as the page itself says; null where it names nothing or does not say."""
    page = getattr(view, "view_class", view)
    found = getattr(page, "permission_of", None) or getattr(page, "model", None)
    if found is None and isinstance(page, type) and issubclass(page, SingleObjectMixin):
        with suppress(ImproperlyConfigured, AttributeError):
            found = page().get_queryset().model
    return found


def addresses():
    """(name, path, model) of each address that names an object, each object being number one."""

    def walk(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                if pattern.namespace != "admin" and "galleri" not in route:
                    yield from walk(pattern.url_patterns, route)
            elif set(pattern.pattern.converters) - set(SAID):
                path = re.sub(r"<\w+:(\w+)>", lambda found: SAID.get(found[1], "1"), "/" + route)
                named = NAMED.get(str(pattern.name))
                yield pattern.name, path, apps.get_model(named) if named else model_of(pattern.callback)

    yield from walk(get_resolver().url_patterns, "")


# Addresses that stay open though the page is about what can be secret, and what their number is of instead.
OPEN = {
    "area-price-add": "of an area: the price that is added is of all its contracts",
    "area-clause": "of an area, as its clause is",
    "proposal-same": "of a name in the ledger that no supplier has, and so nobody's secret",
    "proposal-not-same": "the same",
    "proposal-take-back": "the same",
    "supplier-proposal": "the same",
}
# What an address names where its page finds that out by itself.
NAMED = {
    "area-detail": "contracts.ContractArea",
    "area-permit": "contracts.ContractArea",
    "activity-detail": "activities.Activity",
    "delegation-end": "procurement.Delegation",
    "foreseen-need": "procurement.ForeseenNeed",
    "deviation-question": "followup.DeviationQuestion",
    "fixed-price-area": "contracts.ContractArea",
    "goal-detail": "activities.EffectGoal",
    "import-detail": "followup.LedgerImport",
    "import-retry": "followup.LedgerImport",
    "invoice-import-detail": "followup.InvoiceImport",
    "index-chain": "contracts.IndexSeries",
    "index-codes": "contracts.IndexSeries",
    "index-detail": "contracts.IndexSeries",
    "index-fetch": "contracts.IndexSeries",
    "index-file": "contracts.IndexSeries",
    "index-value-add": "contracts.IndexSeries",
    "measure-detail": "followup.Measure",
    "meeting-detail": "followup.SupplierMeeting",
    "survey-detail": "followup.Survey",
    "membership-scope": "common.Membership",
    "password_reset_confirm": "common.User",
    "role-end": "common.Membership",
    "sample-detail": "followup.Sample",
    "step-done": "activities.ActivityStep",
}
GONE = {404, 405}


def someone_who_may_everything(name, home):
    with database.owner():
        everything, _ = Group.objects.get_or_create(name="allt")
        everything.permissions.set(Permission.objects.all())
    person = worlds.person(name, (everything.name, home))
    client = browser(person, home)
    client.raise_request_exception = False  # not all that a world holds could have come about in it
    return person, client


@pytest.mark.usefixtures("statuses_alone")
def test_no_address_of_something_secret_is_there_for_who_is_not_let_in():
    worlds.number_from_one()
    home = make.buyer()
    keeper = make.user(None, username="väktare", is_superuser=True)
    worlds.world(home, keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    _, outside = someone_who_may_everything("utanför", home)
    insider, inside = someone_who_may_everything("insläppt", home)
    by_role = [browser(worlds.person(role.login, (role.name, home)), home) for role in ROLES]
    asked = [(name, method, path, model) for name, path, model in addresses() for method in ("get", "post")]
    before = {(method, path): asks(inside, method, path)[0] for _, method, path, _ in asked}
    for model in secured_models():
        for secret in model._base_manager.all():
            AccessGrant.objects.create(object=secret, user=insider)
        model._base_manager.update(is_secret=True)
    wrong, hidden = [], 0
    for name, method, path, model in asked:
        found = asks(outside, method, path)[0]
        if before[method, path] in GONE:
            continue
        if found in GONE:
            hidden += 1
            if asks(inside, method, path)[0] != before[method, path]:
                wrong.append((name, method, path, "is gone for who is let in"))
            wrong += [
                (name, method, path, role.name)
                for role, client in zip(ROLES, by_role, strict=True)
                if asks(client, method, path)[0] not in GONE | {403}
            ]
        elif name not in OPEN and (model is None or can_be_secret(model)):
            wrong.append((name, method, path, found))
    assert wrong == []
    assert hidden > 150
