"""Reference data of the category plan "Vård och omsorg", decided by kommunstyrelsen for June 2023–2027.

Names, counts and figures are the plan's, and so are the five effect goals word for word: they are what was decided.
Codes are ours, and the subcategory of a choice system is our mapping. Where the plan contradicts itself both figures
stand: 571 contracts in the table against 590 in the text, 505 million kronor in the subcategories against 572 in the
whole. contradictions.py tells them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Area:
    """An area of the plan: form and price model as codes, contracts as the plan counts them."""

    code: str
    name: str
    category: str
    form: str
    price_model: str
    contracts: int | None
    joint_lead: str = ""
    note: str = ""
    cpv: str = "85311000-2"
    ivo_register: bool = False
    introduced_in: int | None = None  # the year a choice system began, where the plan says it


CATEGORIES = (
    ("VO", None, "Vård och omsorg"),
    ("IFO", "VO", "Individ- och familjeomsorg"),
    ("FO", "VO", "Funktionshinderomsorg"),
    ("ÄO", "VO", "Äldreomsorg"),
)
AREAS: tuple[Area, ...] = (
    Area(
        "IFO-HVB-BEH",
        "HVB-hem, Behandling, för barn och unga upp till 20 år",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        50,
        cpv="85311300-5",
        ivo_register=True,
    ),
    Area(
        "IFO-JOUR",
        "Jourhem samt plats i behandlingsfamilj för barn/unga",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        80,
        cpv="85311300-5",
    ),
    Area(
        "IFO-HVB-AKUT",
        "HVB-hem, akut och utredning",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        26,
        cpv="85311300-5",
        ivo_register=True,
    ),
    Area(
        "IFO-SKYDD",
        "Skyddat boende",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        18,
        joint_lead="Nacka kommun",
        note="Huddinge leder kommande upphandling",
    ),
    Area(
        "IFO-AVHOPP",
        "Vård och behandling av avhoppare",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        None,
        note="tillkommande, upphandling pågår enligt planen",
    ),
    Area(
        "IFO-OV-STOD",
        "Öppenvård - stödboende i kollektiv form, träningslägenheter samt helgkollo för ungdomar",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        37,
        ivo_register=True,
    ),
    Area(
        "IFO-OV-FAM",
        "Öppenvård-Familjebehandling, kontaktperson och utredningar",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        50,
        joint_lead="Huddinge kommun",
        cpv="85312300-2",
    ),
    Area(
        "IFO-OV-DAG",
        "Öppenvård - Dagbehandling med grundskola och Dagverksamhet för unga",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        19,
        joint_lead="Huddinge kommun",
        cpv="85312110-3",
    ),
    Area(
        "IFO-NATT",
        "Natthärbärge",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        3,
        joint_lead="Huddinge kommun",
        note="direktupphandling kan bli aktuell",
    ),
    Area(
        "IFO-VUX-PSYK",
        "Dygnetruntinsatser för vuxna med psykiska och neuropsykiatriska funktionsnedsättningar",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        18,
        joint_lead="Telge inköp",
    ),
    Area(
        "IFO-VUX-BERO",
        "Dygnetruntinsatser för vuxna med substansberoende",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        41,
    ),
    Area(
        "IFO-STODBO",
        "Stödboende för vuxna med substansberoende alt. psykiska funktionsnedsättningar",
        "IFO",
        "FRAMEWORK",
        "TENDERED",
        23,
    ),
    Area(
        "FO-GRUPP",
        "Drift av gruppbostad LSS",
        "FO",
        "OUTSOURCING",
        "TENDERED",
        1,
        cpv="85311200-4",
    ),
    Area(
        "FO-SOCPSYK",
        "Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (socialpsykiatri)",
        "FO",
        "FRAMEWORK",
        "TENDERED",
        55,
        joint_lead="Upphandling Södertörn",
        cpv="85311200-4",
    ),
    Area(
        "FO-DEMSOM",
        "Enstaka platser i särskilt boende och korttidsboende för personer under 65 år (demens och somatik)",
        "FO",
        "FRAMEWORK",
        "TENDERED",
        28,
        joint_lead="Upphandling Södertörn",
        cpv="85311200-4",
    ),
    Area(
        "FO-LEDS",
        "Ledsagning för synskadade samt ledsagning för dövblinda",
        "FO",
        "FRAMEWORK",
        "TENDERED",
        1,
        note="direktupphandling kan bli aktuell",
        cpv="85312000-9",
    ),
    Area(
        "FO-LSS",
        "Enstaka platser i bostad med särskild service, LSS",
        "FO",
        "FRAMEWORK",
        "FIXED",
        99,
        joint_lead="Huddinge kommun",
        cpv="85311200-4",
    ),
    Area(
        "AO-65",
        "Enstaka platser för personer över 65 år - korttidsboende för personer med behov av somatisk vård och "
        "omsorg eller med demenssjukdom samt profilboende, permanenta- och korttidsplatser.",
        "ÄO",
        "FRAMEWORK",
        "FIXED",
        22,
        cpv="85311100-3",
    ),
    Area(
        "FO-LOV-DV",
        "Daglig verksamhet",
        "FO",
        "CHOICE_SYSTEM",
        "FIXED",
        14,
        note="35 externa verksamheter, 17 i egen regi",
        cpv="85312120-6",
        introduced_in=2014,
    ),
    Area("IFO-LOV-FAM", "Familjerådgivning", "IFO", "CHOICE_SYSTEM", "FIXED", 10, cpv="85312300-2", introduced_in=2012),
    Area(
        "AO-LOV-SABO",
        "Särskilt boende för äldre, permanent plats, somatik och demensinriktning",
        "ÄO",
        "CHOICE_SYSTEM",
        "FIXED",
        7,
        note="45 externa boenden, 5 i egen regi",
        cpv="85311100-3",
        introduced_in=2020,
    ),
    Area(
        "FO-LOV-KORT",
        "Korttidsvistelse i form av korttidshem och lägervistelse",
        "FO",
        "CHOICE_SYSTEM",
        "FIXED",
        9,
        introduced_in=2013,
    ),
    Area(
        "AO-LOV-HEMTJ",
        "Hemtjänst",
        "ÄO",
        "CHOICE_SYSTEM",
        "FIXED",
        6,
        cpv="85312100-0",
        introduced_in=2009,
    ),
    Area(
        "FO-LOV-BOST",
        "Boendestöd",
        "FO",
        "CHOICE_SYSTEM",
        "FIXED",
        3,
        note="ingick i hemtjänstens valfrihetssystem från 2009, utan socialpsykiatri",
        cpv="85312000-9",
        introduced_in=2017,
    ),
    Area(
        "FO-LOV-LEDS",
        "Ledsagar- och avlösarservice enligt LSS och ledsagning och avlösning i hemmet för barn och unga enligt SoL",
        "FO",
        "CHOICE_SYSTEM",
        "FIXED",
        4,
        note="ledsagning ingick i hemtjänstens valfrihetssystem från 2009; för avlösning anges inget år",
        cpv="85312000-9",
        introduced_in=2017,
    ),
    Area(
        "AO-LOV-DAGV",
        "Dagverksamhet för äldre",
        "ÄO",
        "CHOICE_SYSTEM",
        "FIXED",
        0,
        note="inga utförare",
        cpv="85312100-0",
        introduced_in=2017,
    ),
)

PLAN_TITLE = "Kategoriplan Vård och omsorg 2023–2027"
PLAN_DECIDED_BY = "Kommunstyrelsen"
PLAN_FROM, PLAN_UNTIL = date(2023, 6, 1), date(2027, 5, 31)
TARGET_ON, TARGET_SHARE = date(2027, 1, 1), Decimal("0.90")


@dataclass(frozen=True)
class Goal:
    """An effect goal: a short name and an explanation of our own, and the wording as kommunstyrelsen decided it."""

    number: int
    name: str
    wording: str
    target_areas: str
    explanation: str = ""


_ECONOMY = "En ansvarsfull ekonomi i hela Huddinge"
_SAFETY = "En trygg kommun där människor trivs och växer"
EFFECT_GOALS: tuple[Goal, ...] = (
    Goal(
        1,
        "God kvalitet och god budgethållning i upphandlad vård och omsorg",
        "Kategoristyrning av vård och omsorg ska bidra till att den vård och omsorg som upphandlas i kommunen håller "
        "en god kvalitet och främjar en god budgethållning.",
        f"{_ECONOMY}; {_SAFETY}",
    ),
    Goal(
        2,
        "Mindre välfärdsbrott, fel och oegentligheter hos leverantörerna",
        "Kategoristyrning av vård och omsorg ska stävja välfärdsbrott, fel och oegentligheter hos upphandlade "
        "leverantörer.",
        _ECONOMY,
    ),
    Goal(
        3,
        "Redundans hos leverantörerna",
        "Kategoristyrning av vård och omsorg ska bidra till att leverantörer inom kategorin skapar redundans.",
        _SAFETY,
        "Verksamheten ska gå vidare även när något utifrån stör den: krig, pandemi, inflation eller elavbrott.",
    ),
    Goal(
        4,
        "Smartare arbetssätt genom samverkan, innovation och ny teknik",
        "Kategoristyrningen ska bidra med effektiviseringar genom att hitta sätt att arbeta smartare, exempelvis genom "
        "samverkan, innovation, verksamhetsutveckling eller genom att ta tillvara ny teknik för att digitalisera och "
        "automatisera arbetssätt.",
        _ECONOMY,
    ),
    Goal(
        5,
        "Omställning till ett mer hållbart samhälle",
        "Kategoristyrning av vård och omsorg ska bidra till omställningen till ett mer hållbart samhälle.",
        "En hållbar naturkommun",
    ),
)

_MILLION = 1_000_000
FIGURES = (
    # code, label, year, value, note
    ("SPEND", "Köpt inom kategorin, kr", 2021, 572 * _MILLION, "Underkategorierna summerar till 505 miljoner."),
    ("SPEND_AO", "Köpt inom äldreomsorg, kr", 2021, 238 * _MILLION, ""),
    ("SPEND_FO", "Köpt inom funktionshinderomsorg, kr", 2021, 170 * _MILLION, ""),
    ("SPEND_IFO", "Köpt inom individ- och familjeomsorg, kr", 2021, 97 * _MILLION, ""),
    ("SPEND_UNDISTRIBUTED", "Ej fördelat på underkategori, kr", 2021, 67 * _MILLION, "Skillnaden 572 − 505."),
    ("OUTSIDE", "Köpt av leverantörer utan avtal, kr", 2021, 90 * _MILLION, "Ungefärlig uppgift i planen."),
    ("INVOICES", "Fakturor", 2021, 6300, "Ungefärlig uppgift i planen."),
    ("SUPPLIERS", "Leverantörer", 2021, 280, "Ungefärlig uppgift i planen."),
    ("CONTRACTS", "Leverantörsavtal", 2021, 590, "Planens tabell summerar till 571."),
    ("SUPPLIER_LOYALTY", "Leverantörstrohet, andel", 2021, Decimal("0.8427"), "Vår beräkning: 1 − 90/572."),
    (
        "POTENTIAL",
        "Möjlig besparing per år om bara avtalen används, kr",
        2021,
        20 * _MILLION,
        "Ungefärlig uppgift i planen: priset är högre hos leverantörer utan avtal.",
    ),
    ("LSS_HOMES", "Nya LSS-bostäder som behövs inom tio år", 2023, 8, "Enligt lokalbehovsprognosen."),
    (
        "DEFECTOR_COST",
        "Kostnad för en gängkriminell, aktiv i 15 år, kr",
        2022,
        23 * _MILLION,
        "Drygt, enligt upphandlingsstrategin för stöd till avhoppare. För samhället i sin helhet.",
    ),
)
