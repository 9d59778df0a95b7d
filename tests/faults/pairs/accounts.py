"""What two people may do to accounts, roles, what is secret, and what a person has kept for himself."""

from datetime import date

from django.contrib.auth.models import Group
from django.utils import timezone

from contracts.plan import actions as tree
from contracts.plan.models import Category
from contracts.register.models import Contract
from huddinge_vo.common.administration import actions as administration
from huddinge_vo.common.people.models import GroupRole, Membership, RoleProposal, User
from huddinge_vo.common.saved_views import actions as views
from huddinge_vo.common.saved_views.models import SavedView
from huddinge_vo.common.secrecy import marking
from huddinge_vo.common.secrecy.models import AccessGrant, MarkProposal
from huddinge_vo.retention import actions as retention
from huddinge_vo.retention.kinds import KINDS
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, colleague, keeper, who


def role(name):
    return Group.objects.get(name=name)


def give_role():
    administration.give_role(person=who("controller"), role=role("läsare"), buyer=buyer(), **by_keeper())


def end_role():
    held = Membership.objects.filter(user=who("controller")).order_by("pk").first()
    if held:
        administration.end_role(membership=held, **by_colleague())


def shut_account():
    administration.set_active(person=who("controller"), active=False, buyer=buyer(), **by_keeper())


def change_person():
    person = who("controller")
    person.first_name = "Kim"
    administration.save_person(person=person, buyer=buyer(), version=1, **by_colleague())


def change_person_otherwise():
    person = who("controller")
    person.last_name = "Ek"
    administration.save_person(person=person, buyer=buyer(), version=1, **by_keeper())


def narrow_role():
    held = Membership.objects.get(user=who("controller"))
    tree.narrow_membership(membership=held, categories=Category.objects.filter(code="IFO"), **by_keeper())


def widen_role():
    held = Membership.objects.get(user=who("controller"))
    tree.narrow_membership(membership=held, categories=[], **by_colleague())


def two_keepers():
    """All that is left of who may give roles at the buyer."""
    User.objects.filter(pk__in=[keeper().pk, colleague().pk]).update(is_superuser=True)
    for name in ("kategoriledare", "controller"):
        Membership.objects.create(user=who(name), buyer=buyer(), role=role("förvaltare"))
        Membership.objects.create(user=who(name), buyer=buyer(), role=role("säkerhetsansvarig"))


def shut_one_keeper():
    administration.set_active(person=who("kategoriledare"), active=False, buyer=buyer(), **by_keeper())


def shut_other_keeper():
    administration.set_active(person=who("controller"), active=False, buyer=buyer(), **by_colleague())


def take_role_from_other_keeper():
    held = Membership.objects.filter(user__username="controller", role=role("förvaltare")).first()
    if held:
        administration.end_role(membership=held, **by_colleague())


def proposed_role():
    RoleProposal.objects.create(
        user=who("controller"), buyer=buyer(), role=role("säkerhetsansvarig"), proposed_by=keeper(),
        proposed_at=timezone.now(),
    )  # fmt: skip


def proposal():
    return RoleProposal.objects.get(user=who("controller")).pk


def confirm_role():
    administration.settle_proposal(proposal_id=proposal(), confirm=True, **by_colleague())


def decline_role():
    administration.settle_proposal(proposal_id=proposal(), confirm=False, **by_colleague())


def withdraw_role():
    administration.withdraw_proposal(proposal_id=proposal(), **by_keeper())


def give_proposed_role():
    administration.give_role(person=who("controller"), role=role("säkerhetsansvarig"), buyer=buyer(), **by_colleague())


def group_role():
    given = GroupRole(buyer=buyer(), group="g", role=role("säkerhetsansvarig"))
    administration.propose_group_role(given=given, **by_keeper())


def given():
    return GroupRole.objects.values_list("pk", flat=True).first() or 0


def confirm_group_role():
    administration.confirm_group_role(group_role_id=given(), **by_colleague())


def end_group_role():
    administration.end_group_role(group_role_id=given(), **by_keeper())


def contract():
    return Contract.objects.get(number="A-1")


def ask_for_secrecy():
    marking.ask_to_mark(obj=contract(), to_secret=True, reason="Prov", buyer=buyer(), **by_keeper())


def asked_for_secrecy():
    ask_for_secrecy()


def confirm_secrecy():
    marking.decide_mark(proposal=MarkProposal.objects.get(), confirm=True, **by_colleague())


def decline_secrecy():
    marking.decide_mark(proposal=MarkProposal.objects.get(), confirm=False, **by_colleague())


def secret_contract():
    asked_for_secrecy()
    confirm_secrecy()


def ask_to_open():
    marking.ask_to_mark(obj=contract(), to_secret=False, reason="Prov", buyer=buyer(), **by_keeper())


def _grant(until, by):
    administration.grant_access(
        model=Contract, object_id=contract().pk, buyer=buyer(), user=who("controller"), until=until, **by
    )


def let_in():
    _grant(date(2027, 6, 30), by_keeper())


def let_in_longer():
    _grant(date(2027, 12, 31), by_colleague())


def let_in_person():
    secret_contract()
    let_in()


def let_out():
    administration.end_access(grant=AccessGrant.objects.get(user__username="controller"), **by_colleague())


def _save_view(query, *, is_shared):
    views.save_view(
        owner=keeper(), buyer=buyer(), page="contracts:contracts", query=query, name="Min", is_shared=is_shared,
        at=timezone.now(),
    )  # fmt: skip


def save_view():
    _save_view("q=a", is_shared=False)


def save_view_otherwise():
    _save_view("q=b", is_shared=True)


def saved_view():
    save_view()


def remove_view():
    found = SavedView.objects.filter(owner=keeper()).first()
    if found:
        views.remove_view(view=found, by=keeper())


def _keep_for(days, by):
    kind = next(each for each in KINDS.values() if not each.is_shared)
    days += kind.days.least
    retention.save_term(buyer=buyer(), kind=kind, days=days, version=None, **by)


def keep_longer():
    _keep_for(1, by_keeper())


def keep_shorter():
    _keep_for(2, by_colleague())


ABOUT = {
    "a person": (None, [shut_account, give_role, end_role]),
    "an account": (None, [change_person, change_person_otherwise, shut_account]),
    "what a role reaches": (None, [narrow_role, widen_role]),
    "the last who give roles": (two_keepers, [shut_one_keeper, shut_other_keeper, take_role_from_other_keeper]),
    "a proposed role": (proposed_role, [confirm_role, decline_role, withdraw_role, give_proposed_role]),
    "a role of a group": (group_role, [confirm_group_role, end_group_role]),
    "what is asked to be secret": (asked_for_secrecy, [confirm_secrecy, decline_secrecy, ask_for_secrecy]),
    "what is secret": (secret_contract, [let_in, let_in_longer, ask_to_open]),
    "who is let in": (let_in_person, [let_out, let_in_longer]),
    "a saved view": (None, [save_view, save_view_otherwise]),
    "a view that is saved": (saved_view, [save_view_otherwise, remove_view]),
    "how long something is kept": (None, [keep_longer, keep_shorter]),
}
