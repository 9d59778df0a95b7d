"""Addresses of report."""

from django.urls import path

from followup.report import views

urlpatterns = [
    path("statusrapport/", views.StatusReportPage.as_view(), name="status-report"),
    path("statusrapport/<int:year>/oppna/", views.StatusReportOpen.as_view(), name="report-open"),
    path("statusrapporter/<int:pk>/andra/", views.StatusReportEdit.as_view(), name="report-edit"),
    path("statusrapporter/<int:pk>/mal/<int:goal>/", views.GoalCommentEdit.as_view(), name="goal-comment"),
    path("statusrapporter/<int:pk>/granska/", views.StatusReportReview.as_view(), name="report-review"),
    path("statusrapporter/<int:pk>/godkann/", views.StatusReportApprove.as_view(), name="report-approve"),
    path("statusrapporter/<int:pk>/las/", views.StatusReportLock.as_view(), name="report-lock"),
    path("statusrapporter/<int:pk>/ateroppna/", views.StatusReportReopen.as_view(), name="report-reopen"),
    path("statusrapporter/<int:pk>/skicka-tillbaka/", views.StatusReportReturn.as_view(), name="report-return"),
    path("statusrapport/<int:year>.pdf", views.StatusReportPdf.as_view(), name="status-report-pdf"),
]
