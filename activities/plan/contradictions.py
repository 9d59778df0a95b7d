"""Reference data: where the category plan contradicts itself, what stands where, and how the system treats it.

"Hela planen" is the plan's main document, "utdraget" its extract with goals, strategy and follow-up, "bilaga 2" the
list of procurements and activities. Nothing is settled that the plan leaves open: each side stands, with its place.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contradiction:
    """A matter on which the plan says two things: what stands where, and what the system goes by."""

    subject: str
    stated: str
    treatment: str


CONTRADICTIONS: tuple[Contradiction, ...] = (
    Contradiction(
        "När planen börjar",
        "Juni 2023 (sammanfattningen). Augusti 2023 (inledningen). Beslutsdagen är inte ifylld på försättsbladet.",
        "Planen gäller från 2023-06-01 till 2027-05-31, fyra år. Beslutsdagen är tom tills någon skriver in den.",
    ),
    Contradiction(
        "Gränsen för direktupphandling av vård och omsorg",
        "7,8 mnkr (styrsignaler, 5.1.12). Drygt 7,7 mnkr (lagändringar, 5.2.4).",
        "Ingen av dem används: systemet går efter lagens belopp med dagen de gäller från, 7 802 550 kr från "
        "2022-02-01.",
    ),
    Contradiction(
        "Hur många som är med i kategoriteamet",
        "Åtta, en från varje förvaltning samt e-handelsadministratörer (bilaga 1). Listan under har sju, ingen från "
        "BUF och ingen e-handelsadministratör. Hållbarhetsstrateg och avtalscontroller nämns utanför listan.",
        "Teamet har listans sju platser som roller, kategoriledaren, och de tre roller som nämns bredvid.",
    ),
    Contradiction(
        "Vilket år köpen gäller",
        "2021 i texten (5.1.2). Diagrammet intill har rubriken 2022.",
        "Planens köp, leverantörer och avtal visas som 2021 års.",
    ),
    Contradiction(
        "Köpt inom kategorin",
        "572 mnkr (5.1.2). Underkategorierna är 238, 170 och 97 mnkr, tillsammans 505.",
        "572 är helheten. Skillnaden, 67 mnkr, är ej fördelad: den räknas i helheten och i ingen underkategori.",
    ),
    Contradiction(
        "Hur många avtalsområden det finns",
        "18 (sammanfattningen). 17 (5.1.3). Upphandlingsplanen har ett artonde, vård och behandling av avhoppare, som "
        "tabellen över avtal saknar.",
        "18 avtalsområden utanför valfrihetssystemen. Avhoppare har inget antal avtal enligt planen.",
    ),
    Contradiction(
        "Hur många leverantörsavtal det finns",
        "590 (sammanfattningen och 5.1.3). Tabellen per område summerar till 571, och dess rubrik säger leverantörer "
        "där kolumnen säger avtal.",
        "590 visas som enligt planen för kategorin, tabellens antal för varje område. Antalen i registret står "
        "bredvid.",
    ),
    Contradiction(
        "Hur många valfrihetssystem det finns",
        "Sex (sammanfattningen). Tabellen har åtta, varav dagverksamhet för äldre är utan utförare (5.1.3). "
        "Uppräkningen av införandeår nämner boendestöd och ledsagning två gånger (5.1.4).",
        "Åtta valfrihetssystem, vart och ett med året det blev ett eget system.",
    ),
    Contradiction(
        "Utförare av särskilt boende för äldre",
        "Sju utförare med 45 externa boenden (5.1.3). 47 företag antogs under 2021 (5.1.4).",
        "Sju står som enligt planen. Hur många som gäller i dag visar registret.",
    ),
    Contradiction(
        "Köp utanför avtal, och vad trohet är",
        "Cirka 90 mnkr av 572 köps av leverantörer utan avtal, under rubriken leverantörstrohet (5.1.6). Skälen som "
        "räknas upp gäller också leverantörer vars avtal har löpt ut. Målen talar om avtalstrohet (7).",
        "1 − 90/572 = 84,3 % visas som leverantörstrohet enligt planen. Avtalstrohet räknas för sig, och "
        "utgångsläget för IFO och FO räknas ur reskontran.",
    ),
    Contradiction(
        "Nämnderna",
        "Intressent i aktivitet 2.9 är Äldreomsorgsnämnden. Genomförandet i samma aktivitet, organisationen (5.1.1) "
        "och måtten säger socialnämnden och vård- och omsorgsnämnden.",
        "Nämnderna är socialnämnden och vård- och omsorgsnämnden. Aktiviteten säger vad planen skriver.",
    ),
    Contradiction(
        "Samordnade avtal",
        "Dagbehandling med grundskola står två gånger (5.1.9). Två rader om platser för personer under 65 år har "
        "andra namn än avtalsområdena.",
        "Området räknas en gång. De två raderna är förda till socialpsykiatri samt demens och somatik.",
    ),
    Contradiction(
        "Socialpsykiatri",
        "Hör inte till funktionshinderomsorgens uppgifter (5.1.1), men avtalsområdet står under funktionshinderomsorg "
        "(5.1.3 och upphandlingsplanen).",
        "Området ligger under funktionshinderomsorg, som i tabellen. Regler för köp kan föra enstaka konton till IFO.",
    ),
    Contradiction(
        "Vilka år upphandlingsplanen gäller",
        "2023–2026 (bilaga 2). Sju av de 25 raderna är för 2022, och ingen för 2025.",
        "Alla 25 rader finns med sitt år.",
    ),
    Contradiction(
        "Avtal för avhoppare",
        "Väntas tecknade i slutet av 2022 i en plan som börjar 2023 (bilaga 2). Upphandlingsstrategin säger "
        "avtalsstart 2023-01-01, och målgruppen både från 18 år och över 18 år.",
        "Upphandlingen har strategins dagar. Texten säger över 18 år, som i dess syfte.",
    ),
    Contradiction(
        "Numren på strategierna",
        "6.1–6.9 i hela planen, 2.1–2.9 i utdraget: samma nummer som aktiviteterna i bilaga 2 har.",
        "Strategi 2.1–2.9 och Aktivitet 2.1–2.15, med ordet framför när numret står ensamt.",
    ),
    Contradiction(
        "Valfrihetssystemens framtid",
        "Hela planen vill pröva formen för områden med LOV, i takt med utredningen om hemtjänsten (6.1). Utdraget "
        "säger därtill att invånarna ska kunna välja mellan utförare (2.1).",
        "Aktivitet 2.9 prövar formen område för område. Inget valfrihetssystem antas upphöra.",
    ),
    Contradiction(
        "Ansvarig för aktivitet 2.11",
        "En person är namngiven, när alla andra aktiviteter har en roll (bilaga 2). Samma person är kategoriledare i "
        "bilaga 1.",
        "Ansvarig är rollen kategoriledare. Namn skrivs aldrig ur planen; vem som har rollen väljs i systemet.",
    ),
    Contradiction(
        "Vilka som sköter it och säkerhet",
        "IT- och säkerhetsavdelningen (aktivitet 2.4), IT- och digitaliseringsavdelningen (samma aktivitets "
        "intressenter), digitaliseringsavdelningen (5.1.8) och säkerhetsavdelningen (6.1).",
        "Intressenternas ord gäller: IT- och digitaliseringsavdelningen samt Trygghet- och säkerhetssektionen.",
    ),
    Contradiction(
        "Vilket års Mål och budget",
        "Länken går till 2022 års dokument. Sidorna som anges är i 2023 års (5.1.12).",
        "Styrsignalen heter Mål och budget utan år, och läses om den dag som sätts på den.",
    ),
    Contradiction(
        "När målen ska vara uppnådda",
        "2027 för effektmålen (4.1), januari 2027 för tre av måtten, inget datum för de andra (7). Planen slutar före "
        "halvårsskiftet 2027.",
        "Måtten med månad har den 1 januari 2027. De andras dag står på måttets sida och kan flyttas där.",
    ),
)
