"""For rescue only: what roles do has pages of its own."""

from django.contrib import admin

from procurement.plan.models import MilestoneTemplate, ProcurementTerm, TemplateStep


@admin.register(ProcurementTerm)
class ProcurementTermAdmin(admin.ModelAdmin):
    """What a buyer's planning goes by, where it differs from the start values."""

    list_display = ("buyer", "start_months_before", "standstill_days")
    list_select_related = ("buyer",)


class TemplateStepInline(admin.TabularInline):
    """A template's milestones."""

    model = TemplateStep
    extra = 0


@admin.register(MilestoneTemplate)
class MilestoneTemplateAdmin(admin.ModelAdmin):
    """Milestones for a kind of procurement."""

    list_display = ("name", "buyer", "is_default")
    list_select_related = ("buyer",)
    inlines = (TemplateStepInline,)
