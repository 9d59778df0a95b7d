"""What was procured when: the rounds of each area, what was given directly beside them, and what was terminated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SECRET_AREA = "IFO-AVHOPP"  # noqa: S105 - an area, and no password
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
