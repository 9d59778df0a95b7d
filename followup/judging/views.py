"""The rules that say what rows are bought for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from followup.judging import actions, tasks
from followup.judging.forms import RuleForm
from followup.judging.imports import read_rules
from followup.judging.models import ClassificationRule
from huddinge_vo.common.files.tabular import RowError, UnreadableFile
from huddinge_vo.common.pages.forms import FileForm, on_disk
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin, permission_required
from huddinge_vo.common.pages.views import ActionPage, with_errors
from huddinge_vo.common.people.buyer import current_buyer
from huddinge_vo.common.people.models import Organization


class RuleList(PermissionRequiredMixin, TemplateView):
    """The rules in their order, with how much each takes."""

    permission_required = "followup.view_classificationrule"
    template_name = "followup/judging/rule_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One question for all rules."""
        buyer = current_buyer(self.request)
        rules = (
            ClassificationRule.objects.visible_to(self.request.user)
            .filter(buyer=buyer)
            .with_use()
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

    def get_form_kwargs(self) -> dict[str, Any]:
        """The rule, if one may change it."""
        kwargs = {**super().get_form_kwargs(), "user": self.request.user, "buyer": _buyer(self.request)}
        if "pk" in self.kwargs:
            visible = ClassificationRule.objects.visible_to(self.request.user)
            kwargs["instance"] = get_object_or_404(visible, pk=self.kwargs["pk"])
            kwargs["buyer"] = kwargs["instance"].buyer
        return kwargs

    def form_valid(self, form: RuleForm) -> HttpResponse:
        """Save, or only try: say what the rule would move, and leave everything as it is."""
        if "prova" not in self.request.POST:
            return super().form_valid(form)
        user: Any = self.request.user
        try:
            moved = actions.try_rule(rule=form.instance, by=user, at=timezone.now())
        except ValidationError as error:
            return self.form_invalid(with_errors(form, error))
        self.extra_context = {"moved": moved}
        return self.render_to_response(self.get_context_data(form=form))

    def back(self) -> str:
        """To the list."""
        return reverse("followup:rule-list")

    def do(self, form: RuleForm) -> Any:
        """Save it and let the worker judge again."""
        actions.save_rule(rule=form.instance, by=self.request.user, at=timezone.now())  # type: ignore[arg-type]
        tasks.judge_changes.delay_on_commit()
        return _Saved()

    def done(self, result: Any) -> str:
        """What happens now."""
        return "Regeln är sparad. Siffrorna räknas om."


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

    def do(self, form: FileForm) -> Any:
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

    def done(self, result: Any) -> str:
        """What happens now."""
        return "Reglerna är ersatta. Siffrorna räknas om."


def _count(errors: list[RowError]) -> str:
    return f"Reglerna är oförändrade: filen har {len(errors)} fel."


@require_POST
@permission_required("followup.change_classificationrule", of=ClassificationRule)
def move_rule(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """One step up or down."""
    rule = get_object_or_404(ClassificationRule.objects.visible_to(request.user), pk=pk)
    actions.move_rule(rule=rule, up=way == "upp", by=request.user, at=timezone.now())  # type: ignore[arg-type]
    tasks.judge_changes.delay_on_commit()
    return HttpResponseRedirect(reverse("followup:rule-list"))


@require_POST
@permission_required("followup.delete_classificationrule", of=ClassificationRule)
def remove_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a rule away."""
    rule = get_object_or_404(ClassificationRule.objects.visible_to(request.user), pk=pk)
    actions.remove_rule(rule=rule, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    tasks.judge_changes.delay_on_commit()
    messages.success(request, "Regeln är borttagen. Siffrorna räknas om.")
    return HttpResponseRedirect(reverse("followup:rule-list"))
