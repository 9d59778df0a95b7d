"""The addresses of saved views."""

from django.urls import path

from huddinge_vo.common.saved_views import views

urlpatterns = [
    path("vyer/", views.Views.as_view(), name="saved-views"),
    path("vyer/<int:pk>/ta-bort/", views.remove, name="saved-view-remove"),
]
