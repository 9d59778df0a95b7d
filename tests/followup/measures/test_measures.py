"""The plan's measures: hand-computed outcomes, what cannot be had, judgements, trends and goals."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pghistory
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from activities.activities.actions import load_plan
from activities.plan.models import CategoryPlan
from followup.measures import actions
from followup.measures.forms import TargetForm
from followup.measures.kinds import counted_codes
from followup.measures.models import Measure, Outcome, Target
from followup.measures.reports import goal_lines
from followup.measures.rules import Point, Signal, Trend, signal, trend
from followup.reviews.models import Finding, FollowUpClass, Review
from huddinge_vo.common.money import mnkr
from huddinge_vo.common.periods import add_months
from tests import factories as make
from tests.followup.judging.test_judging import load

AT = datetime(2026, 6, 15, 8, tzinfo=UTC)


def series(*values):
    return [Point(add_months(date(2025, 1, 1), month), Decimal(str(value))) for month, value in enumerate(values)]


def test_nine_points_say_nothing_and_ten_say_which_way():
    rising = [0.70 + 0.01 * n for n in range(10)]
    assert trend(series(*rising[:9])) is Trend.TOO_FEW
    assert trend(series(*rising)) is Trend.BETTER
    assert trend(series(*rising), wanted_high=False) is Trend.WORSE
    assert trend(series(*[0.8] * 12)) is Trend.STEADY
    assert trend(series(*reversed(rising))) is Trend.WORSE


def test_a_measure_that_shall_fall_is_judged_the_other_way():
    assert signal(Decimal("0.09"), Decimal("0.10"), wanted_high=False) is Signal.ON_TARGET
    assert signal(Decimal("0.105"), Decimal("0.10"), wanted_high=False) is Signal.NEAR
    assert signal(Decimal("0.2"), Decimal("0.10"), wanted_high=False) is Signal.OFF_TARGET
    assert signal(None, Decimal("0.10"), wanted_high=False) is Signal.UNKNOWN


@pytest.fixture
def plan():
    buyer = make.buyer()
    load_plan(buyer=buyer, at=AT)
    actions.load_measures(buyer=buyer, at=AT)
    return CategoryPlan.objects.get()


def outcome(plan, code):
    return Outcome.objects.filter(measure__plan=plan, measure__code=code).order_by("-last").first()


@pytest.mark.django_db
def test_all_eleven_measures_and_the_trend_goal_are_there_with_definition_and_goal(plan):
    measures = plan.measures.order_by("number")
    assert [each.number for each in measures] == list(range(1, 16))
    assert all(each.definition and each.formula and each.goal for each in measures)
    targeted = {
        each.code: [(str(t.on), t.value) for t in each.targets.all()] for each in measures if each.targets.exists()
    }
    assert targeted["LOYALTY_IFO"] == targeted["LOYALTY_FO"] == [("2027-01-01", Decimal("0.9"))]
    assert "LOYALTY_AO" not in targeted
    assert actions.load_measures(buyer=plan.category.buyer, at=AT) == 0


@pytest.mark.django_db
def test_what_has_no_base_says_so_and_never_a_number(plan):
    actions.compute_outcomes(plan=plan, at=AT)
    for measure in plan.measures.filter(kind="COMPUTED"):
        found = outcome(plan, measure.code)
        assert found.value is None
        assert found.missing.startswith("Underlag saknas")
    assert actions.compute_outcomes(plan=plan, at=AT) == 0


@pytest.mark.django_db
def test_redundancy_counts_critical_contracts_in_force_with_the_requirement_inherited_or_own(client, plan):
    round_ = make.framework()
    round_.requirements.create(kind="REDUNDANCY", answer="YES")
    make.contract("A-1", is_critical=True, framework=round_)  # inherited
    make.contract("A-2", is_critical=True, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1])).requirements.create(
        kind="REDUNDANCY", answer="YES"
    )
    third = make.contract(
        "A-3", is_critical=True, framework=round_, supplier=make.supplier("Tre AB", make.ORG_NUMBERS[2])
    )
    third.requirements.create(kind="REDUNDANCY", answer="NO", note="Litet")  # says otherwise than its round
    make.contract("A-4", is_critical=True, supplier=make.supplier("Fyra AB", make.ORG_NUMBERS[3]))
    make.contract("A-5", supplier=make.supplier("Fem AB", make.ORG_NUMBERS[4]))  # not critical
    make.contract("A-6", is_critical=True, status="DRAFT", supplier=make.supplier("Sex AB", make.ORG_NUMBERS[5]))
    actions.compute_outcomes(plan=plan, at=AT)
    found = outcome(plan, "REDUNDANCY")
    client.force_login(make.user())
    line = next(
        line
        for goal in client.get("/matt/").context["goals"]
        for line in goal.measures
        if line.measure.code == "REDUNDANCY"
    )
    counted = client.get(line.href).context["counted"]
    assert [(row.what.number, row.is_met, row.why) for row in counted.rows] == [
        ("A-3", False, "Nej, enligt avtalet"),
        ("A-4", False, "Ingen har svarat"),
        ("A-1", True, "Ja, enligt ramavtalet"),
        ("A-2", True, "Ja, enligt avtalet"),
    ]
    assert (counted.met, counted.whole, counted.unseen, counted.has_changed) == (2, 4, False, False)
    assert found.value == Decimal("0.5")
    assert found.inputs == {
        "samhällsviktiga avtal med krav på redundans": "2",
        "samhällsviktiga avtal i kraft": "4",
    }


@pytest.mark.django_db
def test_an_outcomes_rows_are_of_its_own_day_tell_what_has_changed_and_name_nothing_secret(client, plan):
    make.contract("A-1", is_critical=True, until=None)
    make.contract(
        "HEMLIGT-1",
        title="Hemligt",
        is_critical=True,
        is_secret=True,
        supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]),
    )
    actions.compute_outcomes(plan=plan, at=AT)
    found = outcome(plan, "REDUNDANCY")
    path = f"/matt/utfall/{found.pk}/"
    client.force_login(make.user("läsare"))
    page = client.get(path)
    assert [row.what.number for row in page.context["counted"].rows] == ["A-1"]
    assert "det som bara visas för dem" in page.content.decode()
    assert "HEMLIGT" not in page.content.decode()
    assert "har ändrats" not in page.content.decode()
    # A contract that is made critical later counts from the day it is in force, and the kept outcome says what it was.
    make.contract(
        "A-9", is_critical=True, valid_from=date(2026, 6, 30), supplier=make.supplier("Nio AB", make.ORG_NUMBERS[2])
    )
    make.contract(
        "A-10", is_critical=True, valid_from=date(2026, 7, 1), supplier=make.supplier("Tio AB", make.ORG_NUMBERS[3])
    )
    page = client.get(path)
    assert [row.what.number for row in page.context["counted"].rows] == ["A-1", "A-9"]
    said = " ".join(page.content.decode().split())
    assert "Underlaget har ändrats sedan utfallet räknades" in said
    assert "av 3" not in said  # beside a list that lacks rows, the numbers would tell how many of them are secret
    assert f'href="{path}"' in client.get(found.measure.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_each_counted_measure_opens_the_rows_it_is_a_share_of(client, plan):
    leader = make.user()
    client.force_login(leader)
    contract = make.contract("A-1", until=None)
    FollowUpClass.objects.create(contract=contract, proposed=1, proposed_reason="Volym")
    review = Review.objects.create(
        contract=contract,
        planned_on="2026-04-01",
        method="DESK",
        status="DONE",
        done_on="2026-04-01",
        followed_routine=True,
    )
    Finding.objects.create(
        buyer=make.buyer(), supplier=contract.supplier, source="TIP", severity="LOW", evidence="Falska fakturor",
        is_irregularity=True, confirmed_on="2026-05-01", registered_by=leader, registered_on="2026-05-01",
    )  # fmt: skip
    project = make.project("U-1", status="AWARDED")
    project.milestones.create(order=1, code="AWARD", name="Tilldelning", planned_on="2026-05-04", done_on="2026-05-04")
    project.checklist.filter(kind__in=("TECHNOLOGY", "SUSTAINABILITY")).delete()
    project.checklist.create(kind="TECHNOLOGY", answer="SET")
    project.checklist.create(kind="SUSTAINABILITY")
    actions.compute_outcomes(plan=plan, at=AT)
    told = {}
    for code in counted_codes():
        if found := outcome(plan, code):
            counted = client.get(f"/matt/utfall/{found.pk}/").context["counted"]
            told[code] = [(str(row.what), row.is_met, row.why) for row in counted.rows]
            assert not counted.has_changed
            assert found.value == (
                sum(row.is_met for row in counted.rows) / Decimal(len(counted.rows)) if counted.rows else None
            )
    assert told == {
        "REDUNDANCY": [],
        "TECHNOLOGY": [(str(project), True, "Kravet ställs")],
        "SUSTAINABILITY": [(str(project), False, "Obesvarat")],
        "IRREGULARITIES": [(f"{contract.supplier}, 2026-05-01", False, "Inte anmäld; bekräftad 2026-05-01")],
        "ROUTINE": [(str(review), False, "Genomförd 2026-04-01 enligt rutinen; hållbarhet inte bedömd")],
        "CLASS_ONE": [(str(contract), True, "Ska följas upp senast 2026-08-01; senast uppföljt 2026-04-01")],
    }


@pytest.mark.django_db
def test_what_was_first_measured_long_after_the_plan_began_is_held_against_its_target_and_not_its_own_beginning(plan):
    make.contract("A-1", is_critical=True).requirements.create(kind="REDUNDANCY", answer="YES")
    make.contract("A-2", is_critical=True, supplier=make.supplier("Två AB", make.ORG_NUMBERS[1]))
    actions.compute_outcomes(plan=plan, at=AT)
    line = next(line for goal in goal_lines(plan) for line in goal.measures if line.measure.code == "REDUNDANCY")
    assert (line.value, line.target, line.target_on) == (
        Decimal("0.5"),
        Decimal(1),
        date(2027, 5, 31),
    )  # the plan's end
    assert line.signal is Signal.OFF_TARGET


@pytest.mark.django_db
def test_a_judgement_is_on_the_scale_with_why_and_a_computed_measure_takes_none(plan):
    by = make.user()
    measure = plan.measures.get(code="ORGANISATION")
    said = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "evidence": "KS-2026/1", "by": by, "at": AT}
    actions.assess_measure(measure=measure, value=2, comment="Rekrytering pågår.", **said)
    again = actions.assess_measure(measure=measure, value=3, comment="Två är anställda.", **said)
    assert Outcome.objects.filter(measure=measure).get() == again
    assert (again.value, again.assessed_by) == (3, by)
    with pytest.raises(ValidationError, match="beräknas"):
        actions.assess_measure(measure=plan.measures.get(code="REDUNDANCY"), value=3, comment="x", **said)


@pytest.mark.django_db
def test_a_goal_stands_where_its_worst_measure_stands(plan):
    by = make.user()
    said = {"first": date(2026, 1, 1), "last": date(2027, 12, 31), "comment": "x", "evidence": "", "by": by, "at": AT}
    for code, value in (("ORGANISATION", 4), ("UNDERSTANDING", 4), ("ROUTINES", 3)):
        actions.assess_measure(measure=plan.measures.get(code=code), value=value, **said)
    second = goal_lines(plan)[1]
    assert second.signal is Signal.OFF_TARGET  # a whole step below is below
    routines = plan.measures.get(code="ROUTINES")
    routines.targets.update(value=Decimal("3.5"))
    assert goal_lines(plan)[1].signal is Signal.NEAR
    actions.assess_measure(measure=plan.measures.get(code="ROUTINES"), value=1, **said)
    assert goal_lines(plan)[1].signal is Signal.OFF_TARGET
    assert goal_lines(plan)[4].signal is Signal.UNKNOWN


@pytest.mark.django_db
def test_an_outcome_without_value_or_reason_is_refused_by_the_database(plan):
    measure = plan.measures.get(code="REDUNDANCY")
    with pytest.raises(IntegrityError, match="outcome_has_a_value_or_says_why_not"), transaction.atomic():
        Outcome.objects.create(measure=measure, first=AT.date(), last=AT.date(), at=AT)


@pytest.mark.django_db
def test_pages_show_outcome_basis_and_form(client, plan):
    client.force_login(make.user())
    actions.compute_outcomes(plan=plan, at=AT)
    page = client.get("/matt/").content.decode()
    assert "Underlag saknas" in page
    assert "För få mätpunkter" in page
    measure = plan.measures.get(code="ROUTINES")
    sent = {"first": "2026-01-01", "last": "2025-01-01", "value": "3", "comment": "Rutinerna är beslutade."}
    assert "före första dagen" in client.post(f"/matt/{measure.pk}/bedom/", sent).content.decode()
    client.post(f"/matt/{measure.pk}/bedom/", {**sent, "last": "2026-12-31"})
    shown = client.get(measure.get_absolute_url()).content.decode()
    assert "3 av 4 (till stor del på plats)" in shown
    assert "Rutinerna är beslutade." in shown
    too_high = client.post(
        f"/matt/{plan.measures.get(code='LOYALTY_FO').pk}/malvarde/", {"on": "2026-01-01", "value": "101"}
    )
    assert "högst 100" in too_high.content.decode()
    client.post(f"/matt/{plan.measures.get(code='LOYALTY_AO').pk}/malvarde/", {"on": "2027-01-01", "value": "85"})
    assert Measure.objects.get(code="LOYALTY_AO").targets.get().value == Decimal("0.85")
    for goal in plan.effect_goals.all():
        assert client.get(f"/effektmal/{goal.pk}/").status_code == 200
    client.force_login(make.user("läsare"))
    assert client.get(f"/matt/{measure.pk}/bedom/").status_code == 403


@pytest.mark.django_db
def test_the_latest_loyalty_outcome_is_what_the_overview_says(client, plan):
    root = plan.category
    area = root.buyer and make.area("IFO-HVB-BEH")
    supplier = make.supplier()
    make.contract(supplier=supplier, areas=[area], valid_from=date(2024, 1, 1), until=date(2027, 12, 31))
    rows = [make.ledger_row("1000,00", f"2025-{month:02}-10") for month in range(7, 13)]
    rows += [make.ledger_row("1000,00", f"2026-{month:02}-10") for month in range(1, 7)]
    other = make.ledger_row("4000,00", "2026-05-02", org_number=make.ORG_NUMBERS[1], name="Utan AB")
    make_rule(root.buyer, area.category)
    load(*rows, other)
    actions.compute_outcomes(plan=plan, at=AT)
    assert outcome(plan, "LOYALTY_IFO").value is None  # June has not ended, and there are not twelve months before it
    actions.compute_outcomes(plan=plan, at=datetime(2026, 7, 1, 8, tzinfo=UTC))
    found = outcome(plan, "LOYALTY_IFO")
    assert found.value == Decimal("0.75")
    assert (found.first, found.last) == (date(2025, 7, 1), date(2026, 6, 30))
    assert outcome(plan, "OUTSIDE_SHARE").value == Decimal("0.25")
    assert found.figures[0] == ("På avtal", f"{mnkr(Decimal(12000))} mnkr")
    client.force_login(make.user())
    card = next(card for card in client.get("/").context["report"].cards if card.code == "LOYALTY_IFO")
    assert round(card.value, 6) == found.value


def make_rule(buyer, category):
    from followup.judging.models import ClassificationRule

    ClassificationRule.objects.create(buyer=buyer, order=1, account_from="4000", account_to="4999", category=category)


@pytest.mark.django_db
def test_a_goal_with_a_measure_that_nobody_has_measured_says_so_and_is_not_met(plan):
    by = make.user()
    said = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "comment": "x", "evidence": "", "by": by, "at": AT}
    for code in ("ORGANISATION", "UNDERSTANDING", "ROUTINES"):
        actions.assess_measure(measure=plan.measures.get(code=code), value=4, **said)
    second = goal_lines(plan)[1]
    assert (second.signal, second.signal.label) == (Signal.PARTLY, "Delvis mätt")
    assert second.unmeasured == "2 av 5 mått saknar utfall"  # irregularities, and class 1 in time
    for code in ("IRREGULARITIES", "CLASS_ONE"):
        measure = plan.measures.get(code=code)
        Outcome.objects.create(measure=measure, first=AT.date(), last=AT.date(), value=1, at=AT)
    met = goal_lines(plan)[1]
    assert (met.signal, met.unmeasured) == (Signal.ON_TARGET, "")


@pytest.mark.django_db
def test_targets_after_the_plans_end_are_moved_to_it_but_not_those_that_a_person_has_set(plan):
    assert plan.valid_until == date(2027, 5, 31)
    assert not Target.objects.filter(on__gt=plan.valid_until).exists()
    loaded = plan.measures.get(code="ROUTINES").targets.get()
    Target.objects.filter(pk=loaded.pk).update(on=date(2027, 12, 31))  # as the first version loaded it
    theirs = plan.measures.get(code="ORGANISATION").targets.get()
    with pghistory.context(user=make.user().pk):
        Target.objects.filter(pk=theirs.pk).update(on=date(2027, 11, 1))
    actions.load_measures(buyer=plan.category.buyer, at=AT)
    assert Target.objects.get(pk=loaded.pk).on == date(2027, 5, 31)
    assert Target.objects.get(pk=theirs.pk).on == date(2027, 11, 1)


@pytest.mark.django_db
def test_a_target_after_the_plans_end_is_refused(plan):
    measure = plan.measures.get(code="ROUTINES")
    form = TargetForm({"on": "2027-06-01", "value": "4"}, instance=Target(measure=measure))
    assert "Planen slutar 2027-05-31." in str(form.errors["on"])
