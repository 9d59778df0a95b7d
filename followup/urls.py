"""Followup's addresses."""

from django.urls import path

from followup import views

app_name = "followup"
urlpatterns = [
    path("", views.OverviewPage.as_view(), name="overview"),
    path("rakna-om/", views.recompute, name="recompute"),
    path("reskontra/", views.ImportList.as_view(), name="import-list"),
    path("reskontra/las-in/", views.ImportUpload.as_view(), name="import-upload"),
    path("reskontra/inlasningar/<int:pk>/", views.ImportPage.as_view(), name="import-detail"),
    path("reskontra/inlasningar/<int:pk>/lage/", views.import_progress, name="import-progress"),
    path("reskontra/inlasningar/<int:pk>/avvisade.csv", views.RejectedRows.as_view(), name="import-rejected"),
    path("reskontra/rader/", views.RowList.as_view(), name="row-list"),
    path("reskontra/rader/<int:ledger_import>/<int:line_no>/", views.RowPage.as_view(), name="row-detail"),
    path("reskontra/rader/<int:ledger_import>/<int:line_no>/bedom/", views.RowJudge.as_view(), name="row-judge"),
    path("regler/", views.RuleList.as_view(), name="rule-list"),
    path("regler/ny/", views.RuleEdit.as_view(), name="rule-create"),
    path("regler/fran-fil/", views.RulesUpload.as_view(), name="rule-upload"),
    path("regler/<int:pk>/", views.RuleEdit.as_view(), name="rule-edit"),
    path("regler/<int:pk>/flytta/<str:way>/", views.move_rule, name="rule-move"),
    path("regler/<int:pk>/ta-bort/", views.remove_rule, name="rule-remove"),
    path("kop/avtal/<int:pk>/", views.contract_spend, name="contract-spend"),
    path("kop/leverantor/<int:pk>/", views.supplier_spend_page, name="supplier-spend"),
    path("att-gora/", views.DutyList.as_view(), name="duty-list"),
    path("att-gora/<int:pk>/klart/", views.DutyDone.as_view(), name="duty-done"),
    path("att-gora/<int:pk>/senare/", views.DutySnooze.as_view(), name="duty-snooze"),
    path("att-gora/<int:pk>/lamna/", views.DutyDelegate.as_view(), name="duty-delegate"),
    path("att-gora/flytta/", views.DutiesMove.as_view(), name="duties-move"),
    path("att-gora/mejl/", views.MailSettingEdit.as_view(), name="mail-setting"),
    path("att-gora/kalender/", views.CalendarFeedMake.as_view(), name="calendar-make"),
    path("kalender/<str:secret>.ics", views.CalendarPage.as_view(), name="calendar"),
    path("paminnelser/", views.ReminderRuleList.as_view(), name="reminder-rules"),
    path("paminnelser/ny/", views.ReminderRuleEdit.as_view(), name="reminder-rule-create"),
    path("paminnelser/<int:pk>/", views.ReminderRuleEdit.as_view(), name="reminder-rule-edit"),
    path("matt/", views.MeasureList.as_view(), name="measure-list"),
    path("matt/rakna-om/", views.compute_measures, name="measures-compute"),
    path("matt/<int:pk>/", views.MeasurePage.as_view(), name="measure-detail"),
    path("matt/<int:pk>/andra/", views.MeasureEdit.as_view(), name="measure-edit"),
    path("matt/<int:pk>/bedom/", views.MeasureAssess.as_view(), name="measure-assess"),
    path("matt/<int:pk>/malvarde/", views.TargetAdd.as_view(), name="target-add"),
    path("effektmal/<int:pk>/", views.GoalPage.as_view(), name="goal-detail"),
    path("statusrapport/", views.StatusReportPage.as_view(), name="status-report"),
    path("statusrapport/<int:year>.pdf", views.StatusReportPdf.as_view(), name="status-report-pdf"),
]
