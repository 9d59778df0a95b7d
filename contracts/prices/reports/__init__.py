"""What the register's pages and papers say."""

from contracts.prices.reports.adjustments import (
    COLOURS,
    PriceLetter,
    adjustment_effects,
    adjustment_words,
    price_letter_files,
    price_letter_pdf,
    price_letters,
    why_prices_stay,
    work,
)
from contracts.prices.reports.assumptions import (
    OTHER_WORDS,
    Assumable,
    Assumptions,
    NoSuchSeries,
    Other,
    Unassumed,
    assumable_series,
)
from contracts.prices.reports.clause_examples import (
    worked_example,
)
from contracts.prices.reports.clause_lines import (
    ClauseLine,
    clause_lines,
)
from contracts.prices.reports.clause_templates import (
    STANDARD,
    TEMPLATES,
    template_clause,
)
from contracts.prices.reports.clause_wording import (
    standard_text,
)
from contracts.prices.reports.clauses import (
    basket_words,
    clause_changes,
    clause_text,
)
from contracts.prices.reports.fixed_prices import (
    FixedPricePicture,
    decision_effect,
    decision_effects,
    fixed_price_areas,
    fixed_price_picture,
    last_year_bought,
)
from contracts.prices.reports.indices import (
    IndexOverview,
    followers_of,
    index_overview,
    own_picture,
    picture_of,
)
from contracts.prices.reports.levels import (
    Levels,
)
from contracts.prices.reports.price_line import (
    price_line,
)
from contracts.prices.reports.prices import (
    adjusted_how,
    price_list,
)
from contracts.prices.reports.what_if import (
    Chosen,
    WhatIf,
    what_if,
    what_if_rows,
)

__all__ = [
    "COLOURS",
    "OTHER_WORDS",
    "STANDARD",
    "TEMPLATES",
    "Assumable",
    "Assumptions",
    "Chosen",
    "ClauseLine",
    "FixedPricePicture",
    "IndexOverview",
    "Levels",
    "NoSuchSeries",
    "Other",
    "PriceLetter",
    "Unassumed",
    "WhatIf",
    "adjusted_how",
    "adjustment_effects",
    "adjustment_words",
    "assumable_series",
    "basket_words",
    "clause_changes",
    "clause_lines",
    "clause_text",
    "decision_effect",
    "decision_effects",
    "fixed_price_areas",
    "fixed_price_picture",
    "followers_of",
    "index_overview",
    "last_year_bought",
    "own_picture",
    "picture_of",
    "price_letter_files",
    "price_letter_pdf",
    "price_letters",
    "price_line",
    "price_list",
    "standard_text",
    "template_clause",
    "what_if",
    "what_if_rows",
    "why_prices_stay",
    "work",
    "worked_example",
]
