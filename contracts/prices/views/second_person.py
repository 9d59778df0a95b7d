"""Prices that wait for a second person: seen, confirmed, declined, or taken back by whoever asked."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from contracts.prices import actions
from contracts.prices.filters import PriceToConfirmFilter
from contracts.prices.forms import ReasonForm
from contracts.prices.models import PriceToConfirm
from contracts.prices.rules import signed_percent
from contracts.prices.tables import PriceToConfirmTable
from huddinge_vo.common.money import sek
from huddinge_vo.common.pages.forms import Form
from huddinge_vo.common.pages.views import ActionPage, ListPage
from huddinge_vo.common.people.request import user_of


class PriceToConfirmList(ListPage):
    """All prices that a second person has been asked about, the latest first."""

    permission_required = "contracts.view_priceitem"
    filterset_class = PriceToConfirmFilter
    table_class = PriceToConfirmTable
    template_name = "contracts/prices/price_to_confirm_list.html"
    title = "Priser att bekräfta"
    export_name = "priser-att-bekrafta"

    def get_queryset(self) -> QuerySet[PriceToConfirm]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return PriceToConfirm.objects.visible_to(user).for_list().order_by("-asked_at", "-pk")


class _OfWaiting(ActionPage):
    """Something that is said of a price that waits."""

    permission_required = "contracts.approve_priceadjustment"
    permission_of = PriceToConfirm
    form_class = Form
    refusals = (actions.AlreadyDecided, actions.MustBeAnother, actions.NotYours, actions.PricesMoved)
    verb = ""

    @property
    def waiting(self) -> PriceToConfirm:
        """The one of the address."""
        user = user_of(self.request)
        return get_object_or_404(PriceToConfirm.objects.visible_to(user).for_list(), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what is asked, by whom and why."""
        asked = self.waiting
        what = "återta priset, så att det före gäller vidare" if asked.takes_back else "nytt pris"
        return {
            **super().get_context_data(**kwargs),
            "title": f"{self.verb} {sek(asked.amount_sek)} kr, {asked.item.name}",
            "intro": (
                f"{asked.item.contract or asked.item.area}, {asked.item}. Begärt: {what}. "
                f"Från {sek(asked.old_sek)} till {sek(asked.amount_sek)} kr "
                f"({signed_percent(asked.old_sek, asked.amount_sek)}) från {asked.valid_from}. "
                f"Begärt av {asked.asked_by}: {asked.why}"
            ),
        }

    def back(self) -> str:
        """To the list."""
        return reverse("contracts:price-to-confirm-list")


class PriceConfirm(_OfWaiting):
    """Let it count."""

    submit = "Bekräfta priset"
    verb = "Bekräfta"

    def do(self, form: Form) -> PriceToConfirm:
        """Confirm it."""
        user = user_of(self.request)
        return actions.confirm_price(price_id=self.waiting.pk, by=user, at=timezone.now())

    def done(self, result: PriceToConfirm) -> str:
        """What happened."""
        return f"Priset är återtaget från {result.valid_from}." if result.takes_back else "Priset är bekräftat."


class PriceDecline(_OfWaiting):
    """Say no to it."""

    form_class = ReasonForm
    submit = "Avslå priset"
    verb = "Avslå"

    def do(self, form: ReasonForm) -> PriceToConfirm:
        """Decline it."""
        user = user_of(self.request)
        return actions.decline_price(
            price_id=self.waiting.pk, reason=form.cleaned_data["reason"], by=user, at=timezone.now()
        )

    def done(self, result: PriceToConfirm) -> str:
        """What happened."""
        return "Priset är avslaget. Det som gällde gäller vidare."


class PriceQuestionWithdraw(_OfWaiting):
    """Take back what one asked for."""

    permission_required = "contracts.change_priceitem"
    submit = "Dra tillbaka"
    verb = "Dra tillbaka"

    def do(self, form: Form) -> PriceToConfirm:
        """Take it back."""
        user = user_of(self.request)
        return actions.withdraw_question(price_id=self.waiting.pk, by=user, at=timezone.now())

    def done(self, result: PriceToConfirm) -> str:
        """What happened."""
        return "Begäran är tillbakadragen. Det som gällde gäller vidare."
