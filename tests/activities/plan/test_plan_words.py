"""The plan as load_plan brings it in, held line by line against what the plan's own documents say.

The documents are not in the repository, so the expected figures, years, roles and decided wordings stand here, written
down from them and from nothing else: what the reference data says of itself is never asked.
"""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pghistory
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.activities.models import Activity, SignalPoint
from activities.plan.models import CategoryPlan, EffectGoal, SteeringSignal, TeamMember
from contracts.plan.models import ContractArea
from followup.measures.actions import load_measures
from followup.measures.models import Measure
from procurement.plan.models import PlannedNeed
from procurement.projects.models import Project
from procurement.strategies.models import StrategySection
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)

# Appendix 2: number, priority, responsible role, roles that take part, stakeholders.
ACTIVITIES = {
    "2.1": (1, "Kategoriledare (KSF)", "", "SOF, BUF, Trygghet- och säkerhetssektionen"),
    "2.2": (1, "Kategoriledare (KSF)", "upphandlare KSF, IFO", ""),
    "2.3": (1, "Kategoriledare (KSF)", "utvecklingsledare SOF, upphandlare KSF, presskommunikatör KSF", ""),
    "2.4": (
        1,
        "Kategoriledare (KSF)",
        "utvecklingsledare SOF, uppföljningsteamet SOF, upphandlare KSF",
        (
            "ekonomiavdelningen SOF, redovisning KSF, dataskyddsombud, IT- och digitaliseringsavdelningen, Trygghet- "
            "och säkerhetssektionen"
        ),
    ),
    "2.5": (1, "Kategorideltagare upphandlare (KSF)", "kategoriledare KSF, upphandlare KSF, ekonomienheten SOF", ""),
    "2.6": (
        1,
        "Kategorideltagare hållbarhetsstrateg (KSF)",
        "upphandlare KSF, uppföljningsteamet SOF, dataskyddsombud KSF",
        "",
    ),
    "2.7": (2, "Kategorideltagare hållbarhetsstrateg (KSF)", "upphandlare KSF", ""),
    "2.8": (
        2,
        "Representant e-handelsadministratör (KSF)",
        "kategoriledare KSF, utvecklingsledare SOF, IFO, FO, upphandlare KSF, dataskyddsombud KSF",
        "",
    ),
    "2.9": (
        2,
        "Kategorideltagare upphandlare (KSF)",
        "utvecklingsledare SOF, uppföljningsteamet SOF",
        (
            "socialnämnden, Äldreomsorgsnämnden, kommunstyrelsen, socialdirektör, biträdande socialdirektör SOF, "
            "upphandlingschef KSF"
        ),
    ),
    "2.10": (2, "Kategorideltagare upphandlare (KSF)", "utvecklingsledare SOF, uppföljningsteamet SOF", ""),
    "2.11": (
        2,
        "Kategoriledare (KSF)",
        "upphandlare KSF, ÄO, FO, utvecklingsledare SOF, ekonomiavdelningen SOF",
        "",
    ),
    "2.12": (
        3,
        "Kategoriledare (KSF)",
        "upphandlare KSF, uppföljningsteamet SOF",
        "leverantörer, biståndshandläggare, socialsekreterare",
    ),
    "2.13": (3, "Uppföljningsteamet (SOF)", "upphandlare KSF", ""),
    "2.14": (4, "Kategorideltagare upphandlare (KSF)", "Södertörnskommuner", ""),
    "2.15": (4, "Kategorideltagare utvecklingsledare (SOF)", "upphandlare KSF", "socialnämnden"),
}
# What the plan's goal, or potential, or effect of an activity is about: words without which the meaning is another.
MEANINGS = [
    ("2.1", "goal", "kritiska varor"),
    ("2.3", "goal", "rapporter"),
    ("2.5", "goal", "mallskrivning"),
    ("2.5", "description", "lov och lou"),
    ("2.5", "potential", "öppenhet och tydlighet"),
    ("2.5", "potential", "kostnad"),
    ("2.6", "goal", "effektivare"),
    ("2.6", "goal", "arbetsrättsliga villkor"),
    ("2.8", "goal", "underlag för uppföljning"),
    ("2.9", "potential", "fusk"),
    ("2.9", "goal", "förslag"),
    ("2.10", "expected_effect", "inköp"),
    ("2.11", "potential", "dis"),
    ("2.12", "goal", "effektiv"),
    ("2.12", "description", "portobservationer"),
    ("2.13", "potential", "relationer"),
    ("2.14", "goal", "effektivare"),
    ("2.14", "goal", "södertörns"),
    ("2.14", "potential", "resurser"),
    ("2.15", "potential", "familjehem"),
]
GOALS = {
    1: (
        (
            "Kategoristyrning av vård och omsorg ska bidra till att den vård och omsorg som upphandlas i kommunen "
            "håller en god kvalitet och främjar en god budgethållning."
        ),
        {"En ansvarsfull ekonomi i hela Huddinge", "En trygg kommun där människor trivs och växer"},
    ),
    2: (
        (
            "Kategoristyrning av vård och omsorg ska stävja välfärdsbrott, fel och oegentligheter hos upphandlade "
            "leverantörer."
        ),
        {"En ansvarsfull ekonomi i hela Huddinge"},
    ),
    3: (
        "Kategoristyrning av vård och omsorg ska bidra till att leverantörer inom kategorin skapar redundans.",
        {"En trygg kommun där människor trivs och växer"},
    ),
    4: (
        (
            "Kategoristyrningen ska bidra med effektiviseringar genom att hitta sätt att arbeta smartare, exempelvis "
            "genom samverkan, innovation, verksamhetsutveckling eller genom att ta tillvara ny teknik för att "
            "digitalisera och automatisera arbetssätt."
        ),
        {"En ansvarsfull ekonomi i hela Huddinge"},
    ),
    5: (
        "Kategoristyrning av vård och omsorg ska bidra till omställningen till ett mer hållbart samhälle.",
        {"En hållbar naturkommun"},
    ),
}
# The table of contracts in 5.1.3: how many, of the areas outside the choice systems, largest first.
CONTRACTS = [99, 80, 55, 50, 50, 41, 37, 28, 26, 23, 22, 19, 18, 18, 3, 1, 1]
# The choice systems: providers, and the year each became one of its own (5.1.4).
CHOICE_SYSTEMS = {
    "Hemtjänst": (6, 2009),
    "Familjerådgivning": (10, 2012),
    "Korttidsvistelse i form av korttidshem och lägervistelse": (9, 2013),
    "Daglig verksamhet": (14, 2014),
    "Boendestöd": (3, 2017),
    "Ledsagar- och avlösarservice enligt LSS och ledsagning och avlösning i hemmet för barn och unga enligt SoL": (
        4,
        2017,
    ),
    "Dagverksamhet för äldre": (0, 2017),
    "Särskilt boende för äldre, permanent plats, somatik och demensinriktning": (7, 2020),
}
JOINT = {  # 5.1.9: who led the round, for the areas that are procured with others
    "Dygnetruntinsatser för vuxna med psykiska och neuropsykiatriska funktionsnedsättningar": "Telge inköp",
    "Skyddat boende": "Nacka kommun",
    "Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)": (
        "Upphandling Södertörn"
    ),
    "Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (demens och somatik)": (
        "Upphandling Södertörn"
    ),
    "Enstaka platser i bostad med särskild service, LSS": "Huddinge kommun",
    "Öppenvård - Dagbehandling med grundskola och Dagverksamhet för unga": "Huddinge kommun",
    "Öppenvård-Familjebehandling, kontaktperson och utredningar": "Huddinge kommun",
    "Natthärbärge": "Huddinge kommun",
}
SIGNALS = {  # 5.1.12 and 5.1.13: kind, and how many points bear on the category
    "Lag (2016:1145) om offentlig upphandling": ("LAW", 3),
    "Lag (2008:962) om valfrihetssystem": ("LAW", 0),
    "Mål och budget": ("BUDGET", 5),
    "Riktlinjer för upphandling och inköp": ("INTERNAL", 3),
    "Näringslivsstrategi 2022–2026": ("INTERNAL", 4),
    "Miljöprogram 2022–2025": ("INTERNAL", 4),
    "Program för trygghet och säkerhet": ("INTERNAL", 4),
    "Utredningsuppdrag om hemtjänsten": ("ASSIGNMENT", 2),
}


@pytest.fixture
def plan():
    call_command("load_plan")
    return CategoryPlan.objects.get()


def of(words):
    """The roles and units that a line names, whatever stands between them."""
    return {word.casefold() for word in re.findall(r"[\w-]+", words)} - {"och", "representant", "kategorideltagare"}


def test_the_fifteen_activities_have_their_priority_role_and_those_who_take_part(plan):
    told = {each.number: each for each in plan.activities.all()}
    assert set(told) == set(ACTIVITIES)
    for number, (priority, responsible, participants, stakeholders) in ACTIVITIES.items():
        each = told[number]
        assert (each.priority, each.responsible) == (priority, responsible), number
        assert of(participants) <= of(each.participants), number
        assert of(stakeholders) <= of(each.stakeholders), number
        assert bool(participants) == bool(each.participants), number
        assert bool(stakeholders) == bool(each.stakeholders), number
    steered = {number: each.steering_group for number, each in told.items() if each.steering_group}
    assert set(steered) == {"2.12"}
    assert of("socialdirektör, enhetschef SOF, sektionschefer SOF, upphandlingschef") <= of(steered["2.12"])


def test_whoever_is_responsible_is_a_role_at_a_unit_and_never_a_persons_name(plan):
    roles = "Kategoriledare|Kategorideltagare \\w+|Representant [\\w-]+|Uppföljningsteamet"
    wrong = [each for each in plan.activities.all() if not re.fullmatch(rf"({roles}) \((KSF|SOF)\)", each.responsible)]
    assert wrong == []
    assert not plan.activities.filter(responsible_person__isnull=False).exists()
    assert not plan.team.filter(person__isnull=False).exists()


def test_each_activity_means_what_the_plan_says(plan):
    told = {each.number: each for each in plan.activities.all()}
    missing = [place for place in MEANINGS if place[2] not in getattr(told[place[0]], place[1]).lower()]
    assert missing == []


def test_the_five_goals_stand_as_they_were_decided_with_their_target_areas(plan):
    told = {goal.number: (goal.wording, set(goal.target_areas.split("; "))) for goal in plan.effect_goals.all()}
    assert told == GOALS


def test_the_areas_are_eighteen_and_their_contracts_571_as_in_the_plans_table(plan):
    outside = ContractArea.objects.exclude(form="CHOICE_SYSTEM")
    counts = sorted((area.contracts_in_plan for area in outside if area.contracts_in_plan is not None), reverse=True)
    assert (outside.count(), counts, sum(counts)) == (18, CONTRACTS, 571)
    assert outside.get(contracts_in_plan=None).name == "Vård och behandling av avhoppare"
    assert dict(outside.exclude(joint_lead="").values_list("name", "joint_lead")) == JOINT
    parts = {code: outside.filter(category__code=code).count() for code in ("IFO", "FO", "ÄO")}
    assert parts == {"IFO": 12, "FO": 5, "ÄO": 1}
    # 5.1.10: a fixed price in all choice systems, in places for those over 65, and in housing by LSS
    fixed = outside.filter(price_model="FIXED").values_list("contracts_in_plan", flat=True)
    assert set(fixed) == {22, 99}
    assert not ContractArea.objects.filter(form="CHOICE_SYSTEM").exclude(price_model="FIXED").exists()


def test_the_eight_choice_systems_have_their_providers_and_the_year_they_began(plan):
    systems = ContractArea.objects.filter(form="CHOICE_SYSTEM")
    assert {area.name: (area.contracts_in_plan, area.introduced_in) for area in systems} == CHOICE_SYSTEMS
    assert not ContractArea.objects.exclude(form="CHOICE_SYSTEM").filter(introduced_in__isnull=False).exists()
    homes = {area.name: area.note for area in systems if "regi" in area.note}
    assert re.findall(r"\d+", homes["Daglig verksamhet"]) == ["35", "17"]
    assert [re.findall(r"\d+", note) for name, note in homes.items() if name != "Daglig verksamhet"] == [["45", "5"]]


def test_the_procurement_plan_has_its_25_rows_by_year_and_unit(plan):
    rows = PlannedNeed.objects.values_list("year", "category__code")
    by_year = {
        year: sorted(code for of_year, code in rows if of_year == year) for year in (2022, 2023, 2024, 2025, 2026)
    }
    ifo, fo, ao = "IFO", "FO", "ÄO"
    assert by_year == {
        2022: [fo] * 2 + [ifo] * 5,
        2023: [fo] + [ifo] * 7,
        2024: [fo] * 2,
        2025: [],
        2026: [fo] * 2 + [ifo] * 5 + [ao],
    }
    again = set(PlannedNeed.objects.filter(year=2022).values_list("name", flat=True))
    assert again < set(PlannedNeed.objects.filter(year=2026).values_list("name", flat=True))


def test_the_steering_signals_are_the_plans_with_each_of_its_points(plan):
    told = {signal.title: (signal.kind, signal.points.count()) for signal in plan.signals.all()}
    later = told.pop("Socialtjänstlag (2025:400)")
    assert told == SIGNALS
    assert later == ("LAW", 0)  # ours: it came after the plan, and says so
    assert "Står inte i planen" in plan.signals.get(title="Socialtjänstlag (2025:400)").comment
    assert SignalPoint.objects.count() == 25


def test_what_answers_a_point_is_of_the_same_plan_and_what_nothing_answers_is_known(plan):
    unanswered = SignalPoint.objects.filter(strategies=None, activities=None, measures=None)
    by_signal = sorted((point.signal.title, point.number) for point in unanswered.select_related("signal"))
    assert by_signal == [
        ("Miljöprogram 2022–2025", 4),
        ("Näringslivsstrategi 2022–2026", 3),
        ("Näringslivsstrategi 2022–2026", 4),
        ("Utredningsuppdrag om hemtjänsten", 2),
    ]
    crisis = SignalPoint.objects.get(signal__title="Program för trygghet och säkerhet", number=1)
    assert [each.number for each in crisis.activities.all()] == ["2.1"]
    assert [each.number for each in crisis.strategies.all()] == ["2.8"]
    assert [each.code for each in crisis.measures.all()] == ["REDUNDANCY"]


def test_the_team_is_the_leader_the_seven_listed_and_the_three_beside_them(plan):
    counted = {unit: sorted(plan.team.filter(unit=unit).values_list("role", flat=True)) for unit in ("KSF", "SOF")}
    assert counted == {
        "KSF": [
            "Avtalscontroller",
            "E-handelsadministratör",
            "Hållbarhetsstrateg",
            "Kategoriledare",
            "Upphandlare",
            "Upphandlare, andra platsen",
        ],
        "SOF": [
            "Representant funktionshinderomsorg",
            "Representant individ- och familjeomsorg",
            "Representant individ- och familjeomsorg, andra platsen",
            "Representant äldreomsorg",
            "Utvecklingsledare",
        ],
    }


def test_the_plans_figures_are_the_documents(plan):
    told = {figure.code: figure.value for figure in plan.figures.all()}
    million = Decimal(1_000_000)
    assert told["SPEND"] == 572 * million
    assert (told["SPEND_AO"], told["SPEND_FO"], told["SPEND_IFO"]) == (238 * million, 170 * million, 97 * million)
    assert told["SPEND_UNDISTRIBUTED"] == 67 * million
    assert (told["OUTSIDE"], told["POTENTIAL"], told["DEFECTOR_COST"]) == (90 * million, 20 * million, 23 * million)
    assert (told["INVOICES"], told["SUPPLIERS"], told["CONTRACTS"], told["LSS_HOMES"]) == (6300, 280, 590, 8)
    assert told["SUPPLIER_LOYALTY"].quantize(Decimal("0.001")) == Decimal("0.843")
    assert len(told) == 13


def test_the_plan_is_for_four_years_its_strategies_nine_and_its_measures_eleven_with_targets_in_2027(plan):
    assert (plan.valid_from, plan.valid_until, plan.decided_on) == (date(2023, 6, 1), date(2027, 5, 31), None)
    assert [each.number for each in plan.strategies.in_plan_order()] == [f"2.{n}" for n in range(1, 10)]
    assert next(each.named for each in plan.strategies.in_plan_order()) == "Strategi 2.1"
    assert plan.activities.get(number="2.1").named == "Aktivitet 2.1"
    summaries = " ".join(each.summary for each in plan.strategies.all())
    assert all(words in summaries for words in ("80 % LCI", "20 % KPI", "12 månader", "minst 40", "2022/576"))
    own = plan.measures.filter(number__lte=11)
    goals = {of: sorted(own.filter(goal__number=of).values_list("number", flat=True)) for of in range(1, 6)}
    assert goals == {1: [1, 2, 3], 2: [5, 6, 7, 8], 3: [9], 4: [4], 5: [10, 11]}
    january = {1: Decimal("0.9"), 2: Decimal("0.9"), 4: Decimal(1)}
    dated = {each.number: each.targets.get() for each in own.filter(targets__on=date(2027, 1, 1))}
    assert {number: target.value for number, target in dated.items()} == january
    assert all(target.on.year == 2027 for each in own for target in each.targets.all())


def test_the_known_procurement_has_the_days_and_figures_of_its_strategy(plan):
    project = Project.objects.get()
    days = list(project.milestones.order_by("order", "pk").values_list("planned_on", flat=True))
    assert days == [
        date(2022, 3, 18),
        date(2022, 6, 6),
        date(2022, 9, 8),
        date(2022, 9, 9),
        date(2022, 10, 12),
        date(2022, 11, 25),
        date(2023, 1, 1),
    ]
    assert (project.value_sek, project.initial_months, project.option_months) == (10_000_000, 24, 24)
    purpose = StrategySection.objects.get(project=project, key="PURPOSE").text
    assert "15 år" in purpose
    assert "23 mnkr" in purpose
    assert project.risks.count() == 2
    assert all(risk.measure for risk in project.risks.all())


MATTERS = [  # domain.md's own list: what each contradiction is known by
    ("Juni 2023", "Augusti 2023"),
    ("7,8 mnkr", "7,7 mnkr"),
    ("Åtta", "sju"),
    ("2021", "2022"),
    ("572", "505"),
    ("18", "17"),
    ("590", "571"),
    ("Sex", "åtta"),
    ("90 mnkr av 572", "avtalstrohet"),
    ("Äldreomsorgsnämnden", "vård- och omsorgsnämnden"),
    ("Dagbehandling", "två gånger"),
    ("6.1–6.9", "2.1–2.9"),
]


def test_each_contradiction_of_the_plan_is_told_with_both_sides_and_what_is_done(plan):
    told = list(plan.contradictions.all())
    missing = [words for words in MATTERS if not any(all(word in each.stated for word in words) for each in told)]
    assert missing == []
    assert all(each.treatment for each in told)


def as_person(by, change):
    with pghistory.context(user=by.pk):
        change()


def test_what_a_person_has_written_stays_and_what_an_earlier_version_wrote_is_mended(plan):
    by = make.user()
    Activity.objects.filter(number="2.11").update(responsible="Utsedd person enligt planen; rollen anges inte")
    area = ContractArea.objects.get(code="FO-LOV-DV")
    goal, signal = EffectGoal.objects.get(number=1), SteeringSignal.objects.get(title="Mål och budget")

    def write():
        Activity.objects.filter(number="2.14").update(goal="Våra egna ord.")
        ContractArea.objects.filter(pk=area.pk).update(introduced_in=2015)
        EffectGoal.objects.filter(pk=goal.pk).update(wording="Ny lydelse, beslutad 2025.")
        SteeringSignal.objects.filter(pk=signal.pk).update(title="Mål och budget 2027")
        TeamMember.objects.filter(role="Avtalscontroller").delete()

    as_person(by, write)
    call_command("load_plan")
    assert Activity.objects.get(number="2.11").responsible == "Kategoriledare (KSF)"
    assert Activity.objects.get(number="2.14").goal == "Våra egna ord."
    assert ContractArea.objects.get(pk=area.pk).introduced_in == 2015
    assert EffectGoal.objects.get(pk=goal.pk).wording == "Ny lydelse, beslutad 2025."
    assert not SteeringSignal.objects.filter(title="Mål och budget").exists()  # it has another name now
    assert not TeamMember.objects.filter(role="Avtalscontroller").exists()


def test_whoever_has_the_form_of_a_mended_activity_open_is_told(plan):
    Activity.objects.filter(number="2.11").update(responsible="Någon annan", version=4)
    call_command("load_plan")
    assert Activity.objects.get(number="2.11").version == 5


def test_a_link_that_a_person_has_taken_away_from_a_measure_does_not_come_back(client, plan):
    by = make.user(at=plan.category.buyer)
    client.force_login(by)
    measure = Measure.objects.get(code="REDUNDANCY")
    assert measure.answers.count() == 2
    page = f"{measure.get_absolute_url()}andra/"
    form = client.get(page).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if name != "answers"}
    assert client.post(page, sent).status_code == 302
    assert measure.answers.count() == 0
    load_measures(buyer=plan.category.buyer, at=NOW)
    assert measure.answers.count() == 0


def body(answer):
    return " ".join(answer.content.decode().split())


def test_the_plans_page_shows_decided_words_points_with_their_answers_figures_and_the_way_to_contradictions(
    client, plan, django_assert_max_num_queries
):
    client.force_login(make.user("läsare", at=plan.category.buyer))
    with django_assert_max_num_queries(45):
        shown = body(client.get("/kategoriplan/"))
    for wording, _ in GOALS.values():
        assert wording in shown
    assert "Strategi 2.1" in shown
    assert "Aktivitet 2.1 Identifiering" in shown
    assert "Mått: Redundans i samhällsviktiga avtal" in shown
    assert shown.count("Inget i planen svarar") == 4
    assert "20 000 000" in shown.replace("\xa0", " ")
    assert "Premie betald: inte beräknad ännu." in shown
    assert f"Planens motsägelser ({plan.contradictions.count()})" in shown
    contradictions = body(client.get("/kategoriplan/motsagelser/"))
    assert "Äldreomsorgsnämnden" in contradictions
    assert "/motsagelser/ny/" not in contradictions  # who reads changes nothing
    assert client.get("/kategoriplan/motsagelser/ny/").status_code == 403


def test_the_page_asks_as_many_questions_with_one_point_as_with_twenty_five(client, plan):
    client.force_login(make.user(at=plan.category.buyer))
    client.get("/kategoriplan/")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            client.get("/kategoriplan/")
        return len(asked)

    many = questions()
    kept = SignalPoint.objects.get(signal__title="Program för trygghet och säkerhet", number=1)
    SignalPoint.objects.exclude(pk=kept.pk).delete()
    assert questions() == many


def test_a_point_and_a_contradiction_are_added_and_changed_by_whoever_leads(client, plan):
    client.force_login(make.user(at=plan.category.buyer))
    signal = SteeringSignal.objects.get(title="Lag (2008:962) om valfrihetssystem")
    page = f"/kategoriplan/styrsignaler/{signal.pk}/punkter/ny/"
    assert client.get(page).context["form"]["number"].value() == 1
    activity = plan.activities.get(number="2.9")
    sent = {"number": 1, "text": "Alla som uppfyller kraven godkänns.", "activities": [activity.pk], "version": ""}
    assert client.post(page, sent).status_code == 302
    point = signal.points.get()
    assert list(point.activities.all()) == [activity]
    again = client.post(f"/kategoriplan/punkter/{point.pk}/", {**sent, "text": "Ändrad.", "version": point.version})
    assert again.status_code == 302
    point.refresh_from_db()
    assert point.text == "Ändrad."
    twice = client.post(page, sent)
    assert twice.status_code == 422
    assert "redan en punkt på den platsen" in body(twice)
    new = {"number": 99, "subject": "Något nytt", "stated": "Ett. Två.", "treatment": "Ett.", "version": ""}
    assert client.post("/kategoriplan/motsagelser/ny/", new).status_code == 302
    assert plan.contradictions.get(subject="Något nytt").number == 99
