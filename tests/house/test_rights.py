"""Rights belong to a buyer: a person who reads at one buyer and leads at another, tried on every address."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from contracts.prices import actions as price_actions
from contracts.prices.models import PriceAdjustment, PriceDifference
from contracts.register.models import Contract
from contracts.terms import actions as term_actions
from followup.judging.querysets import TotalsQuerySet
from followup.report import actions as report_actions
from followup.report.models import StatusReport
from followup.reviews import actions as review_actions
from followup.reviews.models import FollowUpClass
from huddinge_vo.common.people.models import Membership, User
from huddinge_vo.common.people.rights import NotAllowed, buyer_id_of, require, ways_to_buyer
from procurement.deviations import actions as deviation_actions
from procurement.placements.models import Placement
from procurement.projects.models import Project
from procurement.strategies import actions as strategy_actions
from tests import database
from tests import factories as make
from tests.house import worlds
from tests.house.test_access import OPEN, OWN

pytestmark = pytest.mark.django_db

OURS = ("contracts", "procurement", "activities", "followup", "huddinge_vo")
LEADER, READER = "kategoriledare", "läsare"


@pytest.fixture
def two():
    """Two buyers with one of everything each; the first one's are number 1."""
    worlds.number_from_one()
    keeper = make.user(None, username="väktare", is_superuser=True)
    home, other = make.buyer(), make.buyer(org_number="2120000142", name="Annan kommun")
    worlds.world(home, keeper=keeper, number="1", org_number=make.ORG_NUMBERS[0])
    worlds.world(other, keeper=keeper, number="2", org_number=make.ORG_NUMBERS[1])
    return home, other


# ------------------------------------------------------------------------------------------------- every address

_LEFT = OPEN | OWN  # nobody's in particular, or anybody's own
SAID = {
    "year": "2026",
    "line_no": "2",
    "kind": "kreditbetyg",
    "form": "pdf",
    "way": "upp",
    "secret": "upp",
    "token": "upp",
}


def addresses(number):
    """(name, path, whether it names an object) of each of our addresses, each object being number so and so."""

    def walk(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                if pattern.namespace != "admin":
                    yield from walk(pattern.url_patterns, route)
            elif isinstance(pattern, URLPattern) and pattern.name not in _LEFT:
                names = set(pattern.pattern.converters)
                path = re.sub(r"<\w+:(\w+)>", lambda found: SAID.get(found[1], str(number)), "/" + route)
                yield pattern.name, path, bool(names - set(SAID))

    yield from walk(get_resolver().url_patterns, "")


def asks(client, method, path):
    """The status and what the answer offers to go to or to do; whatever it has done is taken back."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    offered = set()
    if "html" in answer.headers.get("Content-Type", ""):
        _, _, page = content.decode().rpartition('<main class="page"')
        offered = set(re.findall(r'(?:href|action|hx-get)="([^"]+)"', page))
    return answer.status_code, offered


def browser(person, buyer):
    """Somebody who has chosen a buyer to work for."""
    client = Client()
    client.force_login(person)
    client.post("/valj-kopare/", {"buyer": buyer.pk})
    return client


REFUSED = {403, 404, 405}


@pytest.mark.usefixtures("statuses_alone")
@pytest.mark.long
def test_who_reads_at_one_buyer_and_leads_at_another_is_at_each_just_that(two):
    home, other = two
    reads = browser(worlds.person("laser", (READER, home)), home)
    leads = browser(worlds.person("leder", (LEADER, other)), other)
    both = worlds.person("bada", (READER, home), (LEADER, other))
    both_home, both_other = browser(both, home), browser(both, other)
    wrong, objects, shared, led = [], 0, 0, 0
    for name, path, names_object in addresses(1):
        for method in ("get", "post"):
            as_leader, at_other = asks(leads, method, path), asks(both_other, method, path)
            assert max(as_leader[0], at_other[0]) < 500, path
            if names_object and as_leader[0] == 404:  # the first buyer's: whatever is chosen, a reader is a reader
                objects += 1
                if at_other[0] in REFUSED:
                    continue
                as_reader, at_home = asks(reads, method, path), asks(both_home, method, path)
                wrong += [
                    (name, method, path, as_reader[0], found[0], sorted(found[1] - as_reader[1]))
                    for found in (at_home, at_other)
                    if found[0] != as_reader[0] or found[1] - as_reader[1]
                ]
            else:  # nobody's: as one is at the buyer that is chosen
                shared += 1
                as_reader, at_home = asks(reads, method, path), asks(both_home, method, path)
                assert max(as_reader[0], at_home[0]) < 500, path
                if (at_home[0], at_other[0]) != (as_reader[0], as_leader[0]):
                    wrong.append((name, method, path, as_reader[0], at_home[0], as_leader[0], at_other[0]))
                led += as_leader[0] < 400 != as_reader[0] < 400
    assert wrong == []
    assert (objects > 100, shared > 100, led > 20) == (True, True, True)


@pytest.mark.usefixtures("statuses_alone")
@pytest.mark.long
def test_who_leads_does_so_at_the_other_buyer_whichever_is_chosen(two):
    home, other = two
    reads = browser(worlds.person("laser", (READER, home)), home)
    leads = browser(worlds.person("leder", (LEADER, other)), other)
    both = browser(worlds.person("bada", (READER, home), (LEADER, other)), home)
    wrong, tried = [], 0
    for name, path, names_object in addresses(2):
        if names_object and asks(reads, "get", path)[0] == 404:  # the second buyer's
            tried += 1
            as_leader, as_both = asks(leads, "get", path), asks(both, "get", path)
            if as_both[0] != as_leader[0] or as_leader[1] - as_both[1]:
                wrong.append((name, path, as_leader[0], as_both[0], sorted(as_leader[1] - as_both[1])))
    assert wrong == []
    assert tried > 40


# -------------------------------------------------------------------------------------------------- nothing forgets


def sources():
    for app in OURS:
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, ast.parse(path.read_text())


def test_nothing_asks_what_one_may_without_saying_where():
    wrong = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"has_perm", "has_perms", "has_module_perms"}
                and len(node.args) + len(node.keywords) < 2
            ):
                wrong += [f"{path}:{node.lineno}"]
    assert wrong == []


def test_no_page_uses_djangos_own_permission_checks_which_know_of_no_buyer():
    own = {Path("huddinge_vo/common/pages/permissions.py")}
    wrong = []
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in {
                "django.contrib.auth.decorators",
                "django.contrib.auth.mixins",
            }:
                names = {each.name for each in node.names} - {"login_not_required"}
                wrong += [f"{path}:{node.lineno}"] if names and path.relative_to(settings.BASE_DIR) not in own else []
    assert wrong == []


def test_templates_ask_through_perms_alone():
    wrong = [
        str(path)
        for path in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
        if re.search(r"has_perm|user\.is_staff|user\.(get_all_permissions|groups)", path.read_text())
    ]
    assert wrong == []


def models():
    for model in apps.get_models():
        ours = model._meta.app_label in {"common", "contracts", "procurement", "activities", "followup"}
        if ours and not model._meta.proxy and not model.__name__.endswith("Event"):
            yield model


@pytest.mark.parametrize("model", list(models()), ids=lambda model: model._meta.label)
def test_each_model_says_whose_it_is(model):
    if model._meta.label == "followup.Touched":
        pytest.skip("an outbox of what to judge again: nobody is shown it")
    if model._meta.label == "common.Organization":
        return  # it is itself
    try:
        ways = ways_to_buyer(model)
    except ImproperlyConfigured as error:
        pytest.fail(str(error))
    for way in ways:
        target = model
        for step in way.split("__"):
            target = target._meta.get_field(step).related_model
        assert target._meta.label == "common.Organization"


TOTALS = {model for model in models() if isinstance(model._default_manager.all(), TotalsQuerySet)}


def test_one_whose_role_gives_nothing_sees_nothing_of_a_buyer(two):
    home, _other = two
    with database.owner():
        Group.objects.create(name="ingenting")
    nobody = worlds.person("ingen", ("ingenting", home))
    reader = worlds.person("laser", (READER, home))
    wrong, seen = [], 0
    for model in models():
        manager = model._default_manager
        if not hasattr(manager, "visible_to") or model._meta.label == "common.Organization":
            continue
        if not ways_to_buyer(model):
            continue
        # Totals do not say what anybody may see: they are read within his reach, see SeenSpend.
        shown = manager.within_reach_of if model in TOTALS else manager.visible_to
        # What hangs on a supplier alone is everybody's, as the supplier is.
        if any(buyer_id_of(row) is not None for row in shown(nobody)):
            wrong.append(model._meta.label)
        seen += shown(reader).exists()
    assert wrong == []
    assert seen > 20


def test_templates_ask_at_the_buyer_of_the_page(client, two):
    home, other = two
    both = worlds.person("bada", (READER, home), (LEADER, other))
    client.force_login(both)
    for chosen in (home, other):
        client.post("/valj-kopare/", {"buyer": chosen.pk})
        for contract in Contract.objects.order_by("pk"):
            page = client.get(contract.get_absolute_url()).content.decode()
            edit = f'href="/avtal/{contract.pk}/andra/"'
            assert (edit in page) is (contract.buyer == other), (chosen, contract)


# -------------------------------------------------------------------------------------------------------- actions


@pytest.fixture
def both(two):
    """Reader at the first buyer and leader at the second."""
    home, other = two
    return worlds.person("bada", (READER, home), (LEADER, other))


def of(model, buyer):
    return next(each for each in model.objects.order_by("pk") if buyer_id_of(each) == buyer.pk)


APPROVE = {
    "prices": lambda buyer, by: price_actions.approve_adjustments(
        adjustment_ids=[_submitted(buyer).pk], by=by, at=worlds.NOW
    ),
    "sending": lambda buyer, by: price_actions.submit_adjustments(
        adjustment_ids=[of(PriceAdjustment, buyer).pk], by=by, at=worlds.NOW
    ),
    "difference": lambda buyer, by: price_actions.approve_differences(
        difference_ids=[of(PriceDifference, buyer).pk], by=by, at=worlds.NOW
    ),
    "option": lambda buyer, by: term_actions.decline_option(
        option_id=of(Contract, buyer).options.get().pk, declined_on=worlds.NOW.date(), by=by, at=worlds.NOW
    ),
    "end": lambda buyer, by: term_actions.terminate_contract(
        contract=of(Contract, buyer), last_day=worlds.later(60), by=by, at=worlds.NOW, version=None
    ),
    "deviation": lambda buyer, by: deviation_actions.approve_deviation(
        placement_id=Placement.objects.outside_contract().get(buyer=buyer).pk,
        is_unbiased=True,
        words="Prov",
        by=by,
        at=worlds.NOW,
    ),
    "class": lambda buyer, by: review_actions.decide_class(
        follow_up_class=of(FollowUpClass, buyer), decided=1, reason="Prov", by=by, at=worlds.NOW
    ),
    "report": lambda buyer, by: report_actions.send_for_review(
        report_id=of(StatusReport, buyer).pk, by=by, at=worlds.NOW
    ),
    "strategy": lambda buyer, by: strategy_actions.decide_strategy(
        project=of(Project, buyer),
        document=lambda _project: {"sections": [{"text": "Prov"}]},
        decided_on=worlds.NOW.date(),
        decided_by="Nämnden",
        by=by,
        at=worlds.NOW,
    ),
}


def _submitted(buyer):
    adjustment = of(PriceAdjustment, buyer)
    PriceAdjustment.objects.filter(pk=adjustment.pk).update(
        status="SUBMITTED", submitted_by=User.objects.get(username="väktare"), submitted_at=worlds.NOW
    )
    return adjustment


@pytest.mark.parametrize("action", APPROVE.values(), ids=APPROVE)
def test_an_action_is_refused_at_the_buyer_where_one_reads_and_done_where_one_leads(two, both, action):
    home, other = two
    with pytest.raises(NotAllowed, match=f"inte rätt att göra det här hos {home}"):
        action(home, both)
    assert action(other, both)


def test_a_list_of_both_buyers_is_sent_only_as_far_as_one_may(two, both):
    ids = list(PriceAdjustment.objects.values_list("pk", flat=True))
    found = price_actions.look_over(adjustment_ids=ids, action=price_actions.ListAction.SUBMIT, by=both)
    assert (len(ids), len(found.ids)) == (2, 1)
    assert "inte har rätt" in found.left[0].why
    with pytest.raises(NotAllowed):
        price_actions.submit_adjustments(adjustment_ids=ids, by=both, at=worlds.NOW)


def test_what_was_refused_is_told_on_the_page(client, two, both):
    home, other = two
    client.force_login(both)
    client.post("/valj-kopare/", {"buyer": other.pk})
    with database.owner():
        Group.objects.get(name=READER).permissions.add(Permission.objects.get(codename="view_priceadjustment"))
    answer = client.post("/prisjustering/skicka/", {"id": [of(PriceAdjustment, home).pk]}, follow=True)
    assert f"inte rätt att göra det här hos {home}" in answer.content.decode()
    assert of(PriceAdjustment, home).status == "PROPOSED"


def test_a_right_asked_for_without_a_buyer_is_nobodys_but_the_administrators():
    leader = make.user(LEADER)
    assert not leader.has_perm("contracts.view_contract")
    assert leader.has_perm("contracts.view_contract", make.buyer())
    assert make.user(None, username="chef", is_superuser=True).has_perm("contracts.view_contract")


def test_one_who_has_left_may_nothing():
    person = make.user(LEADER, is_active=False)
    assert not person.has_perm("contracts.view_contract", make.buyer())
    assert Membership.objects.filter(user=person).exists()


def test_the_register_of_suppliers_is_kept_by_those_who_may_at_any_buyer(two, both):
    supplier = of(Contract, two[0]).supplier
    require(both, "contracts.merge_supplier", supplier)
    with pytest.raises(NotAllowed, match="Be förvaltaren om en roll"):
        require(worlds.person("laser", (READER, two[0])), "contracts.merge_supplier", supplier)
