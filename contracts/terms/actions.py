"""Deciding how long contracts last: options used or declined, contracts ended early."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects

from contracts.register.models import Contract, Framework
from contracts.terms import rules
from contracts.terms.models import ExtensionOption, OptionException, duration_of
from huddinge_vo.common.history.tracking import with_reason
from huddinge_vo.common.people.rights import require
from huddinge_vo.common.periods import swedish_day
from huddinge_vo.common.saving import check_version

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


class OptionNotOpen(Exception):
    """The option has been decided or declined, has lapsed, or must wait for an earlier one."""


@transaction.atomic
def add_option(
    *, holder: Framework | Contract, months: int, decide_by: date, by: User, at: datetime
) -> ExtensionOption:
    """Give a round or a contract one more option, after those it has."""
    require(by, "contracts.decide_extensionoption", holder)
    key = {"framework": holder} if isinstance(holder, Framework) else {"contract": holder}
    type(holder).objects.select_for_update(of=("self",)).get(pk=holder.pk)
    last = ExtensionOption.objects.filter(**key).order_by("-number", "pk").values_list("number", flat=True).first()
    _refuse_outside(holder, decide_by, on=swedish_day(at))
    option = ExtensionOption(number=(last or 0) + 1, months=months, decide_by=decide_by, **key)
    option.full_clean()
    option.save()
    return option


def _refuse_outside(holder: Framework | Contract, decide_by: date, *, on: date) -> None:
    """An option is decided while there is something to lengthen. One that follows on others may wait for theirs."""
    if isinstance(holder, Contract) and holder.terminated_on is not None:
        raise OptionNotOpen(f"Avtalet är uppsagt och slutar {holder.terminated_on}: det kan inte förlängas.")
    if decide_by < holder.valid_from:
        raise ValidationError({"decide_by": f"Dagen kan inte ligga före första dagen, {holder.valid_from}."})
    longest = duration_of(holder).longest_end(on=on)
    if longest is not None and decide_by > longest:
        raise ValidationError(
            {"decide_by": f"Optionen ska beslutas senast {longest}: den dagen slutar det som den förlänger."}
        )


def _open(option_id: int, *, on: date) -> ExtensionOption:
    """The option, locked, when it is the next one that can be decided."""
    # A contract first, as whoever ends it locks it: what has ended meanwhile is not lengthened.
    list(Contract.objects.select_for_update(of=("self",)).filter(options=option_id).order_by("pk"))
    option = (
        ExtensionOption.objects.select_for_update(of=("self",))
        .select_related("framework", "contract")
        .get(pk=option_id)
    )
    holder = option.framework or option.contract
    assert holder is not None
    prefetch_related_objects([holder], "options")
    if isinstance(holder, Contract):
        _refuse_unlengthened(holder)
    as_rule, duration = option.as_rule(), duration_of(holder)
    state = duration.state(as_rule, on=on)
    if state == rules.OptionState.DECIDED:
        raise OptionNotOpen(f"Option {option.number} är redan beslutad {option.decided_on}.")
    if state == rules.OptionState.DECLINED:
        raise OptionNotOpen(f"Option {option.number} är avstådd {option.declined_on}.")
    if state == rules.OptionState.LAPSED:
        why = duration.why_lapsed(as_rule, on=on)
        if why == rules.TERM_IS_OVER:
            why = f"avtalstiden gick ut {duration.ends_on()}"
        raise OptionNotOpen(f"Option {option.number} har förfallit: {why}.")
    waiting = min(
        (each.number for each in duration.options if each.number < option.number and not each.is_settled), default=None
    )
    if waiting is not None:
        raise OptionNotOpen(f"Besluta om option {waiting} först.")
    return option


def _refuse_unlengthened(contract: Contract) -> None:
    """A contract's own option is for a signed contract with an end that nobody has brought forward."""
    if contract.terminated_on is not None:
        raise OptionNotOpen(f"Avtalet är uppsagt och slutar {contract.terminated_on}: det kan inte förlängas.")
    if contract.status == Contract.Status.DRAFT:
        raise OptionNotOpen("Avtalet är ett utkast: teckna det först.")
    if contract.current_until is None:
        raise OptionNotOpen("Avtalet har inget slut att förlänga.")


def _refuse_early(option: ExtensionOption, field: str, day: date) -> None:
    """Nothing is decided about an option before what it lengthens begins, or before those with lower numbers.

    A decision from before the first day lengthens nothing, whenever the contract was signed: see rules.Duration.
    """
    holder = option.framework or option.contract
    assert holder is not None
    if day < holder.valid_from:
        raise ValidationError({field: f"Beslutet kan inte vara fattat före första dagen, {holder.valid_from}."})
    for each in sorted(holder.options.all(), key=lambda one: one.number):
        settled = each.decided_on or each.declined_on
        if each.number < option.number and settled is not None and day < settled:
            raise ValidationError(
                {field: f"Beslutet kan inte vara fattat före det om option {each.number}, {settled}."}
            )


@transaction.atomic
def decide_option(
    *, option_id: int, decided_on: date, left_out: dict[int, str], by: User, at: datetime
) -> ExtensionOption:
    """Use an option. A round's option lengthens all its contracts but those `left_out`: contract id → reason.

    Drafts, and contracts that were terminated or ended before the option begins, are left out whoever asks, secret
    ones too. Raises OptionNotOpen, and ValidationError for a contract left out without reason or of another round.
    """
    option = _open(option_id, on=decided_on)
    require(by, "contracts.decide_extensionoption", option)
    if decided_on > swedish_day(at):
        raise ValidationError({"decided_on": "Beslutet kan inte vara fattat i framtiden."})
    _refuse_early(option, "decided_on", decided_on)
    contracts = {each.pk: each for each in _locked_contracts(option)}
    for contract_id, reason in left_out.items():
        if contract_id not in contracts:
            raise ValidationError("Ett avtal som undantas hör inte till omgången.")
        if not reason.strip():
            raise ValidationError(f"Skriv varför {contracts[contract_id].number} inte förlängs.")
    reasons = {pk: option.why_not(contract, decided_on=decided_on) for pk, contract in contracts.items()}
    reasons |= {pk: reason.strip() for pk, reason in left_out.items()}
    # The exceptions first: the contracts' ends are computed when the option is saved.
    OptionException.objects.bulk_create(
        OptionException(option=option, contract=contracts[pk], reason=reason)
        for pk, reason in reasons.items()
        if reason
    )
    option.decided_on, option.decided_by = decided_on, by
    option.full_clean()
    option.save()
    return option


def _locked_contracts(option: ExtensionOption) -> list[Contract]:
    """The contracts of the option's round, so that nobody ends one meanwhile; none for a contract's own option."""
    if option.framework is None:
        return []
    found = option.framework.contracts.select_for_update(of=("self",)).order_by("pk")
    return list(found.prefetch_related("options", "option_exceptions"))


@transaction.atomic
def decline_option(*, option_id: int, declined_on: date, by: User, at: datetime) -> ExtensionOption:
    """Say that an option will not be used. Raises OptionNotOpen."""
    option = _open(option_id, on=declined_on)
    require(by, "contracts.decide_extensionoption", option)
    _refuse_early(option, "declined_on", declined_on)
    option.declined_on, option.decided_by = declined_on, by
    option.full_clean()
    option.save()
    return option


@transaction.atomic
def take_back_option(*, option_id: int, reason: str, by: User, at: datetime) -> ExtensionOption:
    """Let an option that was decided or declined be open again, and those that it left out no longer left out.

    Raises OptionNotOpen where something rests on the decision: a later option, or days that it has added and that have
    begun. The history keeps what was decided, and why it was taken back.
    """
    list(Contract.objects.select_for_update(of=("self",)).filter(options=option_id).order_by("pk"))
    option = (
        ExtensionOption.objects.select_for_update(of=("self",))
        .select_related("framework", "contract")
        .get(pk=option_id)
    )
    require(by, "contracts.decide_extensionoption", option)
    contracts = _locked_contracts(option)
    holder = option.framework or option.contract
    assert holder is not None
    prefetch_related_objects([holder], "options")
    if why := why_it_stays(option, holder, contracts, on=swedish_day(at)):
        raise OptionNotOpen(why)
    with with_reason(reason):
        option.exceptions.all().delete()
        option.decided_on = option.declined_on = option.decided_by = None
        option.full_clean()
        option.save()
    return option


def why_it_stays(option: ExtensionOption, holder: Framework | Contract, contracts: list[Contract], *, on: date) -> str:
    """Why a decision about an option cannot be taken back; empty when it can. `contracts` are those of its round."""
    if not option.as_rule().is_settled:
        return f"Option {option.number} är inte beslutad."
    if later := [
        each.number for each in holder.options.all() if each.number > option.number and each.as_rule().is_settled
    ]:
        return f"Ta tillbaka beslutet om option {max(later)} först."
    durations = [duration_of(each) for each in (holder, *contracts)]
    if option.declined_on is not None:
        until = durations[0].ends_on()
        return f"Avtalstiden gick ut {until}." if until is not None and until < on else ""
    of_round = option.framework_id is not None
    begun = [
        each.first
        for one, duration in zip((holder, *contracts), durations, strict=True)
        for each in duration.lengthenings()
        if (each.of_round, each.option.number) == (of_round and one is not holder, option.number) and each.first <= on
    ]
    return f"Tiden som optionen lade till har börjat, {min(begun)}." if begun else ""


@transaction.atomic
def terminate_contract(*, contract: Contract, last_day: date, by: User, at: datetime, version: int | None) -> Contract:
    """End a contract early: the day stated is the last one it is in force. Raises ChangedMeanwhile."""
    require(by, "contracts.change_contract", contract)
    contract.version = check_version(contract, version)
    ends_on = duration_of(contract).current_end()
    if ends_on is not None and last_day > ends_on:
        raise ValidationError({"last_day": f"Avtalet slutar ändå {ends_on}: välj den dagen eller en tidigare."})
    contract.terminated_on = last_day
    contract.full_clean()
    contract.save(update_fields=["terminated_on", "version"])
    contract.refresh_from_db(fields=["current_until", "in_force", "ends_on"])  # kept by the database
    return contract


class NotTerminated(Exception):
    """There is no termination to take back."""


@transaction.atomic
def withdraw_termination(*, contract: Contract, reason: str, by: User, at: datetime, version: int | None) -> Contract:
    """Let a contract that was ended early last as long as it would have. Raises NotTerminated and ChangedMeanwhile.

    What was decided while it was terminated stands: an option that it was left out of does not lengthen it.
    """
    require(by, "contracts.change_contract", contract)
    contract.version = check_version(contract, version)
    if contract.terminated_on is None:
        raise NotTerminated("Avtalet är inte uppsagt.")
    contract.terminated_on = None
    contract.full_clean()
    with with_reason(reason):
        contract.save(update_fields=["terminated_on", "version"])
    contract.refresh_from_db(fields=["current_until", "in_force", "ends_on"])  # kept by the database
    return contract
