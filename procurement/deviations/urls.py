"""Addresses of deviations and the delegation order."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
