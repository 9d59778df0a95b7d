"""What a person sends about a strategy."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from huddinge_vo.common.pages.forms import DecidesOnWhatIsShown, Form, VersionField, dress
from huddinge_vo.common.personal_numbers import refuse_personal_numbers
from huddinge_vo.common.untyped import PassedOn
from procurement.strategies.models import StrategySection


class StrategyForm(Form):
    """All sections' words, each with the version it was opened at."""

    def __init__(
        self,
        *args: PassedOn,
        parts: Mapping[str, tuple[str, str]],
        stored: Mapping[str, StrategySection],
        **kwargs: PassedOn,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        for key, (heading, guidance) in parts.items():
            section = stored.get(key)
            self.fields[key] = forms.CharField(
                label=heading,
                help_text=guidance,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 6}),
                initial=section.text if section else "",
            )
            self.fields[f"{key}_version"] = VersionField(initial=section.version if section else 0)
            self.fields[key].validators.append(refuse_personal_numbers)
        dress(self.fields)

    def texts(self) -> dict[str, tuple[str, int]]:
        """Key → text and version."""
        data = self.cleaned_data
        return {key: (data[key], data[f"{key}_version"]) for key in self.parts}


class DecisionForm(DecidesOnWhatIsShown, Form):
    """That the strategy was decided, when and by whom."""

    has_been = ("decided_on",)

    decided_on = forms.DateField(label="Beslutad")
    decided_by = forms.CharField(
        label="Beslutad av", max_length=200, help_text="KS AU, eller vem som beslutade enligt delegation."
    )
