"""Reference data and rescue only."""

from django.contrib import admin

from followup.measures.models import Measure, Target


class TargetInline(admin.TabularInline):
    """A measure's dated targets."""

    model = Target
    extra = 1


@admin.register(Measure)
class MeasureAdmin(admin.ModelAdmin):
    """What the plan is followed up by."""

    list_display = ("code", "name", "category")
    list_select_related = ("category",)
    inlines = (TargetInline,)
