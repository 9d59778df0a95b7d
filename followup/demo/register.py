"""The demo's rounds of procurement, contracts, options and placements.

Each area has as many signed contracts as the category plan counts, in one round or in two that follow on each other.
Some suppliers lose the second round while people stay on with them; some contracts are given directly beside a round.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from dateutil.relativedelta import relativedelta

from activities.reference import AREAS, Area
from followup.demo.chance import stream
from followup.demo.suppliers import DemoSupplier, in_segment, supplier

AREA = {area.code: area for area in AREAS}
SECRET_AREA = "IFO-AVHOPP"
SECRET_FROM = date(2023, 2, 1)


@dataclass(frozen=True)
class Round:
    """A round of an area: its first term in months, then the options that were decided and those still open.

    `share` is how much of the area's contracts it has. `survives`: placements outlive its contracts.
    """

    begins: date
    months: int
    decided: tuple[int, ...] = ()
    undecided: tuple[int, ...] = ()
    share: float = 1.0
    survives: bool = False
    ceiling_mkr: int | None = None


ROUNDS: dict[str, tuple[Round, ...]] = {
    "IFO-HVB-BEH": (
        Round(date(2019, 2, 1), 24, (12, 12), share=0.46, survives=True),
        Round(date(2023, 2, 1), 24, (12, 12), share=0.54, ceiling_mkr=180),
    ),
    "IFO-JOUR": (
        Round(date(2018, 6, 1), 48, share=0.45),
        Round(date(2022, 6, 1), 36, (12, 12), share=0.55),
    ),
    "IFO-HVB-AKUT": (
        Round(date(2020, 1, 1), 24, (12, 12), share=0.46),
        Round(date(2024, 1, 1), 24, (12,), (12,), share=0.54, ceiling_mkr=40),
    ),
    "IFO-SKYDD": (
        Round(date(2019, 4, 1), 36, (12, 12), share=0.45),
        Round(date(2024, 4, 1), 24, (12,), (12,), share=0.55),
    ),
    "IFO-OV-STOD": (
        Round(date(2020, 3, 1), 24, (24,), share=0.5),
        Round(date(2024, 3, 1), 48, share=0.5, ceiling_mkr=60),
    ),
    "IFO-OV-FAM": (
        Round(date(2019, 9, 1), 24, (12, 12), share=0.5, survives=True),
        Round(date(2023, 9, 1), 24, (12, 12), share=0.5),
    ),
    "IFO-OV-DAG": (Round(date(2020, 8, 1), 48, (24,)),),
    "IFO-NATT": (Round(date(2021, 1, 1), 36, (12, 12, 12)),),
    "IFO-VUX-PSYK": (
        Round(date(2018, 10, 1), 24, (12, 12), share=0.45),
        Round(date(2022, 10, 1), 24, (12, 12, 12), share=0.55, survives=True),
    ),
    "IFO-VUX-BERO": (
        Round(date(2020, 2, 1), 24, (12, 12), share=0.5),
        Round(date(2024, 2, 1), 36, (), (12,), share=0.5, ceiling_mkr=45),
    ),
    "IFO-STODBO": (
        Round(date(2019, 11, 1), 24, (12, 12), share=0.45),
        Round(date(2023, 11, 1), 24, (12, 12), share=0.55),
    ),
    "FO-GRUPP": (Round(date(2019, 5, 1), 60, (24, 12)),),
    "FO-SOCPSYK": (
        Round(date(2019, 1, 1), 24, (12, 12), share=0.48, survives=True),
        Round(date(2023, 1, 1), 48, (), (12, 12), share=0.52),
    ),
    "FO-DEMSOM": (
        Round(date(2020, 6, 1), 24, (12, 12), share=0.5),
        Round(date(2024, 6, 1), 36, (), (12,), share=0.5),
    ),
    "FO-LEDS": (Round(date(2020, 4, 1), 24, (12, 12, 12, 12, 12)),),
    "FO-LSS": (
        Round(date(2018, 3, 1), 48, (12,), share=0.46),
        Round(date(2023, 3, 1), 24, (24,), share=0.54, ceiling_mkr=420),
    ),
    "AO-65": (
        Round(date(2019, 10, 1), 24, (12, 12), share=0.5),
        Round(date(2023, 10, 1), 48, (), (24,), share=0.5, survives=True),
    ),
}
# Given directly: area, who sells, from when and for how many months. In IFO-OV-DAG there is no other contract by then.
DIRECT_AWARDS = (
    ("IFO-HVB-BEH", "OUTSIDE_IFO", date(2020, 9, 1), 30),
    ("IFO-HVB-AKUT", "OUTSIDE_IFO", date(2022, 4, 1), 36),
    ("IFO-SKYDD", "OUTSIDE_IFO", date(2021, 3, 1), 24),
    ("IFO-NATT", "OUTSIDE_IFO", date(2022, 1, 1), 48),
    ("IFO-VUX-BERO", "OUTSIDE_IFO", date(2024, 9, 1), 36),
    ("IFO-OV-DAG", "OUTSIDE_IFO", date(2026, 8, 1), 12),
    ("FO-SOCPSYK", "OUTSIDE_FO", date(2020, 5, 1), 36),
    ("FO-LSS", "OUTSIDE_FO", date(2023, 7, 1), 48),
    ("AO-65", "OUTSIDE_ÄO", date(2020, 11, 1), 84),
)
# Terminated before their time: area, which of the latest round's contracts, and the last day.
TERMINATED = (
    ("IFO-HVB-BEH", 3, date(2024, 10, 31)),
    ("IFO-JOUR", 5, date(2025, 3, 31)),
    ("IFO-VUX-PSYK", 2, date(2024, 5, 15)),
    ("FO-SOCPSYK", 4, date(2025, 9, 30)),
    ("FO-LOV-DV", 8, date(2024, 6, 30)),
    ("AO-LOV-HEMTJ", 5, date(2023, 8, 31)),
)
_SELLS = {
    "IFO-HVB": ("CHILD",),
    "IFO-JOUR": ("CHILD",),
    "IFO-SKYDD": ("SHELTER", "ADULT"),
    "IFO-OV": ("OUTPATIENT",),
    "IFO-LOV": ("OUTPATIENT",),
    "IFO-NATT": ("ADULT",),
    "IFO-VUX": ("ADULT",),
    "IFO-STODBO": ("ADULT",),
    "FO-LOV": ("DAILY",),
    "FO-LEDS": ("DAILY",),
    "FO": ("HOUSING",),
    "AO": ("ELDERLY",),
}
_RENEWED = 0.68  # how many of a round's suppliers win the next one
_DECIDED_BEFORE = 4  # months before the end that an option was decided
_CEILINGS_MKR = (3, 6, 10, 15, 25, 40)


@dataclass(frozen=True)
class DemoOption:
    """A right to lengthen. `decided_on` is null while it is open."""

    number: int
    months: int
    decide_by: date
    decided_on: date | None


@dataclass(frozen=True)
class DemoFramework:
    """A round of procurement."""

    number: str
    title: str
    area: str
    form: str
    valid_from: date
    initial_until: date | None
    options: tuple[DemoOption, ...] = ()
    ceiling_sek: int | None = None
    call_off_method: str = ""
    is_secret: bool = False


@dataclass(frozen=True)
class DemoContract:
    """A supplier's contract. `ends_on` is its last day as things stand, options and termination reckoned in."""

    number: str
    framework: str
    supplier: DemoSupplier
    area: str
    form: str
    valid_from: date
    initial_until: date | None
    ends_on: date | None
    terminated_on: date | None = None
    ceiling_sek: int | None = None
    survives: bool = False
    is_draft: bool = False
    is_secret: bool = False

    @property
    def category(self) -> str:
        """The code of its subcategory."""
        return AREA[self.area].category

    @property
    def title(self) -> str:
        """What the register calls it."""
        return AREA[self.area].name[:250]

    def holds_through(self, first: date, last: date) -> bool:
        """Whether it is signed and in force on both days and all between them."""
        return not self.is_draft and self.valid_from <= first and (self.ends_on is None or self.ends_on >= last)


@dataclass(frozen=True)
class DemoPlacement:
    """A call-off, or a deviation when no contract is named. Nobody placed is named."""

    number: str
    case_reference: str
    supplier: DemoSupplier
    category: str
    contract: str
    valid_from: date
    valid_until: date | None
    approved_on: date | None


@dataclass(frozen=True)
class Register:
    """All of it."""

    frameworks: tuple[DemoFramework, ...]
    contracts: tuple[DemoContract, ...]
    placements: tuple[DemoPlacement, ...]


def last_day(begins: date, months: int) -> date:
    """The last day of a term: both ends count."""
    return begins + relativedelta(months=months) - timedelta(days=1)


@cache
def register() -> Register:
    """The whole register, the same each time."""
    frameworks, contracts = _agreements()
    return Register(tuple(frameworks), tuple(contracts), tuple(_placements(contracts)))


class _Numbers:
    """Running numbers within a year: HK-2023-0417."""

    def __init__(self) -> None:
        self._used: dict[str, int] = defaultdict(int)

    def next(self, series: str, year: int, width: int = 4) -> str:
        key = f"{series}-{year}"
        # Other contracts of the municipality take numbers in between.
        self._used[key] += 1 + (self._used[key] * 7 + year) % 4
        return f"{key}-{self._used[key]:0{width}d}"


def _agreements() -> tuple[list[DemoFramework], list[DemoContract]]:
    numbers = _Numbers()
    frameworks: list[DemoFramework] = []
    contracts: list[DemoContract] = []
    for area in AREAS:
        chance = stream("register", area.code)
        if area.form == "CHOICE_SYSTEM":
            _choice_system(area, numbers, chance, frameworks, contracts)
        elif area.contracts:
            _rounds(area, numbers, chance, frameworks, contracts)
    _secret(numbers, frameworks, contracts)
    _drafts(numbers, contracts)
    return frameworks, contracts


def _sellers(area: Area) -> tuple[DemoSupplier, ...]:
    prefix = max((prefix for prefix in _SELLS if area.code.startswith(prefix)), key=len)
    return in_segment(*_SELLS[prefix])


def _chosen(pool: list[DemoSupplier], count: int, chance: Random) -> list[DemoSupplier]:
    """So many of them, the larger ones rather."""
    ranked = sorted(pool, key=lambda one: (-(chance.random() ** (1 / (0.6 + one.size))), one.serial))
    if count > len(ranked):
        raise ValueError(f"{count} contracts but only {len(ranked)} suppliers")
    return ranked[:count]


def _rounds(
    area: Area,
    numbers: _Numbers,
    chance: Random,
    frameworks: list[DemoFramework],
    contracts: list[DemoContract],
) -> None:
    direct = [award for award in DIRECT_AWARDS if award[0] == area.code]
    left = (area.contracts or 0) - len(direct)
    rounds = ROUNDS[area.code]
    before: list[DemoSupplier] = []
    terminated = {nr: day for code, nr, day in TERMINATED if code == area.code}
    for nr, terms in enumerate(rounds):
        is_last = nr == len(rounds) - 1
        count = left if is_last else round(left * terms.share)
        left -= count
        sellers = _sellers(area)
        kept = [one for one in before if chance.random() < _RENEWED][:count]
        new = [one for one in sellers if one not in before]
        won = kept + _chosen(new, min(count - len(kept), len(new)), chance)
        won += [one for one in before if one not in won][: count - len(won)]  # a small market: more of them win again
        framework = _framework(area, terms, numbers)
        frameworks.append(framework)
        until = _current_end(framework)
        for place, one in enumerate(sorted(won, key=lambda one: one.serial)):
            stopped = terminated.get(place) if is_last else None
            contracts.append(
                DemoContract(
                    number=numbers.next("HK", terms.begins.year),
                    framework=framework.number,
                    supplier=one,
                    area=area.code,
                    form=area.form,
                    valid_from=terms.begins,
                    initial_until=framework.initial_until,
                    ends_on=min(filter(None, (until, stopped))),
                    terminated_on=stopped,
                    ceiling_sek=chance.choice(_CEILINGS_MKR) * 1_000_000 if chance.random() < 0.12 else None,
                    survives=terms.survives,
                )
            )
        before = won
    taken = {contract.supplier.serial for contract in contracts if contract.form == "DIRECT_AWARD"}
    for _code, segment, begins, months in direct:
        candidates = [one for one in in_segment(segment) if one.serial not in taken and one.size > 0.8]
        one = chance.choice(candidates)
        taken.add(one.serial)
        contracts.append(
            DemoContract(
                number=numbers.next("HK", begins.year),
                framework="",
                supplier=one,
                area=area.code,
                form="DIRECT_AWARD",
                valid_from=begins,
                initial_until=last_day(begins, months),
                ends_on=last_day(begins, months),
                ceiling_sek=5_000_000,
            )
        )


def _framework(area: Area, terms: Round, numbers: _Numbers) -> DemoFramework:
    options = []
    months = terms.months
    for nr, more in enumerate((*terms.decided, *terms.undecided), 1):
        ends = last_day(terms.begins, months)
        decide_by = ends - relativedelta(months=3)
        decided_on = ends - relativedelta(months=_DECIDED_BEFORE, days=nr * 3)
        options.append(DemoOption(nr, more, decide_by, decided_on if nr <= len(terms.decided) else None))
        months += more
    return DemoFramework(
        number=numbers.next("HKR", terms.begins.year, 3),
        title=f"{area.name[:230]} {terms.begins.year}",
        area=area.code,
        form=area.form,
        valid_from=terms.begins,
        initial_until=last_day(terms.begins, terms.months),
        options=tuple(options),
        ceiling_sek=terms.ceiling_mkr * 1_000_000 if terms.ceiling_mkr else None,
        call_off_method="RANKED" if area.price_model == "TENDERED" else "NEEDS",
    )


def _current_end(framework: DemoFramework) -> date | None:
    if framework.initial_until is None:
        return None
    more = sum(option.months for option in framework.options if option.decided_on)
    return last_day(framework.initial_until + timedelta(days=1), more)


def _choice_system(
    area: Area,
    numbers: _Numbers,
    chance: Random,
    frameworks: list[DemoFramework],
    contracts: list[DemoContract],
) -> None:
    """Admission is open at all times: contracts begin when they begin, and run until further notice."""
    opened = date(chance.randint(2012, 2016), 1, 1)
    framework = DemoFramework(
        number=numbers.next("HKR", opened.year, 3),
        title=f"Valfrihetssystem: {area.name[:230]}",
        area=area.code,
        form=area.form,
        valid_from=opened,
        initial_until=None,
        call_off_method="CHOICE",
    )
    frameworks.append(framework)
    count = area.contracts or 0
    if not count:
        return
    terminated = {nr: day for code, nr, day in TERMINATED if code == area.code}
    for place, one in enumerate(_chosen(list(_sellers(area)), count, chance)):
        late = place % 5 == 4
        begins = date(
            chance.randint(2022, 2024) if late else chance.randint(opened.year, 2020), chance.randint(1, 12), 1
        )
        contracts.append(
            DemoContract(
                number=numbers.next("HK", begins.year),
                framework=framework.number,
                supplier=one,
                area=area.code,
                form=area.form,
                valid_from=begins,
                initial_until=None,
                ends_on=terminated.get(place) if not late or place not in terminated else None,
                terminated_on=terminated.get(place) if not late or place not in terminated else None,
            )
        )


def _secret(numbers: _Numbers, frameworks: list[DemoFramework], contracts: list[DemoContract]) -> None:
    """Support to defectors: who gives it is for the named only."""
    area = AREA[SECRET_AREA]
    framework = DemoFramework(
        number=numbers.next("HKR", SECRET_FROM.year, 3),
        title=area.name,
        area=area.code,
        form=area.form,
        valid_from=SECRET_FROM,
        initial_until=last_day(SECRET_FROM, 48),
        options=(DemoOption(1, 24, date(2026, 10, 31), None),),
        is_secret=True,
    )
    frameworks.append(framework)
    contracts.append(
        DemoContract(
            number=numbers.next("HK", SECRET_FROM.year),
            framework=framework.number,
            supplier=in_segment("SECRET")[0],
            area=area.code,
            form=area.form,
            valid_from=SECRET_FROM,
            initial_until=framework.initial_until,
            ends_on=framework.initial_until,
            is_secret=True,
        )
    )


def _drafts(numbers: _Numbers, contracts: list[DemoContract]) -> None:
    """The round that is to follow the one that ended in July 2026."""
    begins = date(2027, 2, 1)
    for one in in_segment("OUTPATIENT")[3:5]:
        contracts.append(
            DemoContract(
                number=numbers.next("HK", begins.year),
                framework="",
                supplier=one,
                area="IFO-OV-DAG",
                form="FRAMEWORK",
                valid_from=begins,
                initial_until=last_day(begins, 48),
                ends_on=last_day(begins, 48),
                is_draft=True,
            )
        )


def _placements(contracts: list[DemoContract]) -> list[DemoPlacement]:
    return _call_offs(contracts) + _deviations()


def _call_offs(contracts: list[DemoContract]) -> list[DemoPlacement]:
    """Placements made under contracts that ended and let them run on; and some under contracts in force."""
    chance = stream("call-offs")
    numbers = _Numbers()
    made = []
    for contract in contracts:
        if contract.is_draft or contract.is_secret or contract.form != "FRAMEWORK" or contract.ends_on is None:
            continue
        lingers = contract.survives and contract.ends_on < date(2026, 1, 1) and chance.random() < 0.7
        if not lingers and chance.random() > 0.06:
            continue
        begins = min(contract.ends_on, date(2026, 10, 1)) - timedelta(days=chance.randint(60, 500))
        begins = max(begins, contract.valid_from)
        until = contract.ends_on + timedelta(days=chance.randint(120, 900)) if lingers else None
        made.append(
            DemoPlacement(
                number=numbers.next("AVR", begins.year),
                case_reference=f"ÄR-{begins.year}-{chance.randint(1000, 9999)}",
                supplier=contract.supplier,
                category=contract.category,
                contract=contract.number,
                valid_from=begins,
                valid_until=until,
                approved_on=None,
            )
        )
    return made


def _deviations() -> list[DemoPlacement]:
    """Asked for and approved, before or after the fact; the last ones are still waiting."""
    chance = stream("deviations")
    numbers = _Numbers()
    made = []
    for year in range(2021, 2027):
        for category, count in (("IFO", 12), ("FO", 8), ("ÄO", 3)):
            pool = [one for one in in_segment(f"OUTSIDE_{category}") if year in one.years]
            for one in sorted(chance.sample(pool, count), key=lambda one: one.serial):
                begins = date(year, 1, 1) + timedelta(days=chance.randint(0, 290))
                roll = chance.random()
                waits = year == 2026 and roll < 0.4
                approved = begins + timedelta(days=chance.randint(5, 70) if roll > 0.72 else -chance.randint(0, 12))
                made.append(
                    DemoPlacement(
                        number=numbers.next("AVS", begins.year),
                        case_reference=f"ÄR-{begins.year}-{chance.randint(1000, 9999)}",
                        supplier=supplier(one.serial),
                        category=category,
                        contract="",
                        valid_from=begins,
                        valid_until=last_day(begins, chance.choice((3, 6, 6, 9, 12))),
                        approved_on=None if waits else approved,
                    )
                )
    return made
