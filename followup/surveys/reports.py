"""What a supplier's users have said, question by question and year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from followup.surveys.models import SurveyResult


@dataclass(frozen=True)
class QuestionYears:
    """One question at a unit: its share of the scale by year, none where it was not asked or too few answered."""

    unit: str
    question: str
    shares: tuple[Decimal | None, ...]
    years: tuple[int, ...] = ()

    @property
    def by_year(self) -> list[tuple[int, Decimal | None]]:
        """Each year with its share."""
        return list(zip(self.years, self.shares, strict=True))


def by_year(results: Iterable[SurveyResult]) -> tuple[tuple[int, ...], tuple[QuestionYears, ...]]:
    """The years, and each question at each unit. Of several surveys of a year the mean is weighed by the answers."""
    weighed: defaultdict[tuple[str, str], dict[int, tuple[Decimal, int]]] = defaultdict(dict)
    years = set()
    for each in results:
        year = each.survey.year
        years.add(year)
        key = (str(each.unit or "Hela leverantören"), each.question)
        before, n = weighed[key].get(year, (Decimal(0), 0))
        weighed[key][year] = (before + each.share * each.answers, n + each.answers)
    ordered = tuple(sorted(years))
    return ordered, tuple(
        QuestionYears(unit, question, tuple(_share(found.get(year)) for year in ordered), ordered)
        for (unit, question), found in sorted(weighed.items())
    )


def _share(told: tuple[Decimal, int] | None) -> Decimal | None:
    return told[0] / told[1] if told and told[1] else None
