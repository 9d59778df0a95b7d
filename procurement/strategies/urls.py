"""Addresses of strategies."""

from django.urls import path

from procurement.strategies import views

urlpatterns = [
    path("upphandlingar/<int:pk>/strategi/", views.StrategyEdit.as_view(), name="strategy"),
    path("upphandlingar/<int:pk>/strategi/besluta/", views.StrategyDecide.as_view(), name="strategy-decide"),
    path("upphandlingar/<int:pk>/strategi.pdf", views.StrategyPdf.as_view(), name="strategy-pdf"),
]
