"""Measures as kinds: a half one is refused at start, a whole one works with one object, none is known by its name."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from activities.activities.actions import load_plan
from activities.plan.models import CategoryPlan
from contracts.suppliers.models import Supplier
from followup.measures import actions
from followup.measures.choices import Kind
from followup.measures.kinds import (
    KINDS,
    Aim,
    Counted,
    Counting,
    Judged,
    Ledger,
    MeasureKind,
    Span,
    card_codes,
    counted_codes,
    counting_of,
)
from followup.measures.kinds.kind import seen
from followup.measures.models import Measure
from followup.report.reports.drawing import status_report_context
from followup.report.reports.snapshot import changes_since
from followup.report.reports.status import status_report
from huddinge_vo.common.registry import IncompleteKind
from huddinge_vo.roles import ROLES
from tests import factories as make
from tests.followup.judging.test_judging import load
from tests.followup.measures.test_measures import make_rule

AT = datetime(2026, 6, 15, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kinds_as_they_are():
    before = dict(KINDS)
    yield
    KINDS.clear()
    KINDS.update(before)


def rows(plan, period, on, user):
    for supplier in seen(Supplier.objects, user).order_by("name", "pk"):
        yield Counted(supplier, supplier.name.endswith("AB"), "Så heter den", supplier.name)


WHOLE = MeasureKind(
    code="LIMITED",
    number=99,
    name="Leverantörer som är aktiebolag",
    goal=3,
    source=Counting(
        part_is="aktiebolag",
        whole_is="leverantörer",
        span=Span.DAY,
        permission="contracts.view_supplier",
        rows=rows,
    ),
    definition="Andel leverantörer vars namn slutar på AB.",
    formula="aktiebolag / leverantörer",
    aim=Aim(on=date(2027, 12, 31), value=Decimal("0.75")),
)


@pytest.fixture
def plan(db):
    load_plan(buyer=make.buyer(), at=AT)
    actions.load_measures(buyer=make.buyer(), at=AT)
    return CategoryPlan.objects.get()


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        *((WHOLE, each.name) for each in fields(MeasureKind) if each.name not in {"direction", "aim"}),
        *((WHOLE.source, each.name) for each in fields(Counting)),
        (Ledger(category="IFO"), "category"),
        (Judged(kind=Kind.ASSESSED), "kind"),
        (WHOLE.aim, "value"),
    ],
)
def test_a_measure_without_one_of_its_parts_is_refused_by_name(kind, part):
    parts = {each.name: getattr(kind, each.name) for each in fields(kind) if each.name != part}
    with pytest.raises(TypeError, match=f"missing 1 required keyword-only argument: '{part}'"):
        type(kind)(**parts)


def test_a_measure_that_says_nothing_or_has_anothers_code_or_number_is_refused_by_name():
    with pytest.raises(IncompleteKind, match=r"^measure LIMITED lacks source\.permission, definition\.$"):
        KINDS.add(replace(WHOLE, definition="", source=replace(WHOLE.source, permission="")))
    with pytest.raises(IncompleteKind, match="measure CLASS_ONE is there twice"):
        KINDS.add(replace(WHOLE, code="CLASS_ONE"))
    with pytest.raises(IncompleteKind, match="measure LIMITED has number 15, which CLASS_ONE has"):
        KINDS.add(replace(WHOLE, number=15))


def test_what_opens_the_rows_of_a_measure_is_a_right_that_somebody_has():
    rights = frozenset().union(*(role.permissions for role in ROLES))
    assert {counting_of(code).permission for code in counted_codes()} | {Ledger.permission} <= rights


def test_the_cards_stand_in_their_order():
    assert card_codes() == ["LOYALTY_IFO", "LOYALTY_FO", "LOYALTY_AO", "LOYALTY_VO"]


def test_a_whole_new_measure_is_loaded_computed_held_against_its_aim_and_opens_its_rows(client, plan):
    KINDS.add(WHOLE)
    assert actions.load_measures(buyer=make.buyer(), at=AT) == 2  # itself and its target
    make.supplier("Ett AB", make.ORG_NUMBERS[0])
    make.supplier("Två AB", make.ORG_NUMBERS[1])
    make.supplier("Tre HB", make.ORG_NUMBERS[2])
    make.supplier("Fyra HB", make.ORG_NUMBERS[3], is_secret=True)
    actions.compute_outcomes(plan=plan, at=AT)
    measure = Measure.objects.get(code="LIMITED")
    found = measure.outcomes.get()
    assert (found.value, found.inputs) == (Decimal("0.5"), {"aktiebolag": "2", "leverantörer": "4"})
    client.force_login(make.user("läsare"))
    page = client.get(measure.get_absolute_url()).content.decode()
    assert "Andel leverantörer vars namn slutar på AB." in page
    assert f'href="/matt/utfall/{found.pk}/"' in page
    rows = client.get(f"/matt/utfall/{found.pk}/")
    assert ">4<" not in "".join(
        rows.content.decode().split()
    )  # 2 of 4 beside three rows would tell how many are secret
    opened = rows.context["counted"]
    assert [row.what.name for row in opened.rows] == ["Tre HB", "Ett AB", "Två AB"]
    assert (opened.unseen, opened.has_changed) == (True, False)
    line = next(
        line for goal in client.get("/matt/").context["goals"] for line in goal.measures if line.measure == measure
    )
    assert (line.measure.goal.number, line.target, line.signal.label) == (3, Decimal("0.75"), "Under målet")


def test_what_is_left_of_a_measure_that_is_no_more_says_that_it_has_no_basis(client, plan):
    KINDS.add(WHOLE)
    actions.load_measures(buyer=make.buyer(), at=AT)
    make.supplier("Ett AB", make.ORG_NUMBERS[0])
    actions.compute_outcomes(plan=plan, at=AT)
    del KINDS["LIMITED"]
    measure = Measure.objects.get(code="LIMITED")
    old = measure.outcomes.get()
    actions.compute_outcomes(plan=plan, at=AT)
    assert measure.outcomes.order_by("-last", "pk").first().missing == "Underlag saknas."
    client.force_login(make.user())
    assert client.get(measure.get_absolute_url()).status_code == 200
    assert client.get("/matt/").status_code == 200
    assert client.get(f"/matt/utfall/{old.pk}/").status_code == 404


def test_a_measure_that_a_user_has_renamed_is_the_same_on_cards_pictures_and_in_what_has_changed_since(client, plan):
    area = make.area("IFO-HVB-BEH")
    make.contract(areas=[area], valid_from=date(2022, 1, 1), until=date(2027, 12, 31))
    make_rule(make.buyer(), area.category)
    load(*(make.ledger_row("1000,00", f"{year}-{month:02}-10") for year in (2024, 2025) for month in range(1, 13)))
    actions.compute_outcomes(plan=plan, at=AT)

    def said():
        report = status_report(root=plan.category, user=None, year=2026, on=AT.date())
        pictures = status_report_context(report)["pictures"]
        return report, [measure.code for drawn in pictures.values() for measure, _ in drawn]

    before, drawn = said()
    assert drawn == ["OUTSIDE_SHARE"]  # the loyalties are drawn from their cards
    Measure.objects.filter(code="LOYALTY_IFO").update(name="Köptrohet inom IFO")
    Measure.objects.filter(code="OUTSIDE_SHARE").update(name="Avtalstrohetens motsats")
    after, drawn_after = said()
    assert drawn_after == drawn
    card = next(card for card in after.cards if card.code == "LOYALTY_IFO")
    assert (card.title, card.value) == ("Köptrohet inom IFO", Decimal(1))
    told = {since.what for since in changes_since(before, after)}
    assert told == {"Avtalstrohet IFO", "Köptrohet inom IFO"} | {
        "Effektmål 1: Andel köp utanför avtal",
        "Effektmål 1: Avtalstrohetens motsats",
    }
