"""Addresses of report."""

from django.urls import path

from followup.report import views

_WRITES, _APPROVES = "followup.change_statusreport", "followup.approve_statusreport"
urlpatterns = [
    path("statusrapport/", views.StatusReportPage.as_view(), name="status-report"),
    path("statusrapport/<int:year>/oppna/", views.StatusReportOpen.as_view(), name="report-open"),
    path("statusrapporter/<int:pk>/andra/", views.StatusReportEdit.as_view(), name="report-edit"),
    path("statusrapporter/<int:pk>/mal/<int:goal>/", views.GoalCommentEdit.as_view(), name="goal-comment"),
    path(
        "statusrapporter/<int:pk>/granska/",
        views.StatusReportMove.as_view(step="review", permission_required=_WRITES),
        name="report-review",
    ),
    path(
        "statusrapporter/<int:pk>/godkann/",
        views.StatusReportMove.as_view(step="approve", permission_required=_APPROVES),
        name="report-approve",
    ),
    path(
        "statusrapporter/<int:pk>/las/",
        views.StatusReportMove.as_view(step="lock", permission_required=_APPROVES),
        name="report-lock",
    ),
    path(
        "statusrapporter/<int:pk>/ateroppna/",
        views.StatusReportMove.as_view(step="reopen", permission_required=_WRITES),
        name="report-reopen",
    ),
    path("statusrapport/<int:year>.pdf", views.StatusReportPdf.as_view(), name="status-report-pdf"),
]
