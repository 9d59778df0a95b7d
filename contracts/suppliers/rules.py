"""What a supplier's name says, for proposals that two may be one; and what became of a permit. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from contracts.suppliers.choices import County

# How alike two names must be, as pg_trgm measures it: the share of groups of three letters that they have in common.
ALIKE = 0.6
# A name in the ledger that has less than so much in common with its number's supplier is told of.
UNLIKE = 0.4
# What a supplier is proposed with at most: the likest. A group of companies would else fill the list.
MOST_FOR_EACH = 5
# Beginnings of words that so many names have tell nothing of who somebody is: omso(rg), vård, assi(stans).
COMMON = 200

_FORMS = re.compile(
    r"\b(?:ekonomisk forening|ideell forening|ek for|ideell for|aktiebolaget|aktiebolag|ab|handelsbolaget|handelsbolag"
    r"|hb|kommanditbolaget|kommanditbolag|kb|enskild firma|ef|stiftelsen|publ|svb|filial|ltd|limited|inc|aps|oy|gmbh"
    r"|i stockholm|i goteborg|i malmo|i sverige|sverige|sweden|stockholm)\b"
)
_MASKED = re.compile(r"[*•●]|x{3,}", re.IGNORECASE)


def plain_name(name: str) -> str:
    """A name as it is compared: lower case, words alone, without legal forms and the places that go with them.

    Without the dots and rings of å, ä and ö too, which economy systems lose. A name that is nothing else stays.
    """
    letters = "".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each))
    words = " ".join(re.findall(r"\w+", letters.casefold()))
    return " ".join(_FORMS.sub(" ", words).split()) or words


@lru_cache(maxsize=1024)
def plain_county(name: str) -> str:
    """A county as two who write it differently mean it: Stockholms län and Stockholm are one."""
    return name.strip().casefold().removesuffix(" län").removesuffix("s")


_COUNTIES = {plain_county(str(county.label)): county for county in County}


def county_of(name: str) -> County | None:
    """The county that a unit's words for it mean; null for what is none of them."""
    return _COUNTIES.get(plain_county(name))


def is_masked(number: str) -> bool:
    """Whether a number in a ledger has signs in the place of figures."""
    return _MASKED.search(number) is not None


NOT_THERE = "finns inte längre i registret"  # what a stop says of a permit that a whole register lacks


@dataclass(frozen=True)
class PermitFacts:
    """What a permit says. `status` is Permit.Status; no `valid_until` is until further notice."""

    ground: str
    form: str
    places: int | None
    valid_until: date | None
    status: str

    def holds_on(self, day: date) -> bool:
        """Whether care may be given by it on a day. Its last day counts."""
        return self.status == "VALID" and (self.valid_until is None or self.valid_until >= day)


def what_became(before: PermitFacts | None, after: PermitFacts | None, *, on: date) -> str:
    """In words what has become of a permit that held, where nobody new may be placed on it; else nothing.

    It no longer holds, is no longer there, or is for something else or fewer than it was. What has become more, or is
    for longer, stops nobody.
    """
    if before is None or not before.holds_on(on):
        return ""
    of = f"Tillståndet enligt {before.ground}"
    if after is None:
        return f"{of} {NOT_THERE}"
    if not after.holds_on(on):
        until = f" sedan {after.valid_until}" if after.valid_until else ""
        return f"{of} är återkallat" if after.status == "WITHDRAWN" else f"{of} gäller inte längre{until}"
    return f"{of} {less}" if (less := _what_is_less(before, after)) else ""


def lost_on(permit: PermitFacts, *, decided_on: date, is_own_decision: bool, stopped_on: date) -> date:
    """The day a permit was lost: what is paid for care on days after it is told of, the day itself is not.

    It is the permit's own last day; else the day it was taken back, where the register has that as a decision of its
    own (`is_own_decision`); else the day it became known, when nobody new was placed there. Never later than that.
    """
    if permit.valid_until is not None:
        return min(permit.valid_until, stopped_on)
    if permit.status == "WITHDRAWN" and is_own_decision:
        return min(decided_on, stopped_on)
    return stopped_on


def _what_is_less(before: PermitFacts, after: PermitFacts) -> str:
    """In words what a permit that holds still no longer lets be done."""
    if before.form and after.form and before.form.casefold() != after.form.casefold():
        return f"gäller nu ”{after.form}” och inte ”{before.form}”"
    if before.places is not None and after.places is not None and after.places < before.places:
        return f"gäller nu {after.places} platser och inte {before.places}"
    if after.valid_until is not None and (before.valid_until is None or after.valid_until < before.valid_until):
        return f"slutar nu gälla {after.valid_until}"
    return ""
