"""What a supplier's name says, without what tells the form of its company: for proposals that two may be one. Pure."""

from __future__ import annotations

import re
import unicodedata

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


def is_masked(number: str) -> bool:
    """Whether a number in a ledger has signs in the place of figures."""
    return _MASKED.search(number) is not None
