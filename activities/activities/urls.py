"""Addresses of activities."""

from django.urls import path

from activities.activities import views

urlpatterns = [
    path("kategoriplan/", views.PlanPage.as_view(), name="plan"),
    path("kategoriplan/styrsignaler/<int:signal>/punkter/ny/", views.PointEdit.as_view(), name="point-create"),
    path("kategoriplan/punkter/<int:pk>/", views.PointEdit.as_view(), name="point-edit"),
    path("aktiviteter/", views.ActivityList.as_view(), name="activity-list"),
    path("aktiviteter/tavla/", views.ActivityBoard.as_view(), name="activity-board"),
    path("aktiviteter/tidslinje/", views.ActivityTimeLine.as_view(), name="activity-timeline"),
    path("aktiviteter/ny/", views.ActivityEdit.as_view(), name="activity-create"),
    path("aktiviteter/<int:pk>/", views.ActivityPage.as_view(), name="activity-detail"),
    path("aktiviteter/nummer/<str:number>/", views.ActivitySaid.as_view(), name="activity-said"),
    path("aktiviteter/<int:pk>/andra/", views.ActivityEdit.as_view(), name="activity-edit"),
    path("aktiviteter/<int:pk>/status/", views.ActivityStatus.as_view(), name="activity-status"),
    path("aktiviteter/<int:pk>/anteckning/", views.ActivityNote.as_view(), name="activity-note"),
    path("aktiviteter/<int:activity>/steg/nytt/", views.StepEdit.as_view(), name="step-create"),
    path("steg/<int:pk>/", views.StepEdit.as_view(), name="step-edit"),
    path("steg/<int:pk>/klart/", views.StepDone.as_view(), name="step-done"),
]
