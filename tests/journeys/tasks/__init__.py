"""An ordinary day's tasks: what each role does, what it took before, and the clicks that it may take at most now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.journeys.tasks import walks as w
from tests.journeys.tasks.walks import follow
from tests.journeys.tasks.way import KNOWN, SETTLED, Way

__all__ = ["KNOWN", "SETTLED", "TASKS", "Task", "Way"]


@dataclass(frozen=True)
class Task:
    """Something that a role does: how it is done, and the most clicks that it may take.

    `was` is whether it could be done when it was first tried, and `before` its clicks then; nothing where it was not
    tried. `why` says what keeps it from being half.
    """

    words: str
    walk: Callable[[Way], None]
    most: int
    was: str = ""
    before: int | None = None
    why: str = ""
    role: str = ""


_READ = "Tre av klicken är svaret, jävsfrågan och beslutet; skälen och kontrollerna står på samma sida."

# What several roles do, each from its own Start.
_FIND_PLACE = Task("Hitta en plats", w.find_place, 3)
_DEFICIENCY = Task("Anmäla en brist", w.report_deficiency, 3, was="ja", before=6)
_DEVIATION = Task("Begära ett avsteg", w.ask_deviation, 7)
_ANSWERS = Task("Se svaret på ett begärt avsteg", w.see_answer, 1)
_PLACEMENTS = Task("Se pågående placeringar", w.see_placements, 1)
_OF_SUPPLIER = Task("Se vilka som är placerade hos en leverantör", w.supplier_placements, 2)
_CONTACT = Task("Hitta vem man ringer hos en leverantör", w.find_contact, 1)
_UNIT = Task("Se om en verksamhet har tillstånd", w.see_unit, 1)
_STOPS = Task("Se var inga nya placeringar får göras", follow("^/placeringsstopp/$", heading="^Placeringsstopp$"), 2)
_STAYING = Task("Se vilka som bor kvar efter ett avtals slut", w.see_staying, 1)
_MISSING = Task("Se köp utan avtal som saknar avsteg", follow("^/avsteg-saknas/$", heading="saknar avsteg"), 2)
_CONTRACT = Task("Hitta ett avtal på dess nummer", w.find_contract, 1)
_ENDS = Task("Se vad som slutar inom 18 månader", w.see_what_ends, 1)
_PRICES = Task("Se nya priser att granska", w.see_prices, 1)
_CHECKS = Task("Se kontroller som går ut", w.see_checks, 1)
_OVER_PRICE = Task("Se fakturor över avtalspris", w.see_price_deviations, 1)
_LOYALTY = Task("Se hur mycket som köps inom avtal", w.see_loyalty, 1)
_WHY = Task("Varför är avtalstroheten under målet?", w.ask_why, 2)
_ROWS = Task(
    "Öppna raderna bakom en siffra på Översikt",
    follow("^/$", "^/reskontra/rader/", heading="^Rader i reskontran"),
    2,
)
_MEASURES = Task("Se hur målen ligger till", follow("^/matt/$", heading="^Mått och mål$"), 1)
_GOAL = Task("Läsa om ett effektmål och dess mått", follow("^/matt/$", r"^/effektmal/\d+/$", heading=r"^\d\. "), 2)
_LATE = Task("Se försenade aktiviteter", follow("^/aktiviteter/$", "urval=forsenade$", heading="^Aktiviteter$"), 2)
_PLANNED = Task("Se årets upphandlingar i planen", follow("^/upphandlingsplan/$", heading="^Upphandlingsplan$"), 1)
_PROJECTS = Task("Se hur upphandlingarna går", follow("^/upphandlingar/$", heading="^Upphandlingar$"), 1)
_REPORT = Task("Läsa statusrapporten", w.see_report, 1)
_FINDING = Task("Komma till bedömningen av en anmäld brist", w.open_finding, 3)
_HELP = Task("Få hjälp om sidan", w.read_help, 1)
_RETENTION = Task("Se vad som gallras", w.see_retention, 1)
_PROCESSING = Task(
    "Läsa förteckningen över behandlingar",
    follow("^/administration/gallring/$", "^/administration/behandlingar/$", heading="^Förteckning över"),
    2,
)

_OF_ROLES: dict[str, tuple[Task, ...]] = {
    "handläggare": (
        Task("Hitta HVB för en pojke på 15 år", w.find_place, 3, was="nej", before=18),
        _DEFICIENCY,
        Task(
            "Begära ett avsteg",
            w.ask_deviation,
            7,
            was="knappt",
            before=4,
            why="Reglerna frågar efter område, orsak, grund och jäv; i administrationen prövades ingenting.",
        ),
        _ANSWERS,
        _PLACEMENTS,
        _CONTACT,
        _UNIT,
        _OF_SUPPLIER,
        _STOPS,
        _HELP,
    ),
    "gruppledare": (
        _FIND_PLACE,
        _STAYING,
        _DEVIATION,
        _DEFICIENCY,
        _ANSWERS,
        _PLACEMENTS,
        _CONTACT,
        _UNIT,
        _STOPS,
        _HELP,
    ),
    "verksamhetschef": (
        Task("Besluta om ett avsteg", w.decide_deviation, 5, was="knappt", before=5, why=_READ),
        _LOYALTY,
        Task("Se placeringarna", w.see_placements, 1),
        _WHY,
        _MISSING,
        _STAYING,
        _FIND_PLACE,
        _OF_SUPPLIER,
        _DEFICIENCY,
        Task("Läsa statusrapporten", w.see_report, 2),
    ),
    "upphandlare": (
        Task("Se vad som slutar inom 18 månader", w.see_what_ends, 1, was="till hälften", before=4),
        Task(
            "Förlänga alla avtal i en omgång utom ett",
            w.extend_all_but_one,
            4,
            was="ja",
            before=5,
            why="Undantaget, beslutet och vägen dit: varje klick säger något.",
        ),
        Task(
            "Lägga upp ett avtal",
            w.new_contract,
            5,
            was="fel resultat",
            before=3,
            why="Tre av klicken är val i listor; det som förut sparades fel prövas nu innan.",
        ),
        _CONTRACT,
        Task("Börja en upphandling", w.new_project, 1),
        _PLANNED,
        Task("Se ett avtals priser", w.contract_prices, 1),
        Task("Säga upp ett avtal", w.terminate_contract, 2),
        _PROJECTS,
        Task(
            "Se direktupphandlingarna mot gränsen",
            follow("^/direktupphandling/$", heading="^Direktupphandlingar$"),
            1,
        ),
    ),
    "avtalscontroller": (
        _CHECKS,
        _OVER_PRICE,
        Task("Läsa in en fil med avtal", w.contract_file, 2),
        _PRICES,
        Task(
            "Registrera en begäran om nytt pris",
            follow("^/prisjustering/$", "^/prisjustering/begaran/ny/$", heading="begäran om prisjustering"),
            2,
        ),
        Task(
            "Se vilka leverantörer som tar för mycket betalt",
            follow("^/priskontroll/$", "^/priskontroll/leverantorer/$", heading="per leverantör$"),
            2,
        ),
        Task("Se priskraven", follow("^/priskontroll/$", "^/priskontroll/krav/$", heading="^Priskrav$"), 2),
        _ENDS,
        _CONTRACT,
        _CONTACT,
    ),
    "controller": (
        Task(
            "Läsa in en fil",
            w.load_ledger,
            4,
            was="ja",
            before=4,
            why="Granskningen före inläsningen är ett eget steg: det är där fel hittas.",
        ),
        Task("Få en regel föreslagen för det största oförklarade", w.new_rule, 4),
        Task("Se röda flaggor", w.see_flags, 2),
        Task("Hitta en leverantör", w.find_contact, 1),
        Task(
            "Se vad ingen regel tar",
            follow("^/regler/$", "^/regler/utan/$", heading="ingen regel tar"),
            2,
        ),
        Task("Börja på en regel", follow("^/regler/$", "^/regler/ny/$", heading="^Regel$"), 2),
        _ROWS,
        _WHY,
        Task(
            "Se rader som saknar e-faktura",
            follow("^/e-fakturor/$", "^/e-fakturor/rader-utan/$", heading="^Rader utan"),
            2,
        ),
        _OVER_PRICE,
    ),
    "uppföljare": (
        Task("Få ett förslag på årets uppföljningar", w.plan_year, 3),
        Task("Öppna nästa uppföljning", w.open_review, 2),
        _FINDING,
        _DEFICIENCY,
        Task("Se vad medierna skriver", w.see_media, 2),
        _CHECKS,
        _UNIT,
        Task(
            "Lägga in en uppföljning",
            follow("^/uppfoljning/$", "^/uppfoljning/ny/$", heading="^Ny uppföljning$"),
            2,
        ),
        Task(
            "Se avtalens klasser",
            follow("^/uppfoljning/$", "^/uppfoljning/klasser/$", heading="^Uppföljningsklasser$"),
            2,
        ),
        Task("Se mallarna", follow("^/uppfoljning/$", "^/mallar/$", heading="^Mallar för"), 2),
    ),
    "kategoriledare": (
        Task("Varför är avtalstroheten i IFO under målet, och vad kan göras?", w.ask_why, 2, was="nej"),
        Task("Komma till statusrapporten", w.see_report, 1),
        _CONTRACT,
        Task("Komma till nästa bedömning av en brist", w.open_finding, 3),
        _ROWS,
        _ENDS,
        _LATE,
        Task(
            "Se aktiviteterna över tid",
            follow("^/aktiviteter/$", "^/aktiviteter/tidslinje/$", heading="^Aktiviteter$"),
            2,
        ),
        _PROJECTS,
        _PRICES,
    ),
    "upphandlingschef": (
        Task("Se vad som väntar på mig", w.see_what_waits, 0, was="nej"),
        Task("Godkänna alla nya priser som väntar", w.approve_prices, 3),
        Task("Besluta om ett avsteg", w.decide_deviation, 5),
        Task("Varför är avtalstroheten under målet?", w.ask_why, 2, was="nej"),
        _PROJECTS,
        _PLANNED,
        _ROWS,
        _LATE,
        _MISSING,
        _REPORT,
    ),
    "hållbarhetsstrateg": (
        Task("Läsa kategoriplanen", w.see_plan, 1),
        Task("Skriva hur det går med en aktivitet", w.write_note, 3),
        _MEASURES,
        _GOAL,
        _LATE,
        _REPORT,
        _CONTRACT,
        _CONTACT,
        Task("Se uppföljningarna", follow("^/uppfoljning/$", heading="^Avtalsuppföljning$"), 1),
        _HELP,
    ),
    "förvaltare": (
        Task(
            "Lägga upp en användare med en roll",
            w.add_person,
            4,
            was="till hälften",
            before=5,
            why="Utanför administrationen nu, och en annan bekräftar rollen.",
        ),
        Task("Se inställningarna", w.see_settings, 1),
        Task("Se om något jobb har stannat", w.see_jobs, 1),
        _RETENTION,
        Task("Se hur systemet mår", follow("^/administration/drift/$", heading="^Drift$"), 1),
        Task(
            "Ändra en användares roller",
            follow("^/administration/anvandare/$", r"^/administration/anvandare/\d+/$", heading="."),
            2,
        ),
        Task(
            "Se vilka grupper som ger roller",
            follow("^/administration/anvandare/$", "^/administration/grupper/$", heading="^Grupper som"),
            2,
        ),
        Task(
            "Ta ut allt om en person",
            follow("^/administration/registerutdrag/$", heading="^Registerutdrag$"),
            2,
        ),
        _PROCESSING,
        Task("Se vilka filer som lästs in", follow("^/reskontra/$", heading="^Reskontra$"), 1),
    ),
    "säkerhetsansvarig": (
        Task(
            "Se vem som har läst det som är hemligt",
            w.see_readings,
            1,
            was="till hälften",
            before=1,
            why="Det var redan ett klick; nu står namn och inte nummer.",
        ),
        Task("Se vem som har åtkomst", w.see_grants, 1),
        Task(
            "Ge åtkomst till något hemligt",
            follow("^/sekretess/atkomst", "^/sekretess/atkomster/ny/$", heading="^Ny åtkomst"),
            2,
        ),
        Task("Se vad som begärs bli hemligt", follow("^/sekretess/markningar/$", heading="om sekretess$"), 1),
        Task("Läsa säkerhetsloggen", follow("^/sekretess/logg/$", heading="^Säkerhetslogg$"), 1),
        Task(
            "Se inloggningarna",
            follow("^/sekretess/logg/$", "slag=SIGN_IN$", heading="^Säkerhetslogg$"),
            2,
        ),
        _RETENTION,
        _PROCESSING,
        _CONTACT,
        _HELP,
    ),
    "läsare": (
        _REPORT,
        _HELP,
        _CONTRACT,
        _CONTACT,
        _LOYALTY,
        _PLANNED,
        _MEASURES,
        _GOAL,
        _LATE,
        Task("Läsa kategoriplanen", w.see_plan, 2),
    ),
}
TASKS = tuple(replace(task, role=role) for role, tasks in _OF_ROLES.items() for task in tasks)
