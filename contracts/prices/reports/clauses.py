"""What a clause of price adjustment says: in sentences, as a formula, by an example, and as wording for procurement
documents.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contracts.index.models import IndexChain, IndexSeries, IndexStatus, IndexValue
from contracts.prices import rules
from contracts.prices.models import ClauseComponent, PriceClause
from contracts.prices.querysets import Figures
from contracts.prices.reports.clause_examples import Example, number, per_cent, worked_example
from huddinge_vo.common.index_periods import Frequency, IndexPeriod
from huddinge_vo.common.periods import MONTHS
from huddinge_vo.common.secrecy.changes import Change, changes_of
from huddinge_vo.common.sentences import sentence

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User

_OTHER_BASE = Decimal("1.5")  # a base value so many times what was published is of another base, not of another opinion
_NOT_IN_NEW = (
    "Klausuler om {} används inte längre i nya avtal (kategoriplanen 6.1). Använd en indexkorg eller fast pris."
)


def basket_words(components: Sequence[ClauseComponent]) -> str:
    """A basket in one line: 80 % LCI arbetare + 20 % KPI."""
    return " + ".join(f"{per_cent(part.weight * 100)} {part.series}" for part in in_order(components))


def in_order(components: Sequence[ClauseComponent]) -> list[ClauseComponent]:
    """The heaviest first."""
    return sorted(components, key=lambda part: (-part.weight, part.pk or 0))


@dataclass(frozen=True)
class Section:
    """Some terms that belong together, as sentences."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Symbol:
    """A sign of the formula, and what it stands for."""

    sign: str
    meaning: str


@dataclass(frozen=True)
class ClauseText:
    """A clause as it is read: its terms, its formula with what the signs mean, an example and what to beware of."""

    clause: PriceClause
    basket: str
    sections: tuple[Section, ...]
    formula: str
    symbols: tuple[Symbol, ...]
    example: Example | None
    warnings: tuple[str, ...]

    @property
    def formula_shown(self) -> str:
        """The formula with each term kept on one line."""
        nbsp = "\N{NO-BREAK SPACE}"
        return re.sub(r"([\d,]+) · (\w+₁)", rf"\1{nbsp}·{nbsp}\2", self.formula)


def clause_text(
    clause: PriceClause, *, on: date, components: Sequence[ClauseComponent] | None = None, with_example: bool = True
) -> ClauseText:
    """All there is to say of a clause on a day. `components` is the basket of one that is not saved yet.

    Asks three questions of the figures and chains, however many series there are.
    """
    parts = in_order(list(clause.components.all()) if components is None else components)
    if clause.kind != PriceClause.Kind.INDEX:
        warnings = () if clause.is_allowed_in_new_contracts else (_NOT_IN_NEW.format(_OF_KIND[clause.kind]),)
        return ClauseText(clause, "", (_without_index(clause),), "", (), None, warnings)
    chains = {
        chain.old_id: chain
        for chain in IndexChain.objects.filter(old__in=[part.series_id for part in parts]).select_related("new")
    }
    figures = Figures([part.series for part in parts])
    return ClauseText(
        clause=clause,
        basket=basket_words(parts),
        sections=_sections(clause, parts, chains),
        formula=formula(clause, parts),
        symbols=symbols_of(clause, parts),
        example=worked_example(clause, parts, figures, on) if with_example and parts else None,
        warnings=_warnings(clause, parts, chains, figures),
    )


_OF_KIND: dict[str, str] = {
    PriceClause.Kind.NEGOTIATION: "förhandling",
    PriceClause.Kind.BUDGET: "kommunens uppräkning i budget",
}


def _without_index(clause: PriceClause) -> Section:
    said = {
        PriceClause.Kind.COUNCIL: (
            "Priset är fast. Kommunfullmäktige beslutar om det varje år i samband med mål och budget.",
            "Ett nytt pris gäller från den dag som beslutet anger, för alla avtal i området.",
        ),
        PriceClause.Kind.NEGOTIATION: ("Priset ändras efter förhandling mellan parterna.",),
        PriceClause.Kind.BUDGET: ("Priset räknas upp så mycket som kommunen räknar upp sin egen budget.",),
    }
    return Section("Priset", said[PriceClause.Kind(clause.kind)])


def day_words(clause: PriceClause) -> str:
    """The day of the year that prices are adjusted."""
    return f"den {clause.adjusts_day} {MONTHS[clause.adjusts_month - 1].lower()}"


def months(n: int) -> str:
    """So many months, in words."""
    return f"{n} månad" if n == 1 else f"{n} månader"


def series_words(series: IndexSeries) -> str:
    """A series so that nobody can take it for another: variant, letter with its classification, base."""
    variant = "" if series.variant.lower() in series.name.lower() else series.variant
    about = [variant, f"näringsgren {series.letter} enligt {series.classification}" if series.letter else ""]
    name = f"{series.name} ({', '.join(each for each in about if each)})" if any(about) else series.name
    return f"{name}, {series.base_beside_name}" if series.base_beside_name else name


def _part_of_year(period: IndexPeriod) -> str:
    """Which of its year's periods: kvartal 2, augusti, årsvärdet."""
    if period.frequency == Frequency.QUARTER:
        return f"kvartal {period.part}"
    return MONTHS[period.part - 1].lower() if period.frequency == Frequency.MONTH else "årsvärdet"


def _years_before(part: ClauseComponent) -> str:
    words = {0: "samma år som justeringen", 1: "året före justeringen"}
    return words.get(part.years_before, f"{part.years_before} år före justeringen")


def compared(part: ClauseComponent) -> str:
    """Which periods of a series are compared."""
    period = IndexPeriod.parse(part.base_period)
    what = "årlig förändring till och med" if part.series.measures == "CHANGE" else _part_of_year(period)
    return f"{what} {_years_before(part)}"


def status_words(part: ClauseComponent) -> str:
    """Which values of a series are used."""
    return "preliminära värden" if part.status == IndexStatus.PRELIMINARY else "slutliga värden"


def _part_sentence(part: ClauseComponent) -> str:
    if part.series.measures == "CHANGE":
        base = f"räknas från {IndexPeriod.parse(part.base_period).label}, {status_words(part)}"
    else:
        base = (
            f"basvärde {number(part.base_value)} för {IndexPeriod.parse(part.base_period).label}, {status_words(part)}"
        )
        if part.base_value_final is not None:
            base += f" (slutligt basvärde {number(part.base_value_final)})"
    return f"{per_cent(part.weight * 100)} {series_words(part.series)}: {base}. Jämförs med {compared(part)}."


def _sections(
    clause: PriceClause, parts: Sequence[ClauseComponent], chains: dict[int, IndexChain]
) -> tuple[Section, ...]:
    basket = [_part_sentence(part) for part in parts]
    if clause.fixed_percent:
        basket.append(f"{per_cent(clause.fixed_percent)} av priset är fast och följer inte index.")
    else:
        basket.append("Hela priset följer indexkorgen.")
    basket.extend(
        f"{part.series} fortsätter i {chain.new} med kedjefaktorn {number(chain.factor)} (källa: {chain.source})."
        for part in parts
        if (chain := chains.get(part.series_id))
    )
    return (
        Section("Indexkorgen", tuple(basket)),
        Section("Beräkningen", tuple(_computing(clause))),
        Section("Gränser", tuple(limits(clause))),
        Section("Kalendern", tuple(_calendar(clause))),
    )


def _computing(clause: PriceClause) -> list[str]:
    if clause.method == rules.Method.CHAINED:
        said = ["Varje justering räknas från den senaste: priset som gäller, och de indexvärden som användes då."]
    else:
        said = ["Varje justering räknas från början: avtalets pris och avtalets basvärden."]
    said.append(
        "Stegen är i ordning: indexkorgens faktor, tröskel, fast andel, lägsta och högsta förändring, avrundning."
    )
    said.append(
        "Samma kvartal eller månad jämförs, och preliminära värden bara med preliminära, slutliga med slutliga."
    )
    rounding = "hela kronor" if clause.rounding == rules.Rounding.KRONA else "hela ören"
    if clause.factor_decimals is None:
        said.append(f"Priset avrundas en gång, till {rounding}.")
    else:
        said.append(f"Faktorn avrundas till {clause.factor_decimals} decimaler, och priset till {rounding}.")
    if clause.settles_on_final:
        said.append("När ett slutligt värde kommer räknas priset om, och skillnaden regleras i efterhand.")
    return said


def limits(clause: PriceClause) -> list[str]:
    """What the clause lets no adjustment pass, a sentence for each."""
    said = []
    if clause.threshold_percent is not None:
        below = f"Ändras indexkorgen mindre än {per_cent(clause.threshold_percent)} ändras inte priset"
        kept = "sparas till nästa justering" if clause.carries_over else "går förlorad"
        said.append(f"{below}, och förändringen {kept}.")
    else:
        said.append("Det finns ingen tröskel: också små förändringar ändrar priset.")
    if clause.lowest_percent is not None:
        low = clause.lowest_percent
        if low == 0:
            said.append("Priset sänks aldrig.")
        elif low < 0:
            said.append(f"Priset sänks med högst {per_cent(-low)} vid en justering.")
        else:
            said.append(f"Priset höjs alltid med minst {per_cent(low)}.")
    if clause.highest_percent is not None:
        high = clause.highest_percent
        if high > 0:
            said.append(f"Priset höjs med högst {per_cent(high)} vid en justering.")
        elif high == 0:
            said.append("Priset höjs aldrig.")
        else:
            said.append(f"Priset sänks alltid med minst {per_cent(-high)}.")
    if clause.method == rules.Method.CHAINED and _has_bounds(clause):
        said.append(
            "När en sådan gräns har hållit priset räknas nästa justering från samma pris och samma basvärden, tills "
            "priset har hunnit ikapp: en nedgång och en återhämtning höjer aldrig priset."
            if _catches_up(clause)
            else "Det som en sådan gräns har hållit tillbaka går förlorat: nästa justering räknas från priset som det "
            "blev och från de nya indexvärdena."
        )
    return said


def _has_bounds(clause: PriceClause) -> bool:
    return (clause.lowest_percent, clause.highest_percent) != (None, None)


def _catches_up(clause: PriceClause) -> bool:
    return clause.method == rules.Method.CHAINED and clause.catches_up and _has_bounds(clause)


def _calendar(clause: PriceClause) -> list[str]:
    said = [
        f"Nytt pris gäller från {day_words(clause)}.",
        f"Priset ligger fast {months(clause.fixed_months)} från avtalsstart och från varje justering.",
    ]
    window = f"tidigast {months(clause.opens_months)} och senast {clause.ask_days} dagar före"
    if clause.needs_request:
        said.append(f"Leverantören begär höjning, {window}. Utan begäran höjs inte priset.")
        said.append("En sänkning görs utan begäran.")
    else:
        said.append("Beställaren justerar priset utan begäran, uppåt som nedåt.")
    said.append(f"Beställaren ger besked senast {clause.tell_days} dagar före.")
    if clause.successor:
        said.append(sentence(clause.successor))
    return said


def signs_of(parts: Sequence[ClauseComponent]) -> list[str]:
    """A short sign for each series: LCI, KPI; with letters where two are of one kind."""
    short = [part.series.kind if part.series.kind != IndexSeries.Kind.OTHER else part.series.code for part in parts]
    twice = {sign for sign, n in Counter(short).items() if n > 1}
    seen: Counter[str] = Counter()
    found = []
    for sign in short:
        seen[sign] += 1
        found.append(f"{sign}{'abcdefgh'[seen[sign] - 1]}" if sign in twice else sign)
    return found


def formula(clause: PriceClause, components: Sequence[ClauseComponent]) -> str:
    """P₁ = P₀ · (f + (1 − f) · (0,8 · LCI₁/LCI₀ + 0,2 · KPI₁/KPI₀)), with the clause's own numbers."""
    parts = in_order(components)
    if not parts:
        return ""
    terms = [
        f"{sign}₁/{sign}₀" if len(parts) == 1 else f"{number(part.weight)} · {sign}₁/{sign}₀"
        for part, sign in zip(parts, signs_of(parts), strict=True)
    ]
    basket = " + ".join(terms)
    share = clause.fixed_percent / 100
    if not share:
        return f"P₁ = P₀ · {basket}" if len(parts) == 1 else f"P₁ = P₀ · ({basket})"
    inner = basket if len(parts) == 1 else f"({basket})"
    return f"P₁ = P₀ · ({number(share)} + {number(1 - share)} · {inner})"


def symbols_of(clause: PriceClause, parts: Sequence[ClauseComponent]) -> tuple[Symbol, ...]:
    """The signs of the formula and what each means."""
    chained = clause.method == rules.Method.CHAINED
    before = "priset som gäller före justeringen" if chained else "avtalets ursprungliga pris"
    if _catches_up(clause):
        before += ", eller det som basvärdena hör till när en gräns har hållit priset"
    found = [Symbol("P₁", "det nya priset, avrundat en gång"), Symbol("P₀", before)]
    for part, sign in zip(parts, signs_of(parts), strict=True):
        base = f"{number(part.base_value)} ({IndexPeriod.parse(part.base_period).label})"
        since = f"värdet vid förra justeringen, första gången basvärdet {base}" if chained else f"basvärdet {base}"
        found.append(Symbol(f"{sign}₁", f"{part.series}, {compared(part)}, {status_words(part)}"))
        found.append(Symbol(f"{sign}₀", f"{part.series}, {since}"))
    return tuple(found)


def _warnings(
    clause: PriceClause, parts: Sequence[ClauseComponent], chains: dict[int, IndexChain], figures: Figures
) -> tuple[str, ...]:
    said = []
    total = sum((part.weight for part in parts), Decimal(0))
    if total != 1:
        said.append(f"Vikterna ska tillsammans vara 100 %, men är {per_cent(total * 100)}.")
    for part in parts:
        said.extend(_of_base(part, figures))
        if part.series.ended_with and part.series_id not in chains:
            said.append(
                f"{part.series} upphörde med {IndexPeriod.parse(part.series.ended_with).label} och har ingen "
                "kedjefaktor: priser kan inte justeras efter senare perioder."
            )
    preliminary = any(part.status == IndexStatus.PRELIMINARY for part in parts)
    if clause.settles_on_final and not preliminary:
        said.append("Slutligt värde ska regleras i efterhand, men ingen serie räknas på preliminära värden.")
    if preliminary and not clause.settles_on_final:
        said.append("Priset räknas på preliminära värden, och det slutliga värdet regleras inte i efterhand.")
    return tuple(said)


def _of_base(part: ClauseComponent, figures: Figures) -> list[str]:
    """A base value that is not the published one: the contract counts, but somebody should look."""
    if part.series.measures == "CHANGE":
        return []
    period = IndexPeriod.parse(part.base_period)
    value: IndexValue | None = figures.value(part.series, period, part.status)
    if value is None or value.value == part.base_value:
        return []
    ratio = value.value / part.base_value
    if ratio > _OTHER_BASE or ratio < 1 / _OTHER_BASE:
        return [
            (
                f"Basvärdet {number(part.base_value)} för {part.series} ser ut att räknas från en annan bas än "
                f"{part.series.base}: publicerat är {number(value.value)} för {period.label}."
            )
        ]
    return [
        (
            f"Basvärdet {number(part.base_value)} för {part.series} är inte det publicerade, {number(value.value)} för "
            f"{period.label}. Avtalets värde gäller, men kontrollera det."
        )
    ]


def clause_changes(clause: PriceClause, *, user: User) -> list[Change]:
    """A clause's history with its basket's: which series came, went or got another weight, the latest first."""
    changes = changes_of(clause, user=user)
    events = ClauseComponent.pgh_event_model.objects.filter(clause=clause.pk)  # type: ignore[attr-defined]
    names = dict(events.order_by("pk").values_list("pgh_obj_id", "series__name"))
    for pk, name in names.items():
        for change in changes_of(ClauseComponent(pk=pk), user=user):
            changes.append(replace(change, field=f"{name}, {change.field}" if change.field else name))
    return sorted(changes, key=lambda change: change.at, reverse=True)
