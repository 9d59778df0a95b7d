"""Judgements about what was seen in the field. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.crypto import salted_hmac

# What a class 1 contract has at least.
LEAST_KPIS = 3
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Said:
    """An answer and what was noted to it."""

    answer: str
    comment: str


def is_conflict(*, seen: Said, stored: Said, sent: Said) -> bool:
    """Whether somebody else has answered since a person saw the question, and not the same."""
    return stored not in (seen, sent)


def unregistered(seen: int, registered: int) -> int:
    """How many more were seen than were registered as there. More registered than seen is less than nought."""
    return seen - registered


def is_under_agreement(hours: Decimal, pay_sek: Decimal, agreed_sek: Decimal) -> bool:
    """Whether pay is lower than the agreed for the hours. A whole krona is rounding and no deviation."""
    return pay_sek + 1 < (hours * agreed_sek).quantize(_CENT)


def hourly(hours: Decimal, pay_sek: Decimal) -> Decimal:
    """Kronor an hour."""
    return (pay_sek / hours).quantize(_CENT)


@dataclass(frozen=True)
class Score:
    """A key figure in a quarter. `is_met` is null where nothing can be scored, and `why` says why in Swedish."""

    value: Decimal | None
    is_met: bool | None
    why: str = ""


NO_ACTIVITY = "Ingen verksamhet"
NO_VALUE = "Inget utfall"


def score(value: Decimal | None, *, target: Decimal, more_is_better: bool, has_activity: bool) -> Score:
    """Hold a value to its target. A quarter without activity is never scored, whatever somebody has written there."""
    if not has_activity:
        return Score(value, None, NO_ACTIVITY)
    if value is None:
        return Score(None, None, NO_VALUE)
    return Score(value, value >= target if more_is_better else value <= target)


def share_met(scores: Sequence[Score]) -> tuple[int, int]:
    """How many of those that could be scored are as they should, and how many could."""
    scored = [each.is_met for each in scores if each.is_met is not None]
    return sum(scored), len(scored)


def quarters_until(on: date, *, count: int = 4) -> list[date]:
    """The first days of the latest quarters that are over on a day, the earliest first."""
    number = on.year * 4 + (on.month - 1) // 3
    return [date(each // 4, each % 4 * 3 + 1, 1) for each in range(number - count, number)]


# What a review asks for where a contract or its round has a requirement, or has none: by the requirement's code.
_QUESTIONS: Mapping[str, tuple[str, str]] = {
    "REDUNDANCY": ("NORMAL", "Leverantören visar hur tjänsten ges vid bortfall, och redundansen är prövad."),
    "EXCUSE_CLAUSE": ("NORMAL", "Inget hinder enligt force majeure-klausulen har åberopats utan grund."),
    "SUSTAINABILITY": ("SUSTAINABILITY", "Avtalets hållbarhetskrav följs och kan visas."),
    "WORKING_CONDITIONS": (
        "WORKING_CONDITIONS",
        "Lön, arbetstid och försäkringar följer avtalets arbetsrättsliga villkor.",
    ),
    "ACCESSIBILITY": ("NORMAL", "Tjänsten och lokalerna är tillgängliga så som avtalet kräver."),
    "TECHNOLOGY": ("NORMAL", "Välfärdsteknik används så som avtalet beskriver."),
    "EU_2022_576": ("NORMAL", "Försäkran enligt EU 2022/576 gäller fortfarande för ägare och underleverantörer."),
    "INDEX_CLAUSE": ("NORMAL", "Priserna är justerade enligt indexklausulen, på rätt dag och med rätt index."),
}
_ALWAYS = (
    ("NORMAL", "Tjänsten utförs så som avtalet beskriver den."),
    ("NORMAL", "Bemanning och kompetens motsvarar avtalet."),
    ("NORMAL", "Tillstånd finns och gäller för den verksamhet som bedrivs."),
    ("NORMAL", "Fakturor stämmer med avtalet och med det som har utförts."),
)
_END = (
    ("SUSTAINABILITY", "Miljö- och klimatpåverkan av resor, mat och förbrukning är känd och minskar."),
    ("WORKING_CONDITIONS", "Alla som arbetar har rätt att göra det och är kontrollerade i register."),
)


def questions_from(wanted: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """(kind, question) of a template for what contracts ask for: `wanted` are (requirement's code, the words noted).

    A note is what the requirement says in this area, and stands after the question. What is asked in every review is
    always there; of the same question with the same note there is one.
    """
    asked: list[tuple[str, str]] = list(_ALWAYS)
    for code, note in wanted:
        kind, question = _QUESTIONS[code]
        words = f"{question[:-1]}: {note.rstrip('.')}." if note else question
        if (kind, words) not in asked:
            asked.append((kind, words[:500]))
    kinds = {kind for kind, _ in asked}
    return [*asked, *(each for each in _END if each[0] not in kinds)]


def person_on_device(user_id: int) -> str:
    """Whose what is kept in a browser is, so that it is never sent as another's. It tells nobody who that is."""
    return salted_hmac("followup.field", str(user_id)).hexdigest()[:20]
