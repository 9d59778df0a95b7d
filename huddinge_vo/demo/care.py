"""What care looks like in each of the plan's areas: who it is for, where it is given, what it costs and how it is paid.

One row an area, so that units, permits, price lists and invoices of the demo tell the same story. Levels of price are
invented, of the size that such care is bought for; nothing here is anybody's tender.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

_NEW_LAW = date(2025, 7, 1)  # SoL (2025:400) took over from SoL (2001:453)


@dataclass(frozen=True)
class Target:
    """Whom a unit is for, in its own words. A null age is open."""

    words: str
    age_from: int | None
    age_to: int | None = None


@dataclass(frozen=True)
class Item:
    """A line of a price list: what, per what, between which kronor, and its share of what is bought."""

    name: str
    per: str
    low: int
    high: int
    share: float = 1.0


@dataclass(frozen=True)
class Care:
    """Care as one area has it. `places` is null for what is given in people's homes or at an office.

    `form` is what IVO's permit calls it. `months` are weights of the calendar's months, where the year matters.
    `spell` is for how many months at a time a small supplier has somebody placed; null where it always has.
    """

    targets: tuple[Target, ...]
    names: tuple[str, ...]
    items: tuple[Item, ...]
    form: str = ""
    law: str = "SoL"
    since: date | None = None
    places: tuple[int, int] | None = None
    most_units: int = 2
    months: tuple[float, ...] = (1.0,) * 12
    spell: tuple[int, int] | None = None
    tells_where: bool = True


_HOME = ("{}gården", "Villa {}backen", "{}hemmet", "{}ängen", "{}kullen", "Behandlingshemmet {}lunden")
_SMALL = ("{}bo", "Villa {}hagen", "{}stigen", "{}torpet", "Gruppbostaden {}vägen", "{}liden")
_OFFICE = ("Mottagningen {}torget", "{}huset", "Team {}parken", "{}hörnan")
_HOUSE = ("{}gårdens äldreboende", "{}lunden", "{}parkens äldreboende", "{}dalen")

_YOUNG, _GROWN, _OLD = "barn och unga", "vuxna", "äldre"
_HVB_TARGETS = (
    Target("unga med psykosocial problematik", 13, 17),
    Target("unga flickor med självskadebeteende", 15, 20),
    Target("unga med kriminalitet och droger", 15, 20),
    Target("barn med neuropsykiatriska funktionsnedsättningar", 10, 15),
    Target("unga med hedersrelaterad utsatthet", 15, 20),
)
# School begins in August, and a day's treatment has its holidays.
_SCHOOL = (1.05, 1.05, 1.1, 1.05, 1.1, 0.75, 0.35, 0.95, 1.1, 1.1, 1.1, 0.9)
_OFFICE_YEAR = (1.05, 1.05, 1.1, 1.05, 1.05, 0.95, 0.6, 0.85, 1.05, 1.1, 1.1, 1.05)
_WORKS = (1.0, 1.05, 1.1, 1.05, 1.05, 1.0, 0.7, 0.95, 1.05, 1.05, 1.05, 0.95)
_CAMPS = (0.85, 0.95, 0.9, 0.95, 0.9, 1.3, 1.6, 1.15, 0.9, 0.95, 0.9, 0.95)
_WINTER = (1.35, 1.35, 1.25, 0.95, 0.8, 0.7, 0.65, 0.7, 0.85, 1.0, 1.2, 1.3)
_SUMMER_VISITS = (0.97, 0.92, 1.0, 0.98, 1.0, 1.02, 1.08, 1.06, 1.0, 1.0, 0.97, 1.02)

CARE: dict[str, Care] = {
    "IFO-HVB-BEH": Care(
        _HVB_TARGETS,
        _HOME,
        (
            Item("Vårddygn", "DAY", 4600, 6900, 0.93),
            Item("Extra personal", "HOUR", 410, 560, 0.07),
        ),
        form="hem för vård eller boende",
        places=(6, 12),
        spell=(3, 6),
    ),
    "IFO-JOUR": Care(
        (Target(_YOUNG, 0, 20), Target("barn, även syskon tillsammans", 0, 17), Target("unga", 13, 20)),
        ("Familjehemsteam {}dalen", "{}ängens familjehem", "Jourhem {}backen", "Konsulenthuset {}lunden"),
        (
            Item("Jourhem, dygn", "DAY", 1850, 2700, 0.7),
            Item("Behandlingsfamilj, dygn", "DAY", 2500, 3500, 0.3),
        ),
        form="konsulentstöd",
        since=date(2017, 4, 15),
        places=(8, 40),
        most_units=1,
        spell=(5, 12),
    ),
    "IFO-HVB-AKUT": Care(
        (
            Target("unga, akut placering", 13, 17),
            Target("unga, utredning", 13, 20),
            Target("barn, akut och utredning", 7, 12),
        ),
        _HOME,
        (
            Item("Akutdygn", "DAY", 5900, 8200, 0.55),
            Item("Utredningsdygn", "DAY", 6500, 8900, 0.45),
        ),
        form="hem för vård eller boende",
        places=(5, 8),
        months=(1.0, 1.0, 1.0, 0.95, 1.0, 1.1, 1.1, 1.0, 0.95, 1.0, 1.0, 1.05),
        spell=(2, 5),
    ),
    "IFO-SKYDD": Care(
        (
            Target("kvinnor utsatta för våld, med eller utan barn", 18),
            Target("vuxna utsatta för hedersrelaterat våld", 18),
        ),
        ("{}boendet", "Kvinnoboendet {}lunden", "{}tryggheten"),
        (
            Item("Skyddat boende, vuxen", "DAY", 1900, 3100, 0.7),
            Item("Medföljande barn", "DAY", 750, 1350, 0.3),
        ),
        form="skyddat boende",
        since=date(2024, 4, 1),
        places=(6, 18),
        most_units=1,
        tells_where=False,
        spell=(2, 6),
    ),
    "IFO-AVHOPP": Care((Target(_GROWN, 18),), ("{}stödet",), (Item("Stödpaket", "DAY", 2600, 4200),)),
    "IFO-OV-STOD": Care(
        (Target("unga i stödboende", 16, 20), Target("unga vuxna i träningslägenhet", 18, 20)),
        ("Stödboendet {}hagen", "{}trappan", "{}bo stödboende", "Ungbo {}vägen"),
        (
            Item("Stödboende, dygn", "DAY", 1550, 2450, 0.75),
            Item("Träningslägenhet, dygn", "DAY", 950, 1500, 0.25),
        ),
        form="stödboende",
        since=date(2016, 1, 1),
        places=(4, 16),
        spell=(5, 12),
    ),
    "IFO-OV-FAM": Care(
        (Target("familjer med barn", 0, 17), Target("barn, unga och deras föräldrar", 0, 20)),
        _OFFICE,
        (
            Item("Familjebehandling", "HOUR", 880, 1250, 0.65),
            Item("Föräldrautredning", "HOUR", 950, 1350, 0.2),
            Item("Kontaktperson", "MONTH", 5200, 8800, 0.15),
        ),
        form="öppen verksamhet, del av dygnet",
        most_units=1,
        months=_OFFICE_YEAR,
        spell=(3, 9),
    ),
    "IFO-OV-DAG": Care(
        (Target("elever i grundskolan", 10, 16), Target("unga, dagverksamhet", 15, 19)),
        ("{}skolans dagbehandling", "Dagverksamheten {}huset", "{}gläntan"),
        (
            Item("Dagbehandling med skola", "MONTH", 42000, 64000, 0.8),
            Item("Dagverksamhet", "MONTH", 22000, 34000, 0.2),
        ),
        form="öppen verksamhet, del av dygnet",
        places=(8, 24),
        most_units=1,
        months=_SCHOOL,
        spell=(6, 11),
    ),
    "IFO-NATT": Care(
        (Target("vuxna i hemlöshet", 18),),
        ("Natthärbärget {}porten", "{}nattens härbärge"),
        (Item("Bäddplats, natt", "DAY", 720, 1150),),
        places=(12, 24),
        most_units=1,
        months=_WINTER,
    ),
    "IFO-VUX-PSYK": Care(
        (
            Target("vuxna med psykisk funktionsnedsättning", 18),
            Target("vuxna med neuropsykiatrisk funktionsnedsättning", 18, 64),
        ),
        _HOME,
        (Item("Vårddygn", "DAY", 2900, 4700, 0.9), Item("Extra personal", "HOUR", 400, 540, 0.1)),
        form="hem för vård eller boende",
        places=(8, 20),
        spell=(5, 12),
    ),
    "IFO-VUX-BERO": Care(
        (
            Target("vuxna med substansberoende", 18),
            Target("män med substansberoende", 21),
            Target("kvinnor med substansberoende", 18),
        ),
        _HOME,
        (Item("Vårddygn", "DAY", 2150, 3500, 0.85), Item("Eftervård, dygn", "DAY", 1250, 1900, 0.15)),
        form="hem för vård eller boende",
        places=(10, 28),
        spell=(3, 8),
    ),
    "IFO-STODBO": Care(
        (Target("vuxna med substansberoende", 20), Target("vuxna med psykisk funktionsnedsättning", 18)),
        ("Stödboendet {}udden", "{}bo", "{}villans stödboende"),
        (Item("Stödboende, dygn", "DAY", 980, 1650),),
        places=(6, 20),
        spell=(5, 12),
    ),
    "FO-GRUPP": Care(
        (Target("vuxna i LSS personkrets 1 och 2", 18),),
        ("Gruppbostaden {}vägen",),
        (Item("Drift av gruppbostad, per plats", "MONTH", 88000, 106000),),
        form="bostad med särskild service, gruppbostad",
        law="LSS",
        places=(6, 6),
        most_units=1,
    ),
    "FO-SOCPSYK": Care(
        (Target("vuxna med psykisk funktionsnedsättning", 18, 64), Target("vuxna med samsjuklighet", 21, 64)),
        _HOME,
        (Item("Boendedygn", "DAY", 2050, 3400, 0.85), Item("Korttidsdygn", "DAY", 2300, 3600, 0.15)),
        form="särskilt boende",
        places=(8, 24),
    ),
    "FO-DEMSOM": Care(
        (Target("personer under 65 år med demenssjukdom", 40, 64), Target("vuxna med stora omvårdnadsbehov", 18, 64)),
        _HOME,
        (Item("Boendedygn", "DAY", 2600, 3900, 0.8), Item("Korttidsdygn", "DAY", 2800, 4100, 0.2)),
        form="särskilt boende",
        places=(8, 24),
    ),
    "FO-LEDS": Care(
        (Target("personer med synnedsättning eller dövblindhet", 18),),
        ("Ledsagarteam {}bron",),
        (Item("Ledsagning", "HOUR", 395, 470),),
        form="ledsagning",
        law="LSS",
        since=date(2019, 1, 1),
        most_units=1,
        months=_WORKS,
    ),
    "FO-LSS": Care(
        (
            Target("vuxna i LSS personkrets 1, gruppbostad", 18),
            Target("vuxna i LSS personkrets 3, servicebostad", 18),
            Target("barn och unga, bostad enligt LSS 9 § 8", 7, 21),
        ),
        _SMALL,
        (Item("Gruppbostad, dygn", "DAY", 3300, 3900, 0.8), Item("Servicebostad, dygn", "DAY", 2150, 2700, 0.2)),
        form="bostad med särskild service",
        law="LSS",
        places=(5, 6),
    ),
    "AO-65": Care(
        (
            Target("äldre, korttidsplats, somatik", 65),
            Target("äldre med demenssjukdom, korttidsplats", 65),
            Target("äldre, profilboende", 65),
        ),
        _HOUSE,
        (Item("Korttidsdygn", "DAY", 2250, 2550, 0.6), Item("Profilboende, dygn", "DAY", 2350, 2750, 0.4)),
        form="särskilt boende, korttidsboende",
        places=(12, 36),
    ),
    "FO-LOV-DV": Care(
        (Target("vuxna i LSS personkrets 1 och 2", 18, 66),),
        ("{}verkstan", "Ateljé {}hörnan", "{}kompaniet", "Kafé {}gläntan"),
        (Item("Heltid, nivå 3", "MONTH", 15500, 18500, 0.7), Item("Heltid, nivå 5", "MONTH", 24000, 28500, 0.3)),
        form="daglig verksamhet",
        law="LSS",
        places=(12, 45),
        months=_WORKS,
    ),
    "IFO-LOV-FAM": Care(
        (Target("par och familjer", 18),),
        ("Familjerådgivningen {}torget", "Samtalsrummet {}gården"),
        (Item("Samtal", "VISIT", 1080, 1280),),
        most_units=1,
        months=_OFFICE_YEAR,
    ),
    "AO-LOV-SABO": Care(
        (Target("äldre, somatik och demens", 65), Target("äldre med demenssjukdom", 65)),
        _HOUSE,
        (Item("Boendedygn, demens", "DAY", 2050, 2250, 0.6), Item("Boendedygn, somatik", "DAY", 1880, 2040, 0.4)),
        form="särskilt boende för äldre",
        places=(36, 72),
        most_units=3,
    ),
    "FO-LOV-KORT": Care(
        (Target("barn och unga enligt LSS", 7, 21), Target("unga med autism", 13, 25)),
        ("{}hemmets korttids", "Lägergården {}viken", "Korttidshemmet {}stigen"),
        (Item("Korttidsdygn", "DAY", 4100, 4800, 0.75), Item("Lägerdygn", "DAY", 3100, 3700, 0.25)),
        form="korttidsvistelse utanför det egna hemmet",
        law="LSS",
        places=(5, 10),
        months=_CAMPS,
    ),
    "AO-LOV-HEMTJ": Care(
        (Target("äldre i eget boende", 65),),
        ("{}ängens hemtjänst", "Hemtjänsten {}lunden", "{}torgets hemtjänst"),
        (Item("Hemtjänst, utförd timme", "HOUR", 440, 480, 0.94), Item("Larmbesök", "VISIT", 260, 310, 0.06)),
        form="hemtjänst",
        since=date(2019, 1, 1),
        most_units=1,
        months=_SUMMER_VISITS,
    ),
    "FO-LOV-BOST": Care(
        (Target("vuxna med psykisk funktionsnedsättning", 18, 64),),
        ("Boendestöd {}backen", "Stödteam {}hagen"),
        (Item("Boendestöd, utförd timme", "HOUR", 430, 475),),
        most_units=1,
        months=_WORKS,
    ),
    "FO-LOV-LEDS": Care(
        (Target("personer i LSS personkrets", 0, 64), Target("barn och unga, avlösning i hemmet", 0, 20)),
        ("Ledsagarteam {}stigen", "Avlösarteam {}gården"),
        (Item("Ledsagarservice", "HOUR", 395, 440, 0.6), Item("Avlösarservice", "HOUR", 400, 450, 0.4)),
        form="ledsagarservice och avlösarservice",
        law="LSS",
        since=date(2019, 1, 1),
        most_units=1,
        months=_SUMMER_VISITS,
    ),
    "AO-LOV-DAGV": Care(
        (Target("äldre i eget boende", 65),),
        ("Dagverksamheten {}gården",),
        (Item("Dagplats", "PLACE", 690, 780),),
        form="öppen verksamhet, del av dygnet",
    ),
}
_STEMS = (
    *("Björk", "Ek", "Lind", "Rönn", "Asp", "Alm", "Hassel", "Gran", "Tall", "Hägg", "Lönn", "Apel", "Sälg", "Päron"),
    *("Lärk", "Svan", "Tran", "Häger", "Vakt", "Sparv", "Ugg", "Rapp", "Bofink", "Orr", "Lo", "Räv", "Hjort", "Älg"),
    *("Sol", "Mån", "Stjärn", "Vind", "Dagg", "Morgon", "Kvälls", "Sommar", "Höst", "Norr", "Söder", "Väster", "Öster"),
    *("Klöver", "Ljung", "Blå", "Säv", "Timjan", "Humle", "Lin", "Havre", "Vete", "Malva", "Viol", "Vall", "Mynta"),
    *("Sten", "Berg", "Kvarn", "Bro", "Källe", "Åkers", "Skogs", "Strand", "Holm", "Grind", "Smed", "Bryggar", "Klock"),
)


def unit_name(care: Care, chance: Random, taken: set[str]) -> str:
    """A name as such a place has, which nobody else in the demo goes by."""
    while True:
        name = chance.choice(care.names).format(chance.choice(_STEMS))
        if name not in taken:
            taken.add(name)
            return name


def permit_ground(care: Care, decided_on: date) -> str:
    """The paragraph that IVO names in a permit decided on a day: the law of that day."""
    if care.law == "LSS":
        return "LSS 23 §"
    return "SoL (2025:400) 26 kap. 1 §" if decided_on >= _NEW_LAW else "SoL (2001:453) 7 kap. 1 §"
