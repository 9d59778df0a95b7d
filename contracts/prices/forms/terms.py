"""What a person sends about what a buyer's work with prices goes by."""

from __future__ import annotations

from contracts.prices.models import PriceTerm
from huddinge_vo.common.pages.forms import ModelForm
from huddinge_vo.common.people.models import User
from huddinge_vo.common.untyped import PassedOn


class PriceTermForm(ModelForm):
    """From how many per cent a change of price is large."""

    class Meta:
        model = PriceTerm
        fields = ["large_change_percent"]

    def __init__(self, *args: PassedOn, user: User, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
