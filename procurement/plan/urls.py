"""Addresses of the procurement plan."""

from django.urls import path

from procurement.plan import views

urlpatterns = [
    path("upphandlingsplan/behov/nytt/", views.NeedEdit.as_view(), name="need-create"),
    path("administration/planeringsvarden/", views.ProcurementTerms.as_view(), name="procurement-terms"),
    path("administration/tidplaner/", views.MilestoneTemplateList.as_view(), name="milestone-templates"),
    path("administration/tidplaner/ny/", views.MilestoneTemplateEdit.as_view(), name="milestone-template-create"),
    path("administration/tidplaner/<int:pk>/", views.MilestoneTemplateEdit.as_view(), name="milestone-template-edit"),
    path("upphandlingsplan/behov/<int:pk>/andra/", views.NeedEdit.as_view(), name="need-edit"),
]
