"""Addresses of measures."""

from django.urls import path

from followup.measures import views

urlpatterns = [
    path("matt/", views.MeasureList.as_view(), name="measure-list"),
    path("matt/rakna-om/", views.compute_measures, name="measures-compute"),
    path("matt/utfall/<int:pk>/", views.OutcomeRows.as_view(), name="outcome-rows"),
    path("matt/<int:pk>/", views.MeasurePage.as_view(), name="measure-detail"),
    path("matt/<int:pk>/andra/", views.MeasureEdit.as_view(), name="measure-edit"),
    path("matt/<int:pk>/bedom/", views.MeasureAssess.as_view(), name="measure-assess"),
    path("matt/<int:pk>/malvarde/", views.TargetAdd.as_view(), name="target-add"),
    path("effektmal/<int:pk>/", views.GoalPage.as_view(), name="goal-detail"),
]
