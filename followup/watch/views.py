"""The media watch: hits to judge, what is looked for and where, and what came of it in a period."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from followup.reviews.models import Finding
from followup.watch import actions
from followup.watch.filters import HitFilter
from followup.watch.forms import FeedForm, HitFindingForm, JudgeForm, LinkForm, SearchWordForm
from followup.watch.models import Feed, MediaHit, SearchWord
from followup.watch.tables import HitTable
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage, ListPage
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.periods import FIRST_YEAR, LAST_YEAR, Period
from huddinge_vo.common.secrecy.changes import changes_of

_SHOWN = 200


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class HitList(ListPage):
    """What has been found, the latest first."""

    permission_required = "followup.view_mediahit"
    filterset_class = HitFilter
    table_class = HitTable
    template_name = "followup/watch/hit_list.html"
    title = "Mediebevakning"
    export_name = "mediebevakning"

    def get_queryset(self) -> QuerySet[MediaHit]:
        """Narrowed to what the person may see, of the chosen buyer."""
        found = MediaHit.objects.visible_to(user_of(self.request)).for_buyer(current_buyer(self.request))
        return found.for_list().order_by("-found_on", "-pk")


class HitPage(PermissionRequiredMixin, DetailView):
    """A hit, and what was said of it."""

    permission_required = "followup.view_mediahit"
    template_name = "followup/watch/hit_detail.html"
    context_object_name = "hit"

    def get_queryset(self) -> QuerySet[MediaHit]:
        """Narrowed to what the person may see."""
        return MediaHit.objects.visible_to(user_of(self.request)).for_list().select_related("added_by")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With who changed what."""
        context = super().get_context_data(**kwargs)
        return {**context, "changes": changes_of(context["hit"], user=user_of(self.request))}


class _OfHit(ActionPage):
    """An action on the hit of the address."""

    permission_required: str | tuple[str, ...] = "followup.change_mediahit"
    permission_of = MediaHit
    refusals = (actions.AlreadyJudged,)

    def hit(self) -> MediaHit:
        """The hit, if one may see it."""
        return get_object_or_404(MediaHit.objects.visible_to(user_of(self.request)), pk=self.kwargs["pk"])

    def too_late(self) -> str:
        """It is a finding once."""
        return actions.why_judged(self.hit())

    def back(self) -> str:
        """To its page."""
        return self.hit().get_absolute_url()


class HitJudge(_OfHit):
    """Say what a hit is worth."""

    form_class = JudgeForm
    title = "Bedöm träffen"

    def do(self, form: JudgeForm) -> MediaHit:
        """Keep it."""
        said = form.cleaned_data
        return actions.judge_hit(
            hit_id=self.hit().pk,
            is_relevant=said["outcome"] == "ja",
            reason=said["reason"],
            by=user_of(self.request),
            at=timezone.now(),
        )


class HitFinding(_OfHit):
    """Make a finding of a hit."""

    permission_required = ("followup.change_mediahit", "followup.add_finding")
    form_class = HitFindingForm
    title = "Anmäl som brist"
    submit = "Anmäl"

    def do(self, form: HitFindingForm) -> Finding:
        """Report it."""
        user = user_of(self.request)
        return actions.report_hit(hit_id=self.hit().pk, by=user, at=timezone.now(), **form.cleaned_data)

    def done(self, result: object) -> str:
        """What happens now."""
        return "Bristen är anmäld och bedöms av en annan uppföljare."


class LinkAdd(ActionPage):
    """Paste an article that a person has read."""

    permission_required = "followup.change_mediahit"
    form_class = LinkForm
    title = "Lägg in en länk"

    def get_form_kwargs(self) -> dict[str, object]:
        """Narrowed to the suppliers that one may know of."""
        return {**super().get_form_kwargs(), "user": user_of(self.request)}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:hit-list")

    def do(self, form: LinkForm) -> MediaHit:
        """Keep it."""
        user = user_of(self.request)
        return actions.add_hit(buyer=_buyer(self.request), by=user, at=timezone.now(), **form.cleaned_data)


class WatchWords(PermissionRequiredMixin, TemplateView):
    """What is looked for."""

    permission_required = "followup.view_mediahit"
    template_name = "followup/watch/words.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of the chosen buyer."""
        words = SearchWord.objects.visible_to(user_of(self.request)).filter(buyer=_buyer(self.request))
        ordered = words.select_related("supplier").order_by("priority", "supplier__sort_name", "words", "pk")
        return {**super().get_context_data(**kwargs), "words": ordered}


class _Made(EditPage):
    """What is made for the buyer that one works for."""

    def blank(self) -> SearchWord | Feed:
        """For the chosen buyer."""
        made: SearchWord | Feed = self.model(buyer=self.buyer())
        return made


class WordEdit(_Made):
    """Add or change a search word."""

    permission_required = "followup.change_searchword"
    form_class = SearchWordForm
    model = SearchWord
    new_title = "Nytt sökord"
    list_name = "followup:watch-words"


class WatchFeeds(PermissionRequiredMixin, TemplateView):
    """Where is looked."""

    permission_required = "followup.view_mediahit"
    template_name = "followup/watch/feeds.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Of the chosen buyer."""
        feeds = Feed.objects.visible_to(user_of(self.request)).filter(buyer=_buyer(self.request))
        return {**super().get_context_data(**kwargs), "feeds": feeds.order_by("name", "pk")}


class FeedEdit(_Made):
    """Add or change a feed."""

    permission_required = "followup.change_feed"
    form_class = FeedForm
    model = Feed
    new_title = "Nytt flöde"
    list_name = "followup:watch-feeds"


class WatchReport(PermissionRequiredMixin, TemplateView):
    """What was found in a period, of whom, and what came of it."""

    permission_required = "followup.view_mediahit"
    template_name = "followup/watch/report.html"

    def period(self) -> Period:
        """As asked for, else the twelve months up to today."""
        today = timezone.localdate()
        year_ago = today.replace(year=today.year - 1, day=1)
        first, last = self._day("fran", year_ago), self._day("till", today)
        return Period(first, last) if first <= last else Period(last, first)

    def _day(self, name: str, otherwise: date) -> date:
        try:
            day = date.fromisoformat(self.request.GET.get(name, ""))
        except ValueError:
            return otherwise
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else otherwise

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """As far as the person may see."""
        period = self.period()
        hits = MediaHit.objects.visible_to(user_of(self.request)).for_buyer(_buyer(self.request)).found_in(period)
        suppliers = list(hits.by_supplier()[:_SHOWN])
        return {
            **super().get_context_data(**kwargs),
            "period": period,
            "suppliers": suppliers,
            "total": hits.count(),
            "shown": _SHOWN,
        }
