"""The roof: which address is whose."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from huddinge_vo.common.health import health

urlpatterns = [
    path("logga-in/", LoginView.as_view(), name="login"),
    path("logga-ut/", LogoutView.as_view(), name="logout"),
    path("halsa/", health, name="health"),
    path("admin/", admin.site.urls),
]
