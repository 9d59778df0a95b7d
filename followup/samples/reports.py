"""What a random check came to, for its strata and for all that was bought."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from followup.samples.models import Sample, SampledPurchase, SampleStratum
from followup.samples.rules import Errors, Estimate, estimate
from huddinge_vo.common.money import share


@dataclass(frozen=True)
class StratumLine:
    """A part of the purchases: how many were drawn and looked at, and what the errors in it come to."""

    stratum: SampleStratum
    looked_at: int
    found_sek: Decimal
    total_sek: Decimal | None

    @property
    def words(self) -> str:
        """What it is of."""
        return "leverantörer med flagga" if self.stratum.is_risky else "övriga leverantörer"


@dataclass(frozen=True)
class Bar:
    """Where an estimate lies on a line from nought to the most it could be, in per cent of the line."""

    low: int
    middle: int
    width: int


@dataclass(frozen=True)
class SampleResult:
    """What a sample says. There is no estimate until all that were drawn have been looked at: those that are left are
    not left by chance.
    """

    lines: tuple[StratumLine, ...]
    drawn: int
    looked_at: int
    estimate: Estimate | None
    share: Decimal | None

    @property
    def bar(self) -> Bar | None:
        """The estimate with its interval, drawn."""
        if self.estimate is None or self.estimate.high <= 0:
            return None
        most = self.estimate.high * Decimal("1.1")
        low, middle, high = (
            int(max(each, Decimal(0)) * 100 / most)
            for each in (self.estimate.low, self.estimate.total, self.estimate.high)
        )
        return Bar(low, middle, max(high - low, 1))


def sample_result(sample: Sample) -> SampleResult:
    """Of all that was drawn, in two questions."""
    by_stratum: dict[int, list[SampledPurchase]] = {}
    for each in SampledPurchase.objects.filter(sample=sample).order_by("pk"):
        by_stratum.setdefault(each.stratum_id, []).append(each)
    lines, errors = [], []
    for stratum in sample.strata.order_by("number", "pk"):
        done = [each for each in by_stratum.get(stratum.pk, []) if each.outcome]
        of = Errors(stratum.population, tuple(each.error_sek or Decimal(0) for each in done))
        errors.append(of)
        is_done = len(done) == stratum.drawn
        found = sum(of.errors, Decimal(0))
        lines.append(StratumLine(stratum, len(done), found, of.total if is_done else None))
    drawn = sum(line.stratum.drawn for line in lines)
    looked_at = sum(line.looked_at for line in lines)
    whole = estimate(errors) if drawn and looked_at == drawn else None
    return SampleResult(
        tuple(lines), drawn, looked_at, whole, share(whole.total, sample.population_sek) if whole else None
    )
