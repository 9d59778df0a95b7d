"""The clauses that count for some contracts, in one line each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.prices.models import PriceClause
from contracts.prices.querysets import with_clause
from contracts.prices.reports.clause_examples import per_cent
from contracts.prices.reports.clauses import basket_words
from contracts.register.models import Contract

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@dataclass(frozen=True)
class ClauseLine:
    """The clause that counts for a contract, in one line, and where it is read whole."""

    words: str
    href: str


def clause_lines(contract_ids: Iterable[int], *, user: User) -> dict[int, ClauseLine]:
    """By contract the clause that counts for it, as far as a person may read it; what has none is not there.

    As many questions however many contracts there are.
    """
    held = with_clause(Contract.objects.filter(pk__in=set(contract_ids))).order_by("pk")
    counts: dict[int, int | None] = dict(held.values_list("pk", "clause_id"))
    wanted = {clause for clause in counts.values() if clause is not None}
    seen = PriceClause.objects.visible_to(user).filter(pk__in=wanted).for_list().in_bulk()
    found = {contract: seen[clause] for contract, clause in counts.items() if clause in seen}
    return {contract: ClauseLine(_words(clause), clause.get_absolute_url()) for contract, clause in found.items()}


def _words(clause: PriceClause) -> str:
    """80 % LCI + 20 % KPI, fast andel 10 %; a clause without a basket by its kind."""
    basket = basket_words(list(clause.components.all())) or str(clause.get_kind_display())
    return f"{basket}, fast andel {per_cent(clause.fixed_percent)}" if clause.fixed_percent else basket
