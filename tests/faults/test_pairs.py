"""Two people at the same thing at the same moment: what is left is what one of them after the other would have left.

Every pair of actions on the same object, and each with itself. Who comes second may be told that the other was there:
then that is what happens also when they come one after the other.
"""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from contracts.prices import actions as prices
from contracts.prices.models import PriceAdjustment
from followup.duties import actions as duties
from followup.duties.models import Duty
from followup.judging import actions as judging
from followup.judging.models import ClassificationRule
from followup.ledger import actions as ledger
from followup.ledger.models import LedgerImport
from followup.report import actions as reports
from followup.report.models import StatusReport
from huddinge_vo.common.people.models import Organization, User
from procurement.deviations import actions as deviations
from procurement.placements.models import Placement
from tests.at_once import at_once
from tests.faults.room import TRIED, TRIES, WORLD, chance_of, use
from tests.faults.state import differences, state_of

pytestmark = pytest.mark.owner  # the room builds a database of its own

PAIRS_IN_SHORT = 12


def who(name):
    return User.objects.get(username=name)


def adjustment():
    return PriceAdjustment.objects.get(contract__number="A-1")


def sent_adjustment():
    prices.submit_adjustments(adjustment_ids=[adjustment().pk], by=who("controller"), at=timezone.now())


def change_price():
    lines = {adjustment().lines.get().pk: prices.LineChange(Decimal("1890.00"), is_left_out=False, reason="Överens")}
    prices.change_lines(adjustment_id=adjustment().pk, changes=lines, by=who("controller"), at=timezone.now())


def approve_price():
    prices.approve_adjustments(adjustment_ids=[adjustment().pk], by=who("kategoriledare"), at=timezone.now())


def reject_price():
    prices.reject_adjustment(adjustment_id=adjustment().pk, reason="Nej", by=who("kategoriledare"), at=timezone.now())


def return_price():
    prices.return_adjustment(adjustment_id=adjustment().pk, by=who("controller"), at=timezone.now())


def propose_prices():
    prices.propose_adjustments(buyer=buyer(), on=timezone.localdate(), at=timezone.now())


def recompute_price():
    prices.recompute_adjustment(adjustment_id=adjustment().pk, by=who("controller"), at=timezone.now())


def buyer():
    return Organization.objects.order_by("pk").first()


def duty():
    return Duty.objects.get(title="Beslut om prov").pk


def finish_duty():
    duties.finish_duty(duty_id=duty(), by=who("kategoriledare"), at=timezone.now())


def snooze_duty():
    until = timezone.localdate() + timedelta(days=3)
    duties.snooze_duty(duty_id=duty(), until=until, by=who("kategoriledare"), at=timezone.now())


def hand_on_duty():
    duties.delegate_duty(duty_id=duty(), to=who("väktare"), by=who("kategoriledare"), at=timezone.now())


def refresh_duties():
    duties.refresh_duties(buyer=buyer(), at=timezone.now())


def report():
    return StatusReport.objects.get()


def sent_report():
    reports.send_for_review(report_id=report().pk, by=who("väktare"), at=timezone.now())


def write_report():
    written = report()
    written.summary = "Så gick det."
    reports.save_report(report=written, by=who("controller"), at=timezone.now(), version=written.version)


def approve_report():
    reports.approve_report(
        report_id=report().pk, snapshot=lambda told: {"says": told.summary}, by=who("kategoriledare"), at=timezone.now()
    )


def reopen_report():
    reports.reopen_report(report_id=report().pk, by=who("väktare"), at=timezone.now())


def placement():
    return Placement.objects.get(number="AVS-1")


def approve_deviation():
    deviations.approve_deviation(
        placement_id=placement().pk, is_unbiased=True, words="Prov", by=who("kategoriledare"), at=timezone.now()
    )


def change_deviation():
    changed = placement()
    changed.valid_from = date(2026, 2, 1)
    changed.form.reason_words = "Prov"
    deviations.request_deviation(placement=changed, form=changed.form, by=who("väktare"), at=timezone.now())


def file(name):
    return LedgerImport.objects.get(original_name=name).pk


def load_file():
    ledger.load_ledger_import(ledger_import_id=file("las.csv"), at=timezone.now())


def undo_file():
    ledger.undo_ledger_import(ledger_import_id=file("okand.csv"), by=who("väktare"), at=timezone.now())


def judge():
    judging.judge_changes(at=timezone.now())


def recompute():
    judging.recompute_everything(at=timezone.now())


def add_rule():
    rule = ClassificationRule(buyer=buyer(), account_from="4700", account_to="4700", exclusion="SiS")
    judging.save_rule(rule=rule, by=who("väktare"), at=timezone.now(), place=1)


def change_rule():
    rule = ClassificationRule.objects.get(account_from="4631")
    rule.account_to = "4640"
    judging.save_rule(rule=rule, by=who("väktare"), at=timezone.now())


# By what they are about: how it is before, and what two people may do to it.
ABOUT = {
    "a proposed price": (None, [change_price, sent_adjustment, reject_price, propose_prices, recompute_price]),
    "a price to be approved": (
        sent_adjustment,
        [approve_price, reject_price, return_price, propose_prices, change_price],
    ),
    "a duty": (None, [finish_duty, snooze_duty, hand_on_duty, refresh_duties]),
    "a report": (sent_report, [write_report, approve_report, reopen_report]),
    "a deviation": (None, [approve_deviation, change_deviation]),
    "a ledger": (None, [load_file, undo_file, judge, recompute]),
    "rules": (None, [add_rule, change_rule, judge]),
}
PAIRS = [
    (before, *pair)
    for before, actions in ABOUT.values()
    for pair in itertools.combinations_with_replacement(actions, 2)
]


def told(action):
    """What an action says: nothing, or why not, in words for a person."""
    try:
        action()
    except Exception as error:
        if isinstance(error, (OperationalError, AssertionError, TypeError, AttributeError)):
            raise
        return f"{type(error).__name__}: {error}"
    return ""


def made_ready(room, before):
    use(TRIED)
    room.database.anew(TRIED, WORLD)
    if before:
        before()
    connection.close()


def one_after_the_other(room, before, *actions):
    made_ready(room, before)
    said = [told(action) for action in actions]
    return said, state_of(room.database, TRIED)


def chosen():
    """All pairs; some of them by chance where the whole suite is run."""
    return PAIRS if TRIES > 1 else chance_of("pairs").sample(PAIRS, PAIRS_IN_SHORT)


def test_two_people_leave_what_one_after_the_other_would_have_left(room):
    for before, first, second in chosen():
        said, state = one_after_the_other(room, before, first, second)
        orders = [(said, state)]
        said, state = one_after_the_other(room, before, second, first)
        orders.append((said[::-1], state))
        for _ in range(TRIES):
            made_ready(room, before)
            said = at_once(lambda one=first: told(one), lambda other=second: told(other))
            state = state_of(room.database, TRIED)
            apart = [
                "\n".join([f"{said} ≠ {words}"] * (said != words) + differences(order, state))
                for words, order in orders
            ]
            assert "" in apart, f"{first.__name__} and {second.__name__}: {said}\n" + "\n\n".join(apart)[:3000]
