"""How each task is done: the steps, and what one sees when it is done."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from tests.journeys.tasks.way import KNOWN, Way


def follow(*places: str, heading: str) -> Callable[[Way], None]:
    """From link to link, to a page of that heading: something to look at, or to begin with."""

    def walk(way: Way) -> None:
        for place in places:
            way.to(place)
        way.headed(heading)

    return walk


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
    way.write("look_for", KNOWN.supplier, send=True)
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
    way.search(KNOWN.supplier, "/leverantorer/")
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
    way.search(KNOWN.contract, "/avtal/")
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


def see_unit(way: Way) -> None:
    way.search(KNOWN.unit, "/verksamheter/")
    way.see("[Tt]illstånd")


def supplier_placements(way: Way) -> None:
    way.search(KNOWN.supplier, "/leverantorer/")
    way.to(r"^/placeringar/.leverantor=\d+$")
    way.headed("^Placeringar")


def contract_prices(way: Way) -> None:
    way.search(KNOWN.contract, "/avtal/")
    way.see("^Prislista")


def terminate_contract(way: Way) -> None:
    way.search(KNOWN.contract, "/avtal/")
    way.to(r"^/avtal/\d+/sag-upp/$")
    way.headed("^Säg upp ")
