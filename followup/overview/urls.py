"""Addresses of Översikt."""

from django.urls import path

from followup.overview import views

urlpatterns = [
    path("", views.OverviewPage.as_view(), name="overview"),
    path("varfor/<str:code>/", views.WhyPage.as_view(), name="why"),
    path("rakna-om/", views.recompute, name="recompute"),
    path("kop/karta/", views.SpendMapPage.as_view(), name="spend-map"),
    path("kop/avtal/<int:pk>/", views.contract_spend, name="contract-spend"),
    path("kop/leverantor/<int:pk>/", views.supplier_spend_page, name="supplier-spend"),
    path("kop/leverantor/<int:pk>/och/<int:other>/", views.supplier_comparison, name="supplier-comparison"),
]
