"""Pages of the field, of sheets and of key figures."""

from followup.field.views.kpis import KpiEdit, KpisMissing, KpiValueEdit, Scorecard, TemplatePropose
from followup.field.views.sheets import GroupImport, GroupPage, ReviewFile, SheetPage, remove_row, review_field
from followup.field.views.visit import PhotoAdd, PhotoFile, Visit, send_answer, visit_state, worker_script

__all__ = [
    "GroupImport",
    "GroupPage",
    "KpiEdit",
    "KpiValueEdit",
    "KpisMissing",
    "PhotoAdd",
    "PhotoFile",
    "ReviewFile",
    "Scorecard",
    "SheetPage",
    "TemplatePropose",
    "Visit",
    "remove_row",
    "review_field",
    "send_answer",
    "visit_state",
    "worker_script",
]
