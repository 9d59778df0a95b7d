"""Addresses of register."""

from django.urls import path

from contracts.register import views

urlpatterns = [
    path("avtal/nytt/", views.ContractEdit.as_view(), name="contract-create"),
    path("avtal/<int:pk>/andra/", views.ContractEdit.as_view(), name="contract-edit"),
    path("avtal/<int:pk>/krav/", views.RequirementsEdit.as_view(), name="contract-requirements"),
    path("ersattare/", views.DeputyList.as_view(), name="deputy-list"),
    path("ersattare/<int:owner>/", views.DeputyEdit.as_view(), name="deputy-edit"),
    path("upphandlingsomgangar/", views.FrameworkList.as_view(), name="framework-list"),
    path("upphandlingsomgangar/ny/", views.FrameworkEdit.as_view(), name="framework-create"),
    path("upphandlingsomgangar/<int:pk>/andra/", views.FrameworkEdit.as_view(), name="framework-edit"),
    path(
        "upphandlingsomgangar/<int:pk>/krav/",
        views.for_framework(views.RequirementsEdit),
        name="framework-requirements",
    ),
]
