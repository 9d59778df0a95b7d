"""The strategy document: what people wrote, with what the system knows filled in. The same for screen and paper.

All in it is text, so that a decided version can be kept as it was and drawn again. Nothing secret of the register goes
in: whoever may see the project reads all of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from contracts.plan.models import Category, CategoryLoyalty
from contracts.register.models import Contract, ContractVolume
from contracts.terms.rules import end_of_term
from huddinge_vo.common.money import percent, sek
from huddinge_vo.common.periods import Period, add_months
from procurement.projects.models import Project
from procurement.projects.querysets import open_contracts
from procurement.projects.reports import checklist_lines

_MOST_ROWS = 20


@dataclass(frozen=True)
class Part:
    """A section: its heading, and what it should say, for whoever writes it."""

    key: str
    heading: str
    guidance: str


SECTIONS = (
    Part(
        "BACKGROUND",
        "Bakgrund och uppdrag",
        "Vad ska köpas och varför nu? Vilket beslut eller uppdrag ligger bakom, och hur löses behovet i dag?",
    ),
    Part(
        "PURPOSE",
        "Syfte och mål",
        "Vad ska bli bättre för den enskilde och för kommunen? Skilj effektmål, som nås med avtalet, från projektmål.",
    ),
    Part(
        "TARGET_GROUP",
        "Målgrupp och intressenter",
        "Vilka får insatsen, med ålder och behov? Vilka andra berörs eller beslutar? Inga uppgifter om enskilda.",
    ),
    Part(
        "PRECONDITIONS",
        "Förutsättningar och avgränsningar",
        "Samarbeten, interna styrsignaler, budget, säkerhet och sekretess. Vad ingår inte, och hur tillgodoses det då?",
    ),
    Part(
        "NEEDS",
        "Nuläge och behov",
        "Hur mycket köps i dag och hur mycket väntas? Hur osäker är bedömningen, och vad kan ändra den?",
    ),
    Part(
        "SUSTAINABILITY",
        "Hållbarhet",
        "Vilka sociala, miljömässiga och arbetsrättsliga krav ställs? Varför är andra inte relevanta?",
    ),
    Part(
        "MARKET",
        "Marknad och omvärld",
        "Vilka leverantörer finns, och var? Vad har RFI, extern remiss och andra kommuners erfarenheter gett?",
    ),
    Part("RISKS", "Möjligheter och risker", "Vad talar för att upphandlingen lyckas? Riskerna hämtas ur projektet."),
    Part(
        "METHOD",
        "Strategi och metodval",
        "Motivera förfarande, avtalstid, utvärdering och avropsordning. Är fler än fyra år befogat?",
    ),
    Part("TIMETABLE", "Aktivitets- och tidplan", "Milstolparna hämtas ur projektet. Skriv vad som styr dem."),
    Part("ORGANISATION", "Projektorganisation", "Vem äger projektet och vilka deltar? Deltagarna hämtas ur projektet."),
    Part(
        "RESPONSIBILITIES",
        "Ansvarsfördelning",
        "Vem svarar för krav, prövning, annonsering, diarieföring och uppföljning, före och efter avtalsstart?",
    ),
    Part(
        "COMMUNICATION_DURING",
        "Kommunikation under upphandlingen",
        "Hur hålls projektet och verksamheten informerade? Frågor från anbudsgivare går genom e-Avrop.",
    ),
    Part(
        "COMMUNICATION_AFTER",
        "Kommunikation efter upphandlingen",
        "Hur får de som ska göra avrop veta att avtalet finns och hur det används?",
    ),
)


@dataclass(frozen=True)
class Section:
    """A section as it is read: the text, facts (label, value), and perhaps a table."""

    key: str
    number: str
    heading: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    caption: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class StrategyDocument:
    """The whole of it."""

    buyer: str
    project_number: str
    project_title: str
    as_of: str
    sections: tuple[Section, ...]


def strategy_document(*, project: Project, on: date) -> dict[str, Any]:  # Any: a strategy as JSON
    """The strategy as it stands, all text: what is shown, and what is kept when it is decided."""
    texts = dict(project.sections.values_list("key", "text"))
    filled = _filled(project, on=on)
    sections = tuple(
        Section(part.key, str(number), part.heading, texts.get(part.key, ""), **filled.get(part.key, {}))
        for number, part in enumerate(SECTIONS, start=1)
    )
    return asdict(StrategyDocument(project.buyer.name, project.number, project.title, on.isoformat(), sections))


def _filled(project: Project, *, on: date) -> dict[str, dict[str, Any]]:  # Any: a strategy as JSON
    contracts = list(open_contracts(project, on=on).select_related("supplier").order_by("ends_on", "number", "pk"))
    areas = ", ".join(project.areas.order_by("sort_name", "pk").values_list("name", flat=True))
    term = f"{project.initial_months} månader från {project.contract_start}"
    if project.option_months:
        longest = end_of_term(project.contract_start, project.initial_months + project.option_months)
        term += f", möjlig förlängning {project.option_months} månader, längst till {longest}"
    return {
        "BACKGROUND": {
            "facts": (
                ("Behov i planen", str(project.need) if project.need else "Inget valt"),
                ("Avtalsområden", areas or "Inga valda"),
                ("Ersätter avtal", str(len(contracts)) if project.replaces.exists() else "Inga"),
            )
        },
        "NEEDS": {
            "facts": (
                ("Volym per år", project.volume_per_year or "Inte uppskattad"),
                ("Uppskattat värde per år, kr exklusive moms", _kronor(project.value_sek)),
                *_spend(project.buyer_id, contracts, on=on),
                *_loyalty(project, on=on),
            ),
            **_contract_table(contracts),
        },
        "SUSTAINABILITY": {
            "caption": "Checklista för krav",
            "head": ("Krav", "Svar", "Skäl"),
            "rows": tuple((line.name, line.words.capitalize(), line.reason) for line in checklist_lines(project)),
        },
        "MARKET": {"facts": (("Leverantörer med avtal i dag", str(len({c.supplier_id for c in contracts}))),)},
        "RISKS": {
            "caption": "Risker med åtgärder",
            "head": ("Risk", "Sannolikhet", "Konsekvens", "Åtgärd"),
            "rows": tuple(
                (
                    risk.text,
                    risk.get_likelihood_display().capitalize(),
                    risk.get_consequence_display().capitalize(),
                    risk.measure or "Ingen åtgärd",
                )
                for risk in project.risks.order_by("pk")
            ),
        },
        "METHOD": {
            "facts": (
                ("Förfarande", project.get_procedure_display()),
                ("Laglig grund", project.legal_ground or "Inte skriven"),
                ("Avtalstid", term),
                ("Utvärdering", project.evaluation or "Inte vald"),
                ("Avropsordning", project.get_call_off_method_display() or "Inte vald"),
            )
        },
        "TIMETABLE": {
            "caption": "Milstolpar",
            "head": ("Milstolpe", "Planerad", "Klar"),
            "rows": tuple(
                (each.name, each.planned_on.isoformat(), each.done_on.isoformat() if each.done_on else "Återstår")
                for each in project.milestones.order_by("order", "pk")
            ),
        },
        "ORGANISATION": {
            "caption": "Deltagare",
            "head": ("Roll", "Enhet", "Person"),
            "rows": tuple(
                (each.role, each.unit or "Ingen angiven", str(each.person or "Ingen utsedd"))
                for each in project.members.select_related("person").order_by("pk")
            ),
        },
        "COMMUNICATION_DURING": {
            "facts": (
                ("Nummer i e-Avrop", project.eavrop_number or "Inte satt ännu"),
                ("Diarienummer (W3D3)", project.registry_number or "Inte satt ännu"),
            )
        },
    }


def _kronor(value: Decimal | None) -> str:
    return "Ingen uppgift" if value is None else sek(value, 0)


def _spend(buyer_id: int, contracts: list[Contract], *, on: date) -> tuple[tuple[str, str], ...]:
    """What was bought on the contracts: in the twelve months, and each calendar year."""
    volumes = ContractVolume.objects.filter(contract__in=contracts)
    period = CategoryLoyalty.objects.measured(buyer_id, on=on).period or Period.rolling_12(add_months(on, -1))
    latest = volumes.filter(month__range=(period.first, period.last)).aggregate(s=Sum("sum_sek"))["s"]
    years = (
        volumes.annotate(year=ExtractYear("month")).values_list("year").annotate(total=Sum("sum_sek")).order_by("year")
    )
    return (
        (f"Köpt på avtalen, {period}, kr", _kronor(latest)),
        *((f"Köpt {year}, kr", _kronor(total)) for year, total in years),
    )


def _loyalty(project: Project, *, on: date) -> tuple[tuple[str, str], ...]:
    """How loyal the subcategories of the project's areas are, over the twelve months."""
    categories = Category.objects.filter(areas__in=project.areas.all()).distinct().order_by("sort_name", "pk")
    told = []
    for category in categories:
        found = CategoryLoyalty.objects.of_latest_year(category, on=on)
        label = f"Avtalstrohet, {category.name}"
        told.append((f"{label}, {found[0]}", percent(found[1])) if found else (label, "underlag saknas"))
    return tuple(told)


def _contract_table(contracts: list[Contract]) -> dict[str, object]:
    if not contracts:
        return {}
    more = len(contracts) - _MOST_ROWS
    return {
        "caption": "Avtal i dag" + (f", de {_MOST_ROWS} som slutar först av {len(contracts)}" if more > 0 else ""),
        "head": ("Leverantör", "Avtal", "Slutar"),
        "rows": tuple(
            (each.supplier.name, each.number, each.ends_on.isoformat() if each.ends_on else "tills vidare")
            for each in contracts[:_MOST_ROWS]
        ),
    }
