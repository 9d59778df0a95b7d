"""The rules that say what rows are bought for."""

from __future__ import annotations

import secrets

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from followup.judging import actions, tasks
from followup.judging.forms import RuleForm
from followup.judging.imports import read_rules
from followup.judging.models import ClassificationRule
from followup.judging.reports import rule_words
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.pages.forms import FileForm, on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, HasPage, with_errors
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization, User
from huddinge_vo.common.people.request import user_of

# Rows that are judged twice while a person waits, in about two seconds.
_MOST_ROWS_AT_ONCE = 50_000


class RuleList(PermissionRequiredMixin, TemplateView):
    """The rules in their order, with how much each takes."""

    permission_required = "followup.view_classificationrule"
    template_name = "followup/judging/rule_list.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """One question for all rules."""
        buyer = current_buyer(self.request)
        rules = (
            ClassificationRule.objects.visible_to(user_of(self.request))
            .filter(buyer=buyer)
            .told_to(user_of(self.request))
            .with_use(user_of(self.request))
            .select_related("category", "area")
            .order_by("order", "pk")
        )
        return {**super().get_context_data(**kwargs), "rules": rules}


class _Saved:
    """Where rule pages end: at the list."""

    def get_absolute_url(self) -> str:
        return reverse("followup:rule-list")


def _buyer(request: HttpRequest) -> Organization:
    buyer = current_buyer(request)
    if buyer is None:
        raise PermissionDenied
    return buyer


class RuleEdit(ActionPage):
    """Add or change a rule."""

    permission_required = ("followup.add_classificationrule", "followup.change_classificationrule")
    form_class = RuleForm
    template_name = "followup/judging/rule_form.html"
    permission_of = ClassificationRule
    title = "Regel"

    def get_form_kwargs(self) -> dict[str, object]:
        """The rule, if one may change it."""
        kwargs = {**super().get_form_kwargs(), "user": user_of(self.request), "buyer": _buyer(self.request)}
        if "pk" in self.kwargs:
            user = user_of(self.request)
            visible = ClassificationRule.objects.visible_to(user).wholly_told_to(user)
            kwargs["instance"] = get_object_or_404(visible, pk=self.kwargs["pk"])
            kwargs["buyer"] = kwargs["instance"].buyer
        return kwargs

    def form_valid(self, form: RuleForm) -> HttpResponse:
        """Save, or only try: say what the rule would move, and leave everything as it is."""
        if "prova" not in self.request.POST:
            return super().form_valid(form)
        rule, user, place = form.instance, user_of(self.request), form.cleaned_data["place"]
        try:
            told = actions.try_rule(rule=rule, by=user, at=timezone.now(), place=place, at_most=_MOST_ROWS_AT_ONCE)
            self.extra_context = {"told": told}
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        except (actions.TooMuchAtOnce, actions.LedgerIsBusy):
            fields = {name: getattr(rule, name) for name in tasks.TRIED}
            self.extra_context = {"trial": _try_later(rule, user, fields=fields, place=place)}
        return self.render_to_response(self.get_context_data(form=form))

    def back(self) -> str:
        """To the list."""
        return reverse("followup:rule-list")

    def do(self, form: RuleForm) -> HasPage:
        """Save it and let the worker judge again."""
        rule, place = form.instance, form.cleaned_data["place"]
        self.saved = actions.save_rule(rule=rule, by=user_of(self.request), at=timezone.now(), place=place)
        tasks.judge_changes.delay_on_commit()
        return _Saved()

    def done(self, result: object) -> str:
        """Where it came, and what happens now."""
        return f"Regeln är sparad som nummer {self.saved.order}. Siffrorna räknas om."


def _try_later(
    rule: ClassificationRule, user: User, *, fields: dict[str, object] | None, place: int | None = None
) -> str:
    """Have the worker try a rule, or without fields what taking it away does. Returns what to ask for its answer by."""
    trial = secrets.token_urlsafe(16)
    asked = {"rule": rule.pk, "buyer": rule.buyer_id, "user": user.pk, "fields": fields, "place": place}
    cache.set(tasks.trial_key(trial), asked, tasks.TRIAL_SECONDS)
    tasks.try_rule.delay_on_commit(trial=trial)
    return trial


@permission_required("followup.change_classificationrule")
def rule_trial(request: HttpRequest, trial: str) -> HttpResponse:
    """How far a try has come: asked for every second or two by the rule's page, or read as a page of its own."""
    asked = cache.get(tasks.trial_key(trial))
    if asked is None or asked["user"] != request.user.pk:
        raise Http404
    context = {
        "trial": trial,
        "begun": asked.get("begun", False),
        "told": asked.get("told"),
        "refused": asked.get("refused", ""),
    }
    is_part = bool(getattr(request, "htmx", False))
    template = "followup/judging/_rule_trial.html" if is_part else "followup/judging/rule_trial.html"
    return render(request, template, context)


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
                actions.import_rules(buyer=_buyer(self.request), rows=rows, at=timezone.now())
            except actions.RulesRefused as error:
                errors = error.errors
        if errors:
            self.extra_context = {"row_errors": errors}
            raise UnreadableFile(_count(errors))
        tasks.judge_changes.delay_on_commit()
        return _Saved()

    def done(self, result: object) -> str:
        """What happens now."""
        return "Reglerna är ersatta. Siffrorna räknas om."


def _count(errors: list[RowError]) -> str:
    return f"Reglerna är oförändrade: filen har {len(errors)} fel."


@require_POST
@permission_required("followup.change_classificationrule", of=ClassificationRule)
def move_rule(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One step up or down."""
    rule = get_object_or_404(ClassificationRule.objects.visible_to(user_of(request)), pk=pk)
    actions.move_rule(rule=rule, up=way == "upp", by=user_of(request), at=timezone.now())
    tasks.judge_changes.delay_on_commit()
    return HttpResponseRedirect(reverse("followup:rule-list"))


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
            told = actions.try_removal(rule=self.rule, by=user, at=timezone.now(), at_most=_MOST_ROWS_AT_ONCE)
        except (actions.TooMuchAtOnce, actions.LedgerIsBusy):
            return {**context, "trial": _try_later(self.rule, user, fields=None)}
        return {**context, "told": told}

    def back(self) -> str:
        """To the list."""
        return reverse("followup:rule-list")

    def do(self, form: forms.Form) -> HasPage:
        """Take it away and let the worker judge again."""
        actions.remove_rule(rule=self.rule, by=user_of(self.request), at=timezone.now())
        tasks.judge_changes.delay_on_commit()
        return _Saved()

    def done(self, result: object) -> str:
        """What happens now."""
        return "Regeln är borttagen. Siffrorna räknas om."


@require_POST
@permission_required("contracts.merge_supplier")
def propose_suppliers(request: HttpRequest) -> HttpResponse:
    """Look for suppliers to sort out now, and not only by night."""
    tasks.propose_suppliers.delay_on_commit()
    messages.success(request, "Letar efter leverantörer att reda ut. Ladda om sidan om någon minut.")
    return HttpResponseRedirect(reverse("contracts:supplier-proposals"))
