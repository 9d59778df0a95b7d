"""What the data is used for: the processings that the record of article 30 is made of."""

from __future__ import annotations

from dataclasses import dataclass

from huddinge_vo.common.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Processing:
    """A processing of personal data, in the words of the record: what for, on which ground, of whom, what, to whom."""

    code: str
    number: int
    words: str
    purpose: str
    ground: str
    persons: str
    data: str
    recipients: str


PROCESSINGS: Registry[Processing] = Registry("processing")
_PUBLIC_INTEREST = "Uppgift av allmänt intresse, artikel 6.1 e, enligt kommunallagen och LOU."

for each in (
    Processing(
        code="SUPPLIERS",
        number=10,
        words="Leverantörer och avtal",
        purpose="Hålla reda på avtal, tillstånd, kontroller, priser och kontaktvägar.",
        ground=_PUBLIC_INTEREST,
        persons="Enskilda näringsidkare, kontaktpersoner hos leverantörer, handläggare i kommunen.",
        data="Namn, organisationsnummer (en enskild näringsidkares är personnumret), telefon, e-post, avtal, priser.",
        recipients="Handläggare hos köparen enligt roll. Leverantören får brev om sina egna priser.",
    ),
    Processing(
        code="LEDGER",
        number=20,
        words="Inköp och avtalstrohet",
        purpose="Följa upp vad kommunen köper, av vem och om det sker på avtal.",
        ground=_PUBLIC_INTEREST,
        persons="Enskilda näringsidkare, och den som läser in och bedömer.",
        data="Leverantörens namn och nummer, konto, enhet, fakturanummer, belopp. Av e-fakturor benämningar på "
        "rader, tills de är matchade. Ingen fritext.",
        recipients="Handläggare hos köparen enligt roll. Summor i rapporter till styrgruppen.",
    ),
    Processing(
        code="PROCUREMENT",
        number=30,
        words="Upphandlingar, placeringar och avsteg",
        purpose="Planera och genomföra upphandlingar, och besluta om placeringar utanför avtal.",
        ground=_PUBLIC_INTEREST,
        persons="Projektdeltagare, beslutsfattare, enskilda näringsidkare som lämnar anbud.",
        data="Namn, roll, beslut, ärendenummer. Aldrig den enskilde som placeringen gäller.",
        recipients="Projektets deltagare; anbud bara till dem före tilldelningen.",
    ),
    Processing(
        code="PLAN",
        number=40,
        words="Kategoriplan, mått, uppföljning och rapport",
        purpose="Styra och följa upp kategorin, granska avtal och åtgärda brister.",
        ground=_PUBLIC_INTEREST,
        persons="Ansvariga, deltagare i kategoriteamet, den som rapporterar eller granskar en brist.",
        data="Namn, roll, ansvar, kommentarer och beslut i tjänsten.",
        recipients="Medarbetare hos köparen. Rapporten är allmän handling.",
    ),
    Processing(
        code="WORK",
        number=50,
        words="Påminnelser, mejl och jobb",
        purpose="Säga till i tid om det som ska göras, och göra om det som inte gick.",
        ground=_PUBLIC_INTEREST,
        persons="Användare.",
        data="Namn, e-postadress, vad som skulle göras, när och av vem.",
        recipients="Användaren själv, ersättare och chef.",
    ),
    Processing(
        code="USERS",
        number=60,
        words="Konton och behörigheter",
        purpose="Släppa in rätt personer och visa var och en det som hen ska se.",
        ground="Uppgift av allmänt intresse, artikel 6.1 e, och skyldigheten att skydda uppgifter, artikel 32.",
        persons="Användare.",
        data="Namn, användarnamn, e-postadress, roller, åtkomster, andra steg för inloggning.",
        recipients="Förvaltare och säkerhetsansvarig hos köparen.",
    ),
    Processing(
        code="SECURITY",
        number=70,
        words="Säkerhetslogg och historik",
        purpose="Kunna visa vem som har gjort och läst vad, och upptäcka och utreda intrång.",
        ground="Skyldigheten att skydda uppgifter, artikel 32, och allmänt intresse, artikel 6.1 e.",
        persons="Användare, och den som försöker logga in.",
        data="Vem, när, vad, från vilken adress.",
        recipients="Säkerhetsansvarig hos köparen.",
    ),
):
    PROCESSINGS.add(each)

# For all processings: kept to what docs/asvs.md and the tests show.
SECURITY_MEASURES = (
    "Var och en ser det som rollen ger hos sin köpare. Sekretess ser bara namngivna, och varje läsning loggas.",
    "Den som godkänner, administrerar eller ser sekretess loggar in i två steg, och bekräftar sig före tunga beslut.",
    "Två personer ger roller som styr över andras, sekretess och beslut. Den som begär beslutar inte själv.",
    "Historik och säkerhetslogg skrivs av databasen och kan inte ändras av den som använder systemet.",
    "Personnummer tas inte emot i fritext och filnamn. Enskilda näringsidkares nummer visas maskade.",
    "Säkerhetskopior låses med en nyckel som inte finns på servern. Det gallrade finns i dem i högst tolv månader.",
    "All trafik utifrån går över https. Systemet hämtar index från SCB och lämnar inga uppgifter dit.",
)

# What the system is never given to keep, whatever a file or an invoice holds.
NEVER_KEPT = (
    "Uppgifter om klienter, brukare och anhöriga. Personnummer i fritext avvisas.",
    "Fakturors fritext och noteringar i Peppol-meddelanden: kolumnerna läses inte in.",
    "Artikelnamn i reskontran: kolumnen läses inte in. E-fakturors artikelnamn och mottagna filer gallras.",
    "Mejls och brevs text: den görs när brevet skickas.",
    "Lösenord: bara ett avtryck som inte går att räkna baklänges.",
    "Namn som skrivs vid en misslyckad inloggning och som inte är något konto (i säkerhetsloggen).",
)
