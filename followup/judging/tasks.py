"""What the worker does to keep verdicts true."""

from __future__ import annotations

from celery import shared_task
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from followup.judging import actions
from followup.judging.models import ClassificationRule
from followup.judging.reports import OrderTrial, Trial
from huddinge_vo.common.jobs.actions import end_job
from huddinge_vo.common.jobs.tasks import job, the_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import Context

TRIAL_SECONDS = 3600
TRIED = ("supplier_ref", "account_from", "account_to", "unit", "category_id", "area_id", "exclusion")


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Räkna om siffrorna efter ändringar", most_tries=5)
def judge_changes() -> int:
    """Judge again what contracts, identifiers, placements and rules have touched."""
    return actions.judge_changes(at=timezone.now(), wait=False)


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Räkna om alla siffror")
def recompute_everything() -> int:
    """Judge and sum everything anew."""
    judged = actions.recompute_everything(at=timezone.now())
    end_job(name=f"{__name__}.judge_changes", kwargs={})  # it has nothing left that it could fail at
    return judged


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job(
    "Räkna om siffrorna",
    about=the_buyer,
    steps=("Bedömer köpen", "Summerar månaderna", "Räknar avtalens volymer"),
    can_cancel=True,
)
def recompute_buyer(*, buyer_id: int) -> int:
    """Judge and sum what a buyer has anew."""
    return actions.recompute_buyer(buyer_id=buyer_id, at=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Leta efter leverantörer att reda ut")
def propose_suppliers() -> int:
    """Find suppliers to sort out, for somebody to look at."""
    return actions.propose_suppliers(at=timezone.now())


def trial_key(trial: str) -> str:
    """Where a rule that is tried waits, and its answer. In the cache: nothing of it is ever in the register."""
    return f"rule-trial-{trial}"


@shared_task(acks_late=True, autoretry_for=(OperationalError,), retry_backoff=True, max_retries=5)
@job("Pröva en regel mot reskontran")
def try_rule(*, trial: str) -> None:
    """Try a rule, or an order of the rules, that takes more of the ledger than a person can wait for."""
    asked: Context | None = cache.get(trial_key(trial))
    if asked is None or "told" in asked or "refused" in asked:
        return
    cache.set(trial_key(trial), {**asked, "begun": True}, TRIAL_SECONDS)
    try:
        answer: Context = {"told": _told_of_order(asked) if "order" in asked else _told(asked)}
    except ValidationError as error:
        answer = {"refused": " ".join(error.messages)}
    except ClassificationRule.DoesNotExist:
        answer = {"refused": "Regeln finns inte längre."}
    except actions.RulesHaveChanged as error:
        answer = {"refused": str(error)}
    cache.set(trial_key(trial), {**asked, **answer}, TRIAL_SECONDS)


def _told_of_order(asked: Context) -> OrderTrial:
    return actions.try_order(
        buyer=Organization.objects.get(pk=asked["buyer"]),
        order=asked["order"],
        was=asked["was"],
        period=asked["period"],
        by=User.objects.get(pk=asked["user"]),
        at=timezone.now(),
    )


def _told(asked: Context) -> Trial:
    by, at = User.objects.get(pk=asked["user"]), timezone.now()
    stored = ClassificationRule.objects.get(pk=asked["rule"]) if asked["rule"] else None
    if asked["fields"] is None:
        assert stored is not None
        return actions.try_removal(rule=stored, by=by, at=at)
    rule = stored or ClassificationRule(buyer_id=asked["buyer"])
    for name in TRIED:
        setattr(rule, name, asked["fields"][name])
    return actions.try_rule(rule=rule, by=by, at=at, place=asked["place"])
