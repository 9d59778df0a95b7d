"""The demo's frameworks and contracts: who won which round, who was let in, and who was given a contract directly."""

from __future__ import annotations

from datetime import date
from random import Random

from dateutil.relativedelta import relativedelta

from activities.plan.reference import AREAS, Area
from contracts.terms.rules import lengthened_term, notice_by
from huddinge_vo.demo.chance import stream
from huddinge_vo.demo.register.records import (
    AREA,
    DemoContract,
    DemoFramework,
    DemoOption,
    Numbers,
    last_day,
)
from huddinge_vo.demo.register.rounds import (
    DIRECT_AWARDS,
    ROUNDS,
    SECRET_AREA,
    SECRET_FROM,
    TERMINATED,
    Round,
)
from huddinge_vo.demo.suppliers import DemoSupplier, in_segment

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
_ROOM = (0.8, 1.0, 1.2, 1.5, 1.8, 2.2)  # a ceiling beside that: most leave room, some turn out to be low
_BOUGHT_MKR = {"IFO": 0.9, "FO": 1.2, "ÄO": 2.4}  # about what a common supplier sells in a year; ceilings are more


def agreements() -> tuple[list[DemoFramework], list[DemoContract]]:
    """Every framework and contract, numbered in the order of the plan's areas."""
    numbers = Numbers()
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
    numbers: Numbers,
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
                    ceiling_sek=_ceiling(area, one, terms, chance) if chance.random() < 0.12 else None,
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


def _ceiling(area: Area, one: DemoSupplier, terms: Round, chance: Random) -> int:
    """The greatest value that a supplier's contract was announced with, in kronor: what such a one may come to sell."""
    years = (terms.months + sum(terms.decided) + sum(terms.undecided)) / 12
    return max(2, round((one.size + 0.4) * years * _BOUGHT_MKR[area.category] * chance.choice(_ROOM))) * 1_000_000


def _framework(area: Area, terms: Round, numbers: Numbers) -> DemoFramework:
    options = []
    months = terms.months
    for nr, more in enumerate((*terms.decided, *terms.undecided), 1):
        ends = last_day(terms.begins, months)
        decide_by = notice_by(ends, 3)
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
    return lengthened_term(framework.valid_from, framework.initial_until, more)


def _choice_system(
    area: Area,
    numbers: Numbers,
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


def _secret(numbers: Numbers, frameworks: list[DemoFramework], contracts: list[DemoContract]) -> None:
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


def _drafts(numbers: Numbers, contracts: list[DemoContract]) -> None:
    """The round that is to follow the one that ended in July 2026."""
    begins = date(2027, 2, 1)
    contracts.extend(
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
        for one in in_segment("OUTPATIENT")[3:5]
    )
