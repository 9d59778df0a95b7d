"""Addresses of those who stay on."""

from django.urls import path

from procurement.staying import views

urlpatterns = [
    path("kvarboende/", views.StayingList.as_view(), name="staying-list"),
    path("kvarboende/<int:pk>/beslut/", views.StayingDecide.as_view(), name="staying-decide"),
    path("kvarboende/<int:pk>/annat-omrade/", views.ChangedArea.as_view(), name="staying-area"),
    path("kvarboende/byte/<int:pk>/beslut/", views.StayingDecideArea.as_view(), name="staying-decide-area"),
]
