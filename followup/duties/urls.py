"""Addresses of duties."""

from django.urls import path

from followup.duties import views

urlpatterns = [
    path("att-gora/", views.DutyList.as_view(), name="duty-list"),
    path("att-gora/<int:pk>/klart/", views.DutyDone.as_view(), name="duty-done"),
    path("att-gora/<int:pk>/angra/", views.DutyReopen.as_view(), name="duty-reopen"),
    path("att-gora/<int:pk>/senare/", views.DutySnooze.as_view(), name="duty-snooze"),
    path("att-gora/<int:pk>/lamna/", views.DutyDelegate.as_view(), name="duty-delegate"),
    path("att-gora/klart/", views.DutiesDone.as_view(), name="duties-done"),
    path("att-gora/senare/", views.DutiesSnooze.as_view(), name="duties-snooze"),
    path("att-gora/lamna/", views.DutiesDelegate.as_view(), name="duties-delegate"),
    path("att-gora/flytta/", views.DutiesMove.as_view(), name="duties-move"),
    path("att-gora/mejl/", views.MailSettingEdit.as_view(), name="mail-setting"),
    path("att-gora/kalender/", views.CalendarFeedMake.as_view(), name="calendar-make"),
    path("kalender/<str:secret>.ics", views.CalendarPage.as_view(), name="calendar"),
    path("paminnelser/", views.ReminderRuleList.as_view(), name="reminder-rules"),
    path("paminnelser/ny/", views.ReminderRuleEdit.as_view(), name="reminder-rule-create"),
    path("paminnelser/<int:pk>/", views.ReminderRuleEdit.as_view(), name="reminder-rule-edit"),
]
