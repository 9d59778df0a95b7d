"""What two people may do to what is to be done, to the plan of activities and its measures, and to the report."""

from datetime import date, timedelta

from django.utils import timezone

from activities.activities import actions as activities
from activities.activities.models import Activity, ActivityStep
from followup.duties import actions as duties
from followup.duties.models import Duty, MailSetting
from followup.measures import actions as measures
from followup.measures.models import Measure, Target
from followup.report import actions as reports
from followup.report.models import StatusReport
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, keeper, who

_SENT = 2  # the version of a report that has been sent once


def duty():
    return Duty.objects.get(title="Beslut om prov").pk


def finish_duty():
    duties.finish_duty(duty_id=duty(), by=who("kategoriledare"), at=timezone.now())


def snooze_duty():
    until = timezone.localdate() + timedelta(days=3)
    duties.snooze_duty(duty_id=duty(), until=until, by=who("kategoriledare"), at=timezone.now())


def hand_on_duty():
    duties.delegate_duty(duty_id=duty(), to=who("väktare"), by=who("kategoriledare"), at=timezone.now())


def _by_leader():
    return {"by": who("kategoriledare"), "at": timezone.now()}


def _put_off_until():
    return timezone.localdate() + timedelta(days=5)


def finish_many():
    duties.finish_duties(duty_ids=[duty()], **_by_leader())


def finish_many_no_more():
    duties.reopen_duties(before=[(duty(), None, who("kategoriledare").pk)], **_by_leader())


def snooze_many():
    duties.snooze_duties(duty_ids=[duty()], until=_put_off_until(), **_by_leader())


def snooze_many_no_more():
    duties.wake_duties(before=[(duty(), None, _put_off_until().toordinal())], **_by_leader())


def hand_many_on():
    duties.delegate_duties(duty_ids=[duty()], to=who("väktare"), **_by_leader())


def hand_many_on_no_more():
    duties.take_back_duties(before=[(duty(), None, who("väktare").pk)], **_by_leader())


def refresh_duties():
    duties.refresh_duties(buyer=buyer(), at=timezone.now())


def report():
    return StatusReport.objects.get()


def sent_report():
    reports.send_for_review(report_id=report().pk, **by_keeper())


def write_report():
    written = report()
    written.summary = "Så gick det."
    reports.save_report(report=written, version=_SENT, **by_keeper())


def approve_report():
    reports.approve_report(report_id=report().pk, snapshot=lambda told: {"says": told.summary}, **by_colleague())


def reopen_report():
    reports.reopen_report(report_id=report().pk, reason="Ny siffra.", **by_colleague())


def return_report():
    reports.return_report(report_id=report().pk, reason="Skriv en sammanfattning.", **by_colleague())


def lock_report():
    reports.lock_report(report_id=report().pk, draw=lambda told: told.summary.encode(), **by_keeper())


def approved_report():
    sent_report()
    approve_report()


def finished_duty():
    finish_duty()


def reopen_duty():
    duties.reopen_duty(duty_id=duty(), by=who("kategoriledare"), at=timezone.now())


def hand_all_on():
    duties.move_duties(of=who("kategoriledare"), to=who("controller"), **by_keeper())


def get_no_digest():
    duties.set_mail_frequency(user=keeper(), frequency=MailSetting.Frequency.NEVER, at=timezone.now())


def get_a_digest():
    duties.set_mail_frequency(user=keeper(), frequency=MailSetting.Frequency.DAILY, at=timezone.now())


def activity():
    return Activity.objects.get(number="2.1")  # its title is what is changed


def change_activity():
    changed = activity()
    changed.title, changed.late_reason = "Något annat", "Sjukdom"
    activities.save_activity(activity=changed, goals=[], strategies=[], version=1, **by_keeper())


def finish_activity():
    activities.set_activity_status(activity_id=activity().pk, status="DONE", **by_colleague())


def begin_activity():
    activities.set_activity_status(activity_id=activity().pk, status="ONGOING", **by_keeper())


def step():
    return ActivityStep.objects.get(activity__number="2.1")


def change_step():
    changed = step()
    changed.name = "Ett annat steg"
    activities.save_step(step=changed, version=1, **by_keeper())


def change_step_otherwise():
    changed = step()
    changed.due_on = date(2026, 12, 9)
    activities.save_step(step=changed, version=1, **by_colleague())


def finish_step():
    activities.finish_step(step_id=step().pk, **by_colleague())


def by_hand():
    Measure.objects.filter(code="X1").update(kind=Measure.Kind.ASSESSED)


def assess():
    measures.assess_measure(
        measure=Measure.objects.get(code="X1"), first=date(2026, 7, 1), last=date(2026, 12, 31), value=2, comment="Ett",
        evidence="Prov", **by_keeper(),
    )  # fmt: skip


def assess_otherwise():
    measures.assess_measure(
        measure=Measure.objects.get(code="X1"), first=date(2026, 7, 1), last=date(2026, 12, 31), value=3, comment="Två",
        evidence="Prov", **by_colleague(),
    )  # fmt: skip


def move_target():
    target = Target.objects.get(measure__code="X1")
    target.value = 2
    measures.save_target(target=target, **by_keeper())


def add_target():
    measures.save_target(
        target=Target(measure=Measure.objects.get(code="X1"), on=date(2027, 12, 31), value=3), **by_colleague()
    )


ABOUT = {
    "a duty": (None, [finish_duty, snooze_duty, hand_on_duty, refresh_duties, finish_many, snooze_many, hand_many_on]),
    "a duty done with many": (finish_many, [finish_many_no_more, finish_duty, refresh_duties]),
    "a duty put off with many": (snooze_many, [snooze_many_no_more, finish_duty, snooze_duty]),
    "a duty handed on with many": (hand_many_on, [hand_many_on_no_more, hand_on_duty, refresh_duties]),
    "whose a duty is": (None, [hand_on_duty, hand_all_on]),
    "a duty that is done": (finished_duty, [reopen_duty, finish_duty, refresh_duties]),
    "one's own mail": (None, [get_no_digest, get_a_digest]),
    "a report": (sent_report, [write_report, approve_report, reopen_report, return_report]),
    "an approved report": (approved_report, [lock_report, reopen_report, return_report]),
    "an activity": (None, [change_activity, begin_activity, finish_activity]),
    "a step of an activity": (None, [change_step, change_step_otherwise, finish_step]),
    "a measure": (by_hand, [assess, assess_otherwise]),
    "a target": (None, [move_target, add_target]),
}
