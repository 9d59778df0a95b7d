"""What is done with people, their roles, and who is let in on what is secret.

Every change leaves its trace in history.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction

from huddinge_vo.common.people.models import TWO_PERSON_ROLES, GroupRole, Membership, Organization, RoleProposal, User
from huddinge_vo.common.people.rights import of_buyers, require, rights_of
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_version
from huddinge_vo.common.secrecy.models import AccessGrant, Secured


class NotPossible(Exception):
    """What was asked for cannot be done with this person, role or access. The message says why."""


# ---------------------------------------------------------------------------------------------------------- accounts


def is_guarded(person: User, *, on: date) -> bool:
    """Whether nobody but the person himself may come near his password.

    He is let in on secrets, or decides over others. Whoever could set it, or lead its reset to another
    address, could act in his name.
    """
    roles = Membership.objects.filter(user=person)
    grants = AccessGrant.objects.in_force_on(on)
    return (
        person.is_superuser
        or roles.filter(role__name__in=TWO_PERSON_ROLES).exists()
        or RoleProposal.objects.filter(user=person, state=RoleProposal.State.WAITING).exists()
        or grants.filter(user=person).exists()
        or any(grants.filter(group=role, buyer=buyer).exists() for role, buyer in roles.values_list("role", "buyer"))
    )


def may_keep_account(by: User, person: User) -> bool:
    """Whether somebody may change a person's account.

    He must at every buyer that the person works for, for it is one account.
    """
    if by.is_superuser:
        return True
    buyers = set(Membership.objects.filter(user=person).values_list("buyer", flat=True))
    held = rights_of(by)
    return not person.is_superuser and all("common.change_user" in held.get(buyer, set()) for buyer in buyers)


def _require_account(by: User, person: User, buyer: Organization | None) -> None:
    if buyer is not None:
        require(by, "common.change_user", buyer)
    if buyer is None or not may_keep_account(by, person):
        raise NotPossible(
            f"{person} är systemadministratör, eller arbetar också för en köpare där du inte är förvaltare. Du kan "
            "ändra rollerna hos din köpare, men inte kontot."
        )


def _same_mail(person: User) -> bool:
    others = User.objects.filter(email__iexact=person.email).exclude(pk=person.pk)
    return bool(person.email) and others.exists()


@transaction.atomic
def add_person(
    *, person: User, role: Group, buyer: Organization, by: User, at: datetime
) -> tuple[User, Membership | RoleProposal]:
    """Give somebody an account with a first role at a buyer. It has no password until the person has set one."""
    require(by, "common.add_user", buyer)
    person.set_unusable_password()
    if _same_mail(person):
        raise ValidationError({"email": "E-postadressen hör redan till en annan användare."})
    person.full_clean()
    person.save()
    return person, give_role(person=person, role=role, buyer=buyer, by=by, at=at)


@transaction.atomic
def save_person(
    *, person: User, buyer: Organization | None, by: User, at: datetime, version: int | None = None
) -> User:
    """Change somebody's name, user name or address. Raises ChangedMeanwhile, and NotPossible for an account that is not
    one's to change.

    The user name and the address of one whose password nobody may come near are changed by himself alone.
    """
    stored = User.objects.select_for_update().get(pk=person.pk)
    if by.pk != person.pk:
        _require_account(by, stored, buyer)
        moved = (stored.username, stored.email) != (person.username, person.email)
        if moved and not by.is_superuser and is_guarded(stored, on=swedish_day(at)):
            raise NotPossible(
                f"{stored} har åtkomst till sekretess eller en roll som två personer ger. Användarnamn och e-post "
                "ändras av personen själv eller av en systemadministratör."
            )
    if _same_mail(person):
        raise ValidationError({"email": "E-postadressen hör redan till en annan användare."})
    following = check_version(person, version)
    person.full_clean()
    person.version = following
    person.save(update_fields=["username", "first_name", "last_name", "email", "version"])
    return person


@transaction.atomic
def set_active(*, person: User, active: bool, buyer: Organization, by: User, at: datetime) -> User:
    """Let somebody in no longer, or again. Nobody shuts himself out."""
    stored = User.objects.select_for_update().get(pk=person.pk)
    _require_account(by, stored, buyer)
    if stored.pk == by.pk:
        raise NotPossible("Du kan inte stänga eller öppna ditt eget konto.")
    if not active:
        _must_leave_a_keeper(stored, stored.memberships.select_related("buyer").order_by("pk"))
    stored.is_active = active
    stored.save(update_fields=["is_active"])
    return stored


def check_may_send_link(*, person: User, buyer: Organization, by: User, at: datetime) -> None:
    """Raise NotPossible unless somebody may have a link for a new password sent to a person."""
    _require_account(by, person, buyer)
    if not person.email:
        raise NotPossible(f"{person} har ingen e-postadress att skicka länken till.")
    if not person.is_active:
        raise NotPossible(f"{person} är inte aktiv.")
    if person.pk != by.pk and not by.is_superuser and is_guarded(person, on=swedish_day(at)):
        raise NotPossible(
            f"{person} har åtkomst till sekretess eller en roll som två personer ger. Lösenordet sätts av personen "
            "själv, med ”Glömt lösenordet?” på inloggningssidan, eller med hjälp av en systemadministratör."
        )


def check_may_unlink(*, person: User, buyer: Organization, by: User, at: datetime) -> None:
    """Raise NotPossible unless somebody may take away a person's link to the municipality's sign-in.

    Whoever has the account's name there next comes in as him.
    """
    _require_account(by, person, buyer)
    if person.pk == by.pk:
        raise NotPossible("Din egen koppling tar en annan förvaltare bort.")
    if not by.is_superuser and is_guarded(person, on=swedish_day(at)):
        raise NotPossible(
            f"{person} har åtkomst till sekretess eller en roll som två personer ger. Kopplingen till kommunens "
            "inloggning tas bort av en systemadministratör."
        )


def check_may_reset_factors(*, person: User, buyer: Organization, by: User, at: datetime) -> None:
    """Raise NotPossible unless somebody may take away a person's second factors: who has his password comes in then."""
    _require_account(by, person, buyer)
    if person.pk == by.pk:
        raise NotPossible("Ditt eget andra steg ändrar du under Mitt konto.")
    if not by.is_superuser and is_guarded(person, on=swedish_day(at)):
        raise NotPossible(
            f"{person} har åtkomst till sekretess eller en roll som två personer ger. En systemadministratör tar bort "
            "andra steget."
        )


@transaction.atomic
def note_password_set(*, person: User, at: datetime) -> User:
    """Let history say that a password was set, and never which."""
    person.password_set_at = at
    person.save(update_fields=["password_set_at"])
    return person


# ------------------------------------------------------------------------------------------------------------- roles


@transaction.atomic
def give_role(*, person: User, role: Group, buyer: Organization, by: User, at: datetime) -> Membership | RoleProposal:
    """Give somebody a role at a buyer; one that takes two persons becomes a proposal for a second one to confirm.

    Raises NotPossible for oneself, for one who has left, and for what is given or proposed already.
    """
    require(by, "common.add_membership", buyer)
    if not by.is_superuser and by.pk == person.pk:
        raise NotPossible("Ingen ger sig själv en roll. Be en annan förvaltare.")
    if not person.is_active:
        raise NotPossible(f"{person} är inte aktiv och kan inte få en roll.")
    if Membership.objects.filter(user=person, buyer=buyer, role=role).exists():
        raise NotPossible(f"{person} är redan {role} hos {buyer}.")
    if role.name in TWO_PERSON_ROLES and not by.is_superuser:
        waiting = RoleProposal.objects.filter(user=person, buyer=buyer, role=role, state=RoleProposal.State.WAITING)
        if waiting.exists():
            raise NotPossible(f"Det väntar redan ett förslag om att {person} ska bli {role}.")
        proposal = RoleProposal(user=person, buyer=buyer, role=role, proposed_by=by, proposed_at=at)
        proposal.full_clean()
        proposal.save()
        return proposal
    return Membership.objects.create(user=person, buyer=buyer, role=role)


@transaction.atomic
def settle_proposal(*, proposal_id: int, confirm: bool, by: User, at: datetime) -> RoleProposal:
    """Confirm a proposed role, or decline it, as a second förvaltare. Raises NotPossible."""
    proposal = RoleProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    require(by, "common.add_membership", proposal.buyer)
    _must_wait(proposal)
    if by.pk == proposal.proposed_by_id:
        raise NotPossible("Du har själv föreslagit rollen. En annan förvaltare bekräftar den.")
    if by.pk == proposal.user_id:
        raise NotPossible("Ingen avgör en roll för sig själv. Be en annan förvaltare.")
    if confirm:
        if not proposal.proposed_by.has_perm("common.add_membership", proposal.buyer):
            raise NotPossible(
                f"{proposal.proposed_by}, som föreslog rollen, är inte längre förvaltare. Avslå förslaget."
            )
        if not proposal.user.is_active:
            raise NotPossible(f"{proposal.user} är inte längre aktiv. Avslå förslaget.")
        Membership.objects.get_or_create(user=proposal.user, buyer=proposal.buyer, role=proposal.role)
    proposal.state = RoleProposal.State.CONFIRMED if confirm else RoleProposal.State.DECLINED
    proposal.decided_by, proposal.decided_at = by, at
    proposal.full_clean()
    proposal.save()
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal_id: int, by: User, at: datetime) -> RoleProposal:
    """Take back what one has proposed oneself. Raises NotPossible."""
    proposal = RoleProposal.objects.select_for_update(of=("self",)).get(pk=proposal_id)
    require(by, "common.add_membership", proposal.buyer)
    _must_wait(proposal)
    if by.pk != proposal.proposed_by_id:
        raise NotPossible("Bara den som föreslog rollen kan ta tillbaka förslaget. Du kan avslå det.")
    proposal.state, proposal.decided_by, proposal.decided_at = RoleProposal.State.WITHDRAWN, by, at
    proposal.full_clean()
    proposal.save()
    return proposal


def _must_wait(proposal: RoleProposal) -> None:
    if proposal.state != RoleProposal.State.WAITING:
        raise NotPossible(f"Förslaget är redan avgjort: {proposal.get_state_display()}.")


@transaction.atomic
def end_role(*, membership: Membership, by: User, at: datetime) -> None:
    """Take a role from somebody. It stays in history.

    Raises NotPossible for the last one who keeps the buyer's users: nobody could give the role again.
    """
    require(by, "common.delete_membership", membership)
    _must_leave_a_keeper(membership.user, [membership])
    membership.delete()


# ------------------------------------------------------------------------------------------------- roles of groups


@transaction.atomic
def propose_group_role(*, given: GroupRole, by: User, at: datetime) -> GroupRole:
    """Let a group at the municipality's sign-in give a role; one that two persons give waits for the second.

    Nobody gets a role by what he has written or confirmed himself: see follow_groups().
    """
    require(by, "common.add_membership", given.buyer)
    given.group = given.group.strip()
    given.proposed_by, given.proposed_at = by, at
    given.full_clean()
    given.save()
    return given


def _given(group_role_id: int) -> GroupRole:
    """What a group gives, locked. Raises NotPossible where another has ended it."""
    found = GroupRole.objects.select_for_update(of=("self",)).filter(pk=group_role_id).first()
    if found is None:
        raise NotPossible("Gruppen ger inte rollen längre: någon annan har tagit bort det.")
    return found


@transaction.atomic
def confirm_group_role(*, group_role_id: int, by: User, at: datetime) -> GroupRole:
    """Confirm what another förvaltare has written. Raises NotPossible. Twice changes nothing."""
    given = _given(group_role_id)
    require(by, "common.add_membership", given.buyer)
    if by.pk == given.proposed_by_id:
        raise NotPossible("Du har själv skrivit det. En annan förvaltare bekräftar.")
    if given.waits:
        given.confirmed_by, given.confirmed_at = by, at
        given.full_clean()
        given.save()
    return given


@transaction.atomic
def end_group_role(*, group_role_id: int, by: User, at: datetime) -> int:
    """Let a group give a role no longer. Who has the role by a group has it no more; returns how many.

    Who is in another group that gives it as well gets it back at his next sign-in: which groups people are in is known
    only then. Raises NotPossible where nobody would be left who keeps the buyer's users.
    """
    given = _given(group_role_id)
    require(by, "common.delete_membership", given.buyer)
    held = Membership.objects.select_related("user", "buyer").filter(buyer=given.buyer, role=given.role, by_group=True)
    number = 0
    for membership in held.order_by("pk"):
        _must_leave_a_keeper(membership.user, [membership])
        membership.delete()
        number += 1
    given.delete()
    return number


def _must_leave_a_keeper(person: User, memberships: Iterable[Membership]) -> None:
    """Somebody is to be left at each buyer who may give roles there, and somebody who answers for its secrets."""
    for codename, does in (("add_membership", "sköter användarna"), ("add_accessgrant", "svarar för sekretessen")):
        may = {"role__permissions__codename": codename, "role__permissions__content_type__app_label": "common"}
        for membership in memberships:
            kept = Membership.objects.filter(**may, buyer=membership.buyer)
            # Locked first and asked of afterwards: a lock that was waited for sees the people as they were before.
            list(kept.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
            keepers = list(kept.filter(user__is_active=True).order_by("pk"))
            if membership in keepers and {each.user_id for each in keepers} == {person.pk}:
                raise NotPossible(
                    f"{person} är den enda som {does} hos {membership.buyer}. Ge rollen till en till först."
                )


# ------------------------------------------------------------------------------------------------------------ secrets


@transaction.atomic
def grant_access(
    *,
    model: type[Secured],
    object_id: int,
    buyer: Organization,
    by: User,
    at: datetime,
    user: User | None = None,
    group: Group | None = None,
    until: date | None = None,
) -> AccessGrant:
    """Let a person, or a role at a buyer, in on one secret object; an access that is there gets the new last day.

    Raises NotPossible for oneself, and for an object that is another buyer's or no secret.
    """
    require(by, "common.add_accessgrant", buyer)
    if not by.is_superuser and (
        (user is not None and user.pk == by.pk)
        or (group is not None and Membership.objects.filter(user=by, buyer=buyer, role=group).exists())
    ):
        raise NotPossible("Ingen ger sig själv åtkomst. Be en annan säkerhetsansvarig.")
    theirs = model._default_manager.filter(of_buyers(model, [buyer.pk]))
    if not theirs.filter(pk=object_id, is_secret=True).exists():
        raise NotPossible("Uppgiften finns inte bland det som är sekretess hos köparen.")
    if until is not None and until < swedish_day(at):
        raise ValidationError({"until": "Den sista dagen har redan varit."})
    kind = ContentType.objects.get_for_model(model)
    key = {"content_type": kind, "object_id": object_id, "user": user, "group": group, "buyer": buyer}
    # The object, since two may let the same one in at once: there is no access yet to lock.
    model._base_manager.select_for_update(of=("self",), no_key=True).get(pk=object_id)
    grant = AccessGrant.objects.select_for_update(of=("self",)).filter(**key).first() or AccessGrant(**key)
    grant.until = until
    grant.full_clean(exclude=["content_type"], validate_unique=False)
    grant.save()
    return grant


@transaction.atomic
def end_access(*, grant: AccessGrant, by: User, at: datetime) -> AccessGrant:
    """Let somebody in no longer: yesterday was the last day. The access stays as a trace of that it was."""
    grant = AccessGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    require(by, "common.change_accessgrant", grant)
    yesterday = swedish_day(at) - timedelta(days=1)
    if grant.until is not None and grant.until <= yesterday:
        raise NotPossible("Åtkomsten är redan avslutad.")
    grant.until = yesterday
    grant.save(update_fields=["until"])
    return grant
