"""Addresses of red flags."""

from django.urls import path

from followup.flags import views

urlpatterns = [
    path("flaggor/", views.FlagList.as_view(), name="flag-list"),
    path("flaggor/bedom/", views.FlagsClose.as_view(), name="flags-close"),
    path("flaggor/sok/", views.compute_now, name="flag-compute"),
    path("flaggor/slag/", views.KindList.as_view(), name="flag-kinds"),
    path("flaggor/slag/<str:kind>/", views.KindBounds.as_view(), name="flag-bounds"),
    path("flaggor/slag/<str:kind>/av/", views.KindOff.as_view(), name="flag-off"),
    path("flaggor/slag/<str:kind>/pa/", views.KindOn.as_view(), name="flag-on"),
    path("flaggor/budget/", views.BudgetEdit.as_view(), name="flag-budget"),
    path("flaggor/uppgifter/", views.FactImport.as_view(), name="supplier-facts"),
    path("flaggor/uppgifter/mall/", views.FactTemplate.as_view(), name="supplier-facts-template"),
    path("flaggor/leverantor/<int:pk>/", views.SupplierRisk.as_view(), name="supplier-risk"),
    path("flaggor/<int:pk>/", views.FlagPage.as_view(), name="flag-detail"),
    path("flaggor/<int:pk>/bedom/", views.FlagClose.as_view(), name="flag-close"),
]
