"""What two people may do to procurements, placements, deviations and needs."""

from datetime import date

from django.utils import timezone

from contracts.plan.models import ContractArea
from contracts.suppliers.models import PlacementStop, Supplier
from procurement.deviations import actions as deviations
from procurement.deviations.models import Delegation
from procurement.needs import actions as needs
from procurement.needs.models import ForeseenNeed
from procurement.placements import actions as placements
from procurement.placements.models import Placement, StayOn
from procurement.plan import actions as plan
from procurement.plan.models import MilestoneTemplate
from procurement.plan.rules import Step
from procurement.projects import actions as projects
from procurement.projects.models import Milestone, Project, ProjectMember
from procurement.staying import actions as staying
from procurement.strategies import actions as strategies
from tests.faults.pairs.persons import buyer, by_colleague, by_keeper, who


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


def refuse_deviation():
    deviations.refuse_deviation(placement_id=placement().pk, words="Nej", is_unbiased=True, **by_colleague())


def take_deviation_back():
    deviations.take_back_deviation(placement_id=placement().pk, **by_keeper())


def approved_deviation():
    approve_deviation()


def withdraw_deviation():
    deviations.withdraw_deviation(
        placement_id=placement().pk, last_day=timezone.localdate(), reason="Prov", is_unbiased=True,
        by=who("kategoriledare"), at=timezone.now(),
    )  # fmt: skip


def register_number():
    deviations.register_number(placement_id=placement().pk, number="SN 2026/1", **by_keeper())


def register_notice():
    deviations.register_notice(
        placement_id=placement().pk, notice_on=timezone.localdate(), notice_url="https://annons.example.se/1",
        **by_colleague(),
    )  # fmt: skip


def order():
    return Delegation.objects.order_by("pk").first()


def change_delegation():
    changed = order()
    changed.registry_number = "SN-2026/9"
    deviations.save_delegation(delegation=changed, version=1, **by_keeper())


def end_delegation():
    deviations.end_delegation(delegation_id=order().pk, last_day=date(2026, 12, 31), **by_colleague())


def call_off():
    return Placement.objects.get(number="AVR-1")


def mend_call_off():
    changed = call_off()
    changed.case_reference = "B-2"
    placements.place(placement=changed, **by_keeper())


def end_call_off():
    placements.end_placement(
        placement_id=call_off().pk, kind="ENDED", last_day=date(2026, 11, 30), reason="Prov", **by_colleague()
    )


def end_call_off_later():
    placements.end_placement(
        placement_id=call_off().pk, kind="ENDED", last_day=date(2026, 12, 10), reason="Prov", **by_keeper()
    )


def move_call_off():
    earlier = call_off()
    # As it stands in the form, whatever becomes of the earlier one meanwhile.
    told = {"valid_from": date(2026, 12, 1), "valid_until": None, "case_reference": "C-3"}
    following = placements.continued(earlier, **told)
    placements.carry_on(placement=following, earlier_id=earlier.pk, how="MOVED", **by_keeper())


def without_stops():
    PlacementStop.objects.all().delete()


def place_anew():
    earlier = call_off()
    placements.place(placement=placements.continued(earlier, valid_from=date(2026, 12, 1)), **by_keeper())


def place_another():
    earlier = call_off()
    placements.place(placement=placements.continued(earlier, valid_from=date(2026, 12, 2)), **by_colleague())


def stay():
    return StayOn.objects.order_by("pk").first().pk


def let_stay():
    staying.decide_changed_area(stay_id=stay(), decision="STAYS", note="", **by_keeper())


def let_move():
    staying.decide_changed_area(stay_id=stay(), decision="MOVES", note="", **by_colleague())


def change_area():
    after = ContractArea.objects.exclude(pk=call_off().area_id).order_by("pk").first()
    staying.register_changed_area(
        placement_id=call_off().pk, since=date(2026, 12, 1), area_after=after, **by_colleague()
    )


def foreseen():
    return ForeseenNeed.objects.order_by("pk").first().pk


def plan_foreseen():
    needs.answer_foreseen(foreseen_id=foreseen(), year=2027, why_not="", **by_keeper())


def need_nothing():
    needs.answer_foreseen(foreseen_id=foreseen(), year=None, why_not="OTHER", **by_colleague())


def foresee():
    needs.foresee_needs(buyer=buyer(), on=timezone.localdate())


def project():
    return Project.objects.get(number="UPP-1")


def change_project():
    changed = project()
    changed.title = "Ett annat namn"
    projects.save_project(project=changed, areas=changed.areas.all(), version=1, **by_keeper())


def award():
    projects.award_project(project=project(), suppliers=[Supplier.objects.get(name="Ny AB")], **by_keeper())


def award_to_another():
    projects.award_project(project=project(), suppliers=[Supplier.objects.get(name="Gamla AB")], **by_keeper())


def milestone():
    return Milestone.objects.get(project__number="UPP-1")


def move_milestone():
    projects.move_milestone(milestone=milestone(), day=date(2026, 12, 9), **by_colleague())


def reopen_milestone():
    projects.reopen_milestone(milestone=milestone(), reason="Prov", **by_colleague())


def finish_milestone():
    projects.finish_milestone(milestone=milestone(), done_on=timezone.localdate(), **by_keeper())


def invite_member():
    projects.save_member(
        member=ProjectMember(project=project(), person=who("controller"), role="Jurist"), **by_keeper()
    )


def rename_part():
    member = ProjectMember.objects.get(role="Projektledare")
    member.role = "Projektägare"
    projects.save_member(member=member, **by_colleague())


def answer_checklist():
    projects.answer_checklist(project=project(), answers={"SUSTAINABILITY": ("SET", "")}, **by_keeper())


def answer_checklist_otherwise():
    projects.answer_checklist(project=project(), answers={"SUSTAINABILITY": ("NOT_RELEVANT", "Prov")}, **by_colleague())


def write_strategy():
    strategies.save_strategy(project=project(), texts={"need": ("Så här.", 0)}, **by_keeper())


def write_strategy_otherwise():
    strategies.save_strategy(project=project(), texts={"need": ("På annat sätt.", 0)}, **by_colleague())


def written_strategy():
    write_strategy()


def write_strategy_on():
    strategies.save_strategy(project=project(), texts={"need": ("Så här, eller så.", 1)}, **by_colleague())


def decide_strategy():
    said = {"sections": [{"text": "Så här."}]}
    strategies.decide_strategy(
        project=project(), document=lambda _project: said, decided_on=timezone.localdate(), decided_by="Nämnden",
        **by_keeper(),
    )  # fmt: skip


_STEPS = [Step("START", "Start", 10, is_standstill=False), Step("CONTRACT", "Avtal", 0, is_standstill=False)]


def templates():
    for name in ("Liten", "Stor"):
        plan.save_milestone_template(template=MilestoneTemplate(buyer=buyer(), name=name), steps=_STEPS, **by_keeper())


def choose_small_template():
    chosen = MilestoneTemplate.objects.get(name="Liten")
    chosen.is_default = True
    plan.save_milestone_template(template=chosen, steps=_STEPS, **by_keeper())


def choose_large_template():
    chosen = MilestoneTemplate.objects.get(name="Stor")
    chosen.is_default = True
    plan.save_milestone_template(template=chosen, steps=_STEPS[:1], **by_colleague())


ABOUT = {
    "a deviation": (None, [approve_deviation, change_deviation, refuse_deviation, take_deviation_back]),
    "an approved deviation": (approved_deviation, [withdraw_deviation, register_number, register_notice]),
    "the delegation order": (None, [change_delegation, end_delegation, approve_deviation]),
    "a call-off": (None, [mend_call_off, end_call_off, end_call_off_later, move_call_off]),
    "two call-offs": (without_stops, [place_anew, place_another]),
    "somebody who stays on": (None, [let_stay, let_move, change_area]),
    "a foreseen need": (None, [plan_foreseen, need_nothing, foresee]),
    "a procurement": (None, [change_project, award, move_milestone, finish_milestone]),
    "an award": (None, [award, award_to_another]),
    "who is of a procurement": (None, [invite_member, rename_part]),
    "a checklist": (None, [answer_checklist, answer_checklist_otherwise, award]),
    "a strategy": (None, [write_strategy, write_strategy_otherwise]),
    "a strategy to be decided": (written_strategy, [decide_strategy, write_strategy_on]),
    "a milestone that is done": (finish_milestone, [reopen_milestone, move_milestone]),
    "templates of milestones": (templates, [choose_small_template, choose_large_template]),
}
