"""Which of those with a contract can meet a need, why the others cannot, and in what order they are asked.

Pure: a need and a candidate as they were read, and what is said of them. What is unknown leaves nobody out, but is to
be asked about; only a distance that nobody knows does, where a longest one was asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from contracts.suppliers.rules import plain_county
from procurement.placements.choices import PassedOver

_EARTH_KM = 6371.0
_UNRANKED = 10_000


@dataclass(frozen=True)
class Need:
    """What is looked for. Null, or an empty text, is that nothing is said of it."""

    on: date
    target_group: int | None = None
    sex: str = ""  # WOMEN or MEN, as units say whom they take
    age: int | None = None
    county: str = ""
    longest_km: int | None = None
    must_be_free: bool = False


class Candidate(NamedTuple):
    """One unit of a supplier as one of its contracts reaches it; a supplier without units stands for itself.

    `permit` is whether the unit holds one: null where nobody can tell. `permit_words` is what shows it, or why what was
    looked up does not. `km` is null where either place is unknown. A plain tuple: thousands are made for one page.
    """

    contract: int
    supplier: int
    supplier_name: str
    begins_later: bool = False
    has_ended: bool = False
    framework: int | None = None
    method: str = ""
    rank: int | None = None
    ceiling: str = ""
    needs_permit: bool | None = False
    # From here on it is of the unit, whichever contract reaches it.
    unit: int | None = None
    unit_name: str = ""
    groups_told: bool = False
    has_group: bool = False
    takes: str = ""
    age_from: int | None = None
    age_to: int | None = None
    county: str = ""
    free_places: int | None = None
    free_places_on: date | None = None
    km: float | None = None
    stopped_since: date | None = None
    permit: bool | None = None
    permit_words: str = ""
    permit_withdrawn: bool = False
    register: bool | None = True  # IVO's register, where the area asks for it

    @property
    def of_contract(self) -> tuple:
        """What is said of the contract: what comes before the unit."""
        return self[: Candidate._fields.index("unit")]


@dataclass(frozen=True)
class Reason:
    """Why somebody cannot, in words, and what that is called where it is kept. No answer: there is no contract."""

    words: str
    answer: PassedOver | None = None


@dataclass(frozen=True)
class Term:
    """The days that a contract takes call-offs on. `last` is null until further notice; `longest` is what the options
    that nobody has decided on can make of it. `survives`: what began before the end goes on after it, on the contract.
    """

    number: str
    first: date
    last: date | None
    longest: date | None = None
    survives: bool = False

    @property
    def _longer(self) -> str:
        """What the last day can become."""
        can = self.last is not None and self.longest is not None and self.longest > self.last
        return f"med optioner som inte är beslutade längst till {self.longest}" if can else ""

    @property
    def _says(self) -> str:
        return f"{self.number} gäller till och med {self.last}{f', {self._longer}' if self._longer else ''}"

    def why_not_from(self, day: date, *, stays: bool = False) -> str:
        """Why nothing is called off from a day; empty where it may be. `stays`: it goes on from what was called off."""
        if day < self.first:
            return f"{self.number} gäller från och med {self.first}. Före den dagen är placeringen ett avsteg."
        if self.last is None or day <= self.last or (stays and self.survives):
            return ""
        return f"{self._says}. En placering som börjar därefter är utanför avtal: begär ett avsteg."

    def passed_by(self, day: date) -> str:
        """That a last day lies beyond the contract's, as a clause without its full stop; empty where it does not."""
        if self.last is None or day <= self.last or self.survives:
            return ""
        return f"{self._says}, och att placeringen därefter är utanför avtal"

    @property
    def words_of_open(self) -> str:
        """What is told of a placement until further notice; empty where the contract ends on no day."""
        if self.last is None:
            return ""
        after = "Avropet gäller sedan tills placeringen upphör." if self.survives else "Därefter krävs ett avsteg."
        return f"{self._says}. {after}"


class Judged(NamedTuple):
    """What is said of a candidate. It can be asked when no reason speaks against it."""

    of: Candidate
    against: tuple[Reason, ...] = ()
    to_ask: tuple[str, ...] = ()
    fits: tuple[str, ...] = ()

    @property
    def can(self) -> bool:
        """Whether it can meet the need as far as is known."""
        return not self.against


def distance_km(
    latitude: Decimal | float,
    longitude: Decimal | float,
    other_latitude: Decimal | float,
    other_longitude: Decimal | float,
) -> float:
    """As the crow flies, by the haversine."""
    here, there = radians(float(latitude)), radians(float(other_latitude))
    turned = radians(float(other_longitude) - float(longitude))
    half = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(turned / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))


@lru_cache(maxsize=4096)
def _reason(words: str, answer: PassedOver | None = None) -> Reason:
    """The same for thousands of units: made once."""
    return Reason(words, answer)


def judge(need: Need, one: Candidate) -> Judged:
    """Whether a candidate can meet a need, and everything that speaks for it, against it, or is to be asked about."""
    against: list[Reason] = []
    to_ask: list[str] = []
    fits: list[str] = []
    if one.begins_later or one.has_ended:
        when = "har upphört" if one.has_ended else "börjar senare"
        against.append(_reason(f"avtalet gäller inte {need.on}: det {when}"))
    if one.stopped_since is not None:
        against.append(_reason(f"placeringsstopp sedan {one.stopped_since}", PassedOver.STOPPED))
    if one.ceiling:
        against.append(_reason(one.ceiling, PassedOver.CAPACITY))
    _judge_permit(one, against, to_ask, fits)
    _judge_whom(need, one, against, to_ask, fits)
    _judge_where(need, one, against, to_ask, fits)
    _judge_free(need, one, against, to_ask, fits)
    return Judged(one, tuple(against), tuple(to_ask), tuple(fits))


@lru_cache(maxsize=4096)
def permit_shown_by(*, has_permit: bool, held: bool | None, until: date | None, on: date) -> tuple[bool, str]:
    """Whether a unit has its permit on a day, and which evidence says so.

    `has_permit` is whether one in the register holds that day; `held` what the latest check of it found, null where
    there is none, and `until` the check's last day. What was found to be lacking weighs heavier than the register, for
    as long as it is relied upon; a check that has run out says nothing, but it is told that there was one.
    """
    is_relied_on = until is not None and until >= on
    if held is False and is_relied_on:
        return False, f"underkänt vid kontroll, som gäller till {until}"
    if has_permit:
        old = f", kontrollen gällde till {until}" if until is not None and not is_relied_on else ""
        return True, f"enligt registrerat tillstånd{old}"
    if held and is_relied_on:
        return True, f"enligt kontroll, som gäller till {until}; inget giltigt är registrerat"
    if until is not None:
        return False, f"kontrollen gällde till {until}, och inget giltigt är registrerat"
    return False, ""


def _judge_permit(one: Candidate, against: list[Reason], to_ask: list[str], fits: list[str]) -> None:
    if one.permit_withdrawn:
        against.append(_reason("tillståndet är återkallat", PassedOver.STOPPED))
    elif one.needs_permit is None:
        to_ask.append("om tillstånd krävs")
    elif one.needs_permit and one.permit is False:
        why = f": {one.permit_words}" if one.permit_words else ""
        against.append(_reason(f"tillstånd saknas{why}", PassedOver.STOPPED))
    elif one.needs_permit and one.permit is None:
        to_ask.append("tillståndet")
    elif one.needs_permit:
        fits.append(f"tillstånd gäller {one.permit_words}".rstrip())
    if one.register is None:
        to_ask.append("IVO:s register")
    elif not one.register:
        against.append(_reason("underkänd i IVO:s register", PassedOver.STOPPED))


def _judge_whom(need: Need, one: Candidate, against: list[Reason], to_ask: list[str], fits: list[str]) -> None:
    if need.target_group is not None:
        if one.has_group:
            fits.append("målgruppen stämmer")
        elif one.groups_told:
            against.append(_reason("annan målgrupp", PassedOver.COMPETENCE))
        else:
            to_ask.append("målgrupp")
    if need.sex:
        if not one.takes:
            to_ask.append("kön")
        elif one.takes not in {need.sex, "ALL"}:
            against.append(_reason("tar emot ett annat kön", PassedOver.COMPETENCE))
        else:
            fits.append("könet stämmer")
    if need.age is not None:
        if one.age_from is None and one.age_to is None:
            to_ask.append("ålder")
        elif (one.age_from or 0) <= need.age and (one.age_to is None or need.age <= one.age_to):
            fits.append("åldern stämmer")
        else:
            against.append(_reason("annan ålder", PassedOver.COMPETENCE))


def _judge_where(need: Need, one: Candidate, against: list[Reason], to_ask: list[str], fits: list[str]) -> None:
    if need.county:
        if not one.county:
            to_ask.append("län")
        elif plain_county(one.county) != plain_county(need.county):
            against.append(_reason(f"ligger i {one.county}", PassedOver.LOCATION))
        else:
            fits.append("rätt län")
    if need.longest_km is not None:
        if one.km is None:
            against.append(_reason("avståndet är okänt", PassedOver.LOCATION))
        elif one.km > need.longest_km:
            against.append(_reason(f"för långt bort, {one.km:.0f} km", PassedOver.LOCATION))
        else:
            fits.append(f"{one.km:.0f} km bort")


def _judge_free(need: Need, one: Candidate, against: list[Reason], to_ask: list[str], fits: list[str]) -> None:
    if one.free_places is None:
        if need.must_be_free:
            to_ask.append("ledig plats")
    elif one.free_places > 0:
        fits.append(f"ledig plats enligt besked {one.free_places_on}")
    elif need.must_be_free:
        against.append(_reason(f"fullt enligt besked {one.free_places_on}", PassedOver.CAPACITY))
    else:
        to_ask.append("ledig plats")


def in_order(judged: list[Judged]) -> list[Judged]:
    """Those that can, as their round's call-off order has it: by rank, by best fit, or by name where one chooses.

    What belongs to one round stands together; what belongs to none comes last.
    """
    return sorted((each for each in judged if each.can), key=_place)


def _place(each: Judged) -> tuple:
    one = each.of
    name = (one.supplier_name, one.unit_name, one.contract, one.unit or 0)
    near = one.km if one.km is not None else float("inf")
    best = (len(each.to_ask), -len(each.fits), near)
    round_ = (one.framework is None, one.framework or 0)
    if one.method == "RANKED":
        return (*round_, one.rank or _UNRANKED, *best, *name)
    if one.method == "NEEDS":
        return (*round_, 0, *best, *name)
    return (*round_, 0, 0, 0, 0.0, *name)


def competing(judged: list[Judged], *, contract: int, framework: int | None) -> list[Judged]:
    """Whom a call-off by renewed competition competes with: one for each other contract of the round that can."""
    if framework is None:
        return []
    others: dict[int, Judged] = {}
    for each in in_order(judged):
        one = each.of
        if one.framework == framework and one.method == "MINI_COMPETITION" and one.contract != contract:
            others.setdefault(one.contract, each)
    return list(others.values())


def passed_over(judged: list[Judged], *, contract: int, framework: int | None, rank: int | None) -> list[Judged]:
    """Whom a call-off on a contract passes over in a ranked round: one for each contract that stands before it."""
    if framework is None:
        return []
    before: dict[int, Judged] = {}
    for each in in_order(judged):
        one = each.of
        is_ranked = one.framework == framework and one.method == "RANKED" and one.contract != contract
        if is_ranked and (one.rank or _UNRANKED) < (rank or _UNRANKED):
            before.setdefault(one.contract, each)
    return list(before.values())
