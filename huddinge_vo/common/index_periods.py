"""placeholder until merge"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from huddinge_vo.common.periods import MONTHS, Period, add_months


class Frequency(StrEnum):
    YEAR = "YEAR"
    QUARTER = "QUARTER"
    MONTH = "MONTH"


@dataclass(frozen=True)
class IndexPeriod:
    year: int
    part: int
    frequency: Frequency

    @classmethod
    def parse(cls, text):
        t = text.strip().upper()
        if m := re.fullmatch(r"(\d{4})", t):
            return cls(int(m[1]), 1, Frequency.YEAR)
        if m := re.fullmatch(r"(\d{4})\s*(?:K|Q|KV)\s*([1-4])", t):
            return cls(int(m[1]), int(m[2]), Frequency.QUARTER)
        if m := re.fullmatch(r"(\d{4})[M-](\d{1,2})", t):
            return cls(int(m[1]), int(m[2]), Frequency.MONTH)
        raise ValueError(f"”{text}” är ingen period.")

    @property
    def code(self):
        return {"YEAR": f"{self.year}", "QUARTER": f"{self.year}K{self.part}", "MONTH": f"{self.year}M{self.part:02}"}[
            self.frequency
        ]

    @property
    def first(self):
        return date(self.year, {"YEAR": 1, "QUARTER": self.part * 3 - 2, "MONTH": self.part}[self.frequency], 1)

    @property
    def last(self):
        n = {"YEAR": 12, "QUARTER": 3, "MONTH": 1}[self.frequency]
        return Period.containing(add_months(self.first, n - 1)).last

    @property
    def label(self):
        return {
            "YEAR": f"{self.year}",
            "QUARTER": f"kvartal {self.part} {self.year}",
            "MONTH": f"{MONTHS[self.part - 1]} {self.year}",
        }[self.frequency]

    def moved(self, years):
        return replace(self, year=self.year + years)

    def same_part_as(self, other):
        return (self.part, self.frequency) == (other.part, other.frequency)
