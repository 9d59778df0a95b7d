"""What 1 000 kr becomes by a clause: with the figures of the adjustment that comes next, or of the latest that can be
computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from contracts.index import rules as index_rules
from contracts.index.models import IndexChain, IndexValue
from contracts.prices import rules
from contracts.prices.models import ClauseComponent, PriceClause
from contracts.prices.querysets import Figures, Found
from contracts.prices.rules import Component, Refused, Terms
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.money import percent, sek

EXAMPLE_SEK = Decimal(1000)
_YEARS_BACK = 5  # how far back an example looks for figures
_LONG_BEFORE = relativedelta(years=5)  # a start so long ago that the example's prices are not fixed any more


def number(value: Decimal) -> str:
    """A number as it is written in a contract: 0,8."""
    whole = value.normalize()
    return f"{whole:f}".replace(".", ",")


def per_cent(value: Decimal) -> str:
    """A percentage as it is written in a contract: 2,5 %."""
    return f"{number(value)}\N{NO-BREAK SPACE}%"


@dataclass(frozen=True)
class ExamplePart:
    """A series of a worked example: what is compared with what."""

    name: str
    weight: Decimal
    base_period: str
    base_value: Decimal
    new_period: str
    new_value: Decimal
    status: str
    note: str

    @property
    def change(self) -> Decimal:
        """As a share."""
        return index_rules.half_up(Fraction(self.new_value) / Fraction(self.base_value) - 1, 6)


@dataclass(frozen=True)
class Example:
    """What 1 000 kr becomes. `missing` says which figure is lacking for the adjustment that comes next.

    Where that is lacking the example is of the latest adjustment that can be computed, and null where there is none.
    """

    effective_on: date | None
    parts: tuple[ExamplePart, ...]
    basket: Decimal | None
    factor: Decimal | None
    price: Decimal | None
    remark: str
    missing: str
    is_invented: bool

    @property
    def words(self) -> str:
        """The whole in a sentence."""
        if self.price is None:
            return ""
        change = rules.share_of_change(EXAMPLE_SEK, self.price)
        sign = "+" if self.price > EXAMPLE_SEK else ""
        return f"{sek(EXAMPLE_SEK)} kr → {sek(self.price)} kr från {self.effective_on} ({sign}{percent(change)})"


def worked_example(clause: PriceClause, parts: Sequence[ClauseComponent], figures: Figures, on: date) -> Example:
    """An example of the adjustment that comes next; where its figures are not there yet, the latest that can be
    computed.
    """
    calendar = clause.calendar()
    first = calendar.next_adjustment(starts_on=on - _LONG_BEFORE, adjusted_on=None, on=on)
    missing = ""
    for back in range(_YEARS_BACK):
        day = first if back == 0 else first - relativedelta(years=back)
        if any(_new_period(part, day).year <= IndexPeriod.parse(part.base_period).year for part in parts):
            break
        try:
            found = [_found(clause, part, figures, day) for part in parts]
            return _worked(clause, parts, found, day, missing)
        except Refused as error:
            missing = missing or str(error)
    if not missing and parts:  # the bases are the latest figures there are: shown by what came before them
        try:
            return _worked(clause, parts, [_up_to_base(part, figures) for part in parts], first, _NOTHING_AFTER)
        except Refused:
            pass
    missing = missing or f"Det finns inget senare värde att jämföra basvärdena med vid justeringen {first}."
    return Example(None, (), None, None, None, "", missing, is_invented=False)


_NOTHING_AFTER = "Basvärdena är de senaste som finns: exemplet visar förändringen under året före dem."


def _up_to_base(part: ClauseComponent, figures: Figures) -> Found:
    """The year that ends with the base.

    A series that continues another has its earlier figures from that. Raises Refused.
    """
    base = IndexPeriod.parse(part.base_period)
    before = base.moved(-1)
    day = date(base.year + part.years_before, 1, 1)
    if part.series.measures == "CHANGE":
        return figures.component(part, effective_on=day, last=_Before(before.code, Decimal(100)))  # type: ignore[arg-type]
    published = figures.value(part.series, before, part.status)
    value = published.value if published else _of_old_base(part, before)
    return figures.component(part, effective_on=day, last=_Before(before.code, value))  # type: ignore[arg-type]


def _of_old_base(part: ClauseComponent, period: IndexPeriod) -> Decimal:
    chain = IndexChain.objects.filter(new=part.series).first()
    found = chain and IndexValue.objects.best().filter(series=chain.old_id, period=period.code).first()
    if not chain or not found:
        raise Refused(rules.Refusal.VALUE_MISSING, f"{part.series}: värdet för {period.label} saknas.")
    return index_rules.half_up(Fraction(found.value) / Fraction(chain.factor), chain.decimals)


def _new_period(part: ClauseComponent, effective_on: date) -> IndexPeriod:
    return rules.comparison_period(
        IndexPeriod.parse(part.base_period), adjusted_on=effective_on, years_before=part.years_before
    )


@dataclass(frozen=True)
class _Before:
    """What the adjustment a year before was computed by."""

    new_period: str
    new_value: Decimal


def _found(clause: PriceClause, part: ClauseComponent, figures: Figures, day: date) -> Found:
    """A chained clause is shown from the year before, where that is after the base: so it will be from the second time
    on.
    """
    if clause.method == rules.Method.CHAINED:
        before = _new_period(part, day - relativedelta(years=1))
        if before.year > IndexPeriod.parse(part.base_period).year:
            year_before = figures.component(part, effective_on=day - relativedelta(years=1)).component
            last = _Before(before.code, year_before.new.value)
            return figures.component(part, effective_on=day, last=last)  # type: ignore[arg-type]
    return figures.component(part, effective_on=day)


def _worked(
    clause: PriceClause, parts: Sequence[ClauseComponent], found: Sequence[Found], day: date, missing: str
) -> Example:
    components = [each.component for each in found]
    terms = clause.terms()
    computed = rules.step(terms, components)
    price = rules.new_price(terms, computed, base_price=EXAMPLE_SEK, price_now=EXAMPLE_SEK)
    return Example(
        effective_on=day,
        parts=tuple(_example_part(each) for each in found),
        basket=index_rules.half_up(computed.basket, rules.FACTOR_DECIMALS),
        factor=index_rules.half_up(computed.factor, rules.FACTOR_DECIMALS),
        price=price,
        remark=_remark(terms, computed, price),
        missing=missing,
        is_invented=any(part.series.is_invented for part in parts),
    )


def _example_part(each: Found) -> ExamplePart:
    component: Component = each.component
    note = "" if each.chain_factor is None else f"omräknat med kedjefaktorn {number(each.chain_factor)}"
    assert component.base.period is not None
    assert component.new.period is not None
    return ExamplePart(
        name=each.series.name,
        weight=component.weight,
        base_period=component.base.period.label,
        base_value=component.base.value,
        new_period=component.new.period.label,
        new_value=component.new.value,
        status=component.new.status,
        note=note,
    )


def _remark(terms: Terms, computed: rules.Step, price: Decimal) -> str:
    if computed.is_below_threshold:
        return "Indexkorgens förändring är mindre än tröskeln, så priset ändras inte."
    free = rules.new_price(
        replace(terms, lowest=None, highest=None), computed, base_price=EXAMPLE_SEK, price_now=EXAMPLE_SEK
    )
    if free > price:
        return f"Utan taket hade priset blivit {sek(free)} kr."
    if free < price:
        return f"Utan golvet hade priset blivit {sek(free)} kr."
    return ""
