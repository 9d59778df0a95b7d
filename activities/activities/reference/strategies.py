"""The plan's nine strategies and its team. Numbers and titles are the plan's, roles too; the rest is our own words.

The whole plan numbers the same strategies 6.1–6.9; here they have the numbers of its extract. A person's name is never
here: the plan's list of the team is kept as roles.
"""

# number, title, what it comes to in a line
STRATEGIES = (
    (
        "2.1",
        "Effektiva upphandlingsprocesser",
        (
            "Rätt form, färre parallella områden, samordning och dialog med marknaden. Priser justeras efter en "
            "indexkorg, till exempel 80 % LCI och 20 % KPI, och ligger fast minst 12 månader; aldrig efter förhandling "
            "eller budgetens uppräkning. Hellre reserverad upphandling än IOP."
        ),
    ),
    (
        "2.2",
        "Hög leverantörstrohet",
        (
            "Ramavtalen först, och en mindre andel köp utanför dem fram till 2027. Placering utanför avtal "
            "dokumenteras med avstegsblankett och avtalsmall. Tillstånd, skatter och avgifter kontrolleras före, och "
            "ratingen bör vara minst 40 hos Creditsafe."
        ),
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
        (
            "Alla avtal följs upp, över förvaltningsgränser, med mediabevakning, brukarundersökningar och IVO:s "
            "register över HVB och stödboenden."
        ),
    ),
    (
        "2.7",
        "Digitalisering och automatiserade arbetssätt",
        "Välfärdsteknik och tillgängliga data, även som krav på leverantörerna där det är lämpligt.",
    ),
    (
        "2.8",
        "Säker leveransförsörjning",
        (
            "Krav på redundans där den behövs, skrivna tillsammans med Trygghet- och säkerhetssektionen, och "
            "befrielsegrunder som inte släpper ansvaret i en kris."
        ),
    ),
    ("2.9", "Sanktioner mot Ryssland och Belarus", "Försäkran enligt förordning (EU) 2022/576 av varje anbudsgivare."),
)

# role, unit: the leader, the seven members that the plan lists, and the three who took part beside them. A role that
# two have is there twice, told apart by words: without persons two of one name could not be told apart.
TEAM = (
    ("Kategoriledare", "KSF"),
    ("Upphandlare", "KSF"),
    ("Upphandlare, andra platsen", "KSF"),
    ("Utvecklingsledare", "SOF"),
    ("Representant individ- och familjeomsorg", "SOF"),
    ("Representant individ- och familjeomsorg, andra platsen", "SOF"),
    ("Representant funktionshinderomsorg", "SOF"),
    ("Representant äldreomsorg", "SOF"),
    ("Hållbarhetsstrateg", "KSF"),
    ("Avtalscontroller", "KSF"),
    ("E-handelsadministratör", "KSF"),
)
