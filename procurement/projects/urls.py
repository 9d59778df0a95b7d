"""Addresses of projects."""

from django.urls import path

from procurement.projects import views

urlpatterns = [
    path("upphandlingsplan/", views.Plan.as_view(), name="plan"),
    path("upphandlingar/", views.ProjectList.as_view(), name="project-list"),
    path("upphandlingar/ny/", views.ProjectEdit.as_view(), name="project-create"),
    path("upphandlingar/<int:pk>/", views.ProjectPage.as_view(), name="project-detail"),
    path("upphandlingar/<int:pk>/andra/", views.ProjectEdit.as_view(), name="project-edit"),
    path("upphandlingar/<int:pk>/checklista/", views.Checklist.as_view(), name="checklist"),
    path("upphandlingar/<int:pk>/tilldela/", views.ProjectAward.as_view(), name="project-award"),
    path("upphandlingar/<int:pk>/dokument/nytt/", views.DocumentAdd.as_view(), name="project-document-add"),
    path("upphandlingar/<int:project>/uppgifter/ny/", views.TaskEdit.as_view(), name="task-create"),
    path("upphandlingar/<int:project>/risker/ny/", views.RiskEdit.as_view(), name="risk-create"),
    path("upphandlingar/<int:project>/deltagare/ny/", views.MemberEdit.as_view(), name="member-create"),
    path("upphandlingar/uppgifter/<int:pk>/andra/", views.TaskEdit.as_view(), name="task-edit"),
    path("upphandlingar/risker/<int:pk>/andra/", views.RiskEdit.as_view(), name="risk-edit"),
    path("upphandlingar/deltagare/<int:pk>/andra/", views.MemberEdit.as_view(), name="member-edit"),
    path("upphandlingar/milstolpar/<int:pk>/flytta/", views.MilestoneMove.as_view(), name="milestone-move"),
    path("upphandlingar/milstolpar/<int:pk>/klar/", views.MilestoneDone.as_view(), name="milestone-done"),
    path("upphandlingar/milstolpar/<int:pk>/inte-klar/", views.MilestoneReopen.as_view(), name="milestone-reopen"),
    path("upphandlingar/dokument/<int:pk>/", views.DocumentFile.as_view(), name="project-document"),
]
