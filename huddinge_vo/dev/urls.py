"""Addresses that only developers have."""

from django.urls import path

from huddinge_vo.dev import gallery

app_name = "dev"
urlpatterns = [
    path("", gallery.Gallery.as_view(), name="gallery"),
    path("inget/", gallery.nothing, name="nothing"),
]
