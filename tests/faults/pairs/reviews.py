"""What two people may do to reviews, findings, meetings, surveys and what is written in the press."""

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from contracts.register.models import Contract
from followup.field import actions as field
from followup.field.models import ContractKpi, GateCount
from followup.field.rules import Said
from followup.findings import actions as ladder
from followup.findings.models import AnswerLink, FindingStep
from followup.meetings import actions as meetings
from followup.meetings.models import MeetingTask, SupplierMeeting
from followup.reviews import actions as reviews
from followup.reviews.models import Finding, FollowUpClass, Review, ReviewTemplate
from followup.surveys import actions as surveys
from followup.surveys.models import RequirementProposal, Survey, SurveyResult
from followup.watch import actions as watch
from followup.watch.models import MediaHit
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, who


def today():
    return timezone.localdate()


def review():
    return Review.objects.get(contract__number="A-1")


def start_review():
    reviews.start_review(review=review(), **by_keeper())


def begun_review():
    review().answers.all().update(answer="MET")
    start_review()


def change_review():
    changed = review()
    changed.planned_on = date(2026, 12, 20)
    reviews.save_review(review=changed, version=1, **by_colleague())


def cancel_review():
    reviews.cancel_review(review=review(), reason="Dubbel", **by_colleague())


def resume_review():
    reviews.resume_review(review=review(), reason="Prov", **by_keeper())


def plan_the_year():
    reviews.plan_year(buyer=buyer(), year=today().year, **by_keeper())


def plan_next_year():
    reviews.plan_year(buyer=buyer(), year=today().year + 1, **by_colleague())


def planned_year():
    plan_the_year()
    plan_next_year()


def undo_plan():
    planned = list(Review.objects.filter(version=1, answers=None).order_by("pk").values_list("pk", flat=True))
    reviews.undo_plan(buyer=buyer(), reviews=planned, **by_keeper())


def start_planned_review():
    planned = Review.objects.filter(answers=None).order_by("-pk").values_list("pk", flat=True).first()
    reviews.start_review(review=Review(pk=planned or 0), **by_colleague())


def answer_review():
    order = review().answers.order_by("order", "pk").first().order
    reviews.answer_review(review=review(), answers={order: ("NOT_MET", "Nej")}, version=2, **by_keeper())


def answer_in_the_field():
    answer = review().answers.order_by("order", "pk").first()
    field.take_answer(
        review=review(), order=answer.order, client_id=UUID(int=1), said=Said("PARTLY", "Delvis"),
        seen=Said("MET", "Prov"), **by_colleague(),
    )  # fmt: skip


def count_at_the_gate():
    row = GateCount(review=review(), on=date(2026, 10, 2), begins="07:00", ends="08:00", seen=3, registered=2)
    field.add_gate_count(row=row, **by_keeper())


def finish_review():
    reviews.finish_review(
        review=review(), done_on=today(), summary="Gick bra", followed_routine=True, version=2, **by_colleague()
    )


def follow_up_class():
    return FollowUpClass.objects.get(contract__number="A-1")


def decide_class():
    reviews.decide_class(follow_up_class=follow_up_class(), decided=2, reason="Prov", version=1, **by_keeper())


def decide_another_class():
    reviews.decide_class(follow_up_class=follow_up_class(), decided=3, reason="Prov", version=1, **by_colleague())


def propose_classes():
    reviews.propose_classes(buyer=buyer(), at=timezone.now())


def template():
    return ReviewTemplate.objects.get(name="Allmän uppföljning")


def change_template():
    reviews.save_template(template=template(), areas=[], requirements=[("NORMAL", "Ett")], version=1, **by_keeper())


def change_template_otherwise():
    reviews.save_template(template=template(), areas=[], requirements=[("NORMAL", "Två")], version=1, **by_colleague())


def kpi():
    return ContractKpi.objects.get()


def write_key_figure():
    field.save_kpi_value(kpi=kpi(), quarter=date(2026, 7, 1), value=2, **by_keeper())


def take_key_figure_back():
    field.save_kpi_value(kpi=kpi(), quarter=date(2026, 7, 1), value=None, **by_colleague())


def reported_finding():
    told = Finding(buyer=buyer(), supplier=review().contract.supplier, source="TIP", severity="LOW", evidence="Nytt")
    reviews.report_deficiency(finding=told, **by_keeper())


def finding():
    return Finding.objects.latest("pk")


def open_finding():
    found = finding()
    found.action, found.due_on = "Gör om", today() + timedelta(days=30)
    reviews.open_finding(finding=found, version=1, **by_colleague())


def opened_finding():
    reported_finding()
    open_finding()


def dismiss_finding():
    reviews.dismiss_finding(finding=finding(), reason="Nej", by=who("controller"), at=timezone.now())


def fix_finding():
    reviews.fix_finding(finding=finding(), fixed_on=today(), **by_colleague())


def mended_finding():
    opened_finding()
    fix_finding()


def close_finding():
    reviews.close_finding(finding=finding(), by=who("andra"), at=timezone.now())


def reopen_finding():
    reviews.reopen_finding(finding=finding(), by=who("andra"), at=timezone.now())


def warn():
    ladder.take_step(finding=finding(), step="WARNING", reason="Prov", **by_keeper())


def propose_penalty():
    ladder.take_step(finding=finding(), step="PENALTY", reason="Prov", penalty_sek=1000, clause="7 §", **by_keeper())


def report_to_authority():
    ladder.report_to_authority(finding=finding(), authority="IVO", reported_on=today(), **by_colleague())


def proposed_penalty():
    opened_finding()
    propose_penalty()


def penalty():
    return FindingStep.objects.get(step="PENALTY").pk


def approve_penalty():
    ladder.decide_penalty(step_id=penalty(), approve=True, **by_colleague())


def decline_penalty():
    ladder.decide_penalty(step_id=penalty(), approve=False, words="Nej", by=who("andra"), at=timezone.now())


def warned():
    opened_finding()
    warn()


def warning():
    return FindingStep.objects.get(finding=finding(), step="WARNING")


def send_letter():
    ladder.send_step(step_id=warning().pk, **by_keeper())


def mail_letter():
    ladder.send_step(step_id=warning().pk, by_mail=True, **by_colleague())


def register_answer():
    ladder.register_answer(step=warning(), words="Det ska vi.", **by_colleague())


def link():
    return AnswerLink.objects.get(token_hash__startswith="s")


def open_link():
    AnswerLink.objects.update(expires_at=timezone.now() + timedelta(days=30))


def answer_by_link():
    ladder.answer_by_link(hashed=link().token_hash, words="Det är gjort.", at=timezone.now())


def answer_by_link_otherwise():
    ladder.answer_by_link(hashed=link().token_hash, words="Det går inte.", at=timezone.now())


def meeting():
    return SupplierMeeting.objects.order_by("pk").first()


def held_meeting():
    now = timezone.now()
    SupplierMeeting.objects.update(starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))


def coming_meeting():
    now = timezone.now()
    SupplierMeeting.objects.update(starts_at=now + timedelta(days=20), ends_at=now + timedelta(days=20, hours=2))


def change_meeting():
    changed = meeting()
    changed.notes = "Det sades"
    meetings.save_meeting(meeting=changed, areas=changed.areas.all(), version=1, **by_keeper())


def invite():
    meetings.invite_suppliers(meeting_id=meeting().pk, **by_colleague())


def note_that_they_came():
    came = list(meeting().invitations.values_list("pk", flat=True))
    meetings.note_attendance(meeting_id=meeting().pk, came=came, **by_keeper())


def note_that_nobody_came():
    meetings.note_attendance(meeting_id=meeting().pk, came=[], **by_colleague())


def agree():
    meetings.agree(task=MeetingTask(meeting=meeting(), what="Skicka planen", due_on=date(2026, 12, 9)), **by_keeper())


def finish_task():
    meetings.finish_task(task_id=MeetingTask.objects.order_by("pk").first().pk, on=today(), **by_colleague())


def survey():
    return Survey.objects.values_list("pk", flat=True).first() or 0


def looked_at_survey():
    RequirementProposal.objects.all().delete()
    Survey.objects.update(state="PREVIEW", loaded_by=None, loaded_at=None)


def load_survey():
    surveys.load_survey(survey_id=survey(), **by_keeper())


def discard_survey():
    surveys.discard_survey(survey_id=survey(), **by_colleague())


def result():
    return SurveyResult.objects.get(question="Mer").pk


def propose_requirement():
    surveys.propose_requirement(result_id=result(), text="Prov", **by_keeper())


def report_result():
    surveys.report_result(result_id=result(), severity="LOW", words="Prov", **by_colleague())


def hit():
    return MediaHit.objects.get(fingerprint="1").pk


def find_hit_relevant():
    watch.judge_hit(hit_id=hit(), is_relevant=True, **by_keeper())


def find_hit_irrelevant():
    watch.judge_hit(hit_id=hit(), is_relevant=False, reason="Annan", **by_colleague())


def report_hit():
    watch.report_hit(hit_id=hit(), severity="LOW", words="Prov", **by_keeper())


def add_hit():
    supplier = Contract.objects.get(number="A-1").supplier
    watch.add_hit(supplier=supplier, buyer=buyer(), url="https://tidning.example.se/2", title="Prov", **by_colleague())


ABOUT = {
    "a cancelled review": (cancel_review, [resume_review]),
    "a planned review": (None, [start_review, change_review, cancel_review]),
    "a year of reviews": (None, [plan_the_year, plan_next_year, propose_classes]),
    "a planned year": (planned_year, [undo_plan, start_planned_review, plan_the_year]),
    "a review that goes on": (
        begun_review,
        [answer_review, answer_in_the_field, finish_review, cancel_review],
    ),
    "a sheet of a review": (begun_review, [count_at_the_gate, finish_review]),
    "a class": (None, [decide_class, decide_another_class, propose_classes]),
    "a template": (None, [change_template, change_template_otherwise, start_review]),
    "a key figure": (None, [write_key_figure, take_key_figure_back]),
    "a reported finding": (reported_finding, [open_finding, dismiss_finding, report_to_authority]),
    "a finding": (opened_finding, [fix_finding, warn, propose_penalty, report_to_authority]),
    "a mended finding": (mended_finding, [close_finding, reopen_finding, warn]),
    "a penalty": (proposed_penalty, [approve_penalty, decline_penalty, fix_finding]),
    "a letter": (warned, [send_letter, mail_letter, register_answer]),
    "a link": (open_link, [answer_by_link, answer_by_link_otherwise]),
    "a meeting": (coming_meeting, [invite, change_meeting]),
    "who came": (held_meeting, [note_that_they_came, note_that_nobody_came]),
    "what was agreed": (held_meeting, [agree, finish_task]),
    "a survey": (looked_at_survey, [load_survey, discard_survey]),
    "a result": (None, [propose_requirement, report_result]),
    "an article": (None, [add_hit]),
    "a hit": (None, [report_hit, find_hit_relevant, find_hit_irrelevant]),
}
