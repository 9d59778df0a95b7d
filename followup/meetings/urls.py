"""Addresses of supplier meetings."""

from django.urls import path

from followup.meetings import views

urlpatterns = [
    path("leverantorsmoten/", views.MeetingList.as_view(), name="meeting-list"),
    path("leverantorsmoten/nytt/", views.MeetingEdit.as_view(), name="meeting-create"),
    path("leverantorsmoten/<int:pk>/", views.MeetingPage.as_view(), name="meeting-detail"),
    path("leverantorsmoten/<int:pk>/andra/", views.MeetingEdit.as_view(), name="meeting-edit"),
    path("leverantorsmoten/<int:pk>/mote.ics", views.MeetingFile.as_view(), name="meeting-file"),
    path("leverantorsmoten/<int:pk>/bjud-in/", views.invite, name="meeting-invite"),
    path("leverantorsmoten/<int:pk>/narvaro/", views.MeetingAttendance.as_view(), name="meeting-attendance"),
    path("leverantorsmoten/<int:pk>/overenskommet/", views.MeetingAgree.as_view(), name="meeting-agree"),
    path("leverantorsmoten/overenskommet/<int:pk>/klart/", views.finish_task, name="meeting-task-done"),
]
