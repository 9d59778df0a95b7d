"""Pages of the strategy document."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views import View

from huddinge_vo.common import saving
from huddinge_vo.common.pages.asked import read_id
from huddinge_vo.common.pages.conflicts import Conflict, keep_typed, take_theirs
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pdf import render_pdf
from huddinge_vo.common.people.request import user_of
from procurement.projects.models import Project
from procurement.projects.views import _ForProject
from procurement.strategies import actions
from procurement.strategies.forms import DecisionForm, StrategyForm
from procurement.strategies.models import StrategySection, StrategyVersion
from procurement.strategies.reports import SECTIONS, strategy_document


class StrategyEdit(_ForProject):
    """All sections, each with what it should say and what the system knows."""

    template_name = "procurement/strategies/strategy.html"
    form_class = StrategyForm
    title = "Upphandlingsstrategi"
    submit = "Spara strategin"

    def get_form_kwargs(self) -> dict[str, object]:
        """With what is written already."""
        return {
            **super().get_form_kwargs(),
            "parts": {part.key: (part.heading, part.guidance) for part in SECTIONS},
            "stored": {each.key: each for each in self.project.sections.all()},
        }

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With the facts."""
        context = super().get_context_data(**kwargs)
        document = strategy_document(project=self.project, on=timezone.localdate())
        form = cast("StrategyForm", context["form"])
        return {
            **context,
            "project": self.project,
            "decided": self.project.strategies.defer("snapshot").order_by("-number", "pk").first(),
            "rows": [(form[section["key"]], section) for section in document["sections"]],
        }

    def came_too_late(self, form: StrategyForm, error: saving.ChangedMeanwhile) -> HttpResponse:
        """What stands there now, of all sections that somebody else has changed, and at each that both have."""
        sent = form.texts()
        differing, theirs, versions = [], {}, {}
        for section in self.project.sections.order_by("pk"):
            key = section.key
            text, version = sent[key]
            if section.version == version or section.text == text:
                continue
            is_own = actions.is_own(section, text, version)
            differing.append(Conflict(str(form.fields[key].label), section.text, text if is_own else "", key))
            versions[f"{key}_version"] = str(section.version)
            if is_own:
                form.add_error(key, f"Någon har ändrat avsnittet före dig. Där står nu: {section.text}")
            else:
                theirs[key] = section.text
        take_theirs(form, theirs)
        keep_typed(form, **versions)
        return self.refuse_late(form, error, differing)

    def opened_at(self, form: StrategyForm, error: saving.ChangedMeanwhile) -> int:
        """The section's own: each has one."""
        return form.cleaned_data.get(f"{error.stored.key}_version") or 0

    def name_of(self, stored: StrategySection) -> str:
        """By its heading."""
        headings = {part.key: part.heading for part in SECTIONS}
        return f"Avsnittet {headings.get(stored.key, stored.key)}"

    def do(self, form: StrategyForm) -> Project:
        """Save what changed."""
        user = user_of(self.request)
        return actions.save_strategy(project=self.project, texts=form.texts(), by=user, at=timezone.now())


class StrategyDecide(_ForProject):
    """Register that the strategy was decided. It is kept word for word."""

    permission_required = "procurement.decide_strategy"
    form_class = DecisionForm
    title = "Beslut om upphandlingsstrategi"
    submit = "Registrera beslutet"

    def mark_of_shown(self) -> str:
        """Of the strategy."""
        return actions.mark_of(self.project)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what is kept."""
        intro = "Strategin sparas som den är nu, med ifyllda uppgifter, och versionen kan inte ändras efteråt."
        return {**super().get_context_data(**kwargs), "intro": intro}

    def back(self) -> str:
        """To the project."""
        return self.project.get_absolute_url()

    def do(self, form: DecisionForm) -> Project:
        """Keep it."""
        user = user_of(self.request)
        today = timezone.localdate()
        actions.decide_strategy(
            project=self.project,
            document=lambda project: strategy_document(project=project, on=today),
            by=user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        return self.project

    def done(self, result: object) -> str:
        """What happened."""
        return "Beslutet är registrerat och versionen sparad."


class StrategyPdf(PermissionRequiredMixin, View):
    """The strategy as PDF: a decided version (?version=), else as it stands."""

    permission_required = "procurement.view_project"
    permission_of = Project

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A tagged PDF, drawn from what was kept."""
        user = user_of(request)
        project = get_object_or_404(Project.objects.visible_to(user).select_related("buyer"), pk=pk)
        wanted = request.GET.get("version", "")
        version = None
        if wanted:
            versions = StrategyVersion.objects.filter(project=project).select_related("decided_by_user")
            version = get_object_or_404(versions, number=read_id(wanted))
        document = version.snapshot if version else strategy_document(project=project, on=timezone.localdate())
        suffix = f"version {version.number}" if version else "utkast"
        pdf = render_pdf(
            template="procurement/strategies/strategy_pdf.html",
            context={"document": document, "version": version, "registry_number": project.registry_number},
            title=f"Upphandlingsstrategi {document['project_title']}, {suffix}",
            is_demo=project.buyer.is_demo,
        )
        response = HttpResponse(pdf, content_type="application/pdf")
        name = slugify(f"upphandlingsstrategi {project.number} {suffix}")
        response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
        return response
