"""What a person sends about rules, and about one row."""

from __future__ import annotations

from django import forms

from contracts.plan.models import Category, ContractArea
from followup.judging.models import ClassificationRule, RowJudgement
from huddinge_vo.common import org_numbers
from huddinge_vo.common.pages.forms import DecidesOnWhatIsShown, ModelForm, VersionField
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.untyped import Context, PassedOn
from procurement.placements.models import Placement


class _Classifies(ModelForm):
    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = (  # type: ignore[attr-defined]
            Category.objects.visible_to(user).filter(buyer=buyer).order_by("sort_name", "pk")
        )
        self.fields["area"].queryset = (  # type: ignore[attr-defined]
            ContractArea.objects.visible_to(user).filter(category__buyer=buyer).order_by("sort_name", "pk")
        )


class RuleForm(_Classifies):
    """A classification rule, and its place among the others."""

    place = forms.IntegerField(label="Plats i ordningen", required=False, min_value=1)

    class Meta:
        model = ClassificationRule
        fields = ["supplier_ref", "account_from", "account_to", "unit", "category", "area", "exclusion"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        self.instance.buyer = buyer
        for name in ("supplier_ref", "unit"):
            self.fields[name].help_text = "Tomt: alla."
        self.fields["account_from"].help_text = "Tomt: från det första. Ett enda konto skrivs i båda fälten."
        self.fields["account_to"].help_text = "Tomt: till och med det sista."
        self.fields["place"].help_text = (
            "Tomt: ligger kvar där den är."
            if self.instance.pk
            else "Tomt: ovanför den första regel som tar raderna i dag. Pröva regeln och se vilken det är."
        )
        self.initial.setdefault("place", self.instance.order)

    def clean(self) -> Context:
        """Accounts in the order that the judging has them: as text, for there are accounts with letters."""
        data: Context = super().clean() or self.cleaned_data
        first, last = data.get("account_from"), data.get("account_to")
        if first and last and last < first:
            self.add_error(
                "account_to",
                f"Konto till kan inte komma före konto från. Konton jämförs som text, tecken för tecken: {last} kommer "
                f"före {first}.",
            )
        return data

    def clean_supplier_ref(self) -> str:
        """An organisation number is kept as ten digits, as keys have it."""
        raw = self.cleaned_data["supplier_ref"].strip()
        return org_numbers.normalise(raw) or raw


class _JudgesByHand(_Classifies):
    """What a person decides by hand, and why: nobody else can tell it afterwards."""

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        self.fields["reason"].required = True
        self.fields["reason"].help_text = "Varför, så att en annan förstår det efteråt."


class GroupsJudgementForm(_JudgesByHand):
    """What a person decides about many rows, the same of all."""

    class Meta:
        model = RowJudgement
        fields = ["category", "area", "exclusion", "reason"]


class ShownGroupsForm(DecidesOnWhatIsShown, GroupsJudgementForm):
    """The same of all rows that some groups were shown to have."""


class RowJudgementForm(_JudgesByHand):
    """What a person decides about one row."""

    class Meta:
        model = RowJudgement
        fields = ["category", "area", "exclusion", "deviation", "reason"]

    def __init__(self, *args: PassedOn, user: User, buyer: Organization, **kwargs: PassedOn) -> None:
        super().__init__(*args, user=user, buyer=buyer, **kwargs)
        self.fields["instead_of"] = VersionField(initial=self.instance.pk)  # which judgement the page showed
        self.fields["deviation"].queryset = (  # type: ignore[attr-defined]
            Placement.objects.visible_to(user)
            .filter(buyer=buyer)
            .outside_contract()
            .approved()
            .order_by("number", "pk")
        )
