"""The plan's steering signals, each with the points of it that bear on the category, and what answers them.

Which signals and points there are is the plan's. How they are put is our own short words, and which strategies and
activities answer them is our mapping: the plan does not say. A point without an answer is shown as one. The law of 2025
came after the plan and says so. Which measures answer is said in followup, that knows them.
"""

from __future__ import annotations

from dataclasses import dataclass

_DOCUMENTS = "https://www.huddinge.se/globalassets/huddinge.se/_gemensamma/styrdokument-overgripande"
BUDGET, GUIDELINES, SAFETY = (
    "Mål och budget",
    "Riktlinjer för upphandling och inköp",
    "Program för trygghet och säkerhet",
)


@dataclass(frozen=True)
class Point:
    """A point of a signal: what it asks for, and the strategies and activities, by number, that answer it."""

    text: str
    strategies: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signal:
    """A steering signal: its kind as a code, its name, what it means for the category, where it is read."""

    kind: str
    title: str
    comment: str
    points: tuple[Point, ...] = ()
    url: str = ""


SIGNALS: tuple[Signal, ...] = (
    Signal(
        "LAW",
        "Lag (2016:1145) om offentlig upphandling",
        "Enklare regler sedan den 1 februari 2022 under tröskelvärdena och för vård och omsorg. Planen skriver både "
        "7,8 och drygt 7,7 mnkr som gräns för direktupphandling; beloppen räknas av gränserna med datum.",
        (
            Point("Det som människor använder är tillgängligt för alla, oavsett funktionsnedsättning.", ("2.4",)),
            Point(
                "Skäliga arbetsvillkor krävs där det finns risk för oskäliga: lön, arbetstid och semester.",
                ("2.4",),
                ("2.6",),
            ),
            Point("Bilaga 2 räknar upp de tjänster inom vård och omsorg som har egna regler.", ("2.3",), ("2.9",)),
        ),
    ),
    Signal("LAW", "Lag (2008:962) om valfrihetssystem", "Annonseras löpande; utan sista dag för ansökan."),
    Signal(
        "LAW",
        "Socialtjänstlag (2025:400)",
        "Gäller från 2025-07-01 i stället för den äldre lagen. Står inte i planen, som är äldre.",
    ),
    Signal(
        "BUDGET",
        BUDGET,
        "Planen länkar till 2022 års dokument men anger sidor i 2023 års.",
        (
            Point(
                "Lokala företag kan delta, och upphandling tar hänsyn till arbetstagare, miljö och brukare.",
                ("2.1", "2.4"),
                ("2.7", "2.13"),
            ),
            Point(
                "Välfärden håller hög kvalitet med samma krav oavsett driftsform: jämlikt, med egna val för äldre, "
                "tillräcklig personal, språk, få kontakter och inflytande för brukare och närstående.",
                ("2.1", "2.6"),
                ("2.9", "2.12"),
            ),
            Point(
                "Varje skattekrona gör så stor nytta som möjligt; ekonomi och verksamhet analyseras.",
                ("2.1", "2.2"),
                ("2.2", "2.10"),
            ),
            Point(
                "Kommunen prövar nytt: digitalisering och omvärldsbevakning, utan höjd skatt.", ("2.5", "2.7"), ("2.8",)
            ),
            Point(
                "Upphandling bidrar till ett hållbart samhälle: arbetstagares rättigheter, klimat, miljö, social "
                "inkludering, lokala företag och samarbete med civilsamhället.",
                ("2.1", "2.4"),
                ("2.6", "2.7", "2.9"),
            ),
        ),
    ),
    Signal(
        "INTERNAL",
        GUIDELINES,
        "Gäller alla kommunens upphandlingar; tre delar har särskild betydelse här.",
        (
            Point("Upphandlingar samordnas med andra när volymen ger ekonomiska fördelar.", ("2.1",), ("2.10", "2.14")),
            Point("Vård och omsorg har delvis andra gränser: direktupphandling följer en egen rutin.", ("2.2", "2.3")),
            Point(
                "I varje upphandling avgörs vilka hållbarhetskrav som ställs, och hur långt de går.", ("2.4",), ("2.7",)
            ),
        ),
        f"{_DOCUMENTS}/riktlinjer/upphandling-och-inkop---riktlinjer/riktlinjer-for-upphandling-och-inkop.pdf",
    ),
    Signal(
        "INTERNAL",
        "Näringslivsstrategi 2022–2026",
        "Fyra inriktningar. Kategorin når två av dem.",
        (
            Point("Ett företagsklimat där idéer och företag kan växa.", ("2.1",), ("2.13",)),
            Point("Ett näringsliv med många olika slags företag.", ("2.1",), ("2.9", "2.10")),
            Point("Balans mellan företagens behov av människor och människors behov av arbete."),
            Point("En starkare ställning i regionen och världen genom etableringar, handel och samverkan."),
        ),
        f"{_DOCUMENTS}/strategi/naringslivsstrategi/ks-naringslivsstrategi-2022-2026.pdf",
    ),
    Signal(
        "INTERNAL",
        "Miljöprogram 2022–2025",
        "Kategorins miljökrav utgår från programmet. Programperioden är slut före planens.",
        (
            Point("Mindre utsläpp av växthusgaser från transporter.", ("2.4",), ("2.7",)),
            Point("Farliga ämnen fasas ut och miljögifter sprids inte.", ("2.4",), ("2.7",)),
            Point("Mindre avfall genom cirkulära flöden.", ("2.4",), ("2.7",)),
            Point("Invånare och verksamma får veta hur de kan minska sin påverkan på miljö och klimat."),
        ),
        f"{_DOCUMENTS}/program/miljoprogram/miljoprogram-2022-2025.pdf",
    ),
    Signal(
        "INTERNAL",
        SAFETY,
        "Krisberedskap, det tredje av programmets fem ansvarsområden, är det som gäller kategorin.",
        (
            Point(
                "Samhällsviktig verksamhet fungerar i kris och vid höjd beredskap; omsorgen hör dit.",
                ("2.8",),
                ("2.1",),
            ),
            Point(
                "Försörjningen är sårbar: ett avbrott i el, it, kommunikation eller transporter drabbar många.",
                ("2.8",),
                ("2.1",),
            ),
            Point(
                "Fem ansvarsområden: trygghet och brottsförebyggande, olyckor, krisberedskap, civilt försvar och "
                "internt skydd.",
                ("2.6", "2.8"),
                ("2.4",),
            ),
            Point(
                "En kris kan inte mötas med vanliga resurser; den kräver att flera aktörer handlar tillsammans.",
                ("2.8",),
                ("2.1", "2.4"),
            ),
        ),
    ),
    Signal(
        "ASSIGNMENT",
        "Utredningsuppdrag om hemtjänsten",
        "Vård- och omsorgsnämndens uppdrag i Mål och budget 2023. Valet av upphandlingsform ska gå i takt med det.",
        (
            Point(
                "Hemtjänsten får högre kvalitet: samma personal, flexibilitet och hänsyn till var och ens behov.",
                ("2.1",),
                ("2.9",),
            ),
            Point("Bemanning och kompetens som håller, med delaktighet och inflytande för medarbetarna."),
        ),
    ),
)
