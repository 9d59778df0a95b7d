"""What a person sends about what a buyer's work with prices goes by."""

from __future__ import annotations

from typing import Any

from contracts.prices.models import PriceTerm
from huddinge_vo.common.pages.forms import ModelForm
from huddinge_vo.common.people.models import User


class PriceTermForm(ModelForm):
    """From how many per cent a change of price is large."""

    class Meta:
        model = PriceTerm
        fields = ["large_change_percent"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
