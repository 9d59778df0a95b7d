"""The wording of a price adjustment clause for procurement documents (activity 2.5), in our own words."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.index.models import IndexStatus
from contracts.prices import rules
from contracts.prices.models import ClauseComponent, PriceClause
from contracts.prices.reports.clause_examples import number, per_cent
from contracts.prices.reports.clauses import (
    compared,
    day_words,
    formula,
    in_order,
    limits,
    months,
    series_words,
    status_words,
    symbols_of,
)
from huddinge_vo.common.index_periods import IndexPeriod
from huddinge_vo.common.sentences import sentence


def standard_text(clause: PriceClause, *, components: Sequence[ClauseComponent] | None = None) -> str:
    """The wording of a clause for procurement documents (activity 2.5), with its own terms filled in. Plain text.

    Empty for negotiation and budget uplift, which are not used in new contracts.
    """
    if not clause.is_allowed_in_new_contracts:
        return ""
    parts = in_order(list(clause.components.all()) if components is None else components)
    paragraphs = _index_wording(clause, parts) if clause.kind == PriceClause.Kind.INDEX else _council_wording()
    numbered = [f"{n}. {heading}\n{words}" for n, (heading, words) in enumerate(paragraphs, start=1)]
    return "\n\n".join(["PRISJUSTERING", *numbered, ""])


def _council_wording() -> list[tuple[str, str]]:
    return [
        (
            "Fast pris",
            (
                "Ersättningen är densamma för alla leverantörer i avtalsområdet och fastställs av beställaren. "
                "Leverantören kan inte begära annan ersättning under avtalstiden."
            ),
        ),
        (
            "Årligt beslut",
            (
                "Kommunfullmäktige beslutar varje år om ersättningen i samband med mål och budget. Beställaren "
                "meddelar den nya ersättningen skriftligen så snart beslutet är fattat. Den gäller från den dag som "
                "beslutet anger."
            ),
        ),
        (
            "Efter avtalstidens slut",
            "Ersättningen följer samma beslut för insatser som pågår enligt avtalet efter avtalstidens slut.",
        ),
        (
            "Mervärdesskatt",
            "Ersättningen anges exklusive mervärdesskatt, om inte annat framgår.",
        ),
    ]


def _index_wording(clause: PriceClause, parts: Sequence[ClauseComponent]) -> list[tuple[str, str]]:
    said = [
        (
            "Fasta priser",
            (
                f"Avtalade priser är fasta i {months(clause.fixed_months)} från avtalsstart. Därefter kan priserna "
                f"justeras en gång om året, från och med {day_words(clause)}, enligt denna klausul. Efter varje "
                f"justering är priserna fasta i minst {months(clause.fixed_months)}."
            ),
        ),
        ("Index", _basket_wording(clause, parts)),
        ("Basvärden", _bases_wording(parts)),
        ("Jämförelse", _comparison_wording(clause, parts)),
        ("Beräkning", _formula_wording(clause, parts)),
    ]
    if limits := _limits_wording(clause):
        said.append(("Begränsningar", limits))
    said += [
        ("Avrundning", _rounding_wording(clause)),
        ("Begäran och besked", _request_wording(clause)),
    ]
    if any(part.status == IndexStatus.PRELIMINARY for part in parts):
        said.append(("Preliminära värden", _final_wording(clause)))
    said += [
        ("Index som ändras eller upphör", _successor_wording(clause)),
        (
            "Efter avtalstidens slut",
            (
                "Pågår en placering eller ett avrop efter avtalstidens slut, och gäller avtalets villkor för det, "
                "justeras priset på samma sätt så länge det pågår."
            ),
        ),
        (
            "Fel i beräkningen",
            (
                "Upptäcker någon av parterna ett räknefel eller att fel indexvärde har använts rättas priset från "
                "den dag det började gälla. Skillnaden regleras på nästa faktura."
            ),
        ),
        ("Mervärdesskatt", "Priserna anges exklusive mervärdesskatt."),
    ]
    return said


def _basket_wording(clause: PriceClause, parts: Sequence[ClauseComponent]) -> str:
    rows = [f"– {per_cent(part.weight * 100)}: {series_words(part.series)}" for part in parts]
    follows = (
        "Priserna följer" if not clause.fixed_percent else f"{per_cent(100 - clause.fixed_percent)} av priset följer"
    )
    what = "en indexkorg som består av" if len(parts) > 1 else "index"
    fixed = f"\n{per_cent(clause.fixed_percent)} av priset är fast." if clause.fixed_percent else ""
    return f"{follows} {what}:\n" + "\n".join(rows) + fixed


def _bases_wording(parts: Sequence[ClauseComponent]) -> str:
    rows = []
    for part in parts:
        period = IndexPeriod.parse(part.base_period).label
        status = "preliminärt" if part.status == IndexStatus.PRELIMINARY else "slutligt"
        base = f", {part.series.base_beside_name}" if part.series.base_beside_name else ""
        if part.series.measures == "CHANGE":
            rows.append(f"– {part.series}: årlig förändring räknas från {period}.")
        else:
            rows.append(f"– {part.series}: {number(part.base_value)} ({period}, {status} värde{base})")
    return "Basvärden är:\n" + "\n".join(rows)


def _comparison_wording(clause: PriceClause, parts: Sequence[ClauseComponent]) -> str:
    since = (
        "de värden som användes vid den senaste justeringen, och vid den första justeringen med basvärdena"
        if clause.method == rules.Method.CHAINED
        else "basvärdena"
    )
    rows = [f"– {part.series}: {compared(part)}, {status_words(part)}" for part in parts]
    return (
        f"Vid en justering jämförs följande värden med {since}:\n"
        + "\n".join(rows)
        + "\nVärden för samma kvartal, månad eller år jämförs. Preliminära värden jämförs bara med preliminära "
        "värden och slutliga bara med slutliga."
    )


def _formula_wording(clause: PriceClause, parts: Sequence[ClauseComponent]) -> str:
    signs = symbols_of(clause, parts)
    return f"Det nya priset är\n    {formula(clause, parts)}\ndär\n" + "\n".join(
        f"– {symbol.sign} är {symbol.meaning}" for symbol in signs
    )


def _limits_wording(clause: PriceClause) -> str:
    return " ".join(limits(clause)) if _has_limits(clause) else ""


def _has_limits(clause: PriceClause) -> bool:
    return any(limit is not None for limit in (clause.threshold_percent, clause.lowest_percent, clause.highest_percent))


def _rounding_wording(clause: PriceClause) -> str:
    to = "hela kronor" if clause.rounding == rules.Rounding.KRONA else "hela ören"
    half = (
        "En halv krona avrundas uppåt." if clause.rounding == rules.Rounding.KRONA else "Ett halvt öre avrundas uppåt."
    )
    if clause.factor_decimals is None:
        return f"Ingen avrundning görs under beräkningen. Det nya priset avrundas en gång, till {to}. {half}"
    return (
        f"Indexkorgens faktor avrundas till {clause.factor_decimals} decimaler. Det nya priset avrundas till {to}. "
        f"{half}"
    )


def _request_wording(clause: PriceClause) -> str:
    if clause.needs_request:
        asked = (
            f"Leverantören begär skriftligen höjning tidigast {months(clause.opens_months)} och senast "
            f"{clause.ask_days} dagar före {day_words(clause)}. Begäran anger avtalets nummer och de indexvärden som "
            "åberopas. Kommer begäran senare, eller inte alls, höjs inte priset det året, och inte heller i "
            "efterhand. En sänkning gör beställaren utan begäran."
        )
    else:
        asked = "Beställaren räknar fram det nya priset utan begäran, vare sig det höjs eller sänks."
    return (
        f"{asked} Beställaren ger skriftligt besked om det nya priset senast {clause.tell_days} dagar innan det börjar "
        "gälla."
    )


def _final_wording(clause: PriceClause) -> str:
    if clause.settles_on_final:
        return (
            "När det slutliga värdet har publicerats räknar beställaren om priset med slutliga värden, både bas- och "
            "jämförelsevärden. Skillnaden mot vad som har betalats regleras mellan parterna. Det betalda priset "
            "ändras inte."
        )
    return "Publiceras senare ett slutligt värde ändras inte priset, och ingen reglering görs i efterhand."


def _successor_wording(clause: PriceClause) -> str:
    successor = (
        sentence(clause.successor)
        if clause.successor
        else ("Upphör en serie kommer parterna överens om den serie som bäst motsvarar den.")
    )
    return (
        f"{successor} Byter utgivaren bas räknas värdena om med den kedjefaktor som utgivaren publicerar. Värden med "
        "olika bas jämförs aldrig utan en sådan faktor. Revideras ett slutligt värde efter att ett pris har "
        "justerats ändras inte priset av det."
    )
