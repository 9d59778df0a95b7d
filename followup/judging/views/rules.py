"""The rules that say what rows are bought for."""

from __future__ import annotations

import secrets

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from followup.judging import actions, tasks
from followup.judging.forms import RuleForm
from followup.judging.imports import read_rules
from followup.judging.models import ClassificationRule, SpendKey
from followup.judging.reports import Flow, OrderTrial, rule_words
from followup.judging.rules import rule_of, unsaid
from followup.judging.views.asked import ToPage, buyer_of, groups_in, left_href, note_standing
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.jobs.reports import progress_of
from huddinge_vo.common.jobs.tasks import JOBS, ask_for
from huddinge_vo.common.pages.forms import FileForm, on_disk
from huddinge_vo.common.pages.permissions import permission_required
from huddinge_vo.common.pages.views import ActionPage, HasPage, with_errors
from huddinge_vo.common.people.models import User
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.untyped import Context

# Rows that are judged twice while a person waits, in about two seconds.
MOST_ROWS_AT_ONCE = 50_000


class RuleEdit(ActionPage):
    """Add or change a rule."""

    permission_required = ("followup.add_classificationrule", "followup.change_classificationrule")
    form_class = RuleForm
    template_name = "followup/judging/rule_form.html"
    permission_of = ClassificationRule
    title = "Regel"

    def get_form_kwargs(self) -> dict[str, object]:
        """The rule, if one may change it."""
        kwargs = {**super().get_form_kwargs(), "user": user_of(self.request), "buyer": buyer_of(self.request)}
        if "pk" in self.kwargs:
            user = user_of(self.request)
            visible = ClassificationRule.objects.visible_to(user).wholly_told_to(user)
            kwargs["instance"] = get_object_or_404(visible, pk=self.kwargs["pk"])
            kwargs["buyer"] = kwargs["instance"].buyer
        return kwargs

    def get_initial(self) -> dict[str, object]:
        """A new one can be made of groups that no rule takes."""
        return {**super().get_initial(), **rule_of(self.groups)} if self.groups else super().get_initial()

    @cached_property
    def groups(self) -> list[SpendKey]:
        """A key of each group that the address names, as far as one may see it."""
        if "pk" in self.kwargs:
            return []
        seen = SpendKey.objects.visible_to(user_of(self.request)).filter(buyer=buyer_of(self.request))
        return list(seen.filter(pk__in=groups_in(self.request)).order_by("supplier_name", "account", "pk"))

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the groups that the rule is made of, and what of them it cannot say."""
        return {**super().get_context_data(**kwargs), "groups": self.groups, "unsaid": unsaid(self.groups)}

    def form_valid(self, form: RuleForm) -> HttpResponse:
        """Save, or only try: say what the rule would move, and leave everything as it is."""
        if "prova" not in self.request.POST:
            return super().form_valid(form)
        rule, user, place = form.instance, user_of(self.request), form.cleaned_data["place"]
        try:
            told = actions.try_rule(rule=rule, by=user, at=timezone.now(), place=place, at_most=MOST_ROWS_AT_ONCE)
            self.extra_context = {"told": told}
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        except (actions.TooMuchAtOnce, actions.LedgerIsBusy):
            fields = {name: getattr(rule, name) for name in tasks.TRIED}
            self.extra_context = {"trial": _try_rule_later(rule, user, fields=fields, place=place)}
        return self.render_to_response(self.get_context_data(form=form))

    def back(self) -> str:
        """To the list that one came from."""
        return left_href(self.request) if self.groups else reverse("followup:rule-list")

    def do(self, form: RuleForm) -> HasPage:
        """Save it and let the worker judge again."""
        rule, place = form.instance, form.cleaned_data["place"]
        note_standing(self.request, rule.buyer)
        self.saved = actions.save_rule(
            rule=rule,
            by=user_of(self.request),
            at=timezone.now(),
            place=place,
            version=form.cleaned_data.get("version"),
        )
        ask_for(tasks.judge_changes)
        return ToPage(self.back())

    def done(self, result: object) -> str:
        """Where it came, and what happens now."""
        return f"Regeln är sparad som nummer {self.saved.order}. Siffrorna räknas om."


def try_later(asked: Context) -> str:
    """Have the worker try a rule, what taking it away does (without fields), or an order. Returns what to ask by."""
    trial = secrets.token_urlsafe(16)
    cache.set(tasks.trial_key(trial), asked, tasks.TRIAL_SECONDS)
    ask_for(tasks.try_rule, trial=trial)
    return trial


def _try_rule_later(
    rule: ClassificationRule, user: User, *, fields: dict[str, object] | None, place: int | None = None
) -> str:
    return try_later({"rule": rule.pk, "buyer": rule.buyer_id, "user": user.pk, "fields": fields, "place": place})


@permission_required("followup.change_classificationrule")
def rule_trial(request: HttpRequest, trial: str) -> HttpResponse:
    """How far a try has come: asked for every second or two by the page it is on, or read as a page of its own."""
    if not trial.isprintable():  # no key has such signs
        raise Http404
    asked = cache.get(tasks.trial_key(trial))
    if asked is None or asked["user"] != request.user.pk:
        raise Http404
    context = {
        "trial": trial,
        "begun": asked.get("begun", False),
        "told": asked.get("told"),
        "refused": asked.get("refused", ""),
    }
    if not context["told"] and not context["refused"]:
        kind = JOBS[tasks.try_rule.name]
        context["progress"] = progress_of(kind, {"trial": trial}, user=user_of(request), at=timezone.now())
    part = "followup/judging/_rule_trial.html"
    if "order" in asked:
        part = "followup/judging/_order_trial.html"
        ids = {name: ",".join(map(str, asked[name])) for name in ("was", "order")}
        context |= {"per_rule": _per_rule(context["told"], user_of(request)), "ordered": asked["order"], **ids}
    is_part = bool(getattr(request, "htmx", False))
    return render(request, part if is_part else "followup/judging/rule_trial.html", {**context, "part": part})


def _per_rule(told: OrderTrial | None, user: User) -> list[Flow]:
    """What each rule would get or lose, where the table of rules was drawn before it was known."""
    by_rule = told.by_rule if told else {}
    words = rule_words(by_rule, user=user)
    return [Flow(words[pk], *change) for pk, change in sorted(by_rule.items(), key=lambda each: abs(each[1][1]))[::-1]]


class RulesUpload(ActionPage):
    """Replace all rules with those of a file."""

    permission_required = (
        "followup.add_classificationrule",
        "followup.change_classificationrule",
        "followup.delete_classificationrule",
    )
    form_class = FileForm
    template_name = "followup/judging/rules_upload.html"
    title = "Läs in regler från fil"
    submit = "Ersätt reglerna"
    refusals = (UnreadableFile,)

    def back(self) -> str:
        """To the list."""
        return reverse("followup:rule-list")

    def do(self, form: FileForm) -> HasPage:
        """All or nothing; every error is shown with its line."""
        upload = form.cleaned_data["file"]
        with on_disk(upload) as path:
            rows, errors = read_rules(path, upload.name)
        if not errors:
            try:
                actions.import_rules(buyer=buyer_of(self.request), rows=rows, at=timezone.now())
            except actions.RulesRefused as error:
                errors = error.errors
        if errors:
            self.extra_context = {"row_errors": errors}
            raise UnreadableFile(_count(errors))
        ask_for(tasks.judge_changes)
        return ToPage(reverse("followup:rule-list"))

    def done(self, result: object) -> str:
        """What happens now."""
        return "Reglerna är ersatta. Siffrorna räknas om."


def _count(errors: list[RowError]) -> str:
    return f"Reglerna är oförändrade: filen har {len(errors)} fel."


class RuleRemoval(ActionPage):
    """Take a rule away, if one may see all it says.

    Asks first, and shows what becomes of its rows and of the measures.
    """

    permission_required = "followup.delete_classificationrule"
    permission_of = ClassificationRule
    form_class = forms.Form
    template_name = "followup/judging/rule_removal.html"
    title = "Ta bort regeln?"
    submit = "Ta bort regeln"

    @cached_property
    def rule(self) -> ClassificationRule:
        """Which."""
        user = user_of(self.request)
        return get_object_or_404(ClassificationRule.objects.visible_to(user).wholly_told_to(user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what would happen: found out at once, or by the worker."""
        user = user_of(self.request)
        words = rule_words([self.rule.pk], user=user)[self.rule.pk]
        context = {**super().get_context_data(**kwargs), "rule": self.rule, "words": words}
        try:
            told = actions.try_removal(rule=self.rule, by=user, at=timezone.now(), at_most=MOST_ROWS_AT_ONCE)
        except (actions.TooMuchAtOnce, actions.LedgerIsBusy):
            return {**context, "trial": _try_rule_later(self.rule, user, fields=None)}
        return {**context, "told": told}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:rule-list")

    def do(self, form: forms.Form) -> HasPage:
        """Take it away and let the worker judge again."""
        actions.remove_rule(rule=self.rule, by=user_of(self.request), at=timezone.now())
        ask_for(tasks.judge_changes)
        return ToPage(reverse("followup:rule-list"))

    def done(self, result: object) -> str:
        """What happens now."""
        return "Regeln är borttagen. Siffrorna räknas om."
