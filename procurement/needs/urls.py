"""Addresses of needs that are bought outside contract."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
