"""What the law said when the system was made, to begin with: permits by the plan's areas, and the figures of LOU.

What is there already is the users' to change and stays as it is; what is not there is brought in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from contracts.law.choices import LawKind, PermitNeed
from contracts.law.models import LawValue, PermitRule
from contracts.plan.models import ContractArea

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import Organization


@dataclass(frozen=True)
class Permit:
    """What an area's services need: from a day on, or always; before that day nothing was needed."""

    need: PermitNeed
    ground: str = ""
    since: date | None = None
    note: str = ""


_SOURCE = "IVO: Tillstånd för SoL-verksamheter, Tillstånd för LSS-verksamheter, Nya tillståndsplikter 2019 (startvärde)"
_NOT_LISTED = "Står inte i IVO:s förteckning över det som kräver tillstånd (startvärde)"


def _sol(point: str) -> str:
    return f"SoL (2025:400) 26 kap. 1 §; före 2025-07-01 SoL (2001:453) 7 kap. 1 §{point}"


def _required(ground: str, since: date | None = None, note: str = "") -> Permit:
    return Permit(PermitNeed.REQUIRED, ground, since, note)


def _unknown(note: str) -> Permit:
    return Permit(PermitNeed.UNKNOWN, note=note)


_HOME = _required(_sol(" 1"))  # hem för vård eller boende
_HOUSING = _required(_sol(" 2 och 3"))  # särskilt boende, bostad med särskild service, korttidsboende
_PART_OF_DAY = _sol(" 4")  # hem eller öppen verksamhet för vård under en begränsad del av dygnet
_2019 = date(2019, 1, 1)

# domain.md §7, read against IVO's own pages. Every area of the plan stands here: a test says so.
PERMITS: dict[str, Permit] = {
    "IFO-HVB-BEH": _HOME,
    "IFO-JOUR": _required(
        _sol(" 5"), date(2017, 4, 15), "Konsulentstöd: jourhem och familjehem genom ett företag eller annan enskild."
    ),
    "IFO-HVB-AKUT": _HOME,
    "IFO-SKYDD": _required(_sol(""), date(2024, 4, 1)),
    "IFO-AVHOPP": _unknown("Beror på formen: ett hem för vård eller boende kräver tillstånd, stöd på annat sätt inte."),
    "IFO-OV-STOD": _required(
        _sol(" 1"), date(2016, 1, 1), "Gäller stödboendet. Träningslägenheter och helgkollo bedöms för sig."
    ),
    "IFO-OV-FAM": _required(_PART_OF_DAY, note="Gäller öppenvården. Kontaktperson och utredning bedöms för sig."),
    "IFO-OV-DAG": _required(_PART_OF_DAY),
    "IFO-NATT": _unknown("Natthärbärge nämns inte i lagen."),
    "IFO-VUX-PSYK": _HOME,
    "IFO-VUX-BERO": _HOME,
    "IFO-STODBO": _unknown(
        "Lagens stödboende är för 16 till 20 år. För vuxna kan det vara hem för vård eller boende, eller bostad med "
        "särskild service: då krävs tillstånd."
    ),
    "FO-GRUPP": _required("LSS 9 § 9, 23 §"),
    "FO-SOCPSYK": _HOUSING,
    "FO-DEMSOM": _HOUSING,
    "FO-LEDS": _required(
        f"LSS 9 § 3, 23 §; {_sol(' 6')}", _2019, "Ledsagning enligt SoL är hemtjänst, enligt LSS ledsagarservice."
    ),
    "FO-LSS": _required("LSS 9 § 8 och 9, 23 §"),
    "AO-65": _HOUSING,
    "FO-LOV-DV": _required("LSS 9 § 10, 23 §"),
    "IFO-LOV-FAM": _unknown("Familjerådgivning nämns inte i lagen."),
    "AO-LOV-SABO": _HOUSING,
    "FO-LOV-KORT": _required("LSS 9 § 6, 23 §"),
    "AO-LOV-HEMTJ": _required(_sol(" 6"), _2019),
    "FO-LOV-BOST": _unknown("Boendestöd är bistånd av varierande slag: bedöms av förvaltaren."),
    "FO-LOV-LEDS": _required(f"LSS 9 § 3 och 5, 23 §; {_sol(' 6')}", _2019),
    "AO-LOV-DAGV": _required(_PART_OF_DAY),
}


@dataclass(frozen=True)
class Value:
    """A figure or a condition as the law has it from a day on. Without a figure it is still to be written in."""

    kind: LawKind
    since: date | None
    value: int | None
    source: str
    until: date | None = None
    stated_as: str = ""
    conditions: str = ""
    note: str = ""


_LOU = date(2017, 1, 1)  # LOU (2016:1145) came into force
_19A = date(2022, 2, 1)  # and its chapter 19 a
_RESERVED = date(2023, 1, 1)
_HOLIDAY = "Slutar den en helgdag gäller nästa vardag."
_ANNEX_2 = "LOU 19 a kap., tröskelvärdet för sociala tjänster i bilaga 2"
VALUES: tuple[Value, ...] = (
    Value(LawKind.DIRECT_AWARD_ANNEX_2, date(2020, 1, 1), 615_312, "LOU 19 kap. 7 § i lydelsen från 2020-01-01"),
    Value(LawKind.DIRECT_AWARD_ANNEX_2, _19A, 7_802_550, _ANNEX_2, stated_as="750 000 euro"),
    Value(LawKind.DIRECT_AWARD_ANNEX_2, date(2024, 1, 1), 8_109_450, _ANNEX_2, stated_as="750 000 euro"),
    Value(
        LawKind.DIRECT_AWARD_ANNEX_2,
        date(2026, 1, 1),
        None,
        _ANNEX_2,
        stated_as="750 000 euro",  # the figure in kronor is to be written in; until then nothing is decided by it
    ),
    Value(
        LawKind.DIRECT_AWARD_ANNEX_2A,
        date(2020, 1, 1),
        2_156_469,
        "LOU 19 kap. 7 § i lydelsen från 2020-01-01, bilaga 2 a",
        until=date(2022, 1, 31),
        note="Därefter gäller gränsen för bilaga 2.",
    ),
    Value(LawKind.DIRECT_AWARD_OTHER, date(2020, 1, 1), 615_312, "LOU 19 kap. 7 § i lydelsen från 2020-01-01"),
    Value(LawKind.DIRECT_AWARD_OTHER, _19A, 700_000, "LOU 19 a kap."),
    Value(LawKind.DOCUMENT_ABOVE, _LOU, 100_000, "LOU 19 a kap.; före 2022-02-01 LOU 19 kap. 30 §"),
    Value(LawKind.STANDSTILL_ELECTRONIC, _LOU, 10, "LOU 20 kap. 1 §", note=_HOLIDAY),
    Value(LawKind.STANDSTILL_OTHER, _LOU, 15, "LOU 20 kap. 1 §", note=_HOLIDAY),
    Value(
        LawKind.AWARD_NOTICE,
        _LOU,
        30,
        "LOU 10 kap. 4 §",
        note="Sociala tjänster i bilaga 2 får samlas per kvartal.",
    ),
    Value(LawKind.AWARD_NOTICE_ABOVE, _19A, 700_000, "LOU 19 a kap.", note="Undantag: 19 a kap. 13 §."),
    Value(
        LawKind.RESERVED_PARTICIPATION,
        _RESERVED,
        None,
        "LOU 19 kap. 25 §",
        conditions="Organisationen har ett allmännyttigt syfte, återinvesterar sin vinst i det, styrs eller ägs av "
        "anställda eller andra som deltar, och har inte fått ett sådant kontrakt av samma myndighet under de tre "
        "senaste åren.",
    ),
    Value(LawKind.RESERVED_MONTHS, _RESERVED, 36, "LOU 19 kap. 25 §", note="Gäller inte idéburna enligt 25 a §."),
    Value(
        LawKind.RESERVED_NONPROFIT,
        _RESERVED,
        None,
        "LOU 19 kap. 25 a §; lag (2022:900) om registrering av idéburna organisationer",
        conditions="Organisationen är idéburen och står i Kammarkollegiets register. Ingen längsta avtalstid.",
    ),
    Value(LawKind.FEE_LOWEST, None, 10_000, "LOU 21 kap.", note="Från vilken dag är inte kontrollerat."),
    Value(LawKind.FEE_HIGHEST, None, 20_000_000, "LOU 21 kap.", note="Från vilken dag är inte kontrollerat."),
    Value(LawKind.FEE_SHARE, None, 10, "LOU 21 kap.", note="Från vilken dag är inte kontrollerat."),
)


@transaction.atomic
def load_law(*, buyer: Organization, at: datetime) -> int:
    """Bring in what the law says where nothing is said yet. Returns how many rows; a second time it is nought.

    An area that has a rule has been judged by somebody, and a kind of figure with a row from the same day is kept.
    """
    there = set(LawValue.objects.values_list("kind", "valid_from"))
    values = [
        LawValue(
            kind=each.kind,
            valid_from=each.since,
            valid_until=each.until,
            value=None if each.value is None else Decimal(each.value),
            stated_as=each.stated_as,
            conditions=each.conditions,
            source=each.source,
            note=each.note,
        )
        for each in VALUES
        if (each.kind, each.since) not in there
    ]
    rules: list[PermitRule] = []
    unjudged = ContractArea.objects.filter(category__buyer=buyer, code__in=PERMITS, permit_rules__isnull=True)
    for area in unjudged.order_by("pk"):
        rules += _rules(area, PERMITS[area.code])
    made = [*LawValue.objects.bulk_create(values), *PermitRule.objects.bulk_create(rules)]
    return len(made)


def _rules(area: ContractArea, permit: Permit) -> list[PermitRule]:
    source = _SOURCE if permit.need == PermitNeed.REQUIRED else _NOT_LISTED
    rules = [
        PermitRule(
            area=area, need=permit.need, valid_from=permit.since, ground=permit.ground, source=source, note=permit.note
        )
    ]
    if permit.since is not None:
        before = f"Kravet kom {permit.since}."
        rules.insert(0, PermitRule(area=area, need=PermitNeed.NOT_REQUIRED, source=source, note=before))
    return rules
