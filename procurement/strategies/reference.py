"""Reference data: the plan's 25 rows 2022–2026, a template for milestones, and the one procurement whose strategy is
known.

Names, days and figures are the documents'; what the strategy says is put in our own short words. Created once: what
somebody has changed since, or removed from its fields, is left as it is.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from contracts.plan.models import ContractArea
from contracts.register.models import CallOff
from huddinge_vo.common.history.reference_data import bring_in
from huddinge_vo.common.people.models import Organization
from procurement.plan.models import MilestoneTemplate, PlannedNeed, TemplateStep
from procurement.projects.models import (
    ChecklistItem,
    Milestone,
    Procedure,
    Project,
    ProjectMember,
    Risk,
)
from procurement.strategies.models import StrategySection

# (year, code of the area): the rows bear the areas' names.
PLAN: tuple[tuple[int, str], ...] = (
    (2022, "IFO-HVB-BEH"),
    (2022, "IFO-JOUR"),
    (2022, "IFO-HVB-AKUT"),
    (2022, "FO-SOCPSYK"),
    (2022, "FO-DEMSOM"),
    (2022, "IFO-SKYDD"),
    (2022, "IFO-AVHOPP"),
    (2023, "IFO-OV-STOD"),
    (2023, "IFO-OV-FAM"),
    (2023, "IFO-OV-DAG"),
    (2023, "IFO-NATT"),
    (2023, "IFO-VUX-PSYK"),
    (2023, "IFO-VUX-BERO"),
    (2023, "IFO-STODBO"),
    (2023, "FO-GRUPP"),
    (2024, "FO-LEDS"),
    (2024, "FO-LSS"),
    (2026, "AO-65"),
    (2026, "IFO-HVB-BEH"),
    (2026, "IFO-JOUR"),
    (2026, "IFO-HVB-AKUT"),
    (2026, "FO-SOCPSYK"),
    (2026, "FO-DEMSOM"),
    (2026, "IFO-SKYDD"),
    (2026, "IFO-AVHOPP"),
)

TEMPLATE = "Upphandling av vård och omsorg"
# Round figures that give about the days of the known procurement. code, name, working days to the next, standstill.
STEPS: tuple[tuple[str, str, int, bool], ...] = (
    ("START", "Uppstartsmöte", 55, False),
    ("STRATEGY", "Beslut om upphandlingsstrategi", 65, False),
    ("DOCUMENTS", "Beslut om upphandlingsdokument", 1, False),
    ("ADVERTISED", "Annonsering", 25, False),
    ("OPENED", "Anbudsöppning", 30, False),
    ("AWARD", "Tilldelning", 15, True),
    ("CONTRACT_START", "Avtalsstart", 0, False),
)

DEFECTORS = "UPP-2022-AVHOPP"
KNOWN_DAYS = {
    "START": date(2022, 3, 18),
    "STRATEGY": date(2022, 6, 6),
    "DOCUMENTS": date(2022, 9, 8),
    "ADVERTISED": date(2022, 9, 9),
    "OPENED": date(2022, 10, 12),
    "AWARD": date(2022, 11, 25),
    "CONTRACT_START": date(2023, 1, 1),
}
_RISKS = (
    (
        "Leverantörerna blir inte spridda över hela landet.",
        "Dialog med marknaden, som ger synpunkter och gör fler intresserade.",
    ),
    (
        "Området är nytt, marknaden utvecklas, behoven ökar och kan bli andra än i dag.",
        "Dialog med marknaden och en grundlig analys av behoven.",
    ),
)
_MEMBERS = (
    ("Projektägare, verksamhetschef", "Socialförvaltningen, IFO"),
    ("Upphandlare", "Upphandlingssektionen"),
    ("Sakkunniga", "Socialförvaltningen, IFO"),
)
_TEXTS = {
    "BACKGROUND": "Vuxna som lämnar gäng eller ett kriminellt liv behöver stöd och ofta skydd. Ramavtal saknas, köpen "
    "sker som direktupphandling och har ökat.",
    "PURPOSE": "Effektmål: fler lämnar kriminaliteten och gängen blir färre, avtal som fungerar med god kvalitet, "
    "lägre kostnad för hanteringen. En gängkriminell som är aktiv i 15 år kostar samhället drygt 23 mnkr, för brotten "
    "och för myndigheternas insatser; kommunen bär en betydande del. Projektmål: avtal som gäller från 2023-01-01.",
    "TARGET_GROUP": "Personer över 18 år som vill lämna ett kriminellt liv. Intressenter: KS AU, socialförvaltningen, "
    "anhöriga, leverantörer.",
    "PRECONDITIONS": "Polisens bedömning, bland annat av säkerheten, ligger till grund för varje placering, som kan "
    "behöva ske i annat län eller på hemlig ort. Kommunen, lokalpolisområdet och Kriminalvården har avtal om att "
    "arbeta med GVI. Mål och budget 2022 avsätter medel, och socialnämndens plan prioriterar området. Delar av anbud "
    "och avtal blir sekretess. Barn och unga ingår inte, inte heller det som andra ramavtal täcker.",
    "NEEDS": "Omkring tio placeringar om året, ungefär 10 mnkr. Uppskattningen är osäker åt båda håll. Platser behövs "
    "i hela landet.",
    "SUSTAINABILITY": "Arbetsrättsliga villkor om lön, arbetstid och semester utifrån kollektivavtal på området.",
    "MARKET": "Flera leverantörer, spridda i landet. RFI görs digitalt, utkastet går på extern remiss, och andra "
    "kommuners erfarenheter tas in.",
    "RISKS": "Möjligheter: van organisation, samarbete med polisen, säkrare leverans med ramavtal.",
    "METHOD": "LOU 19 kap. Två år och högst två till. Pris utvärderas; modellen kan ändras under arbetet. Avrop hos "
    "den som bäst möter den enskildes behov.",
    "ORGANISATION": "Projektgruppen består av upphandlare och företrädare för IFO.",
    "RESPONSIBILITIES": "Upphandlaren: dokument, krav och utvärderingsmodell i samråd med beställaren, annonsering, "
    "avtal, diarieföring, förlängningar, prisjusteringar och proaktiv uppföljning. Projektgruppen: krav och, med "
    "upphandlaren, prövning av anbuden. Beställaren: reaktiv uppföljning och första kontakt med leverantören.",
    "COMMUNICATION_DURING": "Inom projektet: avstämningar, och dokument delade i Teams. Med anbudsgivare: e-Avrop.",
    "COMMUNICATION_AFTER": "Nyhetsbrev, Insidan och kommunens nätverk.",
}


@transaction.atomic
def load_procurement(*, buyer: Organization, at: datetime) -> int:
    """Create what is missing of the reference data; how many rows of the plan were. The areas have to be there."""
    areas = {area.code: area for area in ContractArea.objects.filter(category__buyer=buyer).select_related("category")}
    added = 0
    needs: dict[tuple[int, str], PlannedNeed] = {}
    for year, code in PLAN:
        area = areas.get(code)
        if area is None:
            continue
        is_known = (year, code) == (2022, "IFO-AVHOPP")
        need, created = PlannedNeed.objects.get_or_create(
            buyer=buyer,
            year=year,
            name=area.name,
            defaults={
                "category": area.category,
                "area": area,
                "status": PlannedNeed.Status.DONE if is_known else PlannedNeed.Status.PLANNED,
            },
        )
        needs[year, code] = need
        added += created
    _load_template(buyer)
    if (defectors := areas.get("IFO-AVHOPP")) is not None:
        _load_defectors(buyer, need=needs[2022, "IFO-AVHOPP"], area=defectors)
    return added


def _load_template(buyer: Organization) -> None:
    if MilestoneTemplate.objects.filter(buyer=buyer).exists():
        return
    template = MilestoneTemplate.objects.create(buyer=buyer, name=TEMPLATE, is_default=True)
    for order, (code, name, days, is_standstill) in enumerate(STEPS, start=1):
        TemplateStep.objects.create(
            template=template,
            order=order,
            code=code,
            name=name,
            working_days_before_next=days,
            is_standstill=is_standstill,
        )


def _load_defectors(buyer: Organization, *, need: PlannedNeed, area: ContractArea) -> None:
    project, created = Project.objects.get_or_create(
        buyer=buyer,
        number=DEFECTORS,
        defaults={
            "title": "Stöd till avhoppare",
            "need": need,
            "procedure": Procedure.LOU19,
            "legal_ground": "LOU 19 kap.",
            "value_sek": 10_000_000,
            "volume_per_year": "omkring 10 placeringar",
            "contract_start": KNOWN_DAYS["CONTRACT_START"],
            "initial_months": 24,
            "option_months": 24,
            "evaluation": "Pris",
            "call_off_method": CallOff.NEEDS,
            "status": Project.Status.DONE,
        },
    )
    if not created:
        _mend_texts(project)
        return
    project.areas.set([area])
    for order, (code, name, days, is_standstill) in enumerate(STEPS, start=1):
        Milestone.objects.create(
            project=project,
            order=order,
            code=code,
            name=name,
            planned_on=KNOWN_DAYS[code],
            done_on=KNOWN_DAYS[code],
            working_days_before_next=days,
            is_standstill=is_standstill,
        )
    for text, measure in _RISKS:
        Risk.objects.create(project=project, text=text, measure=measure)
    for role, unit in _MEMBERS:
        ProjectMember.objects.create(project=project, role=role, unit=unit)
    for key, text in _TEXTS.items():
        StrategySection.objects.create(project=project, key=key, text=text)
    ChecklistItem.objects.create(
        project=project, kind=ChecklistItem.Kind.WORKING_CONDITIONS, answer=ChecklistItem.Answer.SET
    )


def _mend_texts(project: Project) -> None:
    """Bring what nobody has written in to today's words, in a strategy that is not decided."""
    if project.strategies.exists():
        return
    for section in project.sections.filter(key__in=_TEXTS):
        bring_in(StrategySection, {"project": project, "key": section.key}, {"text": _TEXTS[section.key]})
