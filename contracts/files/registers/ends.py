"""The ends of a term in a file of contracts or rounds: the first, and the one that holds now, each in its column."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import TypeVar

from contracts.files.imports import Column, Row, day, wrong_order
from contracts.plan.cells import Problem
from contracts.register.models import Contract, Framework
from contracts.terms.models import duration_of
from contracts.terms.rules import Duration, FirstEndUnknown, ToldEnds
from huddinge_vo.common.files.tabular import RowError
from huddinge_vo.common.untyped import Cleaned

_Holder = TypeVar("_Holder", Contract, Framework)
ENDS = ("giltigt_till", "ursprunglig_avtalstid_till")  # a file has one of them, or both


def end_columns(empty: str) -> tuple[Column, Column]:
    """The two columns. `empty` says what an end that is left empty is."""
    return (
        Column(
            heading="ursprunglig_avtalstid_till",
            field="initial_until",
            meaning=f"Första slutet, utan förlängningar. Tomt, och giltigt_till tomt: {empty}.",
            read=day,
            may_lack=True,
            is_stored=False,  # it may be told by the other
        ),
        Column(
            heading="giltigt_till",
            field="until_now",
            meaning="Slutet som det är nu, med beslutade förlängningar. Ange minst en av de två kolumnerna.",
            read=day,
            may_lack=True,
            is_stored=False,
        ),
    )


def ends_in_order(values: Cleaned) -> Iterator[Problem]:
    """Ends that lie before the first day."""
    yield from wrong_order(values, column="ursprunglig_avtalstid_till")
    yield from wrong_order(values, last="until_now")


def first_end(row: Row, stored: Contract | Framework | None, holder: Contract | Framework) -> date | None:
    """The first end that a row means. `holder` is what the row says of all but its end, with its options and round.

    Raises FirstEndUnknown where it cannot be told.
    """
    told = ToldEnds(
        first=row.values.get("initial_until"),
        now=row.values.get("until_now"),
        says_first="initial_until" in row.values,
        says_now="until_now" in row.values,
    )

    def lasting(until: date | None) -> Duration:
        holder.initial_until = until
        return duration_of(holder)

    return told.meant(
        lasting,
        stored=None if stored is None else stored.initial_until,
        is_new=stored is None,
        has_round=isinstance(holder, Contract) and holder.framework is not None,
    )


def first_ends(
    rows: list[tuple[Row, Contract | Framework | None, Contract | Framework]],
) -> tuple[dict[int, date | None], list[RowError]]:
    """The first end that each row means, by line, and the rows of which it cannot be told."""
    found: dict[int, date | None] = {}
    errors = []
    for row, stored, holder in rows:
        try:
            found[row.line] = first_end(row, stored, holder)
        except FirstEndUnknown as error:
            said = row.values.get("until_now") or row.values.get("initial_until")
            errors.append(row.error("giltigt_till", str(said or ""), str(error)))
    return found, errors


def as_told(stored: _Holder, row: Row) -> _Holder:
    """A copy of what the register has, with the first day that the row says; its options come along."""
    holder = copy(stored)
    holder.valid_from = row["valid_from"]
    return holder


DETAILS = ("Slutar", "Beslutade optioner")


def end_details(one: Contract | Framework) -> tuple[tuple[str, str], ...]:
    """What the look before tells beside: the end that it comes to, and the decided options that are in that end."""
    lasts = duration_of(one)
    ends_on = lasts.ends_on()
    options = (
        f"option {each.option.number}{' i omgången' if each.of_round else ''}, {each.option.months} mån, "
        f"t.o.m. {each.last}"
        for each in lasts.lengthenings()
    )
    words = (str(ends_on) if ends_on else "tills vidare", "; ".join(options) or "–")
    return tuple(zip(DETAILS, words, strict=True))
