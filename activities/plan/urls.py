"""Addresses of the category plan."""

from django.urls import path

from activities.plan import views

urlpatterns = [
    path("kategoriplan/<int:pk>/andra/", views.PlanEdit.as_view(), name="plan-edit"),
    path("kategoriplan/mal/<int:pk>/", views.GoalEdit.as_view(), name="goal-edit"),
    path("kategoriplan/styrsignaler/ny/", views.SignalEdit.as_view(), name="signal-create"),
    path("kategoriplan/styrsignaler/<int:pk>/", views.SignalEdit.as_view(), name="signal-edit"),
    path("kategoriplan/motsagelser/", views.ContradictionList.as_view(), name="contradiction-list"),
    path("kategoriplan/motsagelser/ny/", views.ContradictionEdit.as_view(), name="contradiction-create"),
    path("kategoriplan/motsagelser/<int:pk>/", views.ContradictionEdit.as_view(), name="contradiction-edit"),
    path("kategoriplan/team/ny/", views.TeamEdit.as_view(), name="team-create"),
    path("kategoriplan/team/<int:pk>/", views.TeamEdit.as_view(), name="team-edit"),
]
