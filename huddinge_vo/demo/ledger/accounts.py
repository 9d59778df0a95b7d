"""The accounts of the demo's ledger, and the rules that sort them into subcategories, areas and exclusions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from huddinge_vo.demo.suppliers import org_number


@dataclass(frozen=True)
class Account:
    """An account of the ledger, what it is for, and the rule that sorts it: a subcategory, an area, an exclusion."""

    number: str
    text: str
    category: str
    areas: tuple[str, ...] = ()
    area: str = ""
    exclusion: str = ""


ACCOUNTS = (
    Account("45120", "Ersättning till Försäkringskassan", "", exclusion="Betalning till Försäkringskassan"),
    Account("45130", "Personlig assistans", "", exclusion="Personlig assistans"),
    Account("46311", "HVB barn och unga", "IFO", ("IFO-HVB-BEH", "IFO-HVB-AKUT")),
    Account("46312", "Jourhem och behandlingsfamilj", "IFO", ("IFO-JOUR",), area="IFO-JOUR"),
    Account("46313", "Skyddat boende", "IFO", ("IFO-SKYDD", "IFO-AVHOPP")),
    Account("46321", "Öppenvård barn och unga", "IFO", ("IFO-OV-STOD", "IFO-OV-FAM")),
    Account("46322", "Dagbehandling med skola", "IFO", ("IFO-OV-DAG",)),
    Account("46331", "Dygnetruntinsatser vuxna", "IFO", ("IFO-VUX-PSYK", "IFO-VUX-BERO")),
    Account("46332", "Stödboende och natthärbärge", "IFO", ("IFO-STODBO", "IFO-NATT")),
    Account("46341", "Familjerådgivning", "IFO", ("IFO-LOV-FAM",), area="IFO-LOV-FAM"),
    Account("46411", "Bostad med särskild service LSS", "FO", ("FO-LSS",), area="FO-LSS"),
    Account("46412", "Särskilt boende under 65 år", "FO", ("FO-SOCPSYK", "FO-DEMSOM")),
    Account("46413", "Drift av gruppbostad", "FO", ("FO-GRUPP",), area="FO-GRUPP"),
    Account("46421", "Daglig verksamhet", "FO", ("FO-LOV-DV",), area="FO-LOV-DV"),
    Account("46422", "Korttidsvistelse", "FO", ("FO-LOV-KORT",), area="FO-LOV-KORT"),
    Account("46423", "Boendestöd", "FO", ("FO-LOV-BOST",), area="FO-LOV-BOST"),
    Account("46424", "Ledsagning och avlösning", "FO", ("FO-LEDS", "FO-LOV-LEDS")),
    Account("46511", "Särskilt boende för äldre", "ÄO", ("AO-LOV-SABO",), area="AO-LOV-SABO"),
    Account("46512", "Enstaka platser för äldre", "ÄO", ("AO-65",), area="AO-65"),
    Account("46521", "Hemtjänst", "ÄO", ("AO-LOV-HEMTJ",), area="AO-LOV-HEMTJ"),
    Account("46900", "Vård och omsorg, ej fördelat", "VO"),
)
BY_AREA = {area: account for account in ACCOUNTS for area in account.areas}
BY_CATEGORY = {
    code: tuple(account for account in ACCOUNTS if account.category == code) for code in ("IFO", "FO", "ÄO", "VO")
}
# Where most outside contract is bought, by subcategory: the commonest needs first.
COMMON_NEEDS = {
    "IFO": ("46311", "46311", "46312", "46313", "46321", "46331", "46332"),
    "FO": ("46411", "46412", "46412", "46421", "46422", "46424"),
    "ÄO": ("46511", "46512", "46512", "46521"),
    "VO": ("46900",),
}
BY_NUMBER = {account.number: account for account in ACCOUNTS}

SOF, BUF, KSF = "Socialförvaltningen", "Barn- och utbildningsförvaltningen", "Kommunstyrelsens förvaltning"
SOCIAL_INSURANCE = ("Försäkringskassan (demo)", org_number(90001))
STATE_HOMES = ("Statens institutionsstyrelse (demo)", org_number(90002))


@dataclass(frozen=True)
class DemoRule:
    """A classification rule, in the order they are tried. An empty condition matches everything."""

    order: int
    supplier_ref: str = ""
    account_from: str = ""
    account_to: str = ""
    unit: str = ""
    category: str = ""
    area: str = ""
    exclusion: str = ""


@cache
def rules() -> tuple[DemoRule, ...]:
    """What sorts the demo's ledger: exclusions, then areas by account, then subcategories, last the whole category."""
    found = [DemoRule(0, supplier_ref=STATE_HOMES[1], exclusion="Statens institutionsstyrelse")]
    found += [
        DemoRule(0, account_from=account.number, account_to=account.number, exclusion=account.exclusion)
        for account in ACCOUNTS
        if account.exclusion
    ]
    found.append(DemoRule(0, account_from="46300", account_to="46399", unit=BUF, category="IFO", area="IFO-OV-DAG"))
    found += [
        DemoRule(0, account_from=one.number, account_to=one.number, category=one.category, area=one.area)
        for one in ACCOUNTS
        if one.area
    ]
    found += [
        DemoRule(0, account_from="46300", account_to="46399", category="IFO"),
        DemoRule(0, account_from="46400", account_to="46499", category="FO"),
        DemoRule(0, account_from="46500", account_to="46599", category="ÄO"),
        DemoRule(0, account_from="46900", account_to="46999", category="VO"),
    ]
    return tuple(replace(rule, order=nr) for nr, rule in enumerate(found, 1))
