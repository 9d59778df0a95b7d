"""What a buyer's work with prices goes by."""

from __future__ import annotations

from contracts.prices.forms import PriceTermForm
from contracts.prices.models import PriceTerm
from huddinge_vo.common.pages.views import TermsPage


class PriceTerms(TermsPage):
    """From how many per cent a change of price is confirmed, and marked for whoever approves it."""

    permission_required = "contracts.change_priceterm"
    form_class = PriceTermForm
    model = PriceTerm
    new_title = "Prisvärden"
