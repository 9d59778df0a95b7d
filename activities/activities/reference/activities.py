"""The plan's 15 activities.

Titles, roles, priorities and numbers are the plan's; the texts are short words of our own that mean what the plan's do.
Which goals and strategies an activity serves is our mapping: the plan does not say. The plan gives activity 2.11 to a
person by name; here it is given to that person's role in the plan's list of the team.
"""

from __future__ import annotations

from dataclasses import dataclass


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
_DEVELOPER = "Kategorideltagare utvecklingsledare (SOF)"
_SUSTAINABILITY = "Kategorideltagare hållbarhetsstrateg (KSF)"
_REVIEWERS = "Uppföljningsteamet (SOF)"


def _roles(first: str, *others: str) -> str:
    """Roles in a row, as in a sentence."""
    return ", ".join((first, *(each[0].lower() + each[1:] for each in others)))


ACTIVITIES: tuple[ActivityFacts, ...] = (
    ActivityFacts(
        "2.1",
        "Identifiering av avtalsområden som ställer krav på leverantörens redundans",
        "Peka ut de områden där leverantören ska klara ett avbrott, och formulera kraven.",
        "En krisberedskap som fungerar.",
        _LEADER,
        1,
        "Samhällsviktiga verksamheter får de kritiska varor de behöver även när något oväntat händer eller i en kris.",
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
        "Kategoriledare, upphandlare och de som placerar inom IFO går tillsammans igenom hur särskilda behov kan "
        "kravställas och prissättas.",
        "Högre avtalstrohet och lägre kostnad.",
        (1,),
        ("2.2",),
        participants=_roles(_BUYER, "representant (IFO)"),
    ),
    ActivityFacts(
        "2.3",
        "Håll mediabevakning av leverantörer inom kategorin",
        "Bevaka medier på ett ordnat sätt efter uppgifter om leverantörer som missköter sig eller begår brott.",
        "Högre kvalitet, och åtgärder i tid när avtal inte hålls.",
        _LEADER,
        1,
        "Rapporter om leverantörerna i medier.",
        "Sökord och urval tas fram med kommunikationsavdelningen.",
        "Fler missförhållanden och oegentligheter hos privata utförare upptäcks.",
        (2,),
        ("2.6",),
        participants=_roles(_DEVELOPER, _BUYER, "representant presskommunikatör (KSF)"),
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
        participants=_roles(_DEVELOPER, _REVIEWERS, _BUYER),
        stakeholders=(
            "Ekonomiavdelningen (SOF), redovisning (KSF), dataskyddsombud, IT- och digitaliseringsavdelningen, "
            "Trygghet- och säkerhetssektionen"
        ),
    ),
    ActivityFacts(
        "2.5",
        "Ta fram prisjusteringsklausul",
        "Pröva om fast pris passar i upphandlingar enligt LOV och LOU, och skriv en klausul för prisjustering som "
        "passar kategorins avtal.",
        "Öppenhet och tydlighet när vi upphandlar och när priser justeras, och en kostnad som hålls nere.",
        _BUYER,
        1,
        "En mallskrivning för prisjustering.",
        "Den ansvariga kallar deltagarna; upphandlingschefen fastställer förslaget.",
        "Mallskrivningen finns.",
        (1,),
        ("2.1",),
        participants=_roles(_LEADER, _BUYER, "ekonomienheten (SOF)"),
    ),
    ActivityFacts(
        "2.6",
        "Förbättra uppföljning av arbetsrättsliga villkor",
        "Följ upp villkor med handlingar, till exempel lönespecifikationer, i stället för bara leverantörens egna "
        "svar.",
        "Skäliga villkor för dem som arbetar hos leverantörerna.",
        _SUSTAINABILITY,
        1,
        "Uppföljningen av arbetsrättsliga villkor är effektivare.",
        "Den ansvariga kallar deltagarna, och först reds ut vilka personuppgifter som får hanteras. Upphandlingschefen "
        "fastställer förslaget.",
        "En ny rutin för att följa upp arbetsrättsliga villkor finns.",
        (2, 5),
        ("2.4", "2.6"),
        participants=_roles(_BUYER, _REVIEWERS, "dataskyddsombud (KSF)"),
    ),
    ActivityFacts(
        "2.7",
        "Standardisera krav inom hållbarhet",
        "Ta fram hållbarhetskrav som passar alla kategorins upphandlingar.",
        "Bidrar till hållbarhetsmålen och gör upphandlingen lättare.",
        _SUSTAINABILITY,
        2,
        "Hållbarhetskrav för vård och omsorg som är klara att använda.",
        "Strateg och upphandlare formulerar kraven tillsammans.",
        "Standardiserade krav finns.",
        (5,),
        ("2.4",),
        participants=_BUYER,
    ),
    ActivityFacts(
        "2.8",
        "Inför e-handel för inköp av vård och omsorg",
        "Låt köpen gå genom e-handelssystemet.",
        "Lägre administrationskostnad och bättre kostnadskontroll.",
        "Representant e-handelsadministratör (KSF)",
        2,
        "Effektivare beställning och fakturering, och bättre underlag för uppföljning.",
        "E-handelsadministratören leder arbetet med deltagarna. Hindret att lösa först: hur sekretessen hanteras.",
        "Mindre administration kring beställning och uppföljning.",
        (4,),
        ("2.5",),
        participants=(
            _roles(_LEADER, _DEVELOPER, "representant (IFO och FO)", _BUYER, "representant dataskyddsombud (KSF)")
        ),
    ),
    ActivityFacts(
        "2.9",
        "Utred vilken upphandlingsform som lämpar sig för respektive avtalsområde",
        "Jämför LOU, LOV, reserverade kontrakt och dynamiska inköpssystem område för område.",
        "Effektivare administration, samverkan och uppföljning. Ett antal utförare som passar marknaden motverkar "
        "fusk, och de kommersiella villkoren kan vara hårdare.",
        _BUYER,
        2,
        "Förvaltningen har ett förslag att lägga fram för nämnden.",
        "Väg valfrihet enligt LOU mot valfrihet enligt LOV. Socialnämnden och vård- och omsorgsnämnden beslutar.",
        "Bättre kvalitet till lägre kostnad.",
        (1, 2, 4),
        ("2.1",),
        participants=_roles(_DEVELOPER, _REVIEWERS),
        stakeholders=(
            "Socialnämnden, vård- och omsorgsnämnden (planen skriver Äldreomsorgsnämnden), kommunstyrelsen, "
            "socialdirektör och biträdande socialdirektör (SOF), upphandlingschef (KSF)"
        ),
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
        "Färre avtalsområden som går i varandra, och inköp som hushåller med pengarna.",
        (1,),
        ("2.1",),
        participants=_roles(_DEVELOPER, _REVIEWERS),
    ),
    ActivityFacts(
        "2.11",
        "Ta fram en strategi för placeringen inom ramen för avtal avseende enstaka platser",
        "Inom FO och ÄO bor människor kvar när ramavtalet är slut, eller byter avtalsområde, och är då inte "
        "placerade på ett giltigt avtal. Bestäm hur det hanteras.",
        "Prisjusteringen är reglerad på lång sikt, efter avtalets slut, och en annan form är prövad, till exempel DIS.",
        _LEADER,
        2,
        "Mer affärsmässiga avtal för enstaka platser.",
        "Workshops med deltagarna.",
        "En strategi för placeringar inom enstaka platser finns.",
        (1,),
        ("2.1", "2.2"),
        participants=_roles(_BUYER, "kategorideltagare (ÄO och FO)", _DEVELOPER, "ekonomiavdelningen (SOF)"),
    ),
    ActivityFacts(
        "2.12",
        "Fastställ kommungemensam uppföljningsrutin",
        "En rutin för ramavtal och valfrihetssystem: vilka avtal som går först, vad som följs upp, hur och av vem, "
        "och vem som beslutar när det finns brister. Pröva fler sätt: koncerner, vinster, lönespecifikationer, "
        "portobservationer och ett formulär för avvikelser.",
        "God kvalitet, färre felaktiga fakturor och mindre fusk.",
        _LEADER,
        3,
        "Uppföljningsprocessen är effektiv.",
        "I projekt med workshops och avstämning mot styrgruppen.",
        "Rutinen finns.",
        (1, 2),
        ("2.6",),
        participants=_roles(_BUYER, _REVIEWERS),
        stakeholders="Leverantörer, biståndshandläggare, socialsekreterare",
        steering_group="Socialdirektör, enhetschef stöd och utveckling (SOF), sektionschefer (SOF), upphandlingschef",
    ),
    ActivityFacts(
        "2.13",
        "Öka samarbetet med kommunens leverantörer",
        "Träffar med leverantörerna för att förebygga fel och fusk.",
        "Dialog och goda relationer förebygger felaktigheter.",
        _REVIEWERS,
        3,
        "Felaktigheter förebyggs.",
        "Planera träffarnas innehåll, bjud in och genomför.",
        "Färre avvikelser i avtalen.",
        (2,),
        ("2.1", "2.6"),
        participants=_BUYER,
    ),
    ActivityFacts(
        "2.14",
        "Ta fram en uppföljningsplan över samordnade upphandlingar",
        "I dag följer varje kommun på Södertörn upp de samordnade avtalen för sig. En gemensam plan, i takt med "
        "rutinen för samordnade upphandlingar.",
        "Resurser som räcker längre, och en mer attraktiv avtalspart.",
        _BUYER,
        4,
        "Uppföljningsprocessen för Södertörns gemensamma avtal är effektivare.",
        "De ansvariga kallar samman ett team från kommunerna; samtliga upphandlingschefer godkänner.",
        "Den gemensamma planen finns.",
        (1, 4),
        ("2.1", "2.6"),
        participants="Övriga Södertörnskommuner",
    ),
    ActivityFacts(
        "2.15",
        "Utred förutsättningarna för upphandling av jourhem",
        "Pröva om generella godkännanden går ihop med SoL, och hitta ett sätt för företagen att få sina familjer "
        "godkända.",
        "Affärsmässiga avtal och tillgång till kvalitetssäkrade familjehem.",
        _DEVELOPER,
        4,
        "Utredningen är klar och arbetssättet finns.",
        "Först frågan om generella godkännanden, sedan arbetssättet.",
        "Utredningen är klar och arbetssättet finns.",
        (1,),
        ("2.1",),
        participants=_BUYER,
        stakeholders="Socialnämnden",
    ),
)
