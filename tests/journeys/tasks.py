"""What people do on an ordinary day, role by role, walked from Start with their clicks counted.

The walks know links by where they lead and fields by their names, so that they go as well on the demo as on the small
municipality of the tests: `test_tasks.py` holds the clicks to what is promised, `benchmarks/tasks.py` measures the time
on the demo and writes docs/uppgifter.md.

A click is a link, a button, a tick, a choice in a list or a file that is chosen. To write in a field costs none, nor
does Return in it; to search from anywhere (`/`, some letters, the first hit) counts as one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import ElementHandle, Page, expect

# The first link that is seen and leads to such a place; where all lie under a fold, the fold's own summary.
_FIND = """pattern => {
    const wanted = new RegExp(pattern);
    const found = [...document.querySelectorAll('a[href]')].filter(a => wanted.test(a.pathname + a.search));
    const seen = found.find(a => a.checkVisibility({checkVisibilityCSS: true}));
    if (seen) return seen;
    const fold = found[0]?.closest('details:not([open])');
    return fold ? fold.querySelector('summary') : null;
}"""
SETTLED = """() => document.readyState === 'complete'
    && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"""


class Way:
    """A person's way through the pages, and how many clicks it took."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def begin(self) -> None:
        """On Start, with nothing clicked."""
        self.page.goto("/start/")
        self.clicks = 0

    def to(self, pattern: str) -> None:
        """Follow the first link that leads to such a place, opening the fold that it lies under if need be."""
        found = self._find(pattern)
        if found.evaluate("each => each.tagName") == "SUMMARY":
            self.clicks += 1
            found.click()
            found = self._find(pattern)
        self.clicks += 1
        with self.page.expect_navigation():
            found.click()
        self.page.wait_for_function(SETTLED)

    def _find(self, pattern: str) -> ElementHandle:
        found = self.page.wait_for_function(_FIND, arg=pattern).as_element()
        assert found is not None
        return found

    def press(self, words: str) -> None:
        """A button that sends a form."""
        self.clicks += 1
        button = self.page.get_by_role("main").get_by_role("button", name=re.compile(words)).first
        with self.page.expect_navigation():
            button.click()
        self.page.wait_for_function(SETTLED)

    def choose(self, name: str, words: str = "") -> None:
        """The first choice of a list that says something, or the first of all."""
        self.clicks += 1
        options = self.page.locator(f"main select[name='{name}'] option").all()
        value = next(
            each.get_attribute("value")
            for each in options
            if each.get_attribute("value") and words in each.inner_text()
        )
        self.page.locator(f"main select[name='{name}']").select_option(value=value)

    def tick(self, css: str) -> None:
        """A box or a circle."""
        self.clicks += 1
        self.page.locator(f"main {css}").first.check()

    def give(self, name: str, file: tuple[str, bytes]) -> None:
        """A file, as its name and content."""
        self.clicks += 1
        sent = {"name": file[0], "mimeType": "text/csv", "buffer": file[1]}
        self.page.locator(f"main input[name='{name}']").set_input_files(files=[sent])

    def write(self, name: str, words: str, *, send: bool = False) -> None:
        """In a field; with `send` also Return."""
        field = self.page.locator(f"main [name='{name}']").first
        field.fill(words)
        if send:
            with self.page.expect_navigation():
                field.press("Enter")
            self.page.wait_for_function(SETTLED)

    def untick(self, css: str) -> None:
        """A box that is ticked from the beginning."""
        self.clicks += 1
        self.page.locator(f"main {css}").first.uncheck()

    def search(self, words: str, start: str) -> None:
        """From anywhere: `/`, some letters, and the first hit that is of that kind."""
        self.clicks += 1
        self.page.keyboard.press("/")
        field = self.page.get_by_role("searchbox", name="Sök i allt")
        expect(field).to_be_focused()
        self.page.keyboard.type(words)
        hits = self.page.get_by_role("region", name="Träffar")
        expect(hits.get_by_role("link").first).to_be_visible()
        hit = hits.locator(f"a[href^='{start}']").first
        with self.page.expect_navigation():
            hit.press("Enter")

    def see(self, words: str) -> None:
        """That is what came of it."""
        expect(self.page.get_by_text(re.compile(words)).locator("visible=true").first).to_be_visible()

    def at(self, pattern: str) -> None:
        """That is where one is."""
        self.page.wait_for_url(re.compile(pattern))


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that a role does: what it took before, what it may take at most now, and how it is done.

    `was` is whether it could be done when it was first tried, and `before` its clicks then; nothing where it was not
    tried. `why` says what keeps it from being half.
    """

    role: str
    words: str
    most: int
    walk: Callable[[Way], None]
    was: str = ""
    before: int | None = None
    why: str = ""


def _new() -> str:
    """A number that has not been used, so that what is done once can be done again."""
    return str(time.time_ns() // 1_000_000 % 100_000_000)


def _on(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


# ----------------------------------------------------------------------------------------- placing and outside contract


def find_place(way: Way) -> None:
    way.to("^/hitta-plats/$")
    way.choose("omrade", "HVB")
    way.write("alder", "15")
    way.press("Visa förslag")
    way.see("Kan möta behovet")


def report_deficiency(way: Way) -> None:
    way.to("^/brister/anmal/$")
    way.write("look_for", SUPPLIER, send=True)
    way.write("evidence", "Ingen svarade på jourtelefonen.")
    way.choose("severity")
    way.press("Anmäl")
    way.see("^Brist hos ")


def ask_deviation(way: Way) -> None:
    way.to("^/avsteg/nytt/$")
    way.choose("area", "HVB")
    way.write("need", "Ett behov som ingen med avtal kan möta")
    way.choose("reason", "täcks inte")
    way.write("reason_words", "Ingen av dem tar emot så brådskande")
    way.choose("supplier")
    way.write("valid_from", _on(0))
    way.write("valid_until", _on(30))
    way.write("price_sek", "3100")
    way.write("expected_value_sek", "90000")
    way.choose("ground", "lågt värde")
    way.tick("[name=asker_is_unbiased]")
    way.press("Skicka begäran")
    way.see("^AVS-")


def see_answer(way: Way) -> None:
    way.to("^/avsteg/$")
    way.see("^Avsteg$")


def see_placements(way: Way) -> None:
    way.to("^/placeringar/$")
    way.see("^Placeringar")


def find_contact(way: Way) -> None:
    way.search(SUPPLIER, "/leverantorer/")
    way.see("[Kk]ontakt")


def decide_deviation(way: Way) -> None:
    way.to("^/avsteg/.vantar=mig$")
    way.to("/besluta/$")
    way.tick("[name=outcome][value=REFUSED]")
    way.write("words", "Behovet kan mötas inom avtal")
    way.tick("[name=is_unbiased]")
    way.press("Besluta")
    way.see("avslaget|Avslaget")


def see_loyalty(way: Way) -> None:
    way.to("^/$")
    way.see("Avtalstrohet")


def see_staying(way: Way) -> None:
    way.to("^/kvarboende/$")
    way.see("^Kvarboende$")


# ------------------------------------------------------------------------------------------- contracts and procurements


def see_what_ends(way: Way) -> None:
    way.to("^/avtal/$")
    way.write("slutar_tidigast", _on(0))
    way.write("slutar_senast", _on(540), send=True)
    way.at("slutar_senast=")
    way.see("Slutar senast")


def extend_all_but_one(way: Way) -> None:
    way.to(r"^/upphandlingsomgangar/\d+/$")
    way.to("^/optioner/.*besluta/$")
    way.untick("[name=forlang]")
    way.page.locator("main [name^='skal-']").first.fill("Leverantören avvecklar")
    way.press("Besluta om förlängning")
    way.see("[Bb]eslutad")


def new_contract(way: Way) -> None:
    way.to("^/avtal/nytt/$")
    number = f"PROV-{_new()}"
    way.write("number", number)
    way.write("title", "Provavtal")
    way.choose("supplier")
    way.choose("framework")
    way.choose("price_model")
    way.write("valid_from", _on(30))
    way.write("initial_until", _on(760))
    way.press("Spara")
    way.see(number)


def find_contract(way: Way) -> None:
    way.search(CONTRACT, "/avtal/")
    way.at("/avtal/")


def new_project(way: Way) -> None:
    way.to("^/upphandlingar/ny/$")
    way.see("Ny upphandling")


def see_checks(way: Way) -> None:
    way.to("^/kontroller/$")
    way.see("^Kontroller$")


def see_price_deviations(way: Way) -> None:
    way.to("^/priskontroll/$")
    way.see("^Priskontroll$")


def contract_file(way: Way) -> None:
    way.to("^/avtal/$")
    way.to("^/avtal/fran-fil/$")
    way.see("fil")


# ---------------------------------------------------------------------------------------------------- ledger and prices


def load_ledger(way: Way) -> None:
    way.to("^/reskontra/las-in/$")
    way.give("file", ("prov.csv", _ledger()))
    way.press("Granska filen")
    way.press("Läs in")
    way.at("/reskontra/inlasningar/")


def _ledger() -> bytes:
    head = (
        "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;"
        "fakturanummer;grund;avtal;kommun_id;s_kod_nr"
    )
    said = f"V1;Prov AB;5566778899;4631;Vård;{_new()[-4:]},00;2026-11-15;Socialförvaltningen"
    row = f"2120000068;Huddinge kommun;{said};;;;0126;"
    return f"{head}\n{row}\n".encode()


def new_rule(way: Way) -> None:
    way.to("^/regler/$")
    way.to("^/regler/utan/$")
    way.tick("[name=grupp]")
    way.press("Gör en regel")
    way.see("ändra|prova|Pröva|Spara")


def see_flags(way: Way) -> None:
    way.to("^/flaggor/$")
    way.see("^Röda flaggor$")


def see_prices(way: Way) -> None:
    way.to("^/prisjustering/$")
    way.see("^Prisjustering$")


def approve_prices(way: Way) -> None:
    way.to("^/prisjustering/.vantar=mig$")
    way.press("Godkänn alla")
    way.press("Godkänn")
    way.see("[Gg]odkän[dt]")


# ---------------------------------------------------------------------------------------------------------- followed up


def plan_year(way: Way) -> None:
    way.to("^/uppfoljning/$")
    way.to(r"^/uppfoljning/plan/\d+/$")
    way.to(r"^/uppfoljning/plan/\d+/planera/$")
    way.see("Planera det som saknas")


def open_review(way: Way) -> None:
    way.to("^/uppfoljning/$")
    way.to(r"^/uppfoljning/\d+/$")
    way.see("^Uppföljning av ")


def open_finding(way: Way) -> None:
    way.to("^/brister/.vantar=")
    way.to(r"^/brister/\d+/$")
    way.to("/oppna/$")
    way.see("[Åå]tgärd")


def see_media(way: Way) -> None:
    way.to("^/mediebevakning/$")
    way.see("Mediebevakning")


# ------------------------------------------------------------------------------------------------ plan, report and rest


def ask_why(way: Way) -> None:
    way.to("^/$")
    way.to("^/varfor/LOYALTY_IFO/")
    way.see("målet")


def see_report(way: Way) -> None:
    way.to("^/statusrapport/")
    way.see("Statusrapport")


def see_plan(way: Way) -> None:
    way.to("^/kategoriplan/$")
    way.see("[Ee]ffektmål")


def write_note(way: Way) -> None:
    way.to("^/aktiviteter/")
    way.to(r"^/aktiviteter/\d+/$")
    way.to("/anteckning/$")
    way.see("[Aa]nteckning|Skriv")


def see_what_waits(way: Way) -> None:
    way.see("väntar på")


def add_person(way: Way) -> None:
    way.to("^/administration/anvandare/$")
    way.to("^/administration/anvandare/ny/$")
    name = f"prov{_new()}"
    way.write("username", name)
    way.write("first_name", "Prov")
    way.write("last_name", "Person")
    way.write("email", "prov@huddinge.example")
    way.choose("role", "läsare")
    way.press("Lägg till")
    way.see(name)


def see_settings(way: Way) -> None:
    way.to("^/administration/installningar/$")
    way.see("^Inställningar$")


def see_jobs(way: Way) -> None:
    way.to("^/jobb/$")
    way.see("[Jj]obb")


def see_readings(way: Way) -> None:
    way.to("^/sekretess/lasningar/$")
    way.see("sekretess|Åtkomstlogg")


def see_grants(way: Way) -> None:
    way.to("^/sekretess/atkomst")
    way.see("[Åå]tkomst")


def see_retention(way: Way) -> None:
    way.to("^/administration/gallring/$")
    way.see("[Gg]allring")


def read_help(way: Way) -> None:
    way.to("^/hjalp/.sida=")
    way.at("/hjalp/handbok/")


SUPPLIER = "Provhem"  # as one types the beginning of a name; there is one on the demo and in the tests
CONTRACT = "A-1"

_ASKED = "Reglerna frågar efter område, orsak, grund och jäv; i administrationen prövades ingenting."
_READ = "Tre av klicken är svaret, jävsfrågan och beslutet; skälen och kontrollerna står på samma sida."
_LOOK = "Granskningen före inläsningen är ett eget steg: det är där fel hittas."

TASKS = (
    Task(role="handläggare", words="Hitta HVB för en pojke på 15 år", was="nej", before=18, most=3, walk=find_place),
    Task(role="handläggare", words="Anmäla en brist", was="ja", before=6, most=3, walk=report_deficiency),
    Task(role="handläggare", words="Begära ett avsteg", was="knappt", before=4, most=7, walk=ask_deviation, why=_ASKED),
    Task(role="handläggare", words="Se svaret på ett begärt avsteg", most=1, walk=see_answer),
    Task(role="handläggare", words="Se pågående placeringar", most=1, walk=see_placements),
    Task(role="handläggare", words="Hitta vem man ringer hos en leverantör", most=1, walk=find_contact),
    Task(role="gruppledare", words="Hitta en plats", most=3, walk=find_place),
    Task(role="gruppledare", words="Se vilka som bor kvar efter ett avtals slut", most=1, walk=see_staying),
    Task(
        role="verksamhetschef",
        words="Besluta om ett avsteg",
        was="knappt",
        before=5,
        most=5,
        walk=decide_deviation,
        why=_READ,
    ),
    Task(role="verksamhetschef", words="Se hur mycket som köps inom avtal", most=1, walk=see_loyalty),
    Task(role="verksamhetschef", words="Se placeringarna", most=1, walk=see_placements),
    Task(
        role="upphandlare",
        words="Se vad som slutar inom 18 månader",
        was="till hälften",
        before=4,
        most=1,
        walk=see_what_ends,
    ),
    Task(
        role="upphandlare",
        words="Förlänga alla avtal i en omgång utom ett",
        was="ja",
        before=5,
        most=4,
        walk=extend_all_but_one,
        why="Undantaget, beslutet och vägen dit: varje klick säger något.",
    ),
    Task(
        role="upphandlare",
        words="Lägga upp ett avtal",
        was="fel resultat",
        before=3,
        most=5,
        walk=new_contract,
        why="Tre av klicken är val i listor; det som förut sparades fel prövas nu innan.",
    ),
    Task(role="upphandlare", words="Hitta ett avtal på dess nummer", most=1, walk=find_contract),
    Task(role="upphandlare", words="Börja en upphandling", most=1, walk=new_project),
    Task(role="avtalscontroller", words="Se kontroller som går ut", most=1, walk=see_checks),
    Task(role="avtalscontroller", words="Se fakturor över avtalspris", most=1, walk=see_price_deviations),
    Task(role="avtalscontroller", words="Läsa in en fil med avtal", most=2, walk=contract_file),
    Task(role="avtalscontroller", words="Se nya priser att granska", most=1, walk=see_prices),
    Task(
        role="controller",
        words="Läsa in en fil",
        was="ja",
        before=4,
        most=4,
        walk=load_ledger,
        why=_LOOK,
    ),
    Task(
        role="controller",
        words="Göra en regel för den största oförklarade leverantören",
        was="till hälften",
        before=6,
        most=4,
        walk=new_rule,
        why="Förut kom ett klick till för varje plats uppåt, och ingen prövning.",
    ),
    Task(role="controller", words="Se röda flaggor", most=2, walk=see_flags),
    Task(role="controller", words="Hitta en leverantör", most=1, walk=find_contact),
    Task(role="uppföljare", words="Få ett förslag på årets uppföljningar", most=3, walk=plan_year),
    Task(role="uppföljare", words="Öppna nästa uppföljning", most=2, walk=open_review),
    Task(role="uppföljare", words="Komma till bedömningen av en anmäld brist", most=3, walk=open_finding),
    Task(role="uppföljare", words="Anmäla en brist", was="ja", before=6, most=3, walk=report_deficiency),
    Task(role="uppföljare", words="Se vad medierna skriver", most=2, walk=see_media),
    Task(
        role="kategoriledare",
        words="Varför är avtalstroheten i IFO under målet, och vad kan göras?",
        was="nej",
        most=2,
        walk=ask_why,
    ),
    Task(role="kategoriledare", words="Komma till statusrapporten", most=1, walk=see_report),
    Task(role="kategoriledare", words="Hitta ett avtal på dess nummer", most=1, walk=find_contract),
    Task(role="kategoriledare", words="Komma till nästa bedömning av en brist", most=3, walk=open_finding),
    Task(role="upphandlingschef", words="Se vad som väntar på mig", was="nej", most=0, walk=see_what_waits),
    Task(
        role="upphandlingschef",
        words="Godkänna alla nya priser som väntar",
        most=3,
        walk=approve_prices,
    ),
    Task(role="upphandlingschef", words="Besluta om ett avsteg", most=5, walk=decide_deviation),
    Task(role="upphandlingschef", words="Varför är avtalstroheten under målet?", was="nej", most=2, walk=ask_why),
    Task(role="hållbarhetsstrateg", words="Läsa kategoriplanen", most=1, walk=see_plan),
    Task(role="hållbarhetsstrateg", words="Skriva hur det går med en aktivitet", most=3, walk=write_note),
    Task(
        role="förvaltare",
        words="Lägga upp en användare med en roll",
        was="till hälften",
        before=5,
        most=4,
        walk=add_person,
        why="Utanför administrationen nu, och en annan bekräftar rollen.",
    ),
    Task(role="förvaltare", words="Se inställningarna", most=1, walk=see_settings),
    Task(role="förvaltare", words="Se om något jobb har stannat", most=1, walk=see_jobs),
    Task(role="förvaltare", words="Se vad som gallras", most=1, walk=see_retention),
    Task(
        role="säkerhetsansvarig",
        words="Se vem som har läst det som är hemligt",
        was="till hälften",
        before=1,
        most=1,
        walk=see_readings,
        why="Det var redan ett klick; nu står namn och inte nummer.",
    ),
    Task(role="säkerhetsansvarig", words="Se vem som har åtkomst", most=1, walk=see_grants),
    Task(role="läsare", words="Läsa statusrapporten", most=1, walk=see_report),
    Task(role="läsare", words="Få hjälp om sidan", most=1, walk=read_help),
)
