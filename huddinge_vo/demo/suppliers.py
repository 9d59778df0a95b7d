"""The demo's suppliers. All are invented, and show it: by their names, and by numbers that nobody can have.

Organisation numbers begin with 4499, a first digit that no kind of organisation has, and are otherwise valid. The sole
traders' numbers are valid personal numbers but for the month and the day, which are both 00.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stdnum import luhn

from huddinge_vo.demo.chance import stream

# How many suppliers sell what. The first ones compete for the plan's areas, the OUTSIDE ones never hold more than a
# directly awarded contract, and PUBLIC are those paid for what cannot be purchased.
SEGMENTS = {
    "CHILD": 76,
    "SHELTER": 10,
    "OUTPATIENT": 56,
    "ADULT": 42,
    "HOUSING": 66,
    "DAILY": 24,
    "ELDERLY": 24,
    "OUTSIDE_IFO": 84,
    "OUTSIDE_FO": 50,
    "OUTSIDE_ÄO": 26,
    "OUTSIDE_VO": 22,
    "ASSISTANCE": 7,
    "SECRET": 1,
}
_FIRST = ("Prov", "Exempel", "Mönster", "Påhitts", "Demo", "Tänkta")
_TRADE = {
    "CHILD": ("hem", "familjehem", "ungdomshem"),
    "SHELTER": ("boende", "skydd"),
    "OUTPATIENT": ("stöd", "familjestöd", "behandling"),
    "ADULT": ("behandling", "gården", "boende"),
    "HOUSING": ("boende", "omsorg", "bostaden"),
    "DAILY": ("verksamhet", "omsorg", "stöd"),
    "ELDERLY": ("omsorg", "vård", "hemtjänst"),
    "OUTSIDE_IFO": ("hem", "behandling", "stöd", "familjehem"),
    "OUTSIDE_FO": ("boende", "omsorg"),
    "OUTSIDE_ÄO": ("vård", "omsorg"),
    "OUTSIDE_VO": ("bemanning", "konsulten"),
    "ASSISTANCE": ("assistans",),
    "SECRET": ("skydd",),
}
_PLACE = (
    "Syd",
    "Nord",
    "Väst",
    "Öst",
    "Björken",
    "Eken",
    "Lönnen",
    "Alen",
    "Hasseln",
    "Granen",
    "Tallen",
    "Rönnen",
    "Linden",
    "Asken",
    "Almen",
    "Videt",
    "Ängen",
    "Dalen",
    "Viken",
    "Udden",
    "Stranden",
    "Åsen",
    "Backen",
    "Kullen",
    "Sjön",
    "Ån",
    "Bäcken",
    "Källan",
    "Höjden",
    "Berget",
    "Lunden",
    "Hagen",
    "Parken",
    "Torget",
    "Bron",
    "Kvarnen",
    "Solen",
    "Månen",
    "Stjärnan",
    "Vinden",
    "Molnet",
    "Lärkan",
    "Svalan",
    "Tranan",
    "Haren",
    "Räven",
    "Uttern",
    "Grävlingen",
    "Klövern",
    "Blåsippan",
    "Ljungen",
)
_SOLE_TRADER_EVERY = 17
_FIRST_SOLD = 2018


@dataclass(frozen=True)
class DemoSupplier:
    """One invented supplier.

    `size` says how much it sells beside the others, 1 being common. `ledger_ref` and `ledger_name` are as the economy
    system writes it; `supplier_number` is set when it writes its own number instead of the organisation's. `years` are
    those in which somebody outside contract is bought from.
    """

    serial: int
    segment: str
    name: str
    org_number: str
    size: float
    ledger_ref: str
    ledger_name: str
    supplier_number: str = ""
    is_sole_trader: bool = False
    years: range = range(0)


def org_number(serial: int) -> str:
    """The invented series' number with this serial, check digit and all."""
    body = f"4499{serial:05d}"
    return body + luhn.calc_check_digit(body)


def impossible_personal_number(serial: int) -> str:
    """A valid number with the third digit of a person's, for a day that is in no calendar."""
    body = f"{60 + serial % 30:02d}0000{serial % 1000:03d}"
    return body + luhn.calc_check_digit(body)


@cache
def suppliers() -> tuple[DemoSupplier, ...]:
    """All of them, in the order of their serials, which begin at 1."""
    chance = stream("suppliers")
    taken: set[str] = set()
    made: list[DemoSupplier] = []
    for segment, count in SEGMENTS.items():
        for _ in range(count):
            serial = len(made) + 1
            sole = serial % _SOLE_TRADER_EVERY == 0 and segment in ("CHILD", "OUTPATIENT", "OUTSIDE_IFO")
            number = impossible_personal_number(serial) if sole else org_number(serial)
            name = ""
            while not name or name in taken:
                word = chance.choice(_FIRST) + chance.choice(_TRADE[segment])
                form = (
                    "enskild firma" if sole else chance.choice(("AB", "AB", "AB", "AB", "HB", "ek. för.", "stiftelse"))
                )
                name = f"{word} {chance.choice(_PLACE)} {form}"
            taken.add(name)
            own_number = f"L{20000 + serial}" if serial % 41 == 0 else ""
            written = chance.choice((number, number, f"{number[:6]}-{number[6:]}", number if sole else f"16{number}"))
            first = _FIRST_SOLD + int(9 * chance.random() ** 1.15)  # most were there before the plan
            made.append(
                DemoSupplier(
                    serial=serial,
                    segment=segment,
                    name=name,
                    org_number=number,
                    size=min(chance.lognormvariate(0, 1.1), 14.0) * (0.35 if sole else 1.0),
                    ledger_ref=own_number or written,
                    ledger_name=name.upper() if chance.random() < 0.06 else name,
                    supplier_number=own_number,
                    is_sole_trader=sole,
                    years=range(first, first + chance.randint(2, 7)) if segment.startswith("OUTSIDE") else range(0),
                )
            )
    return tuple(made)


def supplier(serial: int) -> DemoSupplier:
    """The one with this serial."""
    return suppliers()[serial - 1]


@cache
def in_segment(*segments: str) -> tuple[DemoSupplier, ...]:
    """Those who sell one of these things."""
    return tuple(one for one in suppliers() if one.segment in segments)
