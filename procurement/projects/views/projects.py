"""Projects and what belongs to them."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.views import View
from django.views.generic import DetailView

from contracts.documents.imports import ENDINGS
from contracts.plan.models import ContractArea
from contracts.register.filters import ContractFilter
from contracts.register.models import Contract, Framework
from huddinge_vo.common.pages.asked import read_id, read_ids
from huddinge_vo.common.pages.permissions import PermissionRequiredMixin
from huddinge_vo.common.pages.views import ActionPage, EditPage, HasPage, ListPage
from huddinge_vo.common.people.request import user_of
from huddinge_vo.common.secrecy.readings import note
from procurement.plan import rules as plan_rules
from procurement.plan.models import PlannedNeed
from procurement.plan.querysets import first_ends
from procurement.projects import actions
from procurement.projects.filters import ProjectFilter
from procurement.projects.forms import (
    AwardForm,
    ChecklistForm,
    DocumentForm,
    MemberForm,
    ProjectForm,
    RiskForm,
    TaskForm,
)
from procurement.projects.models import (
    Project,
    ProjectDocument,
    ProjectMember,
    ProjectTask,
    Risk,
)
from procurement.projects.reports import project_changes, project_facts
from procurement.projects.tables import ProjectTable

CHANGE = "procurement.change_project"


class ProjectList(ListPage):
    """All procurements that one may see."""

    permission_required = "procurement.view_project"
    filterset_class = ProjectFilter
    table_class = ProjectTable
    template_name = "procurement/projects/project_list.html"
    title = "Upphandlingar"
    export_name = "upphandlingar"

    def get_queryset(self) -> QuerySet[Project]:
        """Narrowed to what the person may see."""
        user = user_of(self.request)
        return Project.objects.visible_to(user).for_list().order_by("-contract_start", "number", "pk")


class ProjectPage(PermissionRequiredMixin, DetailView):
    """One procurement: where it stands, what is next, what may go wrong."""

    permission_required = "procurement.view_project"
    template_name = "procurement/projects/project_detail.html"
    context_object_name = "project"

    def get_queryset(self) -> QuerySet[Project]:
        """One that one may not know of does not exist."""
        user = user_of(self.request)
        found = Project.objects.visible_to(user).select_related("need", "owner", "buyer", "framework")
        return found.prefetch_related("areas", "checklist")

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With plan, tasks, risks, checklist, documents and history."""
        context = super().get_context_data(**kwargs)
        project: Project = context["project"]
        user = user_of(self.request)
        shown = Contract.objects.visible_to(user).select_related("supplier").order_by("number", "pk")
        return {
            **context,
            "facts": project_facts(project=project, on=timezone.localdate()),
            "members": project.members.select_related("person").order_by("pk"),
            "replaces": shown.filter(replacing_projects=project),
            "contracts": shown.filter(framework=project.framework) if project.framework else shown.none(),
            "strategies": list(project.strategies.defer("snapshot").order_by("-number", "pk")),
            "documents": ProjectDocument.objects.visible_to(user)
            .filter(project=project)
            .select_related("uploaded_by")
            .order_by("title", "pk"),
            "changes": project_changes(project, user=user_of(self.request)),
        }


class ProjectEdit(EditPage):
    """Start a procurement, or change one.

    It starts from a row of the plan (?behov=), from contracts (?avtal=, several), or from all that the list of
    contracts showed (?visade=, the list's own address), which are counted and said yes to.
    """

    permission_required = ("procurement.add_project", "procurement.change_project")
    form_class = ProjectForm
    model = Project
    new_title = "Ny upphandling"
    list_name = "procurement:project-list"

    @cached_property
    def need(self) -> PlannedNeed | None:
        """The row of the plan in the address."""
        pk = self.request.GET.get("behov", "")
        if not pk:
            return None
        user = user_of(self.request)
        found = PlannedNeed.objects.visible_to(user).filter(buyer=self.buyer())
        return get_object_or_404(found, pk=read_id(pk))

    @cached_property
    def contracts(self) -> list[Contract]:
        """The contracts in the address that one may see."""
        found = Contract.objects.visible_to(user_of(self.request)).filter(buyer=self.buyer())
        if self.shown is None:
            found = found.filter(pk__in=read_ids(self.request.GET.getlist("avtal")))
        else:
            shown = ContractFilter(self.shown, queryset=found, request=self.request, today=timezone.localdate())
            found = found.filter(pk__in=shown.qs.order_by().values("pk")) if shown.is_narrowed else found.none()
        return list(found.prefetch_related("areas").order_by("number", "pk"))

    @cached_property
    def shown(self) -> QueryDict | None:
        """What the list of contracts was narrowed by, where all that it showed are procured anew."""
        asked = self.request.GET.get("visade")
        return None if asked is None else QueryDict(asked)

    def get_initial(self) -> dict[str, object]:
        """What the row and the contracts say: areas, title, and a start when the first of them ends."""
        initial = super().get_initial()
        if not self.is_new:
            return initial
        user = user_of(self.request)
        today = timezone.localdate()
        areas: list[ContractArea] = [area for contract in self.contracts for area in contract.areas.all()]
        ends = [contract.ends_on for contract in self.contracts if contract.ends_on]
        if self.need is not None:
            initial["title"] = self.need.name[:250]
            if self.need.area is not None:
                areas.append(self.need.area)
                ends += first_ends(user, [self.need.area.pk], on=today).values()
        count = Project.objects.filter(buyer=self.buyer(), number__startswith=f"UPP-{today.year}-").count()
        initial |= {"areas": sorted({area.pk for area in areas}), "number": f"UPP-{today.year}-{count + 1:02}"}
        if ends:
            initial["contract_start"] = min(ends) + timedelta(days=1)
        return initial

    def blank(self) -> Project:
        """It knows its row of the plan, and is in the hands of whoever starts it."""
        return Project(buyer=self.buyer(), need=self.need, owner=user_of(self.request))

    def get_form_kwargs(self) -> dict[str, object]:
        """With the buyer, and the day that work can begin on."""
        kwargs = super().get_form_kwargs()
        kwargs |= {"buyer": kwargs["instance"].buyer, "today": timezone.localdate()}
        return {**kwargs, "replaced": len(self.contracts)} if self.is_new and self.shown is not None else kwargs

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what it replaces."""
        context = super().get_context_data(**kwargs)
        if self.is_new and self.contracts:
            numbers = ", ".join(contract.number for contract in self.contracts)
            count = f"{len(self.contracts)} avtal: " if self.shown is not None else ""
            context["intro"] = f"Ersätter {count}{numbers}."
        elif self.is_new and self.shown is not None:
            context["intro"] = "Inga avtal hos köparen svarar mot urvalet. Upphandlingen ersätter inget avtal."
        return context

    def do(self, form: ProjectForm) -> HasPage:
        """Start it, or save it."""
        user = user_of(self.request)
        if not self.is_new:
            return actions.save_project(
                project=form.instance,
                areas=form.cleaned_data["areas"],
                by=user,
                at=timezone.now(),
                version=form.cleaned_data.get("version"),
            )
        return actions.start_project(
            project=form.instance,
            areas=form.cleaned_data["areas"],
            replaces=self.contracts,
            template=form.cleaned_data["template"],
            by=user,
            at=timezone.now(),
        )

    refusals = (plan_rules.CannotMove, actions.OnlyTheOwner)


class _OfProject(EditPage):
    """A form for something of a project that one may know of."""

    permission_required = CHANGE

    def permission_rows(self) -> QuerySet | None:
        """The part that is changed, or the project that gets a new one."""
        user = user_of(self.request)
        if self.is_new:
            return Project.objects.visible_to(user).filter(pk=self.kwargs["project"])
        return super().permission_rows()

    @cached_property
    def project(self) -> Project:
        """That of what is changed, else that of the address."""
        if not self.is_new:
            return self.instance().project
        user = user_of(self.request)
        return get_object_or_404(Project.objects.visible_to(user), pk=self.kwargs["project"])

    def get_form_kwargs(self) -> dict[str, object]:
        """The form knows whose it is."""
        return {**super().get_form_kwargs(), "project": self.project}

    def back(self) -> str:
        """To the project."""
        return self.project.get_absolute_url()


class MemberEdit(_OfProject):
    """Who takes part."""

    form_class = MemberForm
    model = ProjectMember
    new_title = "Ny deltagare"
    refusals = (actions.OnlyTheOwner,)

    def do(self, form: MemberForm) -> HasPage:
        """Invite, or change a part."""
        user, version = user_of(self.request), form.cleaned_data.get("version")
        member = actions.save_member(member=form.instance, by=user, at=timezone.now(), version=version)
        return member.project


class TaskEdit(_OfProject):
    """What there is to do."""

    form_class = TaskForm
    model = ProjectTask
    new_title = "Ny uppgift"


class RiskEdit(_OfProject):
    """What may go wrong."""

    form_class = RiskForm
    model = Risk
    new_title = "Ny risk"


class _ForProject(ActionPage):
    """An action on the project of the address."""

    permission_required: object = CHANGE
    permission_of = Project

    @cached_property
    def project(self) -> Project:
        """If one may know of it."""
        user = user_of(self.request)
        return get_object_or_404(Project.objects.visible_to(user).select_related("buyer"), pk=self.kwargs["pk"])

    def back(self) -> str:
        """To its page."""
        return self.project.get_absolute_url()

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With a title that says of what."""
        return {**super().get_context_data(**kwargs), "title": f"{self.title}, {self.project.number}"}


class Checklist(_ForProject):
    """What the procurement asks for: set, or not relevant because."""

    form_class = ChecklistForm
    title = "Checklista för krav"

    def get_form_kwargs(self) -> dict[str, object]:
        """With what is answered already."""
        return {**super().get_form_kwargs(), "answers": {each.kind: each for each in self.project.checklist.all()}}

    def do(self, form: ChecklistForm) -> Project:
        """Save the answers."""
        user = user_of(self.request)
        return actions.answer_checklist(project=self.project, answers=form.answers(), by=user, at=timezone.now())


class ProjectAward(_ForProject):
    """Who won: a round and draft contracts, in one act."""

    permission_required = (CHANGE, "contracts.add_contract", "contracts.add_framework")
    form_class = AwardForm
    title = "Tilldela"
    submit = "Tilldela och skapa avtalsutkast"
    refusals = (actions.AlreadyAwarded, actions.OnlyTheTeam)

    def get_form_kwargs(self) -> dict[str, object]:
        """With who asks."""
        return {**super().get_form_kwargs(), "user": user_of(self.request)}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """With what will happen."""
        intro = (
            "Ett ramavtal eller valfrihetssystem skapas med ett avtalsutkast för varje leverantör. Avtalstid, "
            "förlängning, områden och svaren på checklistan följer med från upphandlingen."
        )
        return {**super().get_context_data(**kwargs), "intro": intro}

    def do(self, form: AwardForm) -> HasPage:
        """Award."""
        user = user_of(self.request)
        return actions.award_project(
            project=self.project,
            suppliers=list(form.cleaned_data["suppliers"]),
            ceiling_sek=form.cleaned_data["ceiling_sek"],
            by=user,
            at=timezone.now(),
        )

    def done(self, result: Framework) -> str:
        """What happened."""
        return f"Upphandlingen är tilldelad. {result.contracts.count()} avtalsutkast är skapade."


class DocumentAdd(_ForProject):
    """A file for a procurement."""

    form_class = DocumentForm
    title = "Nytt dokument"
    submit = "Lägg till"

    def get_form_kwargs(self) -> dict[str, object]:
        """The document knows whose it is."""
        return {**super().get_form_kwargs(), "user": user_of(self.request), "project": self.project}

    def do(self, form: DocumentForm) -> Project:
        """Keep it."""
        user = user_of(self.request)
        file = form.cleaned_data["file"]
        actions.add_project_document(document=form.instance, file=file, name=file.name, by=user, at=timezone.now())
        return self.project

    def done(self, result: object) -> str:
        """What happened."""
        return "Dokumentet är sparat."


class DocumentFile(PermissionRequiredMixin, View):
    """A document as a download."""

    permission_required = "procurement.view_project"
    permission_of = ProjectDocument

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        """The file, with an ending that fits its content."""
        user = user_of(request)
        document = get_object_or_404(ProjectDocument.objects.visible_to(user), pk=pk)
        if document.is_tender:
            note(ProjectDocument, [document.pk])  # each opening of a tender is read about, until award and after it
        name = f"{slugify(document.title) or 'dokument'}{ENDINGS[document.media_type]}"
        return FileResponse(
            document.file.open("rb"), as_attachment=True, filename=name, content_type=document.media_type
        )
