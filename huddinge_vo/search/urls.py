"""The address of the search."""

from django.urls import path

from huddinge_vo.search import views

urlpatterns = [path("sok/", views.Search.as_view(), name="search")]
