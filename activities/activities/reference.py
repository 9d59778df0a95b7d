"""The plan's strategies, team, steering signals and 15 activities.

Titles, roles, priorities and numbers are the plan's; the texts are short words of our own. Which goals and strategies
an activity serves is our mapping: the plan does not say.
"""

from __future__ import annotations

from dataclasses import dataclass

# number, title, what it comes to in a line
STRATEGIES = (
    (
        "2.1",
        "Effektiva upphandlingsprocesser",
        "Rätt form, index i stället för förhandling, färre parallella områden, samordning och dialog med marknaden.",
    ),
    (
        "2.2",
        "Hög leverantörstrohet",
        "Ramavtalen först. Placering utanför avtal dokumenteras, och leverantören kontrolleras före placering.",
    ),
    ("2.3", "Direktupphandling", "Rutinen för direktupphandling av vård och omsorg enligt bilaga 2 följs."),
    (
        "2.4",
        "Hållbarhet",
        "Krav på tillgänglighet, fordon, avfall, miljö och skäliga arbetsvillkor där de har betydelse.",
    ),
    (
        "2.5",
        "Utveckling av e-handel",
        "Beställningsvägar finns och används, för lägre administration och bättre uppföljning.",
    ),
    (
        "2.6",
        "Uppföljning",
        "Alla avtal följs upp, över förvaltningsgränser, med register, mediabevakning och brukarundersökningar.",
    ),
    (
        "2.7",
        "Digitalisering och automatiserade arbetssätt",
        "Välfärdsteknik och tillgängliga data, även som krav på leverantörerna.",
    ),
    (
        "2.8",
        "Säker leveransförsörjning",
        "Redundans i samhällsviktiga avtal, och befrielsegrunder som inte släpper ansvaret i en kris.",
    ),
    ("2.9", "Sanktioner mot Ryssland och Belarus", "Försäkran enligt förordning (EU) 2022/576 av varje anbudsgivare."),
)

# role, unit
TEAM = (
    ("Kategoriledare", "KSF"),
    ("Upphandlare", "KSF"),
    ("Hållbarhetsstrateg", "KSF"),
    ("Utvecklingsledare", "SOF"),
    ("Representant individ- och familjeomsorg", "SOF"),
    ("Representant funktionshinderomsorg", "SOF"),
    ("Representant äldreomsorg", "SOF"),
    ("Uppföljningsteamet", "SOF"),
)

# kind, title, what it means for the category
SIGNALS = (
    (
        "LAW",
        "Lag (2016:1145) om offentlig upphandling",
        "Tillgänglighet och skäliga arbetsvillkor som krav; bilaga 2 och kapitel 19 för vård och omsorg.",
    ),
    ("LAW", "Lag (2008:962) om valfrihetssystem", "Annonseras löpande; utan sista dag för ansökan."),
    ("LAW", "Socialtjänstlag (2025:400)", "Gäller från 2025-07-01 i stället för den äldre lagen."),
    (
        "BUDGET",
        "Mål och budget",
        "Kvalitet oberoende av driftsform, ansvarsfull ekonomi, lokala företag och hållbar upphandling.",
    ),
    (
        "INTERNAL",
        "Riktlinjer för upphandling och inköp",
        "Samordna där volymen ger fördelar; ta ställning till hållbarhetskrav i varje upphandling.",
    ),
    ("INTERNAL", "Näringslivsstrategi 2022–2026", "Mångfald av företag och ett gott företagsklimat."),
    ("INTERNAL", "Miljöprogram 2022–2025", "Mindre utsläpp från transporter, mindre avfall, inga farliga ämnen."),
)


@dataclass(frozen=True)
class ActivityFacts:
    """An activity of appendix 2. Goals by number; strategies by number."""

    number: str
    title: str
    description: str
    potential: str
    responsible: str
    priority: int
    goal: str
    implementation: str
    effect: str
    goals: tuple[int, ...]
    strategies: tuple[str, ...]
    participants: str = ""
    stakeholders: str = ""
    steering_group: str = ""


_LEADER = "Kategoriledare (KSF)"
_BUYER = "Kategorideltagare upphandlare (KSF)"


ACTIVITIES: tuple[ActivityFacts, ...] = (
    ActivityFacts(
        "2.1",
        "Identifiering av avtalsområden som ställer krav på leverantörens redundans",
        "Peka ut de områden där leverantören ska klara ett avbrott, och formulera kraven.",
        "En krisberedskap som fungerar.",
        _LEADER,
        1,
        "Samhällsviktig verksamhet får det den behöver även i en kris.",
        "Gå igenom avtalen, märk de samhällsviktiga, skriv kravtexter.",
        "Samhällsviktiga avtal är märkta och kravtexter finns.",
        (3,),
        ("2.8",),
        stakeholders="SOF, BUF, Trygghet- och säkerhetssektionen",
    ),
    ActivityFacts(
        "2.2",
        "Kartlägg behov som i dagsläget kräver placeringar utanför ramavtal",
        "Analysera avstegen: vilka behov möts inte av avtalen, och varför.",
        "Högre avtalstrohet och lägre kostnad.",
        _LEADER,
        1,
        "Ramavtal som täcker de särskilda behoven.",
        "Kategoriledare, upphandlare och de som placerar går igenom behov, krav och prissättning tillsammans.",
        "Högre avtalstrohet och lägre kostnad.",
        (1,),
        ("2.2",),
        participants="Kategorideltagare upphandlare (KSF), representant IFO",
    ),
    ActivityFacts(
        "2.3",
        "Håll mediabevakning av leverantörer inom kategorin",
        "Bevaka medier efter uppgifter om leverantörer som missköter sig.",
        "Högre kvalitet, och åtgärder i tid när avtal inte hålls.",
        _LEADER,
        1,
        "Rapporter om leverantörerna i medier.",
        "Sökord och urval tas fram med kommunikationsavdelningen.",
        "Fler missförhållanden upptäcks.",
        (2,),
        ("2.6",),
        participants="Utvecklingsledare (SOF), upphandlare (KSF), presskommunikatör (KSF)",
    ),
    ActivityFacts(
        "2.4",
        "Utveckla det tvärfunktionella arbetet mellan olika expertfunktioner inom kommunen",
        "Ge ekonomi, redovisning, dataskydd, IT och säkerhet en plats i upphandling och uppföljning.",
        "Lägre kostnad, högre kvalitet och mindre välfärdsbrott.",
        _LEADER,
        1,
        "Mer samarbete kring upphandling och uppföljning.",
        "I projekt med ett team över förvaltningsgränserna.",
        "Samarbetet finns i både upphandling och uppföljning.",
        (1, 2, 4),
        ("2.1", "2.6"),
        participants="Utvecklingsledare (SOF), uppföljningsteamet (SOF), upphandlare (KSF)",
        stakeholders=(
            "Ekonomi (SOF), redovisning (KSF), dataskyddsombud, IT och digitalisering, Trygghet- och säkerhetssektionen"
        ),
    ),
    ActivityFacts(
        "2.5",
        "Ta fram prisjusteringsklausul",
        "Pröva om fast pris passar, och skriv en klausul för prisjustering som passar kategorin.",
        "Tydligt och förutsägbart pris.",
        _BUYER,
        1,
        "En mallskrivning för prisjustering.",
        "Möten med deltagarna; upphandlingschefen fastställer.",
        "Mallskrivningen finns.",
        (1,),
        ("2.1",),
        participants="Kategoriledare (KSF), upphandlare (KSF), ekonomienheten (SOF)",
    ),
    ActivityFacts(
        "2.6",
        "Förbättra uppföljning av arbetsrättsliga villkor",
        "Följ upp villkor med handlingar, till exempel lönespecifikationer, i stället för bara leverantörens egna "
        "svar.",
        "Skäliga villkor för dem som arbetar hos leverantörerna.",
        "Hållbarhetsstrateg (KSF)",
        1,
        "En uppföljning som är svår att komma undan.",
        "Red ut vilka personuppgifter som får hanteras; upphandlingschefen fastställer.",
        "En ny rutin finns.",
        (2, 5),
        ("2.4", "2.6"),
        participants="Upphandlare (KSF), uppföljningsteamet (SOF), dataskyddsombud (KSF)",
    ),
    ActivityFacts(
        "2.7",
        "Standardisera krav inom hållbarhet",
        "Ta fram hållbarhetskrav som passar alla kategorins upphandlingar.",
        "Bidrar till hållbarhetsmålen och gör upphandlingen lättare.",
        "Hållbarhetsstrateg (KSF)",
        2,
        "Krav som är klara att använda.",
        "Strateg och upphandlare formulerar kraven tillsammans.",
        "Standardiserade krav finns.",
        (5,),
        ("2.4",),
        participants="Upphandlare (KSF)",
    ),
    ActivityFacts(
        "2.8",
        "Inför e-handel för inköp av vård och omsorg",
        "Låt köpen gå genom e-handelssystemet.",
        "Lägre administrationskostnad och bättre kostnadskontroll.",
        "E-handelsadministratör (KSF)",
        2,
        "Lättare beställning och fakturering, bättre underlag.",
        "Lös först hur sekretessen hanteras.",
        "Mindre administration kring beställning och uppföljning.",
        (4,),
        ("2.5",),
        participants=(
            "Kategoriledare (KSF), utvecklingsledare (SOF), representanter IFO och FO, upphandlare (KSF), "
            "dataskyddsombud (KSF)"
        ),
    ),
    ActivityFacts(
        "2.9",
        "Utred vilken upphandlingsform som lämpar sig för respektive avtalsområde",
        "Jämför LOU, LOV, reserverade kontrakt och dynamiska inköpssystem område för område.",
        "Lättare administration, samverkan och uppföljning.",
        _BUYER,
        2,
        "Ett förslag att lägga fram för nämnden.",
        "Väg för- och nackdelar; nämnderna beslutar.",
        "Bättre kvalitet till lägre kostnad.",
        (1, 2, 4),
        ("2.1",),
        participants="Utvecklingsledare (SOF), uppföljningsteamet (SOF)",
        stakeholders="Socialnämnden, äldreomsorgsnämnden, kommunstyrelsen, socialdirektör, upphandlingschef",
    ),
    ActivityFacts(
        "2.10",
        "Utred optimal paketering av avtalsområden inom kategorin",
        "Se över vilka områden som hör ihop och vilka som bör delas.",
        "Mindre arbete och mer affärsmässiga avtal.",
        _BUYER,
        2,
        "Mer affärsmässiga avtal.",
        "Gå igenom avtalen och gör en plan för kommande upphandlingar.",
        "Färre avtalsområden som går i varandra.",
        (1,),
        ("2.1",),
        participants="Utvecklingsledare (SOF), uppföljningsteamet (SOF)",
    ),
    ActivityFacts(
        "2.11",
        "Ta fram en strategi för placeringen inom ramen för avtal avseende enstaka platser",
        "Människor bor kvar när avtalet är slut. Bestäm hur pris och avtal hanteras då.",
        "Reglerad prisjustering på lång sikt, och kanske en annan form, till exempel DIS.",
        "Utsedd person enligt planen; rollen anges inte",
        2,
        "Mer affärsmässiga avtal för enstaka platser.",
        "Workshops med deltagarna.",
        "Strategin finns.",
        (1,),
        ("2.1", "2.2"),
        participants="Upphandlare (KSF), representanter ÄO och FO, utvecklingsledare (SOF), ekonomiavdelningen (SOF)",
    ),
    ActivityFacts(
        "2.12",
        "Fastställ kommungemensam uppföljningsrutin",
        "En rutin för alla avtal: vilka som följs upp, vad, hur, av vem, och vad som händer vid brister.",
        "God kvalitet, färre felaktiga fakturor och mindre fusk.",
        _LEADER,
        3,
        "En uppföljning som fungerar.",
        "I projekt med workshops och avstämning mot styrgruppen.",
        "Rutinen finns.",
        (1, 2),
        ("2.6",),
        participants="Upphandlare (KSF), uppföljningsteamet (SOF)",
        stakeholders="Leverantörer, biståndshandläggare, socialsekreterare",
        steering_group="Socialdirektör, enhetschef stöd och utveckling (SOF), sektionschefer (SOF), upphandlingschef",
    ),
    ActivityFacts(
        "2.13",
        "Öka samarbetet med kommunens leverantörer",
        "Träffar med leverantörerna för att förebygga fel och fusk.",
        "Dialog förebygger felaktigheter.",
        "Uppföljningsteamet (SOF)",
        3,
        "Färre felaktigheter.",
        "Planera träffarnas innehåll, bjud in och genomför.",
        "Färre avvikelser i avtalen.",
        (2,),
        ("2.1", "2.6"),
        participants="Upphandlare (KSF)",
    ),
    ActivityFacts(
        "2.14",
        "Ta fram en uppföljningsplan över samordnade upphandlingar",
        "Kommunerna på Södertörn delar upp uppföljningen av gemensamma avtal.",
        "Mindre dubbelarbete, och en mer attraktiv avtalspart.",
        _BUYER,
        4,
        "En gemensam uppföljning av gemensamma avtal.",
        "Ett team över kommungränserna; upphandlingscheferna godkänner.",
        "Den gemensamma planen finns.",
        (1, 4),
        ("2.1", "2.6"),
        participants="Övriga Södertörnskommuner",
    ),
    ActivityFacts(
        "2.15",
        "Utred förutsättningarna för upphandling av jourhem",
        "Pröva om generella godkännanden är möjliga, och hitta ett sätt att få företagens familjer godkända.",
        "Affärsmässiga avtal och kvalitetssäkrade hem.",
        "Kategorideltagare utvecklingsledare (SOF)",
        4,
        "Utredningen är klar och arbetssättet finns.",
        "Först frågan om generella godkännanden, sedan arbetssättet.",
        "Utredningen är klar och arbetssättet finns.",
        (1,),
        ("2.1",),
        participants="Upphandlare (KSF)",
        stakeholders="Socialnämnden",
    ),
)
