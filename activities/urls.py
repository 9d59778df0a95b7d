"""The plan's addresses."""

from django.urls import path

from activities import views

app_name = "activities"
urlpatterns = [
    path("kategoriplan/", views.PlanPage.as_view(), name="plan"),
    path("kategoriplan/<int:pk>/andra/", views.PlanEdit.as_view(), name="plan-edit"),
    path("kategoriplan/mal/<int:pk>/", views.GoalEdit.as_view(), name="goal-edit"),
    path("kategoriplan/styrsignaler/ny/", views.SignalEdit.as_view(), name="signal-create"),
    path("kategoriplan/styrsignaler/<int:pk>/", views.SignalEdit.as_view(), name="signal-edit"),
    path("kategoriplan/team/ny/", views.TeamEdit.as_view(), name="team-create"),
    path("kategoriplan/team/<int:pk>/", views.TeamEdit.as_view(), name="team-edit"),
    path("aktiviteter/", views.ActivityList.as_view(), name="activity-list"),
    path("aktiviteter/tavla/", views.ActivityBoard.as_view(), name="activity-board"),
    path("aktiviteter/tidslinje/", views.ActivityTimeLine.as_view(), name="activity-timeline"),
    path("aktiviteter/ny/", views.ActivityEdit.as_view(), name="activity-create"),
    path("aktiviteter/<int:pk>/", views.ActivityPage.as_view(), name="activity-detail"),
    path("aktiviteter/<int:pk>/andra/", views.ActivityEdit.as_view(), name="activity-edit"),
    path("aktiviteter/<int:pk>/status/", views.ActivityStatus.as_view(), name="activity-status"),
    path("aktiviteter/<int:pk>/anteckning/", views.ActivityNote.as_view(), name="activity-note"),
    path("aktiviteter/<int:activity>/steg/nytt/", views.StepEdit.as_view(), name="step-create"),
    path("steg/<int:pk>/", views.StepEdit.as_view(), name="step-edit"),
    path("steg/<int:pk>/klart/", views.StepDone.as_view(), name="step-done"),
]
